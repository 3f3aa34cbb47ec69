//! The random numbers of acts.

use crate::parameter::decimal;
use crate::population::World;
use crate::scenario::WhichManagers;
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
pub(super) const MERGE_OFFICES: u32 = 4;
pub(super) const TRANSFER: u32 = 5;
pub(super) const MEETINGS: u32 = 6;
pub(super) const CELEBRATE: u32 = 7;

/// The seats that an act concerns, in order. Random ones are those with the smallest draws, so that a larger number includes a
/// smaller.
pub(super) fn seats(world: &World, firms: &[usize], managers: &WhichManagers, week: u32, act: u32) -> Vec<u32> {
    let mut seats = match managers {
        WhichManagers::Seats(seats) => seats.clone(),
        WhichManagers::Random(count) => {
            const WHOM: usize = 0xfff;
            let candidates = firms.iter().flat_map(|&firm| world.firms[firm].seats.clone());
            let drawn = candidates.map(|seat| (choice(world, week, act, WHOM, seat).word(), seat));
            by_draw(drawn).take(*count as usize).collect()
        }
    };
    seats.sort_unstable();
    seats.dedup();
    seats
}

/// The seats among which an act deals: those of each firm, or of all firms together.
pub(super) fn pools(world: &World, firms: &[usize], across_firms: bool) -> Vec<Vec<u32>> {
    let seats_of = |firm: &usize| world.firms[*firm].seats.clone();
    if across_firms {
        vec![firms.iter().flat_map(seats_of).collect()]
    } else {
        firms.iter().map(|firm| seats_of(firm).collect()).collect()
    }
}

/// Who of a pool takes part in an act, each with probability `share`, in random order.
pub(super) fn dealt(world: &World, pool: &[u32], (act, slot): (u32, usize), share: f32, week: u32) -> Vec<u32> {
    let drawn = pool.iter().filter_map(|&seat| {
        let mut subject = choice(world, week, act, slot, seat);
        subject.happens(share).then(|| (subject.word(), seat))
    });
    by_draw(drawn).collect()
}

/// The portfolio slots that an act concerns in one seat: a share of them, at least one.
pub(super) fn share_of_slots(world: &World, week: u32, act: u32, seat: u32, share: f32) -> Vec<usize> {
    let portfolio = world.portfolio_of(seat) as usize;
    let wanted = (decimal(share) * portfolio as f64).round() as usize;
    let wanted = if wanted > 1 { wanted } else { 1 };
    let drawn = (0..portfolio).map(|slot| (choice(world, week, act, slot, seat).word(), slot));
    by_draw(drawn).take(wanted).collect()
}

/// In the order of the number that was drawn for each.
fn by_draw<T: Ord>(drawn: impl Iterator<Item = (u32, T)>) -> impl Iterator<Item = T> {
    let mut drawn: Vec<(u32, T)> = drawn.collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, one)| one)
}
