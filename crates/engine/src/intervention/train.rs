//! `train`: a share of relationships gets lessons on named practices. What is in use stays in use, but once given
//! up it does not come back while the lesson lasts.

use super::draws::{TRAIN, choice};
use crate::population::World;

pub(super) fn act(world: &mut World, firms: &[usize], practices: &[usize], share: f32, week: u32) {
    let lessons = practices.iter().fold(0u32, |bits, practice| bits | 1 << practice);
    for &firm in firms {
        for seat in world.firms[firm].seats.clone() {
            let (block, lane) = world.locate(seat);
            for slot in 0..world.managers[block].portfolio[lane] as usize {
                let row = world.blocks[block].rows.start + slot;
                if choice(world, week, TRAIN, slot, seat).happens(share) && !world.rows[row].vacant(lane) {
                    world.rows[row].lessons[lane] |= lessons;
                    world.firms[firm].trained += 1;
                }
            }
        }
    }
}
