//! Ties: whom each manager looks at, in fixed slots, so that rewiring overwrites a slot and no list moves.

use super::{Block, FirmState, World};
use crate::draws::{Draws, Purpose};
use crate::lanes::{LANES, Lanes, choose};
use crate::network::Network;

/// The contact of a slot that a manager does not have. Its weight is 0.
pub const NO_CONTACT: u32 = u32::MAX;

/// One tie slot of sixteen managers.
#[derive(Clone, Debug)]
pub struct TieRow {
    /// Seat of the contact, or [`NO_CONTACT`].
    pub contact: Lanes<u32>,
    /// Weight w.
    pub weight: Lanes<f32>,
    /// Weight at rest that an imported tie keeps; NaN where it follows from the firm's parameters.
    pub imported: Lanes<f32>,
    /// 1 where the contact is in the same firm.
    pub inside: [u8; LANES],
    /// 1 where the contact is in the same office.
    pub same_office: [u8; LANES],
}

impl TieRow {
    pub(super) fn empty() -> Self {
        Self {
            contact: Lanes::all(NO_CONTACT),
            weight: Lanes::all(0.0),
            imported: Lanes::all(f32::NAN),
            inside: [0; LANES],
            same_office: [0; LANES],
        }
    }

    /// Weight at rest of the tie in a lane.
    #[inline(always)]
    pub fn rest(&self, lane: usize, firm: &FirmState) -> f32 {
        let ties = &firm.parameters.ties;
        let own = choose(self.same_office[lane] != 0, ties.office_weight, ties.firm_weight);
        let outside = ties.outside_weight * firm.outside_factor;
        let generated = choose(self.inside[lane] != 0, own * firm.inside_factor, outside);
        choose(self.imported[lane].is_nan(), generated, self.imported[lane])
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
    pub fn push(&mut self, contacts: &[u32]) {
        self.contacts.extend_from_slice(contacts);
        self.ends.push(self.contacts.len());
    }

    /// Those of a seat, in the order of slots.
    pub fn of(&self, seat: usize) -> &[u32] {
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

/// Whom each manager looks at, inside first.
pub(super) fn generate(draws: &Draws, firms: &[FirmState], offices: &[u32]) -> Contacts {
    let seats = offices.len() as u32;
    let mut all = Contacts::default();
    for firm in firms {
        let ties = &firm.parameters.ties;
        for seat in firm.seats.clone() {
            let mut contacts = colleagues(draws, firm, offices, seat, ties.inside);
            contacts.extend(outsiders(draws, firm, seats, seat, ties.outside));
            all.push(&contacts);
        }
    }
    all
}

/// Distinct colleagues, an office mate four times as likely as another.
fn colleagues(draws: &Draws, firm: &FirmState, offices: &[u32], seat: u32, wanted: u32) -> Vec<u32> {
    let size = firm.seats.end - firm.seats.start;
    if wanted >= size - 1 {
        return firm.seats.clone().filter(|&other| other != seat).collect();
    }
    let mut chosen: Vec<u32> = Vec::with_capacity(wanted as usize);
    let mut subject = draws.subject(Purpose::Colleagues, 0, 0, seat);
    while chosen.len() < wanted as usize {
        let candidate = firm.seats.start + subject.below(size);
        let mate = offices[candidate as usize] == offices[seat as usize];
        let accepted = subject.happens(if mate { 1.0 } else { 0.25 });
        if accepted && candidate != seat && !chosen.contains(&candidate) {
            chosen.push(candidate);
        }
    }
    chosen
}

/// A Poisson number of distinct managers of other firms, as far as there are that many.
fn outsiders(draws: &Draws, firm: &FirmState, seats: u32, seat: u32, mean: f32) -> Vec<u32> {
    let elsewhere = seats - (firm.seats.end - firm.seats.start);
    let mut subject = draws.subject(Purpose::Outsiders, 0, 0, seat);
    let wanted = subject.poisson(mean);
    let wanted = if wanted < elsewhere { wanted } else { elsewhere };
    let mut chosen: Vec<u32> = Vec::with_capacity(wanted as usize);
    while chosen.len() < wanted as usize {
        let among = subject.below(elsewhere);
        let candidate = if among < firm.seats.start { among } else { among + (firm.seats.end - firm.seats.start) };
        if !chosen.contains(&candidate) {
            chosen.push(candidate);
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

/// The rows of a block's ties, as many as its best connected manager has.
pub(super) fn rows(block: &Block, firms: &[FirmState], offices: &[u32], contacts: &Contacts) -> Vec<TieRow> {
    let firm = &firms[block.firm];
    let seats = block.first_seat as usize..block.first_seat as usize + block.count;
    let most = seats.clone().map(|seat| contacts.of(seat).len()).max().unwrap_or(0);
    let mut rows = vec![TieRow::empty(); most];
    for (lane, seat) in seats.enumerate() {
        let weights = contacts.weights_of(seat);
        for (slot, (row, &contact)) in rows.iter_mut().zip(contacts.of(seat)).enumerate() {
            let inside = firms[block.firms[lane] as usize].seats.contains(&contact);
            row.contact[lane] = contact;
            row.inside[lane] = u8::from(inside);
            row.same_office[lane] = u8::from(inside && offices[contact as usize] == offices[seat]);
            let factor = if inside { firm.inside_factor } else { firm.outside_factor };
            row.imported[lane] = weights.get(slot).map_or(f32::NAN, |weight| weight * factor);
            row.weight[lane] = row.rest(lane, firm);
        }
    }
    rows
}

impl World {
    /// The ties of a seat: row and contact.
    pub fn contacts(&self, seat: u32) -> impl Iterator<Item = (usize, u32)> + '_ {
        let (block, lane) = self.locate(seat);
        let rows = self.blocks[block].ties.clone();
        rows.map(move |row| (row, self.ties[row].contact[lane])).take_while(|&(_, contact)| contact != NO_CONTACT)
    }
}
