//! Programme: the firm's best-practice dissemination, while a campaign lasts. Its source is the firm's code.

use super::Reach;
use crate::parameter::Parameters;
use crate::week::hazard::held;

#[inline(always)]
pub(super) fn hazard(parameters: &Parameters, reach: &Reach) -> f32 {
    held(parameters.contagion.programme) * parameters.enablers.learning_climate * reach.grasp * reach.in_code
}
