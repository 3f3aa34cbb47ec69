//! `meetings`: random pairs look at each other for some weeks.

use super::draws::{MEETINGS, dealt, pools};
use crate::population::{Meeting, World};

pub(super) fn act(world: &mut World, firms: &[usize], share: f32, weeks: u32, across_firms: bool, week: u32) {
    for pool in pools(world, firms, across_firms) {
        let coming = dealt(world, &pool, (MEETINGS, 0), share, week);
        for pair in coming.as_chunks().0 {
            let [one, other] = *pair;
            for (seat, contact) in [(one, other), (other, one)] {
                world.look_for_a_while(seat, contact, week + weeks);
            }
        }
    }
}

/// Ends the meetings that are due, in the order in which they began.
pub(super) fn part(world: &mut World, week: u32) {
    while let Some(position) = world.meetings.iter().position(|meeting| meeting.ends == week) {
        let Meeting { seat, slot, .. } = world.meetings.remove(position);
        world.remove_tie(seat, slot);
        for later in world.meetings.iter_mut().filter(|later| later.seat == seat && later.slot > slot) {
            later.slot -= 1;
        }
    }
}
