//! Acts that give managers ties: offices that merge, managers who are transferred, meetings (section 7).

use darkside_engine::scenario::Office;

use super::draws::ActOf;
use super::state::{Meeting, Tie, World};

/// In each firm the offices become one, and managers from different ones get ties.
pub(crate) fn merge(world: &mut World, firms: &[usize], offices: &[Office], ties: usize, week: u32) {
    for &f in firms {
        let ids: Vec<u32> = offices.iter().map(|office| office.number(f)).collect();
        let seats = world.firms[f].seats.clone();
        let members: Vec<usize> = seats.filter(|&seat| ids.contains(&world.managers[seat].office)).collect();
        let former: Vec<u32> = members.iter().map(|&seat| world.managers[seat].office).collect();
        for &seat in &members {
            world.managers[seat].office = ids[0];
        }
        look_again(world, f);
        for (&seat, &from) in members.iter().zip(&former) {
            let known: Vec<usize> = world.managers[seat].ties.iter().map(|tie| tie.contact).collect();
            let strangers = members.iter().zip(&former).filter(|&(other, &of)| of != from && !known.contains(other));
            let mut strangers: Vec<usize> = strangers.map(|(&other, _)| other).collect();
            let mut draws = world.draws.act(week, ActOf::MergeOffices, seat, 0);
            for _ in 0..ties.min(strangers.len()) {
                let other = strangers.remove(draws.below(strangers.len() as u32) as usize);
                tie(world, seat, other);
            }
        }
    }
}

/// Managers move to another office of their firm; some of their ties lead to that office afterwards.
pub(crate) fn transfer(world: &mut World, seats: &[usize], office: &Office, share: f32, week: u32) {
    let to = |world: &World, seat: usize| office.number(world.managers[seat].firm);
    let moving: Vec<usize> =
        seats.iter().copied().filter(|&seat| world.managers[seat].office != to(world, seat)).collect();
    for &seat in &moving {
        world.managers[seat].office = to(world, seat);
    }
    for f in 0..world.firms.len() {
        look_again(world, f);
    }
    for &seat in &moving {
        let firm = world.firms[world.managers[seat].firm].seats.clone();
        let mates: Vec<usize> = firm
            .filter(|&other| other != seat && world.managers[other].office == world.managers[seat].office)
            .collect();
        for t in 0..world.managers[seat].ties.len() {
            let mut draws = world.draws.act(week, ActOf::Transfer, seat, t);
            if world.managers[seat].ties[t].inside && draws.uniform() < share && !mates.is_empty() {
                let other = mates[draws.below(mates.len() as u32) as usize];
                world.managers[seat].ties[t] = new_tie(world, seat, other);
            }
        }
    }
}

/// Managers of a pool are paired at random.
pub(crate) fn meet(world: &mut World, pool: &[usize], share: f32, weeks: u32, week: u32) {
    let mut coming = Vec::new();
    for &seat in pool {
        let mut draws = world.draws.act(week, ActOf::Meetings, seat, 0);
        if draws.uniform() < share {
            coming.push((draws.word(), seat));
        }
    }
    coming.sort_unstable();
    for pair in coming.chunks_exact(2) {
        for (seat, other) in [(pair[0].1, pair[1].1), (pair[1].1, pair[0].1)] {
            tie_until(world, seat, other, week + weeks);
        }
    }
}

/// Everybody in the firm looks at the celebrated manager.
pub(crate) fn celebrate(world: &mut World, celebrated: usize, ends: u32) {
    for seat in world.firms[world.managers[celebrated].firm].seats.clone() {
        if seat != celebrated {
            tie_until(world, seat, celebrated, ends);
        }
    }
}

/// Meetings end, in the order in which they began.
pub(crate) fn part(world: &mut World, week: u32) {
    let due = |meeting: &Meeting| meeting.ends == week;
    while let Some(at) = world.meetings.iter().position(due) {
        let Meeting { seat, slot, .. } = world.meetings.remove(at);
        world.managers[seat].ties.remove(slot);
        for later in world.meetings.iter_mut().filter(|later| later.seat == seat && later.slot > slot) {
            later.slot -= 1;
        }
    }
}

/// Updates which contacts of a firm's managers sit in their office.
fn look_again(world: &mut World, f: usize) {
    for seat in world.firms[f].seats.clone() {
        for t in 0..world.managers[seat].ties.len() {
            let contact = world.managers[seat].ties[t].contact;
            let same = world.managers[seat].office == world.managers[contact].office;
            let tie = &mut world.managers[seat].ties[t];
            tie.same_office = tie.inside && same;
        }
    }
}

fn tie(world: &mut World, seat: usize, other: usize) {
    let new = new_tie(world, seat, other);
    world.managers[seat].ties.push(new);
}

fn tie_until(world: &mut World, seat: usize, other: usize, ends: u32) {
    tie(world, seat, other);
    let slot = world.managers[seat].ties.len() - 1;
    world.meetings.push(Meeting { seat, slot, ends });
}

/// A new tie, at its weight at rest.
fn new_tie(world: &World, seat: usize, contact: usize) -> Tie {
    let (manager, other) = (&world.managers[seat], &world.managers[contact]);
    let inside = manager.firm == other.firm;
    let mut tie =
        Tie { contact, weight: 0.0, imported: None, inside, same_office: inside && manager.office == other.office };
    tie.weight = super::ties::rest(&tie, &world.firms[manager.firm]);
    tie
}
