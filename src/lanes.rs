//! Sixteen managers side by side: the unit in which the engine's state is laid out.
//!
//! The engine's loops run over the sixteen lanes of a row, one formula for each lane, and the compiler turns
//! them into vector instructions. A row of `f32` is one cache line.

use std::ops::{Index, IndexMut};

/// Managers side by side.
pub const LANES: usize = 16;

/// One number for each of sixteen managers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub struct Lanes<T>(pub [T; LANES]);

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
