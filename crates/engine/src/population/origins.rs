//! How each practice in use arrived: read and written only when something happens to it.

use std::ops::Range;

use super::zeroed_by;
use crate::record::{Locus, Mechanism};
use darkside_lanes::Lanes;
use darkside_lanes::processor::Ahead;

/// The ways in which a practice can arrive: mechanism and locus together, as a code of four bits.
const WAYS: [(Mechanism, Locus); 12] = [
    (Mechanism::Spontaneous, Locus::Origin),
    (Mechanism::IntraImitation, Locus::IntraPortfolio),
    (Mechanism::IntraLearning, Locus::IntraPortfolio),
    (Mechanism::IntraLearning, Locus::WiderNetwork),
    (Mechanism::InterImitation, Locus::InterPortfolio),
    (Mechanism::InterImitation, Locus::WiderNetwork),
    (Mechanism::InterLearning, Locus::InterPortfolio),
    (Mechanism::InterLearning, Locus::WiderNetwork),
    (Mechanism::Association, Locus::WiderNetwork),
    (Mechanism::Programme, Locus::InterPortfolio),
    (Mechanism::Introduction, Locus::Origin),
    (Mechanism::Fashion, Locus::Origin),
];

/// Of a practice in use: its way in four bits, and whether it came from a relationship that was dark in a fifth.
const BITS: usize = 5;
const FROM_DARK: u32 = 1 << 4;
const PRACTICES_IN_A_WORD: usize = u32::BITS as usize / BITS;

/// How the practice arrived that a relationship uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// By what.
    pub mechanism: Mechanism,
    /// From where.
    pub locus: Locus,
    /// Whether it came from a relationship that was dark.
    pub from_dark: bool,
}

/// The origins of all practices of all relationships: for each row, as many words as the catalogue needs.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    words: Vec<Lanes<u32>>,
    of_row: usize,
}

impl Origins {
    /// Space for `rows` rows and `practices` practices, allocated on `threads` threads; all count as present from the start.
    pub fn new(rows: usize, practices: usize, threads: usize) -> Self {
        let of_row = practices.div_ceil(PRACTICES_IN_A_WORD);
        Self { words: zeroed_by(threads, rows * of_row), of_row }
    }

    /// How the practice arrived that is in use in a row's lane.
    pub fn of(&self, row: usize, lane: usize, practice: usize) -> Origin {
        origin(&self.words[row * self.of_row..], lane, practice)
    }

    /// What they take in memory.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        let Self { words, of_row: _ } = self;
        size_of_val(&words[..])
    }

    /// Those of all rows, to be written.
    pub fn all(&mut self) -> OriginsMut<'_> {
        OriginsMut { words: &mut self.words, of_row: self.of_row }
    }
}

fn origin(words: &[Lanes<u32>], lane: usize, practice: usize) -> Origin {
    let code = words[practice / PRACTICES_IN_A_WORD][lane] >> (practice % PRACTICES_IN_A_WORD * BITS);
    let (mechanism, locus) = WAYS.get((code & (FROM_DARK - 1)) as usize).copied().unwrap_or(WAYS[0]);
    Origin { mechanism, locus, from_dark: code & FROM_DARK != 0 }
}

/// Origins in neighbouring rows, to be written.
#[derive(Debug, Default)]
pub struct OriginsMut<'a> {
    words: &'a mut [Lanes<u32>],
    of_row: usize,
}

impl<'a> OriginsMut<'a> {
    /// Splits after the first `rows` rows.
    pub fn split(self, rows: usize) -> (Self, Self) {
        let (words, others) = self.words.split_at_mut(rows * self.of_row);
        (Self { words, of_row: self.of_row }, Self { words: others, of_row: self.of_row })
    }

    /// Those of some rows, by their position.
    pub fn some(&mut self, rows: Range<usize>) -> OriginsMut<'_> {
        OriginsMut { words: &mut self.words[rows.start * self.of_row..rows.end * self.of_row], of_row: self.of_row }
    }

    /// How the practice arrived that is in use in a row's lane.
    pub fn of(&self, row: usize, lane: usize, practice: usize) -> Origin {
        origin(&self.words[row * self.of_row..], lane, practice)
    }

    /// Where those of a row lie.
    #[inline(always)]
    pub fn ahead(&self, row: usize) -> Ahead {
        Ahead::of(&self.words[row * self.of_row..][..self.of_row])
    }

    /// Notes how a practice arrived in a row's lane; "spontaneously" for a way that cannot be.
    pub fn set(&mut self, row: usize, lane: usize, practice: usize, origin: Origin) {
        let way = WAYS.iter().position(|&way| way == (origin.mechanism, origin.locus)).unwrap_or(0) as u32;
        let code = if origin.from_dark { way | FROM_DARK } else { way };
        let shift = practice % PRACTICES_IN_A_WORD * BITS;
        let word = &mut self.words[row * self.of_row + practice / PRACTICES_IN_A_WORD][lane];
        *word = *word & !(((1 << BITS) - 1) << shift) | code << shift;
    }

    /// A new relationship begins in a row's lane.
    pub fn begin(&mut self, row: usize, lane: usize) {
        for words in &mut self.words[row * self.of_row..][..self.of_row] {
            words[lane] = 0;
        }
    }

    /// Swaps the origins in two places, each a row and a lane.
    pub fn swap(&mut self, a: (usize, usize), b: (usize, usize)) {
        for word in 0..self.of_row {
            let (a_row, b_row) = (a.0 * self.of_row + word, b.0 * self.of_row + word);
            let kept = self.words[a_row][a.1];
            self.words[a_row][a.1] = self.words[b_row][b.1];
            self.words[b_row][b.1] = kept;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING_NOTED: Origin = Origin { mechanism: Mechanism::Spontaneous, locus: Locus::Origin, from_dark: false };

    #[test]
    fn every_way_survives_its_code_and_disturbs_no_other() {
        let mut origins = Origins::new(2, 32, 1);
        let of = |practice: usize| {
            let (mechanism, locus) = WAYS[practice % WAYS.len()];
            Origin { mechanism, locus, from_dark: practice.is_multiple_of(3) }
        };
        for practice in (0..32).rev() {
            origins.all().set(1, 3, practice, of(practice));
        }
        for practice in 0..32 {
            assert_eq!(origins.of(1, 3, practice), of(practice));
            assert_eq!(origins.of(0, 3, practice), NOTHING_NOTED, "the row before");
            assert_eq!(origins.of(1, 4, practice), NOTHING_NOTED, "the lane beside");
        }
        origins.all().swap((1, 3), (0, 9));
        assert_eq!((origins.of(0, 9, 7), origins.of(1, 3, 7)), (of(7), NOTHING_NOTED));
        origins.all().begin(0, 9);
        assert_eq!(origins.of(0, 9, 7), NOTHING_NOTED);
    }
}
