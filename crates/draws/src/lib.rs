//! Every random number, as a pure function of (seed, purpose, week, subject, attempt).
//!
//! A ChaCha8 generator is keyed by all that a number may depend on: the seed (and, for draws about a practice, the
//! practice's name), the purpose, the week, and the subject's slot and seat. So nobody's draws depend on how many
//! others there are, on the order of processing, or on what else was drawn. Two shapes:
//!
//! * [`Sheet`]: one number for each slot of many seats, in bulk (about a third of a nanosecond each);
//! * [`Draws::subject`]: as many numbers as one subject needs, numbered as they are read, for what is rare
//!   and for samplers that reject (about forty nanoseconds for sixteen).

mod normal;
mod samplers;
mod sheet;
mod side_by_side;

pub use normal::{normal_lanes, normal_quantile};
pub use sheet::Sheet;

use self::side_by_side::{WORDS, block, first_blocks};
use darkside_lanes::{LANES, Lanes};

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
    /// Contacts in a generated graph.
    Graph = 22,
    /// Which replicates a bootstrap takes; never in a run.
    Resample = 23,
    /// Where the points of an experiment's design lie; never in a run.
    Design = 24,
}

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

    /// The numbers of one subject: slot `slot` of seat `seat`.
    #[inline(always)]
    pub fn subject(&self, purpose: Purpose, week: u32, slot: u32, seat: u32) -> Subject {
        let key = self.key(purpose, week, slot, seat);
        Subject { key, words: [0; WORDS], read: WORDS, made: 0 }
    }

    /// The numbers of sixteen subjects, begun together; the same numbers as [`Draws::subject`] gives for each.
    pub fn subjects(&self, purpose: Purpose, week: u32, slots: Lanes<u32>, seats: Lanes<u32>) -> Subjects {
        let mut subjects = Subjects::default();
        subjects.begin(self, purpose, week, slots, seats);
        subjects
    }

    /// The first number of the subject (`slot`, `seat`) in each of these draws, uniform in [0, 1): one practice's chance
    /// each, made together.
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

    /// All that a number depends on, but for how many were drawn before it.
    #[inline(always)]
    fn key(&self, purpose: Purpose, week: u32, slot: u32, seat: u32) -> [u32; 8] {
        let halves = |number: u64| [number as u32, (number >> 32) as u32];
        let ([a, b], [c, d]) = (halves(self.seed), halves(self.name));
        [a, b, c, d, purpose as u32, week, slot, seat]
    }
}

/// Marks the slots of bulk draws, so that these and a subject's never share a key.
const BULK: u32 = 1 << 31;

/// Sixteen subjects that read their first numbers together.
#[derive(Default)]
pub struct Subjects {
    key: [Lanes<u32>; 8],
    words: [Lanes<u32>; WORDS],
    read: usize,
}

impl Subjects {
    /// Begins with others, in place.
    pub fn begin(&mut self, draws: &Draws, purpose: Purpose, week: u32, slots: Lanes<u32>, seats: Lanes<u32>) {
        self.key = draws.key(purpose, week, 0, 0).map(Lanes::all);
        (self.key[6], self.key[7]) = (slots, seats);
        first_blocks(&self.key, &mut self.words);
        self.read = 0;
    }

    /// The next number of each, uniform in [0, 1); there are sixteen to be read together.
    #[inline(always)]
    pub fn uniforms(&mut self) -> Lanes<f32> {
        let mut uniforms = Lanes::default();
        let words = &self.words[self.read];
        for lane in 0..LANES {
            uniforms[lane] = uniform(words[lane]);
        }
        self.read += 1;
        uniforms
    }

    /// The subject in a lane, from where the numbers that were read together end.
    pub fn of(&self, lane: usize) -> Subject {
        let words = std::array::from_fn(|word| self.words[word][lane]);
        Subject { key: self.key.map(|part| part[lane]), words, read: self.read, made: 1 }
    }
}

/// The numbers of one subject, in order.
pub struct Subject {
    key: [u32; 8],
    /// The last block that was made.
    words: [u32; WORDS],
    /// Its words that have been read.
    read: usize,
    /// Blocks that were made.
    made: u32,
}

impl Subject {
    /// The next 32 random bits.
    #[inline(always)]
    pub fn word(&mut self) -> u32 {
        if self.read == WORDS {
            self.make_more();
        }
        self.read += 1;
        self.words[(self.read - 1) % WORDS]
    }

    #[inline(never)]
    fn make_more(&mut self) {
        self.words = block(&self.key, self.made);
        self.made += 1;
        self.read = 0;
    }

    /// Uniform in [0, 1), with 24 bits.
    #[inline(always)]
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
    // 24 bits: a signed conversion, which every vector unit has, gives the same.
    (word >> 8) as i32 as f32 * (1.0 / 16_777_216.0)
}

/// FNV-1a: a fixed function of the name, the same everywhere and for ever.
fn hash_of_name(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_that_begin_together_read_what_each_reads_alone() {
        let draws = Draws::new(3).about("practice");
        let (slots, seats) =
            (Lanes(std::array::from_fn(|i| i as u32 % 3)), Lanes(std::array::from_fn(|i| 7 * i as u32)));
        let mut together = draws.subjects(Purpose::Choice, 9, slots, seats);
        let (first, second) = (together.uniforms(), together.uniforms());
        for lane in 0..LANES {
            let mut alone = draws.subject(Purpose::Choice, 9, slots[lane], seats[lane]);
            assert_eq!([alone.uniform(), alone.uniform()], [first[lane], second[lane]]);
            let mut beside = together.of(lane);
            for word in 0..200 {
                assert_eq!(beside.word(), alone.word(), "word {word} of lane {lane}");
            }
        }
    }

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
