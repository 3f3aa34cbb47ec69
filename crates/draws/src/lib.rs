//! Every random number as a pure function of what it is for.
//!
//! A ChaCha8 generator is keyed by everything that a number may depend on: the seed (and, for draws about a practice,
//! the practice's name), the purpose, the week, and the subject's slot and seat. So nobody's draws depend on how many
//! others there are, on the order of processing, or on what else was drawn.
//!
//! * [`Sheet`]: one number for each slot of many seats, in bulk.
//! * [`Draws::subject`]: as many numbers as one [`Subject`] needs, for rare events and for samplers that reject.
//! * [`Draws::subjects`]: the same for sixteen subjects, whose first numbers are generated together.
//!
//! All of them give the words that `rand_chacha` gives for the same key. A [`Subject`] draws through that crate and
//! implements `rand`'s traits; the kernels for sixteen lanes are this crate's own.
//!
//! ```
//! use darkside_draws::{Draws, Purpose, Sheet};
//!
//! let draws = Draws::new(42);
//! let mut manager = draws.subject(Purpose::Character, 0, 0, 7); // week 0, slot 0, seat 7
//! let scruples = manager.beta(2.0, 3.0);
//! assert!((0.0..=1.0).contains(&scruples));
//!
//! let mut sheet = Sheet::default();
//! sheet.fill(&draws, Purpose::Event, 3, 0..1000, 5); // week 3, a thousand seats, five slots
//! let number = sheet.of(999, 4);
//! sheet.fill(&draws, Purpose::Event, 3, 999..1000, 5);
//! assert_eq!(sheet.of(999, 4), number); // whoever else is drawn for
//! ```

#![warn(unreachable_pub, clippy::undocumented_unsafe_blocks)]

mod chacha;
mod normal;
mod purpose;
mod samplers;
mod sheet;
mod subject;
mod subjects;

pub use normal::{normal_lanes, normal_quantile};
pub use purpose::Purpose;
pub use sheet::Sheet;
pub use subject::Subject;
pub use subjects::Subjects;

use chacha::{WORDS, first_blocks};
use darkside_lanes::{LANES, Lanes};

/// The random numbers of one seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
    name: u64,
}

impl Draws {
    /// The draws of `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, name: 0 }
    }

    /// The draws of the same seed about something identified by its name.
    pub fn about(&self, name: &str) -> Self {
        Self { seed: self.seed, name: hash_of_name(name) }
    }

    /// The numbers of one subject: slot `slot` of seat `seat`.
    #[inline(always)]
    pub fn subject(&self, purpose: Purpose, week: u32, slot: u32, seat: u32) -> Subject {
        Subject::new(&self.key(purpose, week, slot, seat), [], 0)
    }

    /// The numbers of sixteen subjects; the same as [`Draws::subject`] gives for each.
    pub fn subjects(&self, purpose: Purpose, week: u32, slots: Lanes<u32>, seats: Lanes<u32>) -> Subjects {
        let mut subjects = Subjects::default();
        subjects.begin(self, purpose, week, slots, seats);
        subjects
    }

    /// The first number of the subject (`slot`, `seat`) in each of these draws, uniform in [0, 1). `out` is emptied first.
    pub fn first_of_each(each: &[Draws], purpose: Purpose, week: u32, slot: u32, seat: u32, out: &mut Vec<f32>) {
        out.clear();
        for together in each.chunks(LANES) {
            let mut key = [Lanes::all(0); 8];
            for (lane, draws) in together.iter().enumerate() {
                for (lanes, word) in key.iter_mut().zip(draws.key(purpose, week, slot, seat)) {
                    lanes[lane] = word;
                }
            }
            let mut words = [Lanes::all(0); WORDS];
            first_blocks(&key, &mut words);
            out.extend(words[0].0[..together.len()].iter().map(|&word| uniform(word)));
        }
    }

    /// Everything that a subject's numbers depend on.
    #[inline(always)]
    fn key(&self, purpose: Purpose, week: u32, slot: u32, seat: u32) -> [u32; 8] {
        let halves = |number: u64| [number as u32, (number >> 32) as u32];
        let ([a, b], [c, d]) = (halves(self.seed), halves(self.name));
        [a, b, c, d, purpose as u32, week, slot, seat]
    }
}

/// Marks the slots of bulk draws, so that a sheet and a subject never share a key.
const BULK: u32 = 1 << 31;

#[inline(always)]
fn uniform(word: u32) -> f32 {
    // 24 bits: a signed conversion, which every vector unit has, gives the same.
    (word >> 8) as i32 as f32 * (1.0 / 16_777_216.0)
}

/// FNV-1a. It must never change: results depend on it.
fn hash_of_name(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_is_what_each_gives_first() {
        let each: Vec<Draws> = (0..20).map(|i| Draws::new(5).about(&format!("practice {i}"))).collect();
        let mut together = Vec::new();
        Draws::first_of_each(&each, Purpose::Obsolescence, 8, 1, 2, &mut together);
        let alone: Vec<f32> =
            each.iter().map(|draws| draws.subject(Purpose::Obsolescence, 8, 1, 2).uniform()).collect();
        assert_eq!(together, alone);
    }

    #[test]
    fn every_part_of_the_key_matters() {
        let first = |draws: &Draws, purpose, week, slot, seat| draws.subject(purpose, week, slot, seat).word();
        let draws = Draws::new(1);
        let mut seen = vec![
            first(&draws, Purpose::Choice, 1, 0, 0),
            first(&Draws::new(2), Purpose::Choice, 1, 0, 0),
            first(&draws.about("name"), Purpose::Choice, 1, 0, 0),
            first(&draws, Purpose::Refill, 1, 0, 0),
            first(&draws, Purpose::Choice, 2, 0, 0),
            first(&draws, Purpose::Choice, 1, 1, 0),
            first(&draws, Purpose::Choice, 1, 0, 1),
        ];
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 7);
    }

    #[test]
    fn a_subject_never_reads_its_neighbour() {
        let draws = Draws::new(1);
        let mut long = draws.subject(Purpose::Choice, 1, 0, 5);
        let words: Vec<u32> = (0..300).map(|_| long.word()).collect();
        let mut neighbour = draws.subject(Purpose::Choice, 1, 0, 6);
        let next: Vec<u32> = (0..64).map(|_| neighbour.word()).collect();
        assert!(!words.windows(4).any(|four| next.windows(4).any(|other| four == other)));
    }
}
