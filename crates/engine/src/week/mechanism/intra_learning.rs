//! Intra-personal learning: a manager applies in one account what has proved good in another, or in memory.

use super::{Origin, Reach, Taker, intra_imitation};
use crate::parameter::Parameters;
use crate::record::Locus;
use crate::week::exposure::OfManager;
use crate::week::hazard::held;
use darkside_draws::Subject;

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.intra_learning)
}

#[inline(always)]
pub(super) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.merit * (reach.users + reach.remembered)
}

/// One of the manager's own relationships that use the practice; where none does, memory: the wider network's if
/// it was carried from an earlier seat.
pub(super) fn origin(taker: &Taker, subject: &mut Subject) -> Origin {
    if OfManager::of(&taker.exposure.managers[taker.lane].users, taker.practice) > 0.0 {
        return intra_imitation::origin(taker, subject);
    }
    let carried = taker.scene.own.managers.carried[taker.lane] >> taker.practice & 1 != 0;
    Origin::without_source(if carried { Locus::WiderNetwork } else { Locus::IntraPortfolio })
}
