//! `celebrate`: some managers become visible to everybody in their firm for some weeks.

use super::draws::{CELEBRATE, seats};
use crate::population::World;
use crate::scenario::WhichManagers;

pub(super) fn act(world: &mut World, firms: &[usize], managers: &WhichManagers, weeks: u32, week: u32) {
    for celebrated in seats(world, firms, managers, week, CELEBRATE) {
        for seat in world.firm_of(celebrated).seats.clone() {
            if seat != celebrated {
                world.look_for_a_while(seat, celebrated, week + weeks);
            }
        }
    }
}
