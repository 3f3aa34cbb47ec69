//! Sixteen managers side by side: the unit in which the engine's state is laid out.
//!
//! The engine's loops run over the sixteen lanes of a row, one formula for each lane, and the compiler turns
//! them into vector instructions. A row of `f32` is one cache line. What it takes for that:
//!
//! * no branch, no bounds check and no call in the loop: [`keep`] and [`choose`] instead of `if`;
//! * lanes outside, and what there are a few of (effects, practices of a group, kinds) inside: `for lane { for k { … } }`.
//!   The other way round the short loop over lanes is unrolled first, and the compiler then goes over the `k`
//!   with gathers and scatters, several times slower;
//! * no choice as the last step before a sum in memory: `sum += if … { x } else { 0 }` becomes a masked store, for which
//!   the next load of that sum has to wait. Choose earlier, or multiply by 0 or 1.

pub mod elementary;
mod instructions;
pub mod processor;
mod registers;
mod sums;

use std::ops::{Index, IndexMut};

use bytemuck::Zeroable;

pub use instructions::{Instructions, Set};
pub use registers::Registers;
pub use sums::Sums;

/// Managers side by side.
pub const LANES: usize = 16;

/// One number for each of sixteen managers.
#[derive(Clone, Copy, Debug, PartialEq, Zeroable)]
#[repr(C, align(64))]
pub struct Lanes<T>(pub [T; LANES]);

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

/// `x` where the condition holds, else 0. Without a branch, so that loops over lanes become vector instructions.
#[inline(always)]
pub fn keep(condition: bool, x: f32) -> f32 {
    f32::from_bits(x.to_bits() & mask(condition))
}

/// `x` where the condition holds, else `otherwise`; without a branch as well.
#[inline(always)]
pub fn choose(condition: bool, x: f32, otherwise: f32) -> f32 {
    let mask = mask(condition);
    f32::from_bits((x.to_bits() & mask) | (otherwise.to_bits() & !mask))
}

/// The same for whole numbers.
#[inline(always)]
pub fn choose_word(condition: bool, x: u32, otherwise: u32) -> u32 {
    let mask = mask(condition);
    (x & mask) | (otherwise & !mask)
}

#[inline(always)]
fn mask(condition: bool) -> u32 {
    if condition { u32::MAX } else { 0 }
}

/// `x`, but at least 0 and at most 1. Unlike `f32::clamp` it is one and the same instruction sequence, and the
/// same bits, on every platform; so are the three functions below.
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

/// The lesser of two numbers; the second if they are equal.
#[inline(always)]
pub fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The greater of two numbers; the second if they are equal.
#[inline(always)]
pub fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Sixteen rows of sixteen numbers, turned: what was lane `i` of row `j` is lane `j` of row `i`. Four times rows far apart are
/// interleaved, which the processor does row by row; number by number the compiler scatters them, several times slower.
#[inline(always)]
pub fn transpose(rows: &[Lanes<f32>; LANES], turned: &mut [Lanes<f32>; LANES]) {
    let mut half_turned = [Lanes::default(); LANES];
    interleave(rows, turned);
    interleave(turned, &mut half_turned);
    interleave(&half_turned, turned);
    interleave(turned, &mut half_turned);
    *turned = half_turned;
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

/// A bit for each of the first `count` lanes.
#[inline(always)]
pub fn first_lanes(count: usize) -> u32 {
    (1 << count) - 1
}

/// The positions of the bits that are set, from the lowest.
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
    fn a_square_is_turned() {
        let rows: [Lanes<f32>; LANES] =
            std::array::from_fn(|row| Lanes(std::array::from_fn(|lane| (100 * row + lane) as f32)));
        let mut turned = [Lanes::default(); LANES];
        transpose(&rows, &mut turned);
        for (row, turned) in turned.iter().enumerate() {
            for lane in 0..LANES {
                assert_eq!(turned[lane], (100 * lane + row) as f32);
            }
        }
    }
}
