//! `introduce`: puts practices into use in relationships of named or randomly chosen managers.

use super::draws::{INTRODUCE, seats, share_of_slots};
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
    for seat in seats(world, firms, managers, week, INTRODUCE) {
        let (block, lane) = world.locate(seat);
        for slot in share_of_slots(world, week, INTRODUCE, seat, share) {
            let row = world.blocks[block].rows.start + slot;
            for &practice in practices {
                // Nothing happens where it is in use already, a lesson stands against it, or the slot is vacant.
                if open(&world.rows[row], &world.shown[row])[lane] >> practice & 1 != 0 {
                    adopt(world, (seat, slot), practice, Mechanism::Introduction, week, log);
                }
            }
        }
    }
}
