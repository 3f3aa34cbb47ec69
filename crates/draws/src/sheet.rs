//! Uniform numbers in bulk: one for each slot of many seats.

use std::ops::Range;

use super::chacha::uniform_blocks;
use super::{BULK, Draws, Purpose};
use darkside_lanes::{LANES, Lanes};

/// Seats per key: four rows of lanes.
const SEATS: usize = 4 * LANES;

/// Slots per key. Seat i's number is word 4 (slot mod 4) + ⌊i/16⌋ mod 4 of the key's ChaCha block i mod 16.
const SLOTS: usize = 4;

/// A uniform number in [0, 1) for each slot of a range of seats.
#[derive(Default)]
pub struct Sheet {
    /// Sixteen seats per row, by slot and then by seat.
    rows: Vec<Lanes<f32>>,
    /// Rows per slot.
    stride: usize,
    /// The first row's first seat.
    first_seat: u32,
}

impl Sheet {
    /// Draws the numbers of `slots` slots of these seats, in place of the previous ones.
    pub fn fill(&mut self, draws: &Draws, purpose: Purpose, week: u32, seats: Range<u32>, slots: usize) {
        let groups = seats.start as usize / SEATS..(seats.end as usize).div_ceil(SEATS);
        let across = groups.len();
        self.first_seat = (groups.start * SEATS) as u32;
        self.stride = across * SEATS / LANES;
        self.rows.resize(self.stride * slots.next_multiple_of(SLOTS), Lanes::default());
        for part in 0..slots.div_ceil(SLOTS) {
            for (column, group) in groups.clone().enumerate() {
                let key = draws.key(purpose, week, BULK | part as u32, group as u32);
                let first = part * SLOTS * self.stride + column * SEATS / LANES;
                uniform_blocks(&key, &mut self.rows[first..], self.stride);
            }
        }
    }

    /// The numbers of sixteen seats from `first_seat` on. For seats outside the range drawn they are arbitrary.
    #[inline(always)]
    pub fn lanes(&self, first_seat: u32, slot: usize) -> Lanes<f32> {
        let from = (first_seat - self.first_seat) as usize;
        let (row, skipped) = (slot * self.stride + from / LANES, from % LANES);
        if skipped == 0 { self.rows[row] } else { self.across(row, skipped) }
    }

    /// Sixteen numbers that straddle two rows.
    fn across(&self, row: usize, skipped: usize) -> Lanes<f32> {
        let next = self.rows.get(row + 1).copied().unwrap_or_default();
        let mut both = [0.0; 2 * LANES];
        both[..LANES].copy_from_slice(&self.rows[row].0);
        both[LANES..].copy_from_slice(&next.0);
        Lanes(std::array::from_fn(|lane| both[skipped + lane]))
    }

    /// The number of one seat's slot.
    pub fn of(&self, seat: u32, slot: usize) -> f32 {
        let from = (seat - self.first_seat) as usize;
        self.rows[slot * self.stride + from / LANES][from % LANES]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_depends_on_its_slot_and_seat_alone() {
        let draws = Draws::new(7);
        let (mut all, mut some) = (Sheet::default(), Sheet::default());
        all.fill(&draws, Purpose::Event, 3, 0..700, 9);
        for (seats, slots) in [(45..55, 1), (0..3, 9), (250..290, 4), (255..257, 5), (256..512, 2), (13..613, 6)] {
            some.fill(&draws, Purpose::Event, 3, seats.clone(), slots);
            for slot in 0..slots {
                for seat in seats.clone() {
                    assert_eq!(some.of(seat, slot), all.of(seat, slot), "seat {seat}, slot {slot} of {seats:?}");
                }
                let (first, lanes) = (seats.start, some.lanes(seats.start, slot));
                for (lane, seat) in seats.clone().enumerate().take(LANES) {
                    assert_eq!(lanes[lane], all.of(seat, slot), "lane {lane} from {first}, slot {slot}");
                }
            }
        }
    }

    #[test]
    fn no_number_comes_twice() {
        let mut sheet = Sheet::default();
        sheet.fill(&Draws::new(1), Purpose::Noise, 1, 0..200, 10);
        let mut numbers: Vec<u32> = (0..200)
            .flat_map(|seat| (0..10).map(move |slot| (seat, slot)))
            .map(|(i, s)| sheet.of(i, s).to_bits())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        // Two of 2000 numbers of 24 bits are equal by chance in one of nine such sheets.
        assert!(numbers.len() >= 1998);
    }
}
