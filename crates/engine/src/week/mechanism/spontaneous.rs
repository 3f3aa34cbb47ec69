//! Spontaneous: a practice invented anew, by nobody's example.

use super::Reach;
use crate::parameter::Parameters;
use crate::week::hazard::held;

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.spontaneous)
}

#[inline(always)]
pub(super) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.invention
}
