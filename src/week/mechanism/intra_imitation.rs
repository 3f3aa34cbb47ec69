//! Intra-personal imitation: a manager does in one account what it does in another.

use super::{Origin, Reach, Taker};
use crate::draws::Subject;
use crate::parameter::Parameters;
use crate::record::Locus;
use crate::week::hazard::held;

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.intra_imitation) * parameters.enablers.blindness
}

#[inline(always)]
pub(super) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.users
}

/// One of the manager's own relationships that use the practice, uniformly.
pub(super) fn origin(taker: &Taker, subject: &mut Subject) -> Origin {
    let world = taker.world;
    let rows = world.blocks[taker.block].rows.clone();
    let bit = 1 << taker.practice;
    let uses = |&row: &usize| world.rows[row].practices[taker.lane] & bit != 0;
    let chosen = subject.below(rows.clone().filter(uses).count() as u32) as usize;
    let source = rows.clone().filter(uses).nth(chosen);
    let source = source.map(|row| (world.case(taker.block, row, taker.lane), world.rows[row].flags(taker.lane)));
    Origin { locus: Locus::IntraPortfolio, source, tie: None }
}
