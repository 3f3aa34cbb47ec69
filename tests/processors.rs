//! Results are the same, to the bit, for every version of the kernels: portable, AVX2 and AVX-512. Levels that this
//! processor lacks are skipped.

use std::path::Path;

use darkside::internals::processor::{Level, use_at_most};
use darkside::record::{Digest, metrics};
use darkside::run::run;
use darkside::scenario::{Request, Scenario, load, read};

/// Every mechanism, kind of firm and act, with the threshold rule.
const EVERYTHING: &str = "
run.weeks = 60
population = { managers = 50, portfolio = 4 }
contagion = { association = 0.02, programme = 0.05, spontaneous = 0.004, rule = 'threshold', threshold = 0.3 }
people.turnover = 0.02
lapse = { audit = 0.02, drift_lesson = 0.3 }
ties = { rewire = 0.02, outside = 3.0 }
triggers.environment_shock = 0.05
[[firm]]
preset = 'laissez_faire'
[[firm]]
preset = 'top_management'
[[firm]]
teamwork = 0.9
[[intervention]]
week = 10
act = 'introduce'
practices = ['side_favours']
managers = 5
[[intervention]]
week = 20
act = 'train'
practices = ['open_book_sharing']
share = 0.5
[[intervention]]
week = 30
act = 'rotate'
share = 0.4
across_firms = true
[[intervention]]
week = 40
act = 'trace'
[[intervention]]
week = 45
act = 'stop_celebrity'
";

#[test]
fn results_are_the_same_at_every_level() {
    let shipped = |which: &str, weeks: u32| -> Scenario {
        load(&Request { weeks: Some(weeks), ..Request::of(which) }).unwrap_or_else(|error| panic!("{error}"))
    };
    let everything = read("everything.toml", EVERYTHING, Path::new(""), &[]).unwrap_or_else(|error| panic!("{error}"));
    let scenarios = [
        ("baseline", shipped("baseline", 20)),
        ("organisations", shipped("organisations", 60)),
        ("SIS on a graph", shipped("known/sis_on_graph", 10)),
        ("everything", everything),
    ];
    for (name, scenario) in scenarios {
        let portable = on(Level::Portable, &scenario);
        for level in [Level::Avx2, Level::Avx512].into_iter().filter(|&level| level <= Level::highest()) {
            assert_eq!(on(level, &scenario), portable, "{name}: {} differs from portable", level.name());
        }
    }
}

/// Digests of three seeds.
fn on(level: Level, scenario: &Scenario) -> Vec<String> {
    assert_eq!(use_at_most(level), level);
    let columns = metrics(&scenario.practices);
    (1..=3).map(|seed| Digest::of_record(&run(scenario, seed, false), &columns).to_string()).collect()
}
