//! Intra-personal imitation: a manager does in one account what it does in another.

use super::{Origin, Reach, Source, Taker};
use crate::parameter::Parameters;
use crate::record::Locus;
use crate::week::hazard::held;
use darkside_draws::Subject;

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.intra_imitation) * parameters.enablers.blindness
}

#[inline(always)]
pub(super) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.users
}

/// One of the manager's own relationships that use the practice, uniformly.
pub(super) fn origin(taker: &Taker, subject: &mut Subject) -> Origin {
    let &Taker { scene, lane, practice, .. } = taker;
    let own = scene.own;
    let users = || (0..own.shown.len()).filter(|&slot| own.shown[slot].practices[lane] >> practice & 1 != 0);
    let chosen = subject.below(users().count() as u32) as usize;
    let source = users().nth(chosen).map(|slot| {
        let (block, row) = (own.number, own.block.rows.start + slot);
        Source { block, row, lane, flags: own.shown[slot].flags(lane) }
    });
    Origin { locus: Locus::IntraPortfolio, source, tie: None }
}
