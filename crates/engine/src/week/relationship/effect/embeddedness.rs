//! Embeddedness: control is constrained by dependence (S0). It costs value, and holds practices in place.

use super::ground::Ground;
use crate::parameter::Lapse;
use darkside_lanes::clamp01;

/// Investment that the customer does not match.
#[inline(always)]
pub(crate) fn breeding_ground(ground: &Ground) -> f32 {
    clamp01(0.3 + ground.supplier - ground.customer)
}

/// Factor of every hazard of giving a practice up.
#[inline(always)]
pub(crate) fn hold(lapse: &Lapse, embeddedness: f32) -> f32 {
    1.0 - lapse.embedded_hold * embeddedness
}
