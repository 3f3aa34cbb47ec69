//! The number against what is known of it. `darkside selftest --only portfolios` holds it against the engine where theory is exact.

use darkside_engine::run::Simulation;
use darkside_engine::scenario::{Request, Scenario, load};
use darkside_threshold::{Chain, Portfolio, Reproduction, arrival, at_arrival, reproduction, reproduction_of_firms};

fn scenario(which: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(|set| set.to_string()).collect();
    load(&Request { set: &set, ..Request::of(which) }).unwrap()
}

fn number(scenario: &Scenario) -> Reproduction {
    at_arrival(scenario, 1, 0).unwrap()
}

#[test]
fn households_that_meet_at_random_have_the_published_thresholds() {
    for (hazard, lambda) in [(0.223_143_55, 0.4405), (0.356_674_94, 0.3225)] {
        let set = [format!("contagion.intra_imitation={hazard}"), format!("contagion.association={lambda}")];
        let found = number(&scenario("known/household", &[&set[0], &set[1]]));
        assert!((found.number - 1.0).abs() < 2e-4, "{}", found.number);
        assert!((found.association - found.number).abs() < 1e-9 && found.converged);
    }
}

#[test]
fn ties_pass_on_what_the_chain_says() {
    let scenario = scenario("known/portfolios", &[]);
    let world = Simulation::begin(&scenario, 1, false);
    let portfolio = Portfolio::of(world.world(), 0, 0);
    let chain = Chain::new(portfolio.rates).unwrap();
    let found = number(&scenario);
    // Everybody has four ties over which one of five relationships takes it up: all rows sum to the same.
    let expected = 4.0 * -libm::expm1(-5.0 * f64::from(0.004_f32)) * chain.weeks();
    assert!((found.number / expected - 1.0).abs() < 1e-6, "{} and {expected}", found.number);
    assert!((found.imitation - found.number).abs() < 1e-6 && (found.within_firms - found.number).abs() < 1e-6);
    assert!((found.weeks - chain.weeks()).abs() < 1e-6);
    // Who is started twice over the same tie counts once.
    let once = 4.0 * (1.0 - chain.escape(5.0 * f64::from(0.004_f32)));
    assert!((found.once / once - 1.0).abs() < 1e-6 && found.once < found.number, "{found:?}");
}

#[test]
fn mechanisms_and_firms_make_up_the_number() {
    let scenario = scenario("epidemic", &["contagion.association=0.002", "run.weeks=60"]);
    let practice = scenario.practice("exceed_expectations").unwrap();
    assert_eq!(arrival(&scenario, practice), Some(52));
    let found = at_arrival(&scenario, 1, practice).unwrap();
    assert!((found.imitation + found.learning + found.association - found.number).abs() < 1e-6 * found.number);
    assert!(found.imitation > found.association && found.association > 0.0);
    assert!(found.within_firms < found.imitation, "some ties lead to the other firm");
    assert!(found.once < found.number && found.once > 0.0);
    assert!(found.adoptions > 1.0 && found.user_weeks > found.weeks);
    let mut simulation = Simulation::begin(&scenario, 1, false);
    (1..52).for_each(|_| simulation.step());
    let firms = reproduction_of_firms(simulation.world(), practice).unwrap();
    assert_eq!(firms.len(), 2);
    assert!(firms.iter().all(|&firm| firm > 0.0 && firm < found.number));
}

#[test]
fn firms_that_do_not_touch_have_the_number_of_the_strongest() {
    let apart = scenario("epidemic", &["ties.outside=0", "run.weeks=60"]);
    let practice = apart.practice("exceed_expectations").unwrap();
    let simulation = Simulation::begin(&apart, 3, false);
    let all = reproduction(simulation.world(), practice).unwrap();
    let firms = reproduction_of_firms(simulation.world(), practice).unwrap();
    assert!(firms.iter().all(|firm| *firm <= all.number + 1e-9), "{firms:?}");
    assert!(firms.iter().any(|firm| (firm - all.number).abs() < 1e-9), "{firms:?}");
    assert!((all.within_firms - all.number).abs() < 1e-6);
}

#[test]
fn what_is_never_given_up_has_no_bound_but_reaches_each_contact_once() {
    let scenario = scenario("known/portfolios", &["lapse.drift=0"]);
    let found = number(&scenario);
    assert_eq!(found.number, f64::INFINITY);
    assert!((found.once - 4.0).abs() < 1e-6, "{}", found.once);
}

#[test]
fn the_threshold_rule_is_refused() {
    let complex = scenario("complex_scattered", &[]);
    let refused = at_arrival(&complex, 1, 0).unwrap_err();
    assert!(refused.message().contains("no reproduction number"), "{}", refused.message());
}
