//! Programme: the firm's best-practice dissemination, while a campaign lasts. Its source is the firm's code.

use super::Reach;
use crate::parameter::Parameters;
use crate::week::hazard::held;

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.programme) * parameters.enablers.learning_climate
}

#[inline(always)]
pub(super) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.in_code
}
