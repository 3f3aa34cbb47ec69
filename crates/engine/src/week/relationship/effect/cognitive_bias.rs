//! Cognitive bias: a shared subjective reality (S0). It costs value, and hides the dark side from the manager and
//! from those who look on.

use super::ground::Ground;
use crate::parameter::{DarkSide, Value};
use darkside_lanes::{keep, lesser};

/// The age of the relationship, cleared in part by an informal safeguard.
#[inline(always)]
pub(crate) fn breeding_ground(dark_side: &DarkSide, ground: &Ground) -> f32 {
    let clarity = keep(ground.informal, dark_side.review_clarity);
    lesser(1.0, ground.age * (1.0 / dark_side.bias_weeks)) * (1.0 - clarity)
}

/// Part of the dark cost that the manager sees.
#[inline(always)]
pub(crate) fn sight(value: &Value, cognitive_bias: f32) -> f32 {
    value.dark_visibility * (1.0 - value.bias_mask * cognitive_bias)
}
