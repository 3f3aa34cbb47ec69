//! When a practice arrives, and its reproduction number just before.

use crate::reproduction::{Reproduction, reproduction};
use darkside_engine::run::Simulation;
use darkside_engine::scenario::{Act, Deed, Scenario};
use darkside_error::Result;

/// The first week in which an intervention introduces the practice, if any does.
pub fn arrival(scenario: &Scenario, practice: usize) -> Option<u32> {
    let introduces = |deed: &Deed| match deed {
        Deed::Act(Act::Introduce { practices, .. }) => practices.contains(&practice),
        _ => false,
    };
    scenario.interventions.iter().find(|intervention| introduces(&intervention.deed)).map(|introduced| introduced.week)
}

/// The reproduction number at the end of the week before the practice is introduced, or at week 0 where nobody introduces it.
///
/// # Errors
/// As [`reproduction`].
pub fn at_arrival(scenario: &Scenario, seed: u64, practice: usize) -> Result<Reproduction> {
    let mut simulation = Simulation::begin(scenario, seed, false);
    let before = arrival(scenario, practice).unwrap_or(1).saturating_sub(1);
    while simulation.week() < before {
        simulation.step();
    }
    reproduction(simulation.world(), practice)
}
