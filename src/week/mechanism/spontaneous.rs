//! Spontaneous: a practice invented anew, by nobody's example.

use super::Reach;
use crate::parameter::Parameters;
use crate::week::hazard::held;

#[inline(always)]
pub(super) fn hazard(parameters: &Parameters, reach: &Reach) -> f32 {
    held(parameters.contagion.spontaneous) * reach.invention
}
