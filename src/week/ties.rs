//! Step 6. Ties: weights return to rest, and some ties are rewired (model, section 7).

use std::ops::Range;

use super::workspace::{Hand, chunks};
use crate::draws::{Purpose, Sheet, Subject};
use crate::lanes::{LANES, Lanes, Registers, Set, bits, first_lanes, keep};
use crate::population::{Block, Common, NO_CONTACT, Own, Rest, TieRow, World};
use crate::processor::{fetch, for_each_processor};

/// Attempts at a contact in proportion to credibility; after so many the last candidate is taken.
const ATTEMPTS: usize = 10_000;
/// Attempts that are made together.
const TOGETHER: usize = 4;

/// The week's rewired ties.
#[derive(Default)]
pub(super) struct Rewirings {
    due: Vec<Rewired>,
    /// Slots and lanes of one block.
    chosen: Vec<(usize, usize)>,
}

/// A tie that is about to get a new contact.
struct Rewired {
    row: usize,
    lane: usize,
    block: usize,
    contact: u32,
}

/// Whether ties can be rewired at all.
pub(super) fn rewiring(world: &World) -> bool {
    !world.ties_fixed && world.firms.iter().any(|firm| firm.parameters.ties.rewire > 0.0)
}

/// Draws which ties of these blocks are rewired, and to whom, by the contacts as they are before any is.
pub(super) fn choose_rewired(world: &World, blocks: Range<usize>, week: u32, hand: &mut Hand) {
    for chunk in chunks(blocks) {
        hand.sheets.fill_rewire(&world.draws, week, &world.blocks[chunk.clone()]);
        for block in chunk {
            choose_of_block(world, block, week, &hand.sheets.rewire, &mut hand.brought.rewirings);
        }
    }
}

fn choose_of_block(world: &World, b: usize, week: u32, uniforms: &Sheet, rewirings: &mut Rewirings) {
    let block = &world.blocks[b];
    rewirings.chosen.clear();
    choose(block, uniforms, world.firms[block.firm].parameters.ties.rewire, &mut rewirings.chosen);
    for &(slot, lane) in &rewirings.chosen {
        let row = block.ties.start + slot;
        if world.ties[row].contact(lane) != NO_CONTACT {
            let seat = block.first_seat + lane as u32;
            let mut subject = world.draws.subject(Purpose::NewContact, week, slot as u32, seat);
            if let Some(contact) = new_contact(world, seat, row, lane, &mut subject) {
                rewirings.due.push(Rewired { row, lane, block: b, contact });
            }
        }
    }
}

/// Rewires all ties that were chosen.
pub(super) fn rewire_chosen(world: &mut World, rewirings: &mut Rewirings) {
    for (place, rewired) in rewirings.due.iter().enumerate() {
        if let Some(later) = rewirings.due.get(place + 8) {
            let (contact_block, _) = world.locate(later.contact);
            fetch(&world.managers[contact_block].office);
            fetch(&world.ties[later.row].weight);
        }
        rewire(world, rewired);
    }
    rewirings.due.clear();
}

for_each_processor!(
    /// The slots and lanes of a block that are rewired, if they hold a tie.
    fn choose(block: &Block, uniforms: &Sheet, rewire: f32, chosen: &mut Vec<(usize, usize)>) {
        for slot in 0..block.ties.len() {
            let draws = uniforms.lanes(block.first_seat, slot);
            for lane in bits(instructions().lanes_below(&draws, &Lanes::all(rewire)) & first_lanes(block.count)) {
                chosen.push((slot, lane));
            }
        }
    }
);

/// Lets the weights of a block's ties decay.
pub(super) fn let_decay(own: &mut Own, common: &Common) {
    let decay = own.firm.parameters.ties.decay;
    if decay == 0.0 {
        return;
    }
    let rest = Rest::of(own.firm);
    match common.imported_weights.get(own.block.ties.clone()) {
        Some(imported) => decay_imported(own.ties, imported, rest, decay),
        None => decay_generated(own.ties, rest, decay),
    }
}

for_each_processor!(
    fn decay_generated(rows: &mut [TieRow], rest: Rest, decay: f32) {
        match instructions().set() {
            Set::Any(registers) => decay_by(registers, rows, rest, decay),
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(registers) => decay_by(registers, rows, rest, decay),
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(registers) => decay_by(registers, rows, rest, decay),
        }
    }
);

/// Over registers: the compiler would go over sixteen rows at a time, and gather and scatter their lanes.
#[inline(always)]
fn decay_by<R: Registers>(r: R, rows: &mut [TieRow], rest: Rest, decay: f32) {
    let decay = r.all(decay);
    for row in rows {
        for part in 0..R::PARTS {
            let (weight, rest) = (r.numbers(&row.weight, part), row.rest_of(r, rest, part));
            let decayed = r.add(weight, r.mul(decay, r.sub(rest, weight)));
            r.write(r.choose(row.nobody(r, part), r.all(0.0), decayed), &mut row.weight, part);
        }
    }
}

for_each_processor!(
    fn decay_imported(rows: &mut [TieRow], imported: &[Lanes<f32>], rest: Rest, decay: f32) {
        for (row, imported) in rows.iter_mut().zip(imported) {
            for lane in 0..LANES {
                let own = crate::lanes::choose(imported[lane].is_nan(), row.rest(lane, rest), imported[lane]);
                row.weight[lane] = decayed(row, lane, own, decay);
            }
        }
    }
);

/// The weight of a tie after a week on its way to `rest`.
#[inline(always)]
fn decayed(row: &TieRow, lane: usize, rest: f32, decay: f32) -> f32 {
    let weight = row.weight[lane];
    keep(row.contact(lane) != NO_CONTACT, weight + decay * (rest - weight))
}

fn rewire(world: &mut World, rewired: &Rewired) {
    let Rewired { row, lane, block, contact } = *rewired;
    let (contact_block, contact_lane) = world.locate(contact);
    let same_office = world.managers[block].office[lane] == world.managers[contact_block].office[contact_lane];
    let firm = &world.firms[world.blocks[block].firm];
    let tie = &mut world.ties[row];
    let inside = tie.inside(lane);
    tie.tie(lane, contact, inside, inside && same_office);
    let rest = Rest::of(firm);
    tie.weight[lane] = if inside { rest.firm } else { rest.outside };
    if let Some(imported) = world.imported_weights.get_mut(row) {
        imported[lane] = f32::NAN;
    }
}

/// Whom a rewired tie goes to: with probability `closure` a random contact of a random contact, if it is another
/// manager on the same side; otherwise in proportion to credibility among all managers on that side. None if
/// there is nobody.
fn new_contact(world: &World, seat: u32, row: usize, lane: usize, subject: &mut Subject) -> Option<u32> {
    let firm = world.firm_of(seat);
    let inside = world.ties[row].inside(lane);
    let closes = subject.happens(firm.parameters.ties.closure);
    let first = subject.uniform();
    let second = subject.uniform();
    if closes {
        let friend = random_contact(world, seat, first)?;
        if let Some(candidate) = random_contact(world, friend, second)
            && candidate != seat
            && firm.seats.contains(&candidate) == inside
        {
            return Some(candidate);
        }
    }
    by_credibility(world, seat, inside, subject)
}

fn random_contact(world: &World, seat: u32, u: f32) -> Option<u32> {
    let count = world.contacts(seat).count();
    let chosen = (u * count as f32) as usize;
    let chosen = if chosen < count { chosen } else { count.checked_sub(1)? };
    world.contacts(seat).nth(chosen).map(|(_, contact)| contact)
}

/// By rejection: a uniform candidate is accepted in proportion to its credibility.
fn by_credibility(world: &World, seat: u32, inside: bool, subject: &mut Subject) -> Option<u32> {
    let firm = world.firm_of(seat);
    let size = firm.seats.end - firm.seats.start;
    let candidates = if inside { size - 1 } else { world.seats() - size };
    if candidates == 0 {
        return None;
    }
    let most = world
        .firms
        .iter()
        .map(|firm| 4.0 * (1.0 + firm.parameters.enablers.seniority))
        .fold(0.0, crate::lanes::greater);
    let mut candidate = || {
        let chosen = subject.below(candidates);
        let candidate = if inside {
            let others = firm.seats.start + chosen;
            others + u32::from(others >= seat)
        } else {
            chosen + if chosen < firm.seats.start { 0 } else { size }
        };
        (candidate, subject.uniform() * most)
    };
    // Several at a time, since each may be far away; what was drawn for those after the accepted one is not used.
    let mut last = seat;
    for _ in 0..ATTEMPTS / TOGETHER {
        let together: [(u32, f32); TOGETHER] = std::array::from_fn(|_| candidate());
        let credible = together.map(|(candidate, needed)| needed < world.profile(candidate).credibility());
        if let Some(accepted) = credible.iter().position(|&credible| credible) {
            return Some(together[accepted].0);
        }
        last = together[TOGETHER - 1].0;
    }
    Some(last)
}
