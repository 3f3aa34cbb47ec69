//! ChaCha8 for sixteen blocks side by side, one per lane: the words that `rand_chacha` gives for the same keys, at more
//! than one number a cycle on wide vectors.

use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes};

/// Words of one ChaCha block.
pub(super) const WORDS: usize = 16;

/// Rounds of ChaCha8, in pairs.
const DOUBLE_ROUNDS: usize = 4;

/// "expand 32-byte k", the constant of every block.
const CONSTANT: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The words of sixteen blocks: word by word, one block per lane.
type State = [[u32; LANES]; WORDS];

for_each_processor!(
    /// The words of the first block of each of sixteen keys.
    pub(super) fn first_blocks(keys: &[Lanes<u32>; 8], blocks: &mut [Lanes<u32>; WORDS]) {
        let words = expand(initial(keys.map(|words| words.0), [0; LANES]));
        for word in 0..WORDS {
            blocks[word].0 = words[word];
        }
    }
);

for_each_processor!(
    /// The words of a key's first sixteen blocks as uniform numbers in [0, 1), one block per lane: words 0 to 3 in the
    /// first four rows, words 4 to 7 in the four from row `stride` on, and so on.
    pub(super) fn uniform_blocks(key: &[u32; 8], rows: &mut [Lanes<f32>], stride: usize) {
        let numbers = std::array::from_fn(|lane| lane as u32);
        let words = expand(initial(key.map(|word| [word; LANES]), numbers));
        let mut uniforms = [Lanes::default(); WORDS];
        // Lanes outside, words inside: the other way round the compiler vectorises over words, and gathers lanes.
        for lane in 0..LANES {
            for word in 0..WORDS {
                uniforms[word][lane] = super::uniform(words[word][lane]);
            }
        }
        // By index: an iterator over the array would copy it once more, which takes longer than filling it.
        for word in 0..WORDS {
            rows[word / 4 * stride + word % 4] = uniforms[word];
        }
    }
);

/// The state before the rounds: constant, key and block number; the stream is 0.
#[inline(always)]
fn initial(key: [[u32; LANES]; 8], number: [u32; LANES]) -> State {
    let mut state = [[0; LANES]; WORDS];
    state[..4].copy_from_slice(&CONSTANT.map(|word| [word; LANES]));
    state[4..12].copy_from_slice(&key);
    state[12] = number;
    state
}

/// The rounds, and the sum with the initial state.
#[inline(always)]
fn expand(initial: State) -> State {
    let mut state = initial;
    for _ in 0..DOUBLE_ROUNDS {
        for column in 0..4 {
            quarter_round(&mut state, [column, 4 + column, 8 + column, 12 + column]);
        }
        for diagonal in 0..4 {
            let turned = |row: usize| row * 4 + (diagonal + row) % 4;
            quarter_round(&mut state, [turned(0), turned(1), turned(2), turned(3)]);
        }
    }
    for lane in 0..LANES {
        for word in 0..WORDS {
            state[word][lane] = state[word][lane].wrapping_add(initial[word][lane]);
        }
    }
    state
}

#[inline(always)]
fn quarter_round(state: &mut State, [a, b, c, d]: [usize; 4]) {
    for lane in 0..LANES {
        let (mut w, mut x, mut y, mut z) = (state[a][lane], state[b][lane], state[c][lane], state[d][lane]);
        w = w.wrapping_add(x);
        z = (z ^ w).rotate_left(16);
        y = y.wrapping_add(z);
        x = (x ^ y).rotate_left(12);
        w = w.wrapping_add(x);
        z = (z ^ w).rotate_left(8);
        y = y.wrapping_add(z);
        x = (x ^ y).rotate_left(7);
        (state[a][lane], state[b][lane], state[c][lane], state[d][lane]) = (w, x, y, z);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rand_core::block::Generator;
    use rand_chacha::ChaCha8Core;

    /// Some key for each number.
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
