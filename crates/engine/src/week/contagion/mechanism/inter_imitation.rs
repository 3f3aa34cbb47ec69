//! Inter-personal imitation: a manager does what credible colleagues do.

use super::adoption::{Adopter, Provenance};
use super::reach::Reach;
use super::through_tie::through_tie;
use crate::parameter::{Parameters, Rule};
use crate::week::contagion::exposure::ManagerExposure;
use crate::week::contagion::hazard::{INFINITE, capped};
use darkside_draws::Subject;
use darkside_lanes::{LANES, keep};

pub(crate) fn strength(parameters: &Parameters) -> f32 {
    capped(parameters.contagion.inter_imitation) * parameters.enablers.blindness
}

/// Complex contagion: the share of the weight of ties from which on a practice is surely imitated; none under the other
/// rules, and beyond all reach where imitation is off.
pub(crate) fn threshold(parameters: &Parameters) -> Option<f32> {
    let contagion = &parameters.contagion;
    let on = contagion.inter_imitation > 0.0;
    (contagion.rule == Rule::Threshold).then_some(if on { contagion.threshold } else { f32::INFINITY })
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, threshold: Option<f32>, reach: &Reach) -> f32 {
    match threshold {
        Some(share) => {
            let enough = (reach.weight_using > 0.0) & (reach.weight_using >= share * reach.weight);
            keep(enough, INFINITE)
        }
        // Weights have no bound that would keep the product finite.
        None => capped(strength * reach.grasp * reach.junior * reach.imitation),
    }
}

/// A tie in proportion to w̃ κ. The threshold rule imitates whatever the learning climate: where that leaves no tie any
/// w̃, in proportion to w.
pub(crate) fn provenance(adopter: &Adopter, subject: &mut Subject) -> Provenance {
    let (practice, lane) = (adopter.practice, adopter.lane);
    let of = &adopter.exposure.managers[lane];
    let felt = of.heard[practice / LANES].imitation[practice % LANES];
    if felt > 0.0 {
        return through_tie(adopter, subject.uniform() * felt, |credibility, _, weight| credibility * weight);
    }
    let bare = ManagerExposure::of(&of.weight_using, practice);
    through_tie(adopter, subject.uniform() * bare, |_, tie, _| tie.weight[lane])
}
