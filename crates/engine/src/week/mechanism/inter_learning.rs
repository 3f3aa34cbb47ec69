//! Inter-personal learning: a manager adopts what it believes to be good and sees colleagues do.

use super::{Origin, Reach, Taker, inter_imitation};
use crate::parameter::Parameters;
use crate::week::hazard::held;
use darkside_draws::Subject;
use darkside_lanes::LANES;

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.inter_learning)
}

#[inline(always)]
pub(super) fn hazard(strength: f32, reach: &Reach) -> f32 {
    // Weights have no bound that would keep the product finite.
    held(strength * reach.grasp * reach.merit * reach.learning)
}

/// A tie in proportion to w̃.
pub(super) fn origin(taker: &Taker, subject: &mut Subject) -> Origin {
    let Taker { exposure, lane, practice, .. } = *taker;
    let total = exposure.managers[lane].heard[practice / LANES].learning[practice % LANES];
    inter_imitation::through_a_tie(taker, subject.uniform() * total, |_, _, weight| weight)
}
