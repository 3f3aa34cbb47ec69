//! Spontaneous: a practice is invented, without an example.

use super::reach::Reach;
use crate::parameter::Parameters;
use crate::week::contagion::hazard::capped;

pub(crate) fn strength(parameters: &Parameters) -> f32 {
    capped(parameters.contagion.spontaneous)
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.invention
}
