use std::path::Path;

use super::*;
use darkside_engine::scenario::read;

fn small(more: &str) -> Scenario {
    let text = format!(
        "[run]\nweeks = 80\nseeds = 3\n[population]\nfirms = 2\nmanagers = 24\nportfolio = 5\n[dark_side]\ngrowth = 0.3\n{more}"
    );
    read("small.toml", &text, Path::new(""), &[]).unwrap()
}

fn attributed(scenario: &Scenario, metric: &str, threads: usize) -> Attribution {
    let reading = Reading::new(metric, None, &scenario.practices, scenario.parameters.run.weeks).unwrap();
    attribute(scenario, &reading, &Executor::new(threads)).unwrap()
}

const TWO: &str = "[contagion]\nintra_learning = 0\ninter_learning = 0\nintra_imitation = 0.02\ninter_imitation = 0.01";

#[test]
fn sets_are_arms_of_their_own_and_parts_add_up() {
    let scenario = small(TWO);
    let found = attributed(&scenario, "dark_share", 2);
    assert_eq!(found.mechanisms, [Mechanism::IntraImitation, Mechanism::InterImitation]);
    assert_eq!(runs(&scenario), 18);
    assert_eq!(found.set_name(0), "none");
    assert_eq!(found.set_name(3), "intra_imitation + inter_imitation");
    // Each set has its own name: bit 0 keeps imitation within the portfolio, bit 1 that between managers.
    let alone =
        |out: Mechanism| darkside_engine::run::run(&without(&scenario, &[out]), scenario.parameters.run.seed, false);
    for (set, out) in [(1, Mechanism::InterImitation), (2, Mechanism::IntraImitation)] {
        assert_eq!(found.values[set][0], found.reading.of(&alone(out)));
    }
    assert_eq!(found.values[3][0], found.reading.of(&darkside_engine::run::run(&scenario, 1, false)));
    let sum: f64 = found.parts.iter().map(|part| part.of_outcome.mean).sum();
    assert!((sum - 1.0).abs() < 1e-12);
    let alone = attributed(&scenario, "dark_share", 1);
    assert_eq!(format!("{found:?}"), format!("{alone:?}"), "whatever the threads");
}

#[test]
fn volume_mix_and_placement_add_up_in_each_seed() {
    let scenario = small(TWO);
    let found = attributed(&scenario, "dark_share", 2);
    let split = found.split.as_ref().unwrap();
    for seed in 0..3 {
        let sum: f64 = split.iter().map(|part| part.by_seed[seed]).sum();
        assert!((sum - (found.values[3][seed] - found.values[0][seed])).abs() < 1e-12);
    }
    // Volume ends where the arm yoked in total is, placement begins where the one yoked by practice is.
    let [practice, total, _] = nulls(&scenario).unwrap();
    let outcome = |arm: &Scenario| found.reading.of(&darkside_engine::run::run(arm, 1, false));
    assert_eq!(split[0].by_seed[0], outcome(&total) - found.values[0][0]);
    assert_eq!(split[2].by_seed[0], found.values[3][0] - outcome(&practice));
    let yoked = attributed(&small(&format!("{TWO}\nyoke = \"total\"")), "dark_share", 2);
    assert!(yoked.split.is_none(), "contagion that is replaced cannot be replaced once more");
    assert!(yoked.split_table().columns[0].is_empty());
}

#[test]
fn beside_an_effect_only_its_own_onsets_are_counted() {
    let scenario = small(TWO);
    let counts = |metric: &str| attributed(&scenario, metric, 2).parts.iter().map(|part| part.onsets.mean).sum::<f64>();
    let of_effects: f64 = Effect::ALL.into_iter().map(|effect| counts(effect.name())).sum();
    assert!(counts("conflict") > 0.0 && counts("conflict") < counts("dark_share"));
    assert!((of_effects - counts("dark_share")).abs() < 1e-9);
    assert_eq!(attributed(&scenario, "closeness", 2).counted, Counted::Apart);
}

#[test]
fn where_nothing_spreads_there_is_nothing_to_attribute() {
    let scenario =
        small("[contagion]\nintra_imitation = 0\nintra_learning = 0\ninter_imitation = 0\ninter_learning = 0");
    let reading = Reading::new("dark_share", None, &scenario.practices, 80).unwrap();
    let error = attribute(&scenario, &reading, &Executor::new(1)).unwrap_err();
    assert_eq!(error.message(), "nothing spreads in small: there is nothing to attribute");
}
