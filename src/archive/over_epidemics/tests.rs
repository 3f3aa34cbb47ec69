//! Branching processes with known reproduction number and dispersion, taken all the way to the tables.

use super::*;
use crate::archive::tables_of;
use crate::table::Table;
use darkside_draws::{Draws, Purpose};
use darkside_engine::record::{Adoption, Case, Locus, Mechanism, Record, metrics};
use darkside_engine::run::Simulation;
use darkside_engine::scenario::{Request, Scenario, load};

const WEEKS: u32 = 208;
const SEEDS: u64 = 24;
const REPRODUCTION: f64 = 0.8;
/// 1/k of the offspring distribution.
const DISPERSION: f64 = 2.0;
/// Mean weeks from parent to child. The first of them always passes.
const GENERATION: f64 = 25.0;

fn scenario() -> Scenario {
    let set = [
        "run.weeks=208",
        "run.seeds=24",
        "initial.best_practice=0",
        "initial.benign=0",
        "initial.malpractice=0",
        "initial.safeguard=0",
        "population.managers=12",
        "population.firms=1",
    ];
    load(&Request { set: &set.map(String::from), ..Request::of("baseline_0_1") }).unwrap()
}

fn case(number: usize) -> Case {
    Case { manager: number as u32, person: 0, relationship: number as u32, spell: 0 }
}

/// Three cases a week come from outside. Each case has a gamma–Poisson number of children, which follow after geometric
/// lags.
fn record(scenario: &Scenario, seed: u64) -> Record {
    let mut subject = Draws::new(seed).subject(Purpose::Design, 0, 0, 1);
    // Week, parent.
    let mut cases: Vec<(u32, Option<usize>)> = (1..=WEEKS).flat_map(|week| [(week, None); 3]).collect();
    let mut next = 0;
    while let Some(&(week, _)) = cases.get(next) {
        // k = 1/2: a χ² with one degree of freedom.
        let normal = subject.normal();
        let children = subject.poisson(REPRODUCTION as f32 * normal * normal);
        for _ in 0..children {
            let lag = 1 + subject.failures(1.0 / GENERATION, 10_000) as u32;
            if week + lag <= WEEKS {
                cases.push((week + lag, Some(next)));
            }
        }
        next += 1;
    }
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by_key(|at| cases[*at].0);
    let ledger = order.into_iter().map(|at| Adoption {
        week: cases[at].0,
        practice: 0,
        mechanism: if cases[at].1.is_some() { Mechanism::InterImitation } else { Mechanism::Spontaneous },
        locus: if cases[at].1.is_some() { Locus::InterPortfolio } else { Locus::Origin },
        target: case(at),
        source: cases[at].1.map(case),
        source_flags: 0,
    });
    Record {
        seed,
        practices: scenario.practices.iter().map(|practice| practice.name.clone()).collect(),
        series: vec![vec![0.0; WEEKS as usize + 1]; metrics(&scenario.practices).len()],
        ledger: ledger.collect(),
        start: Simulation::begin(scenario, seed, false).finish().start,
        ..Record::default()
    }
}

fn tables() -> Vec<(&'static str, Table)> {
    let scenario = scenario();
    let records: Vec<Record> = (1..=SEEDS).map(|seed| record(&scenario, seed)).collect();
    tables_of(&scenario, &records).unwrap()
}

fn rows<T: Clone>(tables: &[(&'static str, Table)], name: &str, schema: &super::super::columns::Schema<T>) -> Vec<T> {
    schema.rows(&tables.iter().find(|(known, _)| *known == name).unwrap().1).unwrap()
}

#[test]
fn a_known_reproduction_number_and_dispersion_come_out_whatever_the_end_hides() {
    let tables = tables();
    let cohorts = rows(&tables, "cohorts.csv", &crate::archive::short_epidemics::cohorts());
    let quarters: Vec<&Cohort> =
        cohorts.iter().filter(|cohort| cohort.unit == Unit::Adoption && !cohort.year && cohort.cases > 1.0).collect();
    assert!(quarters.len() >= 16, "{}", quarters.len());
    let known: Vec<&&Cohort> = quarters.iter().filter(|cohort| cohort.reproduction.is_finite()).collect();
    // Half of the children of the last weeks are still to come, so those cohorts have no estimate.
    assert!(known.len() < quarters.len() && known.len() >= 13, "{}", known.len());
    for cohort in &known {
        let off = (cohort.reproduction - REPRODUCTION).abs();
        assert!(off < 4.0 * cohort.standard_error, "{cohort:?}");
        assert!(cohort.standard_error < 0.1, "{cohort:?}");
    }
    // Without the correction the last of them would be far off.
    let last = known.last().unwrap();
    assert!(last.seen < REPRODUCTION - 4.0 * last.standard_error, "{last:?}");
    let waves = rows(&tables, "waves.csv", &crate::archive::short_epidemics::waves());
    let figure = |unit, figure| waves.iter().find(|row| row.unit == unit && row.figure == figure).unwrap().summary;
    let near = |summary: Summary, wanted: f64| {
        let error = summary.standard_deviation / (summary.count as f64).sqrt();
        assert!((summary.mean - wanted).abs() < 4.0 * error, "{summary:?} is not {wanted}");
    };
    near(figure(Unit::Adoption, Figure::Dispersion), DISPERSION);
    near(figure(Unit::Manager, Figure::Dispersion), DISPERSION);
    near(figure(Unit::Adoption, Figure::Generation), GENERATION);
    let k = figure(Unit::Adoption, Figure::DispersionK);
    assert!(k.lower95 < 0.5 && 0.5 < k.upper95 && k.upper95 < 0.7, "{k:?}");
    let reached = rows(&tables, "attack_rates.csv", &crate::archive::short_epidemics::attack_rates());
    let firm = reached.iter().find(|row| row.by == Trait::Firm).unwrap();
    assert_eq!((firm.group.as_str(), firm.managers, firm.reached), ("A", 12.0, 1.0));
    // Nothing reached twelve managers' relationships, so nothing took off.
    assert!(!waves.iter().any(|row| row.figure == Figure::Growth));
}

#[test]
fn chances_have_wilsons_interval_and_inverses_change_ends() {
    let rate = [0.02, 0.04].into_iter().collect::<Running>().summary();
    let doubling = inverse(rate, std::f64::consts::LN_2);
    assert!((doubling.mean - 23.104_906).abs() < 1e-5);
    assert!(doubling.lower95 < doubling.mean && doubling.upper95.is_nan(), "a rate of 0 lies in the interval");
    let shape = RunShape::of(&scenario());
    let mut sums = Epidemics::new(52, &shape);
    let subject = Subject::new(Unit::Onset, 1);
    (0..10).for_each(|_| sums.figures.entry((subject, Figure::TookOff)).or_default().add(1.0));
    let rows = sums.waves();
    assert_eq!((rows[0].name.as_str(), rows[0].summary.upper95), ("conflict", 1.0));
    assert!((rows[0].summary.lower95 - 0.722_467_2).abs() < 1e-6);
}
