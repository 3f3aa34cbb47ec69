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

/// How users among the contacts count.
#[derive(Clone, Copy)]
pub(crate) enum Response {
    /// Each adds hazard.
    Sum,
    /// Their share of all contacts does.
    Share,
    /// Complex contagion: from this share of the weight of ties on, a practice is surely imitated.
    From(f32),
}

impl Response {
    /// That of a firm; beyond all reach under the threshold rule where imitation is off.
    pub(crate) fn of(parameters: &Parameters) -> Self {
        let contagion = &parameters.contagion;
        match contagion.rule {
            Rule::Hazard => Self::Sum,
            Rule::Share => Self::Share,
            Rule::Threshold if contagion.inter_imitation > 0.0 => Self::From(contagion.threshold),
            Rule::Threshold => Self::From(f32::INFINITY),
        }
    }
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, response: Response, reach: &Reach) -> f32 {
    let users = match response {
        Response::From(share) => {
            let enough = (reach.weight_using > 0.0) & (reach.weight_using >= share * reach.whole);
            return keep(enough, INFINITE);
        }
        Response::Sum => reach.imitation,
        Response::Share => keep(reach.whole > 0.0, reach.imitation / reach.whole),
    };
    // Weights have no bound that would keep the product finite.
    capped(strength * reach.grasp * reach.junior * users)
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
