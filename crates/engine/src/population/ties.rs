//! Ties: whom each manager looks at, in fixed slots, so that rewiring overwrites a slot and no list moves.

use std::ops::Range;
use std::thread;

use super::traits::Traits;
use super::{Block, FirmState, Managers, filled};
use crate::network::Network;
use darkside_draws::{Draws, Purpose};
use darkside_lanes::{Lanes, Registers, choose, choose_word};

/// The contact of a slot that a manager does not have: a seat that no run has. Its weight is 0.
pub const NO_CONTACT: u32 = (1 << 30) - 1;

/// Set beside a contact who is in the same firm, and beside one in the same office.
const INSIDE_BIT: usize = 31;
const SAME_OFFICE_BIT: usize = 30;
const INSIDE: u32 = 1 << INSIDE_BIT;
const SAME_OFFICE: u32 = 1 << SAME_OFFICE_BIT;
/// Set in [`NO_CONTACT`] and in no seat that a run has.
const NOBODY_BIT: usize = 29;

/// One tie slot of sixteen managers.
#[derive(Clone, Debug)]
pub struct TieRow {
    /// Contacts, with what is the same for both ends in the highest two bits.
    ends: Lanes<u32>,
    /// Weight w.
    pub weight: Lanes<f32>,
}

impl TieRow {
    fn empty() -> Self {
        Self { ends: Lanes::all(NO_CONTACT), weight: Lanes::all(0.0) }
    }

    /// Seat of the contact, or [`NO_CONTACT`].
    #[inline(always)]
    pub fn contact(&self, lane: usize) -> u32 {
        self.ends[lane] & NO_CONTACT
    }

    /// Seats of all contacts, or [`NO_CONTACT`].
    #[inline(always)]
    pub fn contacts(&self) -> Lanes<u32> {
        Lanes(self.ends.0.map(|end| end & NO_CONTACT))
    }

    /// Whether the contact is in the same firm.
    #[inline(always)]
    pub fn inside(&self, lane: usize) -> bool {
        self.ends[lane] & INSIDE != 0
    }

    /// Whether the contact is in the same office.
    #[inline(always)]
    pub fn same_office(&self, lane: usize) -> bool {
        self.ends[lane] & SAME_OFFICE != 0
    }

    /// Ties the manager in a lane to a contact.
    pub fn tie(&mut self, lane: usize, contact: u32, inside: bool, same_office: bool) {
        self.ends[lane] = contact | choose_word(inside, INSIDE, 0) | choose_word(same_office, SAME_OFFICE, 0);
    }

    /// The lanes without a contact.
    #[inline(always)]
    pub fn nobody<R: Registers>(&self, r: R, part: usize) -> R::Mask {
        r.has_bit(r.words(&self.ends, part), NOBODY_BIT)
    }

    /// Weights at rest of ties that were not imported.
    #[inline(always)]
    pub fn rest_of<R: Registers>(&self, r: R, rest: Rest, part: usize) -> R::Numbers {
        let ends = r.words(&self.ends, part);
        let inside = r.choose(r.has_bit(ends, SAME_OFFICE_BIT), r.all(rest.office), r.all(rest.firm));
        r.choose(r.has_bit(ends, INSIDE_BIT), inside, r.all(rest.outside))
    }

    /// Weight at rest of the tie in a lane that was not imported.
    #[inline(always)]
    pub fn rest(&self, lane: usize, rest: Rest) -> f32 {
        let inside = choose(self.same_office(lane), rest.office, rest.firm);
        choose(self.inside(lane), inside, rest.outside)
    }
}

/// What ties of a firm's managers weigh at rest, where they are not imported.
#[derive(Clone, Copy)]
pub struct Rest {
    /// To somebody in the same office.
    pub office: f32,
    /// To somebody elsewhere in the firm, and to any new contact within the firm.
    pub firm: f32,
    /// To somebody in another firm.
    pub outside: f32,
}

impl Rest {
    /// That of a firm's parameters and levers.
    pub fn of(firm: &FirmState) -> Self {
        let ties = &firm.parameters.ties;
        Self {
            office: ties.office_weight * firm.inside_factor,
            firm: ties.firm_weight * firm.inside_factor,
            outside: ties.outside_weight * firm.outside_factor,
        }
    }
}

/// Whom each manager looks at, before ties are put into slots: one list for all, in the order of seats.
#[derive(Default)]
pub(super) struct Contacts {
    contacts: Vec<u32>,
    /// The weight of each where ties are imported, else none.
    weights: Vec<f32>,
    /// Where each seat's contacts end.
    ends: Vec<usize>,
}

impl Contacts {
    /// The next seat has these.
    pub(super) fn push(&mut self, contacts: &[u32]) {
        self.contacts.extend_from_slice(contacts);
        self.ends.push(self.contacts.len());
    }

    /// The next seats have what the seats of these have.
    fn append(&mut self, others: Self) {
        let before = self.contacts.len();
        self.contacts.extend(others.contacts);
        self.weights.extend(others.weights);
        self.ends.extend(others.ends.into_iter().map(|end| before + end));
    }

    /// Those of a seat, in the order of slots.
    pub(super) fn of(&self, seat: usize) -> &[u32] {
        &self.contacts[self.range(seat)]
    }

    /// Weights of imported ties of a seat, in the same order; none for ties that were generated.
    fn weights_of(&self, seat: usize) -> &[f32] {
        if self.weights.is_empty() { &[] } else { &self.weights[self.range(seat)] }
    }

    fn range(&self, seat: usize) -> std::ops::Range<usize> {
        let first = seat.checked_sub(1).map_or(0, |before| self.ends[before]);
        first..self.ends[seat]
    }
}

/// Managers who are about to choose their first contacts, by seat.
pub(super) struct Seated<'a> {
    /// Their offices.
    pub(super) offices: &'a [u32],
    /// What they are like; none where nobody chooses by likeness at week 0.
    pub(super) traits: Vec<Traits>,
}

impl Seated<'_> {
    fn attraction(&self, firm: &FirmState, seat: u32, other: u32) -> f32 {
        let Some(own) = self.traits.get(seat as usize) else { return 1.0 };
        own.attraction(&firm.parameters.ties, &self.traits[other as usize])
    }
}

/// After this many rejected candidates for a tie of week 0, the next one is taken.
const ATTEMPTS: usize = 10_000;

/// Whom each manager looks at, inside first; drawn on `threads` threads, each for neighbouring seats.
pub(super) fn generate(draws: &Draws, firms: &[FirmState], seated: &Seated, threads: usize) -> Contacts {
    let seats = 0..seated.offices.len() as u32;
    if threads < 2 {
        return of_seats(draws, firms, seated, seats);
    }
    let each = seated.offices.len().div_ceil(threads);
    thread::scope(|scope| {
        let drawing: Vec<_> = seats
            .step_by(each)
            .map(|first| {
                let last = seated.offices.len().min(first as usize + each) as u32;
                scope.spawn(move || of_seats(draws, firms, seated, first..last))
            })
            .collect();
        let mut all = Contacts::default();
        for own in drawing {
            // A thread that panicked has said why; the scope passes it on.
            all.append(own.join().unwrap_or_default());
        }
        all
    })
}

fn of_seats(draws: &Draws, firms: &[FirmState], seated: &Seated, seats: Range<u32>) -> Contacts {
    let all = seated.offices.len() as u32;
    let mut of_seats = Contacts::default();
    for firm in firms {
        let ties = &firm.parameters.ties;
        for seat in firm.seats.start.max(seats.start)..firm.seats.end.min(seats.end) {
            let mut contacts = colleagues(draws, firm, seated, seat, ties.inside);
            contacts.extend(outsiders(draws, firm, (all, seated), seat, ties.outside));
            of_seats.push(&contacts);
        }
    }
    of_seats
}

/// Distinct colleagues, an office mate four times as likely as another.
fn colleagues(draws: &Draws, firm: &FirmState, seated: &Seated, seat: u32, wanted: u32) -> Vec<u32> {
    let size = firm.seats.end - firm.seats.start;
    if wanted >= size - 1 {
        return firm.seats.clone().filter(|&other| other != seat).collect();
    }
    let mut chosen: Vec<u32> = Vec::with_capacity(wanted as usize);
    let mut subject = draws.subject(Purpose::Colleagues, 0, 0, seat);
    let mut tried = 0;
    while chosen.len() < wanted as usize {
        let candidate = firm.seats.start + subject.below(size);
        let mate = seated.offices[candidate as usize] == seated.offices[seat as usize];
        let chance = if mate { 1.0 } else { 0.25 };
        tried += 1;
        let accepted = subject.happens(chance * seated.attraction(firm, seat, candidate)) || tried > ATTEMPTS;
        if accepted && candidate != seat && !chosen.contains(&candidate) {
            chosen.push(candidate);
            tried = 0;
        }
    }
    chosen
}

/// A Poisson number of distinct managers of other firms, at most as many as there are.
fn outsiders(draws: &Draws, firm: &FirmState, (seats, seated): (u32, &Seated), seat: u32, mean: f32) -> Vec<u32> {
    let elsewhere = seats - (firm.seats.end - firm.seats.start);
    let mut subject = draws.subject(Purpose::Outsiders, 0, 0, seat);
    let wanted = subject.poisson(mean);
    let wanted = if wanted < elsewhere { wanted } else { elsewhere };
    let mut chosen: Vec<u32> = Vec::with_capacity(wanted as usize);
    let mut tried = 0;
    while chosen.len() < wanted as usize {
        let among = subject.below(elsewhere);
        let candidate = if among < firm.seats.start { among } else { among + (firm.seats.end - firm.seats.start) };
        tried += 1;
        let attraction = seated.attraction(firm, seat, candidate);
        let accepted = attraction == 1.0 || subject.happens(attraction) || tried > ATTEMPTS;
        if accepted && !chosen.contains(&candidate) {
            chosen.push(candidate);
            tried = 0;
        }
    }
    chosen
}

/// Whom each manager of an imported network looks at.
pub(super) fn imported(network: &Network) -> Contacts {
    let mut of_seats = vec![Vec::new(); network.managers.len()];
    for tie in &network.ties {
        of_seats[tie.source as usize].push((tie.target, tie.weight));
    }
    let mut all = Contacts::default();
    for (contacts, weights) in of_seats.into_iter().map(|ties| ties.into_iter().unzip::<_, _, Vec<u32>, Vec<f32>>()) {
        all.push(&contacts);
        all.weights.extend(weights);
    }
    all
}

/// How many rows a block's ties take: as many as its best connected manager has.
pub(super) fn rows(block: &Block, contacts: &Contacts) -> usize {
    seats(block).map(|seat| contacts.of(seat).len()).max().unwrap_or(0)
}

fn seats(block: &Block) -> Range<usize> {
    block.first_seat as usize..block.first_seat as usize + block.count
}

/// Notes how many contacts each manager has.
pub(super) fn count(blocks: &[Block], contacts: &Contacts, managers: &mut [Managers]) {
    for (block, managers) in blocks.iter().zip(managers) {
        for (lane, seat) in seats(block).enumerate() {
            managers.contacts[lane] = contacts.of(seat).len() as u32;
        }
    }
}

/// The rows of all ties; with them, where ties are imported, the weights at rest that these keep.
pub(super) fn lay_out(
    blocks: &[Block],
    firms: &[FirmState],
    offices: &[u32],
    contacts: &Contacts,
) -> (Vec<TieRow>, Vec<Lanes<f32>>) {
    let rows = blocks.last().map_or(0, |block| block.ties.end);
    let mut ties = filled(rows, TieRow::empty());
    let mut imported = if contacts.weights.is_empty() { Vec::new() } else { filled(rows, Lanes::all(f32::NAN)) };
    for block in blocks {
        let firm = &firms[block.firm];
        let rest = Rest::of(firm);
        for (lane, seat) in seats(block).enumerate() {
            let own = &firms[block.firms[lane] as usize].seats;
            for (row, &contact) in block.ties.clone().zip(contacts.of(seat)) {
                let inside = own.contains(&contact);
                ties[row].tie(lane, contact, inside, inside && offices[contact as usize] == offices[seat]);
                ties[row].weight[lane] = ties[row].rest(lane, rest);
            }
            for (row, weight) in block.ties.clone().zip(contacts.weights_of(seat)) {
                let factor = if ties[row].inside(lane) { firm.inside_factor } else { firm.outside_factor };
                imported[row][lane] = weight * factor;
                ties[row].weight[lane] = imported[row][lane];
            }
        }
    }
    (ties, imported)
}
