//! `transfer`: managers move to another office of their firm with all that they do, and part of their ties leads there
//! afterwards.

use super::draws::{TRANSFER, choice, seats};
use crate::population::World;
use crate::scenario::{Office, WhichManagers};

pub(super) fn act(
    world: &mut World,
    firms: &[usize],
    managers: &WhichManagers,
    office: &Office,
    share: f32,
    week: u32,
) {
    let mut moving = Vec::new();
    for seat in seats(world, firms, managers, week, TRANSFER) {
        let (block, lane) = world.locate(seat);
        let to = office.number(world.blocks[block].firms[lane] as usize);
        if world.managers[block].office[lane] != to {
            world.managers[block].office[lane] = to;
            moving.push((seat, to));
        }
    }
    (0..world.firms.len()).for_each(|firm| world.look_at_offices(firm));
    for (seat, office) in moving {
        settle_in(world, seat, office, share, week);
    }
}

/// Lets some of a manager's ties inside the firm lead to the new office.
fn settle_in(world: &mut World, seat: u32, office: u32, share: f32, week: u32) {
    let mates: Vec<u32> =
        world.firm_of(seat).seats.clone().filter(|&other| other != seat && world.place(other).1 == office).collect();
    if mates.is_empty() {
        return;
    }
    let (block, lane) = world.locate(seat);
    for (slot, row) in world.blocks[block].ties.clone().take(world.managers[block].contacts[lane] as usize).enumerate()
    {
        let mut subject = choice(world, week, TRANSFER, slot, seat);
        if world.ties[row].inside(lane) && subject.happens(share) {
            let contact = mates[subject.below(mates.len() as u32) as usize];
            world.lead_tie(seat, slot, contact);
        }
    }
}
