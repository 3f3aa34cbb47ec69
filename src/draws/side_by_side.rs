//! ChaCha8 for sixteen keys side by side: the words that `rand_chacha` gives for each of them, a key in each lane.
//!
//! Keying the library's generator once for every sixty-four numbers costs more than the numbers; here sixteen keys
//! are expanded together, at about one number a cycle where vectors are wide.

use crate::lanes::{LANES, Lanes};
use crate::processor::for_each_processor;

/// Words of one ChaCha block.
pub(super) const WORDS: usize = 16;

/// Rounds of ChaCha8, in pairs.
const DOUBLE_ROUNDS: usize = 4;

/// "expand 32-byte k", the constant of every block.
const CONSTANT: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Sixteen keys, and the block that is wanted of each.
pub(super) struct Keys {
    /// The eight words of each key.
    pub key: [Lanes<u32>; 8],
    /// Number of the block.
    pub block: Lanes<u32>,
}

for_each_processor!(
    /// The words of the sixteen blocks.
    pub(super) fn blocks(keys: &Keys) -> [Lanes<u32>; WORDS] {
        expand(keys)
    }
);

for_each_processor!(
    /// The words of the sixteen blocks as uniform numbers in [0, 1).
    pub(super) fn uniform_blocks(keys: &Keys) -> [Lanes<f32>; WORDS] {
        let words = expand(keys);
        let mut uniforms = [Lanes::default(); WORDS];
        // Lanes outside, words inside: the other way round the compiler goes over words, and gathers lanes.
        for lane in 0..LANES {
            for word in 0..WORDS {
                uniforms[word][lane] = super::uniform(words[word][lane]);
            }
        }
        uniforms
    }
);

#[inline(always)]
fn expand(keys: &Keys) -> [Lanes<u32>; WORDS] {
    let mut state = [Lanes::all(0); WORDS];
    for (word, constant) in state.iter_mut().zip(CONSTANT) {
        *word = Lanes::all(constant);
    }
    state[4..12].copy_from_slice(&keys.key);
    state[12] = keys.block;
    let begun = state;
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
            state[word][lane] = state[word][lane].wrapping_add(begun[word][lane]);
        }
    }
    state
}

#[inline(always)]
fn quarter_round(state: &mut [Lanes<u32>; WORDS], [a, b, c, d]: [usize; 4]) {
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

    #[test]
    fn each_lane_gives_the_words_of_the_librarys_generator() {
        let mut keys = Keys { key: [Lanes::all(0); 8], block: Lanes::all(0) };
        for lane in 0..LANES {
            for word in 0..8 {
                keys.key[word][lane] = (lane as u32 + 1).wrapping_mul(0x9e37_79b9) ^ (word as u32) << 13;
            }
            keys.block[lane] = lane as u32 % 4;
        }
        let words = blocks(&keys);
        let uniforms = uniform_blocks(&keys);
        for lane in 0..LANES {
            let mut key = [0; 32];
            for (bytes, part) in key.chunks_exact_mut(4).zip(&keys.key) {
                bytes.copy_from_slice(&part[lane].to_le_bytes());
            }
            let mut theirs = [0; 64];
            ChaCha8Core::from_seed(key).generate(&mut theirs);
            let from = keys.block[lane] as usize * WORDS;
            for (word, &expected) in theirs[from..from + WORDS].iter().enumerate() {
                assert_eq!(words[word][lane], expected, "word {word} of lane {lane}");
                assert_eq!(uniforms[word][lane], (expected >> 8) as f32 / 16_777_216.0);
            }
        }
    }
}
