//! Ties: whom each manager looks at, in fixed slots, so that rewiring overwrites a slot and no list moves.

use super::contacts::Contacts;
use super::{Block, FirmState, filled};
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

/// The rows of all ties; with them, where ties are imported, the weights at rest that these keep.
pub(super) fn lay_out(
    blocks: &[Block],
    firms: &[FirmState],
    offices: &[u32],
    contacts: &Contacts,
) -> (Vec<TieRow>, Vec<Lanes<f32>>) {
    let rows = blocks.last().map_or(0, |block| block.ties.end);
    let mut ties = filled(rows, TieRow::empty());
    let mut imported = if contacts.have_no_weights() { Vec::new() } else { filled(rows, Lanes::all(f32::NAN)) };
    for block in blocks {
        let firm = &firms[block.firm];
        let rest = Rest::of(firm);
        for (lane, seat) in block.seats().enumerate() {
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
