//! Intra-personal learning: a manager applies in one account what has proved good in another, or in memory.

use super::adoption::{Adopter, Provenance};
use super::own_portfolio::uniform_user;
use super::reach::Reach;
use crate::parameter::Parameters;
use crate::record::Locus;
use crate::week::contagion::exposure::ManagerExposure;
use crate::week::contagion::hazard::capped;
use darkside_draws::Subject;

pub(crate) fn strength(parameters: &Parameters) -> f32 {
    capped(parameters.contagion.intra_learning)
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.merit * (reach.users + reach.remembered)
}

/// One of the manager's own relationships that use the practice; where none does, memory: the wider network's if
/// it was carried from an earlier seat.
pub(crate) fn provenance(adopter: &Adopter, subject: &mut Subject) -> Provenance {
    if ManagerExposure::of(&adopter.exposure.managers[adopter.lane].users, adopter.practice) > 0.0 {
        return uniform_user(adopter, subject);
    }
    let carried = adopter.scene.own.managers.carried[adopter.lane] >> adopter.practice & 1 != 0;
    Provenance::without_source(if carried { Locus::WiderNetwork } else { Locus::IntraPortfolio })
}
