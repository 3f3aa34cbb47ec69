//! Ties that acts add after week 0 (model, section 7).

use super::{Meeting, NO_CONTACT, Rest, World};

impl World {
    /// Adds a tie after a manager's others, at its weight at rest, and returns its slot; none where its block has no room left.
    pub fn add_tie(&mut self, seat: u32, contact: u32) -> Option<usize> {
        let (block, lane) = self.locate(seat);
        let slot = self.managers[block].contacts[lane] as usize;
        if slot >= self.blocks[block].ties.len() {
            return None;
        }
        self.managers[block].contacts[lane] += 1;
        self.lead_tie(seat, slot, contact);
        Some(slot)
    }

    /// Adds a tie that ends at the start of a week.
    pub fn look_for_a_while(&mut self, seat: u32, contact: u32, ends: u32) {
        if let Some(slot) = self.add_tie(seat, contact) {
            self.meetings.push(Meeting { seat, slot, ends });
        }
    }

    /// Replaces the contact of a tie, at its weight at rest.
    pub fn lead_tie(&mut self, seat: u32, slot: usize, contact: u32) {
        let (block, lane) = self.locate(seat);
        let together = self.are_together(seat, contact);
        let rest = Rest::of(&self.firms[self.blocks[block].firm]);
        let row = self.blocks[block].ties.start + slot;
        self.replace_contact((row, lane), contact, together, rest);
        self.ties[row].weight[lane] = self.ties[row].rest(lane, rest);
    }

    /// Replaces the contact in a tie slot. `together` says whether the new one is in the same firm, and in the same office. The
    /// tie starts at the weight of a tie to another office or firm, and loses its imported weight.
    pub fn replace_contact(&mut self, (row, lane): (usize, usize), contact: u32, together: (bool, bool), rest: Rest) {
        let (inside, same_office) = together;
        let tie = &mut self.ties[row];
        tie.tie(lane, contact, inside, same_office);
        tie.weight[lane] = if inside { rest.firm } else { rest.outside };
        if let Some(imported) = self.imported_weights.get_mut(row) {
            imported[lane] = f32::NAN;
        }
    }

    /// Takes a tie out; later ones move up.
    pub fn remove_tie(&mut self, seat: u32, slot: usize) {
        let (block, lane) = self.locate(seat);
        let rows = self.blocks[block].ties.clone();
        let last = self.managers[block].contacts[lane] as usize - 1;
        for row in rows.start + slot..rows.start + last {
            let next = self.ties[row + 1].clone();
            self.ties[row].tie(lane, next.contact(lane), next.inside(lane), next.same_office(lane));
            self.ties[row].weight[lane] = next.weight[lane];
            if let Some(imported) = self.imported_weights.get(row + 1).map(|imported| imported[lane]) {
                self.imported_weights[row][lane] = imported;
            }
        }
        let row = rows.start + last;
        self.ties[row].tie(lane, NO_CONTACT, false, false);
        self.ties[row].weight[lane] = 0.0;
        if let Some(imported) = self.imported_weights.get_mut(row) {
            imported[lane] = f32::NAN;
        }
        self.managers[block].contacts[lane] -= 1;
    }

    /// Looks again which contacts of a firm's managers sit in their office.
    pub fn look_at_offices(&mut self, firm: usize) {
        for seat in self.firms[firm].seats.clone() {
            let ties: Vec<(usize, u32)> = self.contacts(seat).collect();
            let (_, lane) = self.locate(seat);
            for (row, contact) in ties {
                let (inside, same_office) = self.are_together(seat, contact);
                self.ties[row].tie(lane, contact, inside, same_office);
            }
        }
    }

    /// Whether two managers are in one firm, and in one office of it.
    fn are_together(&self, seat: u32, other: u32) -> (bool, bool) {
        let (own, theirs) = (self.place(seat), self.place(other));
        (own.0 == theirs.0, own == theirs)
    }
}
