//! As many numbers as one subject needs.

use super::uniform;
use rand::{SeedableRng, TryRng};
use rand_chacha::ChaCha8Core;
use rand_chacha::rand_core::block::Generator;
use std::convert::Infallible;

/// Words that the library generates at a time: four ChaCha blocks.
const BUFFER: usize = 64;

/// The random numbers of one subject: the words of `rand_chacha`'s ChaCha8 under the subject's key, from the first.
///
/// It implements [`rand::Rng`], so anything written for that trait can be sampled from it:
///
/// ```
/// use darkside_draws::{Draws, Purpose};
/// use rand::RngExt;
/// use rand::distr::{Bernoulli, Uniform};
///
/// let mut subject = Draws::new(1).subject(Purpose::Design, 0, 0, 0);
/// let die: u32 = subject.sample(Uniform::new_inclusive(1, 6)?);
/// assert!((1..=6).contains(&die));
/// assert!(subject.sample(Bernoulli::new(1.0)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Subject {
    generator: ChaCha8Core,
    /// The words generated last: four blocks, as the library makes them, although few subjects read more than one. On
    /// vector registers the four take fewer instructions than a single block word by word.
    words: [u32; BUFFER],
    /// How many of them were read.
    read: usize,
    /// How many of them are valid.
    ready: usize,
}

impl Subject {
    /// The numbers of a key, of which `first` words are known and `read` were read.
    #[inline(always)]
    pub(super) fn new<const N: usize>(key: &[u32; 8], first: [u32; N], read: usize) -> Self {
        let mut seed = [0; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(key) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut words = [0; BUFFER];
        words[..N].copy_from_slice(&first);
        Self { generator: ChaCha8Core::from_seed(seed), words, read, ready: N }
    }

    /// The next 32 random bits.
    #[inline(always)]
    pub fn word(&mut self) -> u32 {
        if self.read == self.ready {
            self.refill();
        }
        self.read += 1;
        self.words[(self.read - 1) % BUFFER]
    }

    /// Generates the next four blocks; the first time these include the words that were known.
    #[inline(never)]
    fn refill(&mut self) {
        self.generator.generate(&mut self.words);
        self.read %= BUFFER;
        self.ready = BUFFER;
    }

    /// Uniform in [0, 1), with 24 bits.
    #[inline(always)]
    pub fn uniform(&mut self) -> f32 {
        uniform(self.word())
    }

    /// Uniform on 0 … n − 1; each probability is exact to within n / 2³².
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.word()) * u64::from(n)) >> 32) as u32
    }

    /// True with this probability.
    pub fn happens(&mut self, probability: f32) -> bool {
        self.uniform() < probability
    }
}

/// The same words as [`Subject::word`]; 64 bits are two words, the low one first, and bytes are little endian.
impl TryRng for Subject {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word())
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let [low, high] = [self.word(), self.word()].map(u64::from);
        Ok(high << 32 | low)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(4) {
            part.copy_from_slice(&self.word().to_le_bytes()[..part.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Draws, Purpose};
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn a_subject_is_the_generator_of_the_library() {
        let mut seed = [0; 32];
        for (place, word) in [7u32, 0, 0, 0, Purpose::Choice as u32, 3, 2, 11].into_iter().enumerate() {
            seed[4 * place..][..4].copy_from_slice(&word.to_le_bytes());
        }
        let mut library = ChaCha8Rng::from_seed(seed);
        let mut subject = Draws::new(7).subject(Purpose::Choice, 3, 2, 11);
        for round in 0..100 {
            assert_eq!(subject.next_u32(), library.next_u32(), "word, round {round}");
            assert_eq!(subject.next_u64(), library.next_u64(), "two words, round {round}");
            let mut bytes = [[0; 7]; 2];
            subject.fill_bytes(&mut bytes[0]);
            library.fill_bytes(&mut bytes[1]);
            assert_eq!(bytes[0], bytes[1], "bytes, round {round}");
        }
    }
}
