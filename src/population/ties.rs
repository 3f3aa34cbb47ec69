//! Ties: whom each manager looks at, in fixed slots, so that rewiring overwrites a slot and no list moves.

use super::{Block, FirmState, World};
use crate::draws::{Draws, Purpose};
use crate::lanes::{Lanes, choose};
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
    pub inside: Lanes<u32>,
    /// 1 where the contact is in the same office.
    pub same_office: Lanes<u32>,
}

impl TieRow {
    pub(super) fn empty() -> Self {
        Self {
            contact: Lanes::all(NO_CONTACT),
            weight: Lanes::all(0.0),
            imported: Lanes::all(f32::NAN),
            inside: Lanes::all(0),
            same_office: Lanes::all(0),
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

/// One manager's ties before they are put into slots: contact, and the weight of an imported one.
pub(super) type Contacts = Vec<(u32, Option<f32>)>;

/// Whom each manager looks at, by seat, in the order of slots: inside first.
pub(super) fn generate(draws: &Draws, firms: &[FirmState], offices: &[u32]) -> Vec<Contacts> {
    let seats = offices.len() as u32;
    let mut all = Vec::with_capacity(offices.len());
    for firm in firms {
        let ties = &firm.parameters.ties;
        for seat in firm.seats.clone() {
            let mut contacts = colleagues(draws, firm, offices, seat, ties.inside);
            contacts.extend(outsiders(draws, firm, seats, seat, ties.outside));
            all.push(contacts.into_iter().map(|contact| (contact, None)).collect());
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

/// Whom each manager of an imported network looks at, by seat.
pub(super) fn imported(network: &Network) -> Vec<Contacts> {
    let mut all = vec![Contacts::new(); network.managers.len()];
    for tie in &network.ties {
        all[tie.source as usize].push((tie.target, Some(tie.weight)));
    }
    all
}

/// The rows of a block's ties, as many as its best connected manager has.
pub(super) fn rows(block: &Block, firms: &[FirmState], offices: &[u32], contacts: &[Contacts]) -> Vec<TieRow> {
    let firm = &firms[block.firm];
    let seats = block.first_seat as usize..block.first_seat as usize + block.count;
    let most = seats.clone().map(|seat| contacts[seat].len()).max().unwrap_or(0);
    let mut rows = vec![TieRow::empty(); most];
    for (lane, seat) in seats.enumerate() {
        for (row, &(contact, weight)) in rows.iter_mut().zip(&contacts[seat]) {
            let inside = firms[block.firms[lane] as usize].seats.contains(&contact);
            row.contact[lane] = contact;
            row.inside[lane] = u32::from(inside);
            row.same_office[lane] = u32::from(inside && offices[contact as usize] == offices[seat]);
            let factor = if inside { firm.inside_factor } else { firm.outside_factor };
            row.imported[lane] = weight.map_or(f32::NAN, |weight| weight * factor);
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
