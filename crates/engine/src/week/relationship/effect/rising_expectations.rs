//! Rising expectations: what was given once is expected ever after (S0). They raise what the customer expects.

use super::ground::Ground;
use darkside_lanes::clamp01;

/// What the relationship is remembered to have given.
#[inline(always)]
pub(crate) fn breeding_ground(ground: &Ground) -> f32 {
    clamp01(ground.remembered)
}

/// What expectation moves towards.
#[inline(always)]
pub(crate) fn target(value: f32, lift: f32, rising_expectations: f32) -> f32 {
    value + lift * rising_expectations
}
