//! Sixteen numbers side by side: the unit in which the engine lays out its state.
//!
//! A kernel loops over the sixteen lanes of a row with one formula for every lane, and the compiler turns the loop into
//! vector instructions. A row of `f32` is one cache line.
//!
//! | item | purpose |
//! |---|---|
//! | [`Lanes`] | a row of sixteen numbers |
//! | [`keep`], [`choose`], [`clamp01`] and others | conditions without branches |
//! | [`for_each_processor!`] | compiles a kernel for each [`Level`](processor::Level) of processor and runs the highest |
//! | [`Registers`] | vector instructions, where the compiler does not find them |
//! | [`Sums`] | sums over the bits of a word |
//! | [`elementary`] | logarithm, exponential and power |
//!
//! Results have the same bits on every processor.
//!
//! ```
//! use darkside_lanes::{LANES, Lanes, for_each_processor, keep};
//!
//! for_each_processor!(
//!     /// Adds the positive numbers of many rows, lane by lane.
//!     fn add_positive(rows: &[Lanes<f32>]) -> Lanes<f32> {
//!         let mut sums = Lanes::<f32>::default();
//!         for row in rows {
//!             for lane in 0..LANES {
//!                 sums[lane] += keep(row[lane] > 0.0, row[lane]);
//!             }
//!         }
//!         sums
//!     }
//! );
//!
//! assert_eq!(add_positive(&[Lanes::all(2.0), Lanes::all(-5.0), Lanes::all(1.5)]), Lanes::all(3.5));
//! ```
//!
//! For the compiler to vectorise a kernel:
//!
//! * No branch, no bounds check and no call in the loop: [`keep`] and [`choose`] instead of `if`.
//! * Lanes outside and short loops (effects, practices of a group, kinds) inside: `for lane { for k { … } }`. Otherwise
//!   the compiler unrolls the loop over lanes, vectorises over `k`, and gathers and scatters: several times slower.
//! * No condition as the last step before a sum in memory: `sum += if … { x } else { 0 }` becomes a masked store, and the
//!   next load of that sum has to wait for it. Choose earlier, or multiply by 0 or 1.

#![warn(unreachable_pub, clippy::undocumented_unsafe_blocks)]

pub mod elementary;
pub mod processor;
mod registers;
mod sums;
#[cfg(target_arch = "x86_64")]
mod x86_64;

use std::ops::{Index, IndexMut};

use bytemuck::{Pod, Zeroable};

pub use registers::{Any, Registers};
pub use sums::Sums;
#[cfg(target_arch = "x86_64")]
pub use x86_64::{Avx2, Avx512};

/// The number of lanes: managers side by side.
pub const LANES: usize = 16;

/// A row: one number for each of sixteen managers.
#[derive(Clone, Copy, Debug, PartialEq, Zeroable)]
#[repr(C, align(64))]
pub struct Lanes<T>(pub [T; LANES]);

// SAFETY: sixteen numbers of four bytes fill the 64 bytes, so there is no padding, and any bits are a number.
unsafe impl Pod for Lanes<f32> {}
// SAFETY: as above.
unsafe impl Pod for Lanes<u32> {}

impl<T: Copy + Default> Default for Lanes<T> {
    #[inline(always)]
    fn default() -> Self {
        Self([T::default(); LANES])
    }
}

impl<T: Copy> Lanes<T> {
    /// The same number in every lane.
    #[inline(always)]
    pub fn all(value: T) -> Self {
        Self([value; LANES])
    }
}

impl<T> Index<usize> for Lanes<T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, lane: usize) -> &T {
        &self.0[lane]
    }
}

impl<T> IndexMut<usize> for Lanes<T> {
    #[inline(always)]
    fn index_mut(&mut self, lane: usize) -> &mut T {
        &mut self.0[lane]
    }
}

/// `x` where the condition holds, else 0; without a branch, so that loops over lanes become vector instructions.
#[inline(always)]
pub fn keep(condition: bool, x: f32) -> f32 {
    f32::from_bits(x.to_bits() & mask(condition))
}

/// `x` where the condition holds, else `otherwise`; without a branch.
#[inline(always)]
pub fn choose(condition: bool, x: f32, otherwise: f32) -> f32 {
    let mask = mask(condition);
    f32::from_bits((x.to_bits() & mask) | (otherwise.to_bits() & !mask))
}

/// [`choose`] for words.
#[inline(always)]
pub fn choose_word(condition: bool, x: u32, otherwise: u32) -> u32 {
    let mask = mask(condition);
    (x & mask) | (otherwise & !mask)
}

#[inline(always)]
fn mask(condition: bool) -> u32 {
    if condition { u32::MAX } else { 0 }
}

/// `x`, but at least 0 and at most 1. Unlike `f32::clamp` it compiles to the same instructions on every platform, with
/// the same bits; so do [`positive`], [`lesser`] and [`greater`].
#[inline(always)]
pub fn clamp01(x: f32) -> f32 {
    let x = if x > 0.0 { x } else { 0.0 };
    if x < 1.0 { x } else { 1.0 }
}

/// `x`, but at least 0.
#[inline(always)]
pub fn positive(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.0 }
}

/// The lesser of two numbers; the second if they are equal or either is NaN.
#[inline(always)]
pub fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The greater of two numbers; the second if they are equal or either is NaN.
#[inline(always)]
pub fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Transposes sixteen rows: lane `i` of row `j` becomes lane `j` of row `i`. Interleaves distant rows four times, which
/// vectorises; number by number the compiler would scatter, several times slower.
#[inline(always)]
pub fn transpose(rows: &[Lanes<f32>; LANES], transposed: &mut [Lanes<f32>; LANES]) {
    let mut other = [Lanes::default(); LANES];
    interleave(rows, transposed);
    interleave(transposed, &mut other);
    interleave(&other, transposed);
    interleave(transposed, &mut other);
    *transposed = other;
}

#[inline(always)]
fn interleave(rows: &[Lanes<f32>; LANES], interleaved: &mut [Lanes<f32>; LANES]) {
    const HALF: usize = LANES / 2;
    for i in 0..HALF {
        for k in 0..HALF {
            (interleaved[2 * i][2 * k], interleaved[2 * i][2 * k + 1]) = (rows[i][k], rows[HALF + i][k]);
            (interleaved[2 * i + 1][2 * k], interleaved[2 * i + 1][2 * k + 1]) =
                (rows[i][HALF + k], rows[HALF + i][HALF + k]);
        }
    }
}

/// A mask of the first `count` lanes.
#[inline(always)]
pub fn first_lanes(count: usize) -> u32 {
    (1 << count) - 1
}

/// The positions of the set bits, from the lowest.
#[inline(always)]
pub fn bits(mask: u32) -> impl Iterator<Item = usize> {
    let mut left = mask;
    std::iter::from_fn(move || {
        (left != 0).then(|| {
            let position = left.trailing_zeros() as usize;
            left &= left - 1;
            position
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns() {
        let rows: [Lanes<f32>; LANES] =
            std::array::from_fn(|row| Lanes(std::array::from_fn(|lane| (100 * row + lane) as f32)));
        let mut columns = [Lanes::default(); LANES];
        transpose(&rows, &mut columns);
        for (row, column) in columns.iter().enumerate() {
            for lane in 0..LANES {
                assert_eq!(column[lane], (100 * lane + row) as f32);
            }
        }
    }
}
