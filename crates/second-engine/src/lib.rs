//! The model a second time: sections 3 to 7 of `docs/model.md` implemented in the most direct way, one file for each step.
//!
//! It shares with the fast engine only the resolved scenario, the world of week 0 and the elementary functions (its
//! random numbers come from `rand_chacha`), and must agree with it bit for bit: the whole state after every week, the
//! ledger, the lapses and the onsets row by row, counts and series.

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

use darkside_engine::parameter::Yoke;
use darkside_engine::population::generate;
use darkside_engine::record::metrics;
use darkside_engine::run::Simulation;
use darkside_engine::scenario::Scenario;

pub use self::compare::Difference;

/// Runs both engines, the fast one on this many threads.
///
/// # Errors
/// Says where they first differ.
pub fn differ(scenario: &Scenario, seed: u64, threads: usize) -> Result<(), Difference> {
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
