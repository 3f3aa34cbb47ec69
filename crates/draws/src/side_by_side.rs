//! ChaCha8: the words that `rand_chacha` gives for a key, of a single block or of sixteen blocks side by side.
//!
//! The library makes four blocks of a key at a time, of which a subject seldom reads more than one. Sixteen blocks are
//! made one in each lane, at more than one number a cycle where vectors are wide.

use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes};

/// Words of one ChaCha block.
pub(super) const WORDS: usize = 16;

/// Rounds of ChaCha8, in pairs.
const DOUBLE_ROUNDS: usize = 4;

/// "expand 32-byte k", the constant of every block.
const CONSTANT: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The words of `N` blocks side by side; one of them, or one in each lane.
type State<const N: usize> = [[u32; N]; WORDS];

/// The words of one block of a key. Word by word: each step of a single block waits for the one before, and vectors of
/// four words, which have no instruction for a rotation everywhere, take a quarter longer.
pub(super) fn block(key: &[u32; 8], number: u32) -> [u32; WORDS] {
    expand(begin(key.map(|word| [word]), [number])).map(|[word]| word)
}

for_each_processor!(
    /// The words of the first block of each of sixteen keys.
    pub(super) fn first_blocks(keys: &[Lanes<u32>; 8], blocks: &mut [Lanes<u32>; WORDS]) {
        let words = expand(begin(keys.map(|words| words.0), [0; LANES]));
        for word in 0..WORDS {
            blocks[word].0 = words[word];
        }
    }
);

for_each_processor!(
    /// The words of a key's first sixteen blocks as uniform numbers in [0, 1), a block in each lane: words 0 to 3 in the
    /// first four rows, words 4 to 7 in those that begin `stride` rows further on, and so on.
    pub(super) fn uniform_blocks(key: &[u32; 8], rows: &mut [Lanes<f32>], stride: usize) {
        let numbers = std::array::from_fn(|lane| lane as u32);
        let words = expand(begin(key.map(|word| [word; LANES]), numbers));
        let mut uniforms = [Lanes::default(); WORDS];
        // Lanes outside, words inside: the other way round the compiler goes over words, and gathers lanes.
        for lane in 0..LANES {
            for word in 0..WORDS {
                uniforms[word][lane] = super::uniform(words[word][lane]);
            }
        }
        // By position: an iterator over what has been made would copy it once more, which takes longer than making it.
        for word in 0..WORDS {
            rows[word / 4 * stride + word % 4] = uniforms[word];
        }
    }
);

/// What blocks of these numbers are made from.
#[inline(always)]
fn begin<const N: usize>(key: [[u32; N]; 8], number: [u32; N]) -> State<N> {
    let mut state = [[0; N]; WORDS];
    state[..4].copy_from_slice(&CONSTANT.map(|word| [word; N]));
    state[4..12].copy_from_slice(&key);
    state[12] = number;
    state
}

#[inline(always)]
fn expand<const N: usize>(begun: State<N>) -> State<N> {
    let mut state = begun;
    for _ in 0..DOUBLE_ROUNDS {
        for column in 0..4 {
            quarter_round(&mut state, [column, 4 + column, 8 + column, 12 + column]);
        }
        for diagonal in 0..4 {
            let turned = |row: usize| row * 4 + (diagonal + row) % 4;
            quarter_round(&mut state, [turned(0), turned(1), turned(2), turned(3)]);
        }
    }
    for i in 0..N {
        for word in 0..WORDS {
            state[word][i] = state[word][i].wrapping_add(begun[word][i]);
        }
    }
    state
}

#[inline(always)]
fn quarter_round<const N: usize>(state: &mut State<N>, [a, b, c, d]: [usize; 4]) {
    for i in 0..N {
        let (mut w, mut x, mut y, mut z) = (state[a][i], state[b][i], state[c][i], state[d][i]);
        w = w.wrapping_add(x);
        z = (z ^ w).rotate_left(16);
        y = y.wrapping_add(z);
        x = (x ^ y).rotate_left(12);
        w = w.wrapping_add(x);
        z = (z ^ w).rotate_left(8);
        y = y.wrapping_add(z);
        x = (x ^ y).rotate_left(7);
        (state[a][i], state[b][i], state[c][i], state[d][i]) = (w, x, y, z);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rand_core::block::Generator;
    use rand_chacha::ChaCha8Core;

    /// Some key; another for another number.
    fn key(number: u32) -> [u32; 8] {
        std::array::from_fn(|word| (number + 1).wrapping_mul(0x9e37_79b9) ^ (word as u32) << 13)
    }

    /// The words of a key's first sixteen blocks.
    fn by_library(key: [u32; 8]) -> Vec<u32> {
        let mut seed = [0; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(key) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut generator = ChaCha8Core::from_seed(seed);
        let mut four_blocks = || {
            let mut words = [0; 4 * WORDS];
            generator.generate(&mut words);
            words
        };
        (0..4).flat_map(|_| four_blocks()).collect()
    }

    #[test]
    fn a_block_has_the_words_of_the_library() {
        let theirs = by_library(key(7));
        for (number, expected) in theirs.chunks_exact(WORDS).enumerate() {
            assert_eq!(block(&key(7), number as u32), expected, "block {number}");
        }
    }

    #[test]
    fn each_lane_has_the_first_block_of_its_key() {
        let keys = std::array::from_fn(|word| Lanes(std::array::from_fn(|lane| key(lane as u32)[word])));
        let mut words = [Lanes::default(); WORDS];
        first_blocks(&keys, &mut words);
        for lane in 0..LANES {
            for (word, &expected) in by_library(key(lane as u32))[..WORDS].iter().enumerate() {
                assert_eq!(words[word][lane], expected, "word {word} of lane {lane}");
            }
        }
    }

    #[test]
    fn each_lane_has_a_block_of_the_one_key() {
        const STRIDE: usize = 6;
        let mut rows = [Lanes::all(-1.0); 4 * STRIDE];
        uniform_blocks(&key(3), &mut rows, STRIDE);
        let theirs = by_library(key(3));
        for (row, numbers) in rows.iter().enumerate() {
            let (part, within) = (row / STRIDE, row % STRIDE);
            for lane in 0..LANES {
                let expected = if within < 4 {
                    (theirs[lane * WORDS + 4 * part + within] >> 8) as f32 / 16_777_216.0
                } else {
                    -1.0
                };
                assert_eq!(numbers[lane], expected, "row {row}, lane {lane}");
            }
        }
    }
}
