//! Programme: the firm's best-practice dissemination, while a campaign lasts. Its source is the firm's code.

use super::reach::Reach;
use crate::parameter::Parameters;
use crate::week::contagion::hazard::capped;

pub(crate) fn strength(parameters: &Parameters) -> f32 {
    capped(parameters.contagion.programme) * parameters.enablers.learning_climate
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.in_code
}
