//! Every random number, as a pure function of (seed, purpose, week, subject, attempt).
//!
//! A ChaCha8 generator is keyed by all that a number may depend on: the seed (and, for draws about a practice, the
//! practice's name), the purpose, the week, and the subject's slot and seat. So nobody's draws depend on how many
//! others there are, on the order of processing, or on what else was drawn. Two shapes:
//!
//! * [`Draws::fill`]: one number each for many seats, in bulk (about a nanosecond each);
//! * [`Draws::subject`]: as many numbers as one subject needs, numbered as they are read, for what is rare
//!   and for samplers that reject (about a tenth of a microsecond to begin).

mod normal;
mod samplers;

pub use normal::{normal_lanes, normal_quantile};

use rand::SeedableRng;
use rand::rand_core::block::Generator;
use rand_chacha::ChaCha8Core;

/// What a random number is for. Each purpose is a stream of its own; the numbers are part of what makes
/// results reproducible, so none is ever used again for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// A manager's office.
    Office = 1,
    /// A person's tenure at week 0.
    Tenure = 2,
    /// A person's learning orientation, absorptive capacity and scruples.
    Character = 3,
    /// A relationship at week 0: account, power, age, closeness.
    Relationship = 4,
    /// Whether a practice is in use at week 0 (keyed by the practice's name).
    InitialUse = 5,
    /// Colleagues whom a manager looks at.
    Colleagues = 6,
    /// Managers elsewhere whom a manager looks at.
    Outsiders = 7,
    /// The customer's contact changes.
    Counterpart = 8,
    /// A firm's environment is shocked.
    Environment = 9,
    /// A practice becomes obsolete (keyed by the practice's name).
    Obsolescence = 10,
    /// Whether a relationship has an event in a week.
    Event = 11,
    /// Which event, which practice, which source.
    Choice = 12,
    /// Noise in what is seen of a relationship.
    Noise = 13,
    /// Decline, recovery and end of a relationship.
    LifeCycle = 14,
    /// Account and power of a relationship that refills a slot.
    Refill = 15,
    /// A manager leaves.
    Turnover = 16,
    /// A leaver joins the labour market's queue.
    Mobility = 17,
    /// A tie is rewired.
    Rewire = 18,
    /// To whom it is rewired.
    NewContact = 19,
    /// A loaded practice is screened out of a programme (keyed by the practice's name).
    Screening = 20,
    /// Whom an intervention concerns.
    Intervention = 21,
}

/// Numbers that one key gives at a time: the generator makes them together.
const TOGETHER: usize = 64;

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

    /// The draws of the same seed about something that is known by its name.
    pub fn about(&self, name: &str) -> Self {
        Self { seed: self.seed, name: hash_of_name(name) }
    }

    /// Uniform numbers in [0, 1) for the slot `slot` of the seats from `first_seat` on.
    pub fn fill(&self, purpose: Purpose, week: u32, slot: u32, first_seat: u32, out: &mut [f32]) {
        let mut words = [0; TOGETHER];
        let mut seat = first_seat as usize;
        let mut left = out;
        while !left.is_empty() {
            let (group, skipped) = (seat / TOGETHER, seat % TOGETHER);
            self.generator(purpose, week, BULK | slot, group as u32).generate(&mut words);
            let count = if left.len() < TOGETHER - skipped { left.len() } else { TOGETHER - skipped };
            let (part, rest) = left.split_at_mut(count);
            for (number, &word) in part.iter_mut().zip(&words[skipped..]) {
                *number = uniform(word);
            }
            seat += count;
            left = rest;
        }
    }

    /// The numbers of one subject: slot `slot` of seat `seat`.
    #[inline(always)]
    pub fn subject(&self, purpose: Purpose, week: u32, slot: u32, seat: u32) -> Subject {
        Subject { generator: self.generator(purpose, week, slot, seat), words: [0; TOGETHER], read: TOGETHER }
    }

    /// The generator whose key is all that a number depends on.
    fn generator(&self, purpose: Purpose, week: u32, slot: u32, seat: u32) -> ChaCha8Core {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..16].copy_from_slice(&self.name.to_le_bytes());
        for (bytes, part) in key[16..].chunks_exact_mut(4).zip([purpose as u32, week, slot, seat]) {
            bytes.copy_from_slice(&part.to_le_bytes());
        }
        ChaCha8Core::from_seed(key)
    }
}

/// Marks the slots of bulk draws, so that these and a subject's never share a key.
const BULK: u32 = 1 << 31;

/// The numbers of one subject, in order.
pub struct Subject {
    generator: ChaCha8Core,
    words: [u32; TOGETHER],
    read: usize,
}

impl Subject {
    /// The next 32 random bits.
    pub fn word(&mut self) -> u32 {
        if self.read == TOGETHER {
            self.generator.generate(&mut self.words);
            self.read = 0;
        }
        self.read += 1;
        self.words[self.read - 1]
    }

    /// Uniform in [0, 1), with 24 bits.
    pub fn uniform(&mut self) -> f32 {
        uniform(self.word())
    }

    /// Uniform among 0 … n − 1; each to within n / 2³².
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.word()) * u64::from(n)) >> 32) as u32
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f32) -> bool {
        self.uniform() < probability
    }
}

#[inline(always)]
fn uniform(word: u32) -> f32 {
    (word >> 8) as f32 / 16_777_216.0
}

/// FNV-1a: a fixed function of the name, the same everywhere and for ever.
fn hash_of_name(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bulk_and_order_do_not_matter() {
        let draws = Draws::new(7);
        let mut all = [0.0; 100];
        draws.fill(Purpose::Event, 3, 2, 0, &mut all);
        let mut some = [0.0; 10];
        draws.fill(Purpose::Event, 3, 2, 45, &mut some);
        assert_eq!(all[45..55], some);
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
