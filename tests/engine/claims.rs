//! How claims about means over seeds are tested: a claim must hold by more than [`ERRORS`] standard errors of its mean.

use darkside::record::metrics;
use darkside::run::Simulation;
use darkside::scenario::{Request, Scenario, load};
use darkside::stats::Running;

pub(crate) const ERRORS: f64 = 3.0;
/// Seeds for the claims about worlds and constructs.
const SEEDS: u64 = 12;

pub(crate) fn scenario(name: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(|&one| one.to_owned()).collect();
    load(&Request { set: &set, ..Request::of(name) }).unwrap_or_else(|error| panic!("{error}"))
}

/// The result of `of` for each seed, on two threads.
pub(crate) fn by_seed<T: Send>(scenario: &Scenario, of: impl Fn(Simulation) -> T + Sync) -> Vec<T> {
    by_seeds(SEEDS, scenario, of)
}

/// The same for another number of seeds, which must be even.
pub(crate) fn by_seeds<T: Send>(seeds: u64, scenario: &Scenario, of: impl Fn(Simulation) -> T + Sync) -> Vec<T> {
    let half = |first: u64| -> Vec<T> {
        (first..=seeds).step_by(2).map(|seed| of(Simulation::begin(scenario, seed, false))).collect()
    };
    let (odd, even) = std::thread::scope(|scope| {
        let odd = scope.spawn(|| half(1));
        (half(2), odd.join().expect("a run"))
    });
    odd.into_iter().zip(even).flat_map(|(odd, even)| [odd, even]).collect()
}

/// Steps to the end of a week.
pub(crate) fn until(simulation: &mut Simulation, week: u32) {
    while simulation.week() < week {
        simulation.step();
    }
}

/// The metric's value at the end of a week that has already been simulated.
pub(crate) fn at(simulation: &Simulation, metric: &str, week: u32) -> f64 {
    let names = metrics(&simulation.scenario().practices);
    let column = names.iter().position(|one| one.name == metric).unwrap_or_else(|| panic!("no metric {metric}"));
    simulation.series()[column][week as usize]
}

/// `ours` − `theirs`, seed by seed.
pub(crate) fn less(ours: &[f64], theirs: &[f64]) -> Vec<f64> {
    assert_eq!(ours.len(), theirs.len(), "paired by seed");
    ours.iter().zip(theirs).map(|(a, b)| a - b).collect()
}

/// Mean, and the half-width of the interval of [`ERRORS`] standard errors.
pub(crate) fn mean_and_margin(values: &[f64]) -> (f64, f64) {
    let running: Running = values.iter().copied().collect();
    (running.mean(), ERRORS * running.standard_error())
}

#[track_caller]
pub(crate) fn above(what: &str, values: &[f64], bound: f64) {
    let (mean, margin) = mean_and_margin(values);
    println!("{what}: {mean:.4} ± {margin:.4}, to be above {bound}");
    assert!(mean - margin > bound, "{what}: {mean:.4} ± {margin:.4} is not above {bound}");
}

#[track_caller]
pub(crate) fn between(what: &str, values: &[f64], from: f64, to: f64) {
    let (mean, margin) = mean_and_margin(values);
    println!("{what}: {mean:.4} ± {margin:.4}, to be between {from} and {to}");
    assert!(mean - margin > from && mean + margin < to, "{what}: {mean:.4} ± {margin:.4} is not in {from} to {to}");
}

#[track_caller]
pub(crate) fn below(what: &str, values: &[f64], bound: f64) {
    between(what, values, f64::NEG_INFINITY, bound);
}
