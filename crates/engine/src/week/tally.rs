//! How many relationships use each practice, counted for all practices of sixteen managers at once.

use crate::practice::MOST_PRACTICES;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes};

/// Binary digits of the small counts.
const DIGITS: usize = 5;
/// Rows after which these are full.
const ROWS: usize = (1 << DIGITS) - 1;
/// Practices whose small counts are added up together, so that a loop over lanes has enough to do (see `lanes`).
const GROUP: usize = 4;

/// Counts of relationships by practice and lane.
///
/// Rows are counted in binary: bit `p` of a lane of `digits[i]` is digit `i` of how many of the lane's relationships had
/// bit `p`. So one instruction adds for all practices; counting them one by one took a fortieth of a run.
pub(crate) struct Tally {
    digits: [Lanes<u32>; DIGITS],
    /// Rows in `digits`.
    rows: usize,
    counts: [Lanes<u32>; MOST_PRACTICES],
}

impl Default for Tally {
    fn default() -> Self {
        Self { digits: Default::default(), rows: 0, counts: [Lanes::default(); MOST_PRACTICES] }
    }
}

impl Tally {
    /// Counts one relationship of each lane, with a bit for each practice.
    #[inline(always)]
    pub(super) fn add(&mut self, practices: &Lanes<u32>) {
        if self.rows == ROWS {
            flush(self);
        }
        self.rows += 1;
        for lane in 0..LANES {
            let mut carry = practices[lane];
            for digit in &mut self.digits {
                let sum = digit[lane] ^ carry;
                carry &= digit[lane];
                digit[lane] = sum;
            }
        }
    }

    /// Relationships that had each practice.
    pub(super) fn counts(&mut self) -> [u64; MOST_PRACTICES] {
        flush(self);
        self.counts.map(|counts| counts.0.iter().map(|&count| u64::from(count)).sum())
    }
}

for_each_processor!(
    /// Adds the binary digits to the counts.
    fn flush(tally: &mut Tally) {
        let used = tally.digits.iter().flat_map(|digit| digit.0).fold(0, |used, word| used | word);
        let groups = (u32::BITS - used.leading_zeros()).div_ceil(GROUP as u32) as usize;
        for (group, counts) in tally.counts.chunks_exact_mut(GROUP).enumerate().take(groups) {
            for lane in 0..LANES {
                for k in 0..GROUP {
                    let mut count = 0;
                    for (place, digit) in tally.digits.iter().enumerate() {
                        count += (digit[lane] >> (group * GROUP + k) & 1) << place;
                    }
                    counts[k][lane] += count;
                }
            }
        }
        tally.digits = Default::default();
        tally.rows = 0;
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_across_full_digits() {
        let mut tally = Tally::default();
        let mut expected = [0u64; MOST_PRACTICES];
        for row in 0..200u32 {
            let practices = Lanes(std::array::from_fn(|lane| row.wrapping_mul(0x9e37_79b9).rotate_left(lane as u32)));
            tally.add(&practices);
            for (practice, expected) in expected.iter_mut().enumerate() {
                *expected += practices.0.iter().map(|word| u64::from(word >> practice & 1)).sum::<u64>();
            }
            if row % 70 == 0 {
                assert_eq!(tally.counts(), expected, "after row {row}");
            }
        }
        assert_eq!(tally.counts(), expected);
    }
}
