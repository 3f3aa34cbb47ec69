//! The random numbers of acts.

use crate::parameter::decimal;
use crate::population::World;
use darkside_draws::{Purpose, Subject};

/// The numbers with which an act chooses in one slot of one seat. `act` tells apart several acts of one week.
pub(super) fn choice(world: &World, week: u32, act: u32, slot: usize, seat: u32) -> Subject {
    world.draws.subject(Purpose::Intervention, week, act << 12 | slot as u32, seat)
}

/// Numbers of the acts, for their draws.
pub(super) const INTRODUCE: u32 = 0;
pub(super) const TRAIN: u32 = 1;
pub(super) const ROTATE: u32 = 2;
pub(super) const TRACE: u32 = 3;

/// The portfolio slots that an act concerns in one seat: a share of them, at least one.
pub(super) fn share_of_slots(world: &World, week: u32, act: u32, seat: u32, share: f32) -> Vec<usize> {
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
