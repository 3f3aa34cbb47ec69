//! Dated interventions: patches of parameters, and one file per act (model, section 7).
//!
//! An intervention happens at the start of its week, before the first step. To add an act: a file here, an arm
//! below, its variant in [`Act`].

mod celebrate;
mod draws;
mod introduce;
mod meetings;
mod merge_offices;
mod rotate;
mod stop_celebrity;
mod trace;
mod train;
mod transfer;

use crate::population::{Repertoire, World};
use crate::scenario::{Act, Deed, Intervention, Patch};
use crate::week::{WeekLog, compare, publish};

/// Starts a week: meetings that are over end, and the record of what costs money is reset.
pub fn begin_week(world: &mut World, week: u32) {
    meetings::part(world, week);
    for firm in &mut world.firms {
        (firm.trained, firm.campaigned) = (0, firm.campaigning_in(week));
    }
}

/// Carries out one intervention in `week`.
pub fn carry_out(world: &mut World, intervention: &Intervention, week: u32, log: &mut WeekLog) {
    let named = &intervention.firms;
    let firms = if named.is_empty() { (0..world.firms.len()).collect() } else { named.clone() };
    match &intervention.deed {
        Deed::Set(patches) => patches.iter().for_each(|patch| set(world, &firms, patch)),
        Deed::Act(act) => {
            match act {
                Act::Introduce { practices, managers, share } => {
                    introduce::act(world, &firms, practices, managers, *share, week, log);
                }
                Act::Train { practices, share } => train::act(world, &firms, practices, *share, week),
                Act::Rotate { share, across_firms } => rotate::act(world, &firms, *share, *across_firms, week),
                Act::Trace => trace::act(world, &firms, week, log),
                Act::StopCelebrity => stop_celebrity::act(world, &firms),
                Act::MergeOffices { offices, ties } => merge_offices::act(world, &firms, offices, *ties, week),
                Act::Transfer { managers, office, share } => {
                    transfer::act(world, &firms, managers, office, *share, week);
                }
                Act::Celebrate { managers, weeks } => celebrate::act(world, &firms, managers, *weeks, week),
                Act::Meetings { share, weeks, across_firms } => {
                    meetings::act(world, &firms, *share, *weeks, *across_firms, week);
                }
            }
            // What others see this week is what the act has left, not what it was at the end of last week.
            publish(world);
        }
    }
}

fn set(world: &mut World, firms: &[usize], change: &Patch) {
    for &firm in firms {
        change.apply(&mut world.firms[firm].parameters, &mut world.practices);
    }
    world.repertoire = Repertoire::new(&world.practices, &world.efficacy);
    // From now on it may matter how managers stand against each other.
    compare(world, 1);
}
