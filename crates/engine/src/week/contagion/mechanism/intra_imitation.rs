//! Intra-personal imitation: a manager does in one account what it does in another.

use super::reach::Reach;
use crate::parameter::Parameters;
use crate::week::contagion::hazard::capped;

pub(crate) fn strength(parameters: &Parameters) -> f32 {
    capped(parameters.contagion.intra_imitation) * parameters.enablers.blindness
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.users
}
