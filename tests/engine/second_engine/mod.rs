//! A second engine: sections 3 to 7 of `docs/model.md` written down once more, plainly, one file for each step.
//!
//! It shares with the fast engine only the resolved scenario, the world of week 0, the random numbers and elementary
//! functions, and must agree with it bit for bit: the whole state after every week, the ledger, the lapses and the
//! onsets row by row, counts and series.
//!
//! Scenarios are made up by proptest. `PROPTEST_CASES=5000 cargo test --test engine second_engine` tries more of them,
//! `PROPTEST_RNG_SEED=7` others. A difference is shrunk to the smallest scenario that has one.

mod acts_on_ties;
mod beliefs;
mod compare;
mod contagion;
mod draws;
mod elementary;
mod event;
mod fast;
mod groups;
mod interventions;
mod lapse;
mod life_cycle;
mod observe;
mod people;
mod publish;
mod relationship;
mod state;
mod ties;
mod triggers;
mod warnings;
mod week;
mod yoke;

use std::collections::BTreeMap;
use std::path::Path;

use darkside::internals::population::generate;
use darkside::parameter::{Parameters, Rule, Yoke};
use darkside::practice::Effect;
use darkside::record::{Cause, Locus, Mechanism, metrics};
use darkside::run::{Simulation, run};
use darkside::scenario::{Deed, Request, Scenario, load, read};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestRunner};

use crate::generated;

/// Runs both engines, the fast one on so many threads, and says where they first differ.
fn differ(scenario: &Scenario, seed: u64, threads: usize) -> Result<(), compare::Difference> {
    let mut second = fast::copy(&generate(scenario, seed), seed);
    let mut simulation = Simulation::begin_on(threads, scenario, seed, false);
    let mut leader =
        (scenario.parameters.contagion.yoke != Yoke::No).then(|| fast::copy(&generate(scenario, seed), seed));
    [Some(&mut second), leader.as_mut()].into_iter().flatten().for_each(week::begin);
    week::settle(&mut second, scenario, leader.as_mut());
    let mut means = Vec::new();
    for number in 0..=scenario.parameters.run.weeks {
        if number > 0 {
            week::step(&mut second, scenario, number, leader.as_mut());
            simulation.step();
        }
        let in_week = |difference| format!("week {number}, {difference}");
        compare::logs(&second.log, simulation.log()).map_err(in_week)?;
        compare::states(&second, &fast::copy(simulation.world(), seed)).map_err(in_week)?;
        groups::observe(&mut means, &second, scenario, number);
    }
    let record = simulation.finish();
    compare::groups(&means, &record.groups)?;
    compare::series(&metrics(&scenario.practices), &second.log.series, &record.series)
}

/// How many cases to try, and from which seed.
fn config() -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().expect("a whole number"));
    ProptestConfig {
        cases: number("PROPTEST_CASES").unwrap_or(200),
        rng_seed: RngSeed::Fixed(number("PROPTEST_RNG_SEED").map_or(1, u64::from)),
        failure_persistence: None,
        max_shrink_iters: number("PROPTEST_MAX_SHRINK_ITERS").unwrap_or(4000),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn both_engines_agree(case in generated::case()) {
        let scenario = case.scenario().map_err(|error| TestCaseError::fail(format!("no scenario: {error}")))?;
        if let Err(difference) = differ(&scenario, case.seed, 1) {
            return Err(TestCaseError::fail(format!("seed {}, {difference}", case.seed)));
        }
    }
}

/// What scenarios made up at random seldom or never have: more managers than the fast engine takes at a time, and than one of
/// its threads does; no limit to what a relationship can carry, firms that offer one manager to turn to; two practices that are
/// learnt from colleagues, or imitated by the threshold rule, where nobody's beliefs are heard; credibility that a patch levels;
/// managers who look at nobody.
#[test]
fn both_engines_agree_at_the_edges() {
    let many = "population = { managers = 530, firms = 3, portfolio = 3 }\nrun.weeks = 14\nties.rewire = 0.1";
    let stretches = "population = { managers = 2100, firms = 3, portfolio = 2 }\nrun.weeks = 4\nties.rewire = 0.1\n\
                     people = { turnover = 0.05, mobility = 0.5 }";
    let unlimited =
        "population = { managers = 20, firms = 1 }\nrun.weeks = 60\ncontagion = { capacity = 0, spontaneous = 0.2 }";
    let pairs = "population = { managers = 4, firms = 2 }\nrun.weeks = 60\n\
                 ties = { inside = 1, outside = 1, rewire = 0.5, closure = 0 }";
    let two = "population = { managers = 40, firms = 2 }\nrun.weeks = 40\nbeliefs = { social = 0, own = 0.5 }\n\
               catalogue.only = [\"trust_over_monitoring\", \"open_book_sharing\"]\n";
    let learnt =
        &format!("{two}enablers.learning_climate = 0.4\ncontagion = {{ inter_learning = 0.5, spontaneous = 0.02 }}");
    let by_threshold = &format!(
        "{two}enablers.learning_climate = 0\n\
         contagion = {{ rule = \"threshold\", threshold = 0.2, inter_imitation = 0.1, spontaneous = 0.02 }}"
    );
    // Without blindness only the threshold lets imitation run, against another that is sure.
    let both_sure = &format!(
        "{two}enablers.blindness = 0\n\
         contagion = {{ rule = \"threshold\", threshold = 0.1, inter_imitation = 0.1, spontaneous = inf }}"
    );
    // From some week on all are equally credible, and later not any more.
    let levelled = &format!(
        "{two}contagion.inter_imitation = 0.3\n\
         [[intervention]]\nweek = 10\nset = {{ \"enablers.prestige\" = 0, \"enablers.seniority\" = 0 }}\n\
         [[intervention]]\nweek = 20\nset = {{ \"enablers.prestige\" = 1 }}"
    );
    // Some look at managers who look at nobody, and who sit in a block without any tie.
    let lonely = "population = { managers = 17, firms = 17, portfolio = 2 }\nrun.weeks = 60\n\
                  ties = { inside = 0, outside = 0.6, rewire = 0.9, closure = 1 }";
    let texts = [many, stretches, unlimited, pairs, lonely, learnt, by_threshold, both_sure, levelled];
    let mut scenarios = texts.map(|text| read("edge", text, Path::new(""), &[])).to_vec();
    // An imported organisation with offices and another column to group by.
    let set = ["run.weeks=14".to_owned()];
    scenarios.push(load(&Request { set: &set, ..Request::of("imported_network") }));
    for scenario in scenarios {
        let scenario = scenario.unwrap_or_else(|error| panic!("{error}"));
        for (seed, threads) in [(1, 1), (2, 2), (3, 5)] {
            if let Err(difference) = differ(&scenario, seed, threads) {
                panic!(
                    "{} managers, seed {seed}, {threads} threads, {difference}",
                    scenario.parameters.population.managers
                );
            }
        }
    }
}

/// The ways in which a practice can arrive.
const WAYS: [(Mechanism, Locus); 12] = [
    (Mechanism::Spontaneous, Locus::Origin),
    (Mechanism::Fashion, Locus::Origin),
    (Mechanism::IntraImitation, Locus::IntraPortfolio),
    (Mechanism::IntraLearning, Locus::IntraPortfolio),
    (Mechanism::IntraLearning, Locus::WiderNetwork),
    (Mechanism::InterImitation, Locus::InterPortfolio),
    (Mechanism::InterImitation, Locus::WiderNetwork),
    (Mechanism::InterLearning, Locus::InterPortfolio),
    (Mechanism::InterLearning, Locus::WiderNetwork),
    (Mechanism::Association, Locus::WiderNetwork),
    (Mechanism::Programme, Locus::InterPortfolio),
    (Mechanism::Introduction, Locus::Origin),
];

/// That the engines agree says something only of what happens: in the first hundred scenarios each way to arrive, each
/// cause, credit, transition of phases, and whatever else is rare happens several times.
#[test]
fn the_scenarios_reach_everything() {
    let mut runner = TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() });
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut note = |what: String, times: u64| *seen.entry(what).or_default() += times;
    for _ in 0..100 {
        let case = generated::case().new_tree(&mut runner).expect("a case").current();
        let scenario = case.scenario().unwrap_or_else(|error| panic!("{error}"));
        let record = run(&scenario, case.seed, false);
        for (mechanism, locus) in WAYS {
            let times = record.totals.adoptions[mechanism.index()][locus.index()];
            note(format!("{} at {}", mechanism.name(), locus.name()), times);
        }
        for cause in Cause::ALL {
            for lesson in if cause == Cause::Drift { vec![false, true] } else { vec![cause != Cause::Ended] } {
                let of_kind = record.lapses.iter().filter(|row| (row.cause, row.lesson) == (cause, lesson));
                note(format!("{} with lesson {lesson}", cause.name()), of_kind.count() as u64);
            }
        }
        for effect in Effect::ALL {
            for credited in [false, true] {
                let of_kind =
                    record.onsets.iter().filter(|row| (row.effect, row.practice.is_some()) == (effect, credited));
                note(format!("onset of {}, credited {credited}", effect.name()), of_kind.count() as u64);
            }
        }
        for (from, row) in record.totals.phases.iter().enumerate() {
            row.iter().enumerate().for_each(|(to, &times)| note(format!("phase {from} to {to}"), times));
        }
        for (metric, column) in metrics(&scenario.practices).iter().zip(&record.series) {
            if metric.name == "turnover" {
                note("turnover".into(), column.iter().sum::<f64>() as u64);
            }
        }
        let imitated = record.totals.adoptions[Mechanism::InterImitation.index()].iter().sum::<u64>();
        note("imitation by share".into(), if scenario.parameters.contagion.rule == Rule::Share { imitated } else { 0 });
        for intervention in &scenario.interventions {
            if let Deed::Act(act) = &intervention.deed {
                note(format!("act {:?}", std::mem::discriminant(act)), 1);
            }
        }
        note("an imported network".into(), u64::from(scenario.network.is_some()));
        note("more than sixteen practices".into(), u64::from(scenario.practices.len() > 16));
        let Parameters { beliefs, run, .. } = &scenario.parameters;
        let few = beliefs.social == 0.0 && scenario.practices.len() <= 4;
        for mechanism in [Mechanism::InterImitation, Mechanism::InterLearning] {
            let adoptions = record.totals.adoptions[mechanism.index()].iter().sum::<u64>();
            note(format!("{} among few practices", mechanism.name()), if few { adoptions } else { 0 });
            note(format!("{} and no more", mechanism.name()), if run.relationship_step { 0 } else { adoptions });
        }
        note("an infinite hazard".into(), u64::from(case.toml().contains("= inf")));
    }
    let rare: Vec<_> = seen.iter().filter(|&(_, &times)| times < 5).collect();
    assert!(rare.is_empty(), "too rare to tell: {rare:?}");
}
