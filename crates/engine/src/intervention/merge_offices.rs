//! `merge_offices`: offices of a firm become one, and those who came from different ones get to know each other.

use super::draws::{MERGE_OFFICES, choice};
use crate::population::World;
use crate::scenario::Office;

pub(super) fn act(world: &mut World, firms: &[usize], offices: &[Office], ties: u32, week: u32) {
    for &firm in firms {
        let merged: Vec<u32> = offices.iter().map(|office| office.number(firm)).collect();
        let seats = world.firms[firm].seats.clone();
        let members: Vec<(u32, u32)> =
            seats.map(|seat| (seat, world.place(seat).1)).filter(|(_, office)| merged.contains(office)).collect();
        for &(seat, _) in &members {
            let (block, lane) = world.locate(seat);
            world.managers[block].office[lane] = merged[0];
        }
        world.look_at_offices(firm);
        for &(seat, former) in &members {
            meet(world, seat, strangers(world, seat, former, &members), ties, week);
        }
    }
}

/// Those who came from another office and whom a manager does not look at yet.
fn strangers(world: &World, seat: u32, former: u32, members: &[(u32, u32)]) -> Vec<u32> {
    let known: Vec<u32> = world.contacts(seat).map(|(_, contact)| contact).collect();
    let strange = members.iter().filter(|(other, office)| *office != former && !known.contains(other));
    strange.map(|&(other, _)| other).collect()
}

/// A manager begins to look at some of these.
fn meet(world: &mut World, seat: u32, mut strangers: Vec<u32>, ties: u32, week: u32) {
    let mut subject = choice(world, week, MERGE_OFFICES, 0, seat);
    for _ in 0..ties.min(strangers.len() as u32) {
        let other = strangers.remove(subject.below(strangers.len() as u32) as usize);
        world.add_tie(seat, other);
    }
}
