//! Dated interventions: patches of parameters, and one file per act (model, section 7).
//!
//! An intervention happens at the start of its week, before the first step. To add an act: a file here, an arm
//! below, its variant in [`Act`].

mod introduce;
mod rotate;
mod stop_celebrity;
mod trace;
mod train;

use crate::parameter::decimal;
use crate::population::{Repertoire, World};
use crate::scenario::{Act, Deed, Intervention, Patch};
use crate::week::{WeekLog, publish};
use darkside_draws::{Purpose, Subject};

/// Carries out one intervention in `week`.
pub fn carry_out(world: &mut World, intervention: &Intervention, week: u32, log: &mut WeekLog) {
    let firms = concerned(world, &intervention.firms);
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
            }
            // What others see this week is what the act has left, not what it was at the end of last week.
            publish(world);
        }
    }
}

fn concerned(world: &World, named: &[usize]) -> Vec<usize> {
    if named.is_empty() { (0..world.firms.len()).collect() } else { named.to_vec() }
}

fn set(world: &mut World, firms: &[usize], change: &Patch) {
    for &firm in firms {
        change.apply(&mut world.firms[firm].parameters, &mut world.practices);
    }
    world.repertoire = Repertoire::new(&world.practices, &world.efficacy);
}

/// The numbers with which an act chooses in one slot of one seat. `act` tells apart several acts of one week.
fn choice(world: &World, week: u32, act: u32, slot: usize, seat: u32) -> Subject {
    world.draws.subject(Purpose::Intervention, week, act << 12 | slot as u32, seat)
}

/// Numbers of the acts, for their draws.
const INTRODUCE: u32 = 0;
const TRAIN: u32 = 1;
const ROTATE: u32 = 2;
const TRACE: u32 = 3;

/// The portfolio slots that an act concerns in one seat: a share of them, at least one.
fn share_of_slots(world: &World, week: u32, act: u32, seat: u32, share: f32) -> Vec<usize> {
    let (block, lane) = world.locate(seat);
    let portfolio = world.managers[block].portfolio[lane] as usize;
    let wanted = (decimal(share) * portfolio as f64).round() as usize;
    let wanted = if wanted > 1 { wanted } else { 1 };
    let mut slots: Vec<(u32, usize)> =
        (0..portfolio).map(|slot| (choice(world, week, act, slot, seat).word(), slot)).collect();
    slots.sort_unstable();
    slots.truncate(wanted);
    slots.into_iter().map(|(_, slot)| slot).collect()
}
