//! What always holds, over scenarios made up by proptest: ranges of the state, who is who, that rows and counts account
//! for every practice, the labour market, and that what changes nothing changes no bit.
//!
//! `PROPTEST_CASES=5000 cargo test --test engine invariants` tries more scenarios, `PROPTEST_RNG_SEED=7` others.

mod account;
mod market;
mod nothing_changes;
mod state;

use darkside::internals::population::World;
use darkside::practice::Effect;
use darkside::record::{Adoption, Lapse, Onset, metrics};
use darkside::run::Simulation;
use darkside::scenario::Scenario;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::generated;

/// How many cases to try, and from which seed.
fn config() -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().expect("a whole number"));
    ProptestConfig {
        cases: number("PROPTEST_CASES").unwrap_or(100),
        rng_seed: RngSeed::Fixed(number("PROPTEST_RNG_SEED").map_or(2, u64::from)),
        failure_persistence: None,
        max_shrink_iters: number("PROPTEST_MAX_SHRINK_ITERS").unwrap_or(2000),
        ..ProptestConfig::default()
    }
}

/// What is known between two weeks.
struct Week<'a> {
    scenario: &'a Scenario,
    number: u32,
    before: &'a World,
    after: &'a World,
    /// What happened in between.
    ledger: &'a [Adoption],
    lapses: &'a [Lapse],
    onsets: &'a [Onset],
}

/// Goes through a run week by week.
fn weekly(case: &generated::Case, check: impl Fn(&Week<'_>)) {
    let scenario = case.scenario().unwrap_or_else(|error| panic!("{error}"));
    let mut simulation = Simulation::begin(&scenario, case.seed, false);
    for number in 1..=scenario.parameters.run.weeks {
        let before = simulation.world().clone();
        let log = simulation.log();
        let (adopted, gave, turned) = (log.ledger.len(), log.lapses.len(), log.onsets.len());
        simulation.step();
        let log = simulation.log();
        check(&Week {
            scenario: &scenario,
            number,
            before: &before,
            after: simulation.world(),
            ledger: &log.ledger[adopted..],
            lapses: &log.lapses[gave..],
            onsets: &log.onsets[turned..],
        });
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn states_stay_in_range(case in generated::case()) {
        weekly(&case, state::in_range);
    }

    #[test]
    fn everybody_is_somebody_once(case in generated::case()) {
        weekly(&case, state::identities);
    }

    #[test]
    fn rows_account_for_every_practice_in_use(case in generated::case()) {
        weekly(&case, account::practices_in_use);
    }

    #[test]
    fn a_source_used_what_was_copied(case in generated::case()) {
        weekly(&case, account::sources);
    }

    #[test]
    fn counts_of_the_week_count_the_rows(case in generated::case()) {
        let scenario = case.scenario().unwrap_or_else(|error| panic!("{error}"));
        account::series(&scenario, case.seed);
    }

    #[test]
    fn minds_move_through_the_market_in_order(case in generated::case()) {
        weekly(&case, market::conserved);
    }
}

proptest! {
    // Each of these runs several scenarios.
    #![proptest_config(ProptestConfig { cases: config().cases / 2, ..config() })]

    #[test]
    fn patches_to_the_present_value_and_acts_on_nobody_change_nothing(case in generated::case()) {
        nothing_changes::interventions(&case);
    }

    #[test]
    fn practices_that_nobody_starts_with_change_nothing(case in generated::case()) {
        nothing_changes::unheard_practices(&case);
    }

    #[test]
    fn mechanisms_without_strength_change_nothing(case in generated::case()) {
        nothing_changes::mechanisms(&case);
    }

    #[test]
    fn a_firm_beside_changes_nothing(case in generated::case()) {
        nothing_changes::firm_beside(&case);
    }
}
