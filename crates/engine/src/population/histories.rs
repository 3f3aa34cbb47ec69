//! Which relationship is in which place: most began where they are.

use super::{Block, Managers, zeroed};
use crate::record::Case;
use darkside_lanes::LANES;

/// The identities of all relationships, by row and lane.
///
/// A relationship is the slot in which it began and how many began there before it. As long as none has been passed on, that is
/// the place itself and a count.
#[derive(Clone, Debug, Default)]
pub struct Histories {
    /// How many relationships have begun in each place after its first. At most one begins in a week, and no run has so
    /// many weeks.
    later: Vec<[u16; LANES]>,
    /// Who is where, since relationships were passed on; empty until then.
    moved: Vec<[Identity; LANES]>,
}

/// A relationship: the number of the slot in which it began, and which of that slot's it is, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Number of the slot.
    pub home: u32,
    /// Which of its relationships.
    pub spell: u16,
}

impl Histories {
    /// For `rows` rows, each place with its first relationship.
    pub fn new(rows: usize) -> Self {
        Self { later: zeroed(rows), moved: Vec::new() }
    }

    /// What its columns take in memory.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        let Self { later, moved } = self;
        size_of_val(&later[..]) + size_of_val(&moved[..])
    }

    /// Who is in a place whose slot has this number.
    #[inline]
    pub fn of(&self, row: usize, lane: usize, slot_number: u32) -> Identity {
        match self.moved.get(row) {
            Some(moved) => moved[lane],
            None => Identity { home: slot_number, spell: self.later[row][lane] },
        }
    }

    /// How many relationships have begun in a place.
    pub fn begun(&self, row: usize, lane: usize) -> u32 {
        u32::from(self.later[row][lane]) + 1
    }

    /// Begins a new relationship in a place whose slot has this number.
    pub fn begin(&mut self, row: usize, lane: usize, slot_number: u32) {
        self.later[row][lane] += 1;
        if let Some(moved) = self.moved.get_mut(row) {
            moved[lane] = Identity { home: slot_number, spell: self.later[row][lane] };
        }
    }

    /// Swaps the relationships in two places (row and lane); the counts of those that began there stay.
    pub(super) fn swap(&mut self, blocks: &[Block], portfolio: u32, a: (usize, usize), b: (usize, usize)) {
        if self.moved.is_empty() {
            self.write_down(blocks, portfolio);
        }
        self.moved.as_flattened_mut().swap(a.0 * LANES + a.1, b.0 * LANES + b.1);
    }

    /// Writes down the identity of the relationship in each place.
    fn write_down(&mut self, blocks: &[Block], portfolio: u32) {
        let mut moved = vec![[Identity::default(); LANES]; self.later.len()];
        for block in blocks {
            for (slot, row) in block.rows.clone().enumerate() {
                for lane in 0..block.count {
                    moved[row][lane] = self.of(row, lane, slot_number(block, lane, slot, portfolio));
                }
            }
        }
        self.moved = moved;
    }
}

/// Number of a slot: seat × largest portfolio + slot.
#[inline]
pub fn slot_number(block: &Block, lane: usize, slot: usize, portfolio: u32) -> u32 {
    (block.first_seat + lane as u32) * portfolio + slot as u32
}

/// The identity of the relationship in a row and lane of a block, with who has it.
#[inline]
pub(super) fn case(
    block: &Block,
    managers: &Managers,
    histories: &Histories,
    portfolio: u32,
    row: usize,
    lane: usize,
) -> Case {
    let identity = histories.of(row, lane, slot_number(block, lane, row - block.rows.start, portfolio));
    Case {
        manager: block.first_seat + lane as u32,
        person: managers.person[lane],
        relationship: identity.home,
        spell: u32::from(identity.spell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_lanes::Lanes;

    #[test]
    fn who_is_passed_on_keeps_its_identity_and_its_place_keeps_count() {
        let block = Block { firm: 0, firms: Lanes::all(0), first_seat: 32, count: 16, rows: 4..6, ties: 0..0 };
        let mut histories = Histories::new(6);
        let number = |slot, lane| slot_number(&block, lane, slot, 2);
        histories.begin(4, 3, number(0, 3));
        let of = |histories: &Histories, row: usize, lane| {
            let Identity { home, spell } = histories.of(row, lane, number(row - 4, lane));
            (home, spell)
        };
        assert_eq!((of(&histories, 4, 3), of(&histories, 5, 7)), ((70, 1), (79, 0)));
        histories.swap(std::slice::from_ref(&block), 2, (4, 3), (5, 7));
        assert_eq!((of(&histories, 4, 3), of(&histories, 5, 7), of(&histories, 5, 3)), ((79, 0), (70, 1), (71, 0)));
        histories.begin(4, 3, number(0, 3));
        assert_eq!((of(&histories, 4, 3), histories.begun(4, 3), histories.begun(5, 7)), ((70, 2), 3, 1));
    }
}
