//! Every shipped scenario, run for a few weeks; also, that its changes fall inside its run.

use darkside::record::metrics;
use darkside::run::run;
use darkside::scenario::{Deed, Request, Scenario, load, shipped};

fn complete(name: &str) -> Scenario {
    load(&Request::of(name)).unwrap_or_else(|error| panic!("{error}"))
}

/// Scenarios about the dark side of relationships; the dates of known cases follow the known model instead.
fn experiments() -> impl Iterator<Item = &'static darkside_scenarios::File> {
    shipped().filter(|shipped| shipped.folder().is_empty())
}

/// Whether the scenario starts without the practice that is introduced, so that there is nothing to compare it with and
/// nothing to wait for.
fn clean_start(name: &str) -> bool {
    ["epidemic", "outbreak_", "invasion_", "complex_", "rivals_", "withering_"]
        .iter()
        .any(|world| name.starts_with(world))
}

#[test]
fn interventions_come_when_the_model_has_settled_and_leave_two_years_to_read() {
    for shipped in experiments().filter(|shipped| !clean_start(shipped.name())) {
        let scenario = complete(shipped.name());
        let weeks = scenario.parameters.run.weeks;
        let first = scenario.interventions.first().map_or(156, |intervention| intervention.week);
        assert!(first == 156 && first + 104 <= weeks, "{}: from week {first} of {weeks}", shipped.name());
        let last = scenario.interventions.last().map_or(156, |intervention| intervention.week);
        assert!(last + 52 <= weeks, "{}: the last change, in week {last}, leaves a year", shipped.name());
    }
}

#[test]
fn a_scenario_with_interventions_is_what_one_compares_it_with_until_then() {
    for shipped in experiments() {
        let scenario = complete(shipped.name());
        // The practice of an outbreak does not exist anywhere before, so the scenario is read on its own.
        let alone = clean_start(shipped.name()) || shipped.name() == "withering";
        if scenario.interventions.is_empty() || alone {
            continue;
        }
        let other = complete(if shipped.name() == "merger" { "two_firms" } else { "baseline" });
        assert_eq!(scenario.parameters, other.parameters, "{}", shipped.name());
        assert_eq!(scenario.practices, other.practices, "{}", shipped.name());
        assert_eq!(scenario.firms, other.firms, "{}", shipped.name());
        assert!(other.interventions.is_empty(), "{}", shipped.name());
    }
}

#[test]
fn every_scenario_runs() {
    for shipped in shipped() {
        // Interventions are dated later, so all of them are carried out in week 2 here.
        let mut scenario = complete(shipped.name());
        scenario.parameters.run.weeks = 3;
        let managers = &mut scenario.parameters.population.managers;
        *managers = if *managers > 5_000 { 5_000 } else { *managers };
        for intervention in &mut scenario.interventions {
            intervention.week = 2;
        }
        let record = run(&scenario, 1, true);
        let columns = metrics(&scenario.practices);
        for (column, values) in columns.iter().zip(&record.series) {
            let correlation = column.name.contains("icc") || column.name.contains("correlation");
            assert_eq!(values.len(), 4, "{} {}", shipped.name(), column.name);
            assert!(values.iter().all(|value| value.is_finite() || correlation), "{} {}", shipped.name(), column.name);
        }
    }
}

#[test]
fn an_outbreak_starts_from_five_managers_and_nowhere_else() {
    for shipped in shipped().filter(|shipped| shipped.name().starts_with("outbreak_")) {
        let mut scenario = complete(shipped.name());
        let practice = scenario.practice(shipped.name().strip_prefix("outbreak_").unwrap()).unwrap();
        scenario.parameters.run.weeks = 40;
        for intervention in &mut scenario.interventions {
            assert!(matches!(intervention.deed, Deed::Act(_)));
            intervention.week = 20;
        }
        let record = run(&scenario, 1, false);
        let adoptions = || record.ledger.iter().filter(|adoption| usize::from(adoption.practice) == practice);
        let first: Vec<_> = adoptions().filter(|adoption| adoption.source.is_none() && adoption.week <= 20).collect();
        let mut managers: Vec<u32> = first.iter().map(|adoption| adoption.target.manager).collect();
        managers.dedup();
        assert_eq!((managers.len(), first.len()), (5, 40), "{}: all relationships of five managers", shipped.name());
        assert!(first.iter().all(|adoption| adoption.week == 20), "{}", shipped.name());
        assert!(adoptions().all(|adoption| adoption.mechanism.name() != "spontaneous"), "{}", shipped.name());
    }
}
