//! Sixteen subjects whose first numbers are generated together.

use super::chacha::{WORDS, first_blocks};
use super::{Draws, Purpose, Subject, uniform};
use darkside_lanes::{LANES, Lanes};

/// Sixteen subjects, one per lane, whose first sixteen numbers are generated together.
#[derive(Default)]
pub struct Subjects {
    key: [Lanes<u32>; 8],
    words: [Lanes<u32>; WORDS],
    read: usize,
}

impl Subjects {
    /// Switches to the subjects with these slots and seats, reusing the memory.
    pub fn begin(&mut self, draws: &Draws, purpose: Purpose, week: u32, slots: Lanes<u32>, seats: Lanes<u32>) {
        self.key = draws.key(purpose, week, 0, 0).map(Lanes::all);
        (self.key[6], self.key[7]) = (slots, seats);
        first_blocks(&self.key, &mut self.words);
        self.read = 0;
    }

    /// The next number of each subject, uniform in [0, 1). There are sixteen; after them, continue with [`Subjects::of`].
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

    /// The subject in a lane, positioned after the numbers read together.
    pub fn of(&self, lane: usize) -> Subject {
        let first: [u32; WORDS] = std::array::from_fn(|word| self.words[word][lane]);
        Subject::new(&self.key.map(|part| part[lane]), first, self.read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lane_reads_what_its_subject_reads_alone() {
        let draws = Draws::new(3).about("practice");
        let (slots, seats) =
            (Lanes(std::array::from_fn(|i| i as u32 % 3)), Lanes(std::array::from_fn(|i| 7 * i as u32)));
        let mut together = draws.subjects(Purpose::Choice, 9, slots, seats);
        let (first, second) = (together.uniforms(), together.uniforms());
        for lane in 0..LANES {
            let mut alone = draws.subject(Purpose::Choice, 9, slots[lane], seats[lane]);
            assert_eq!([alone.uniform(), alone.uniform()], [first[lane], second[lane]]);
            let mut continued = together.of(lane);
            for word in 0..200 {
                assert_eq!(continued.word(), alone.word(), "word {word} of lane {lane}");
            }
        }
    }
}
