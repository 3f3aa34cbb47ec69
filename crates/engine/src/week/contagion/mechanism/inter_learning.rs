//! Inter-personal learning: a manager adopts what it believes to be good and sees colleagues do.

use super::adoption::{Adopter, Provenance};
use super::reach::Reach;
use super::through_tie::through_tie;
use crate::parameter::Parameters;
use crate::week::contagion::hazard::capped;
use darkside_draws::Subject;
use darkside_lanes::LANES;

pub(crate) fn strength(parameters: &Parameters) -> f32 {
    capped(parameters.contagion.inter_learning)
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, reach: &Reach) -> f32 {
    // Weights have no bound that would keep the product finite.
    capped(strength * reach.grasp * reach.merit * reach.learning)
}

/// A tie in proportion to w̃.
pub(crate) fn provenance(adopter: &Adopter, subject: &mut Subject) -> Provenance {
    let Adopter { exposure, lane, practice, .. } = *adopter;
    let total = exposure.managers[lane].heard[practice / LANES].learning[practice % LANES];
    through_tie(adopter, subject.uniform() * total, |_, _, weight| weight)
}
