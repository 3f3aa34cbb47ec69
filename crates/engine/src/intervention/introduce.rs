//! `introduce`: puts practices into use in relationships of named or randomly chosen managers.

use super::draws::{INTRODUCE, choice, share_of_slots};
use crate::population::{World, open};
use crate::record::Mechanism;
use crate::scenario::WhichManagers;
use crate::week::{WeekLog, adopt};

pub(super) fn act(
    world: &mut World,
    firms: &[usize],
    practices: &[usize],
    managers: &WhichManagers,
    share: f32,
    week: u32,
    log: &mut WeekLog,
) {
    for seat in chosen(world, firms, managers, week) {
        for slot in share_of_slots(world, week, INTRODUCE, seat, share) {
            for &practice in practices {
                introduce(world, seat, slot, practice, week, log);
            }
        }
    }
}

/// The seats, in order. Random ones are those with the smallest draws, so that a larger number includes a smaller.
fn chosen(world: &World, firms: &[usize], managers: &WhichManagers, week: u32) -> Vec<u32> {
    let mut seats = match managers {
        WhichManagers::Seats(seats) => seats.clone(),
        WhichManagers::Random(count) => {
            const WHOM: usize = 0xfff;
            let candidates = firms.iter().flat_map(|&firm| world.firms[firm].seats.clone());
            let mut drawn: Vec<(u32, u32)> =
                candidates.map(|seat| (choice(world, week, INTRODUCE, WHOM, seat).word(), seat)).collect();
            drawn.sort_unstable();
            drawn.into_iter().take(*count as usize).map(|(_, seat)| seat).collect()
        }
    };
    seats.sort_unstable();
    seats.dedup();
    seats
}

/// Nothing happens where the practice is in use already, a lesson stands against it, or the slot is vacant.
fn introduce(world: &mut World, seat: u32, slot: usize, practice: usize, week: u32, log: &mut WeekLog) {
    let (block, lane) = world.locate(seat);
    let row = world.blocks[block].rows.start + slot;
    if open(&world.rows[row], &world.shown[row])[lane] >> practice & 1 != 0 {
        adopt(world, (seat, slot), practice, Mechanism::Introduction, week, log);
    }
}
