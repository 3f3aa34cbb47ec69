//! Association: what is met at events and meetings of the profession, in proportion to how common it is.

use super::{Origin, Reach, Taker};
use crate::draws::Subject;
use crate::parameter::Parameters;
use crate::record::Locus;
use crate::week::hazard::held;

/// Attempts to hit a user at random before all users are counted through.
const ATTEMPTS: u32 = 4096;

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.association)
}

#[inline(always)]
pub(super) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.share_of_users
}

/// A uniformly random relationship that uses the practice.
pub(super) fn origin(taker: &Taker, subject: &mut Subject) -> Origin {
    let world = taker.world;
    let mut source = None;
    for _ in 0..ATTEMPTS {
        let (block, lane) = world.locate(subject.below(world.seats()));
        let slot = subject.below(world.portfolio);
        if slot < world.managers[block].portfolio[lane] {
            source = user(taker, block, world.blocks[block].rows.start + slot as usize, lane);
        }
        if source.is_some() {
            break;
        }
    }
    if source.is_none() {
        source = nth_user(taker, subject);
    }
    Origin { locus: Locus::WiderNetwork, source, tie: None }
}

fn user(taker: &Taker, block: usize, row: usize, lane: usize) -> Option<(crate::record::Case, u32)> {
    let relationships = &taker.world.rows[row];
    let uses = relationships.practices[lane] >> taker.practice & 1 != 0;
    uses.then(|| (taker.world.case(block, row, lane), relationships.flags[lane]))
}

/// A uniformly random user, found by going through all of them.
fn nth_user(taker: &Taker, subject: &mut Subject) -> Option<(crate::record::Case, u32)> {
    let world = taker.world;
    let places = || {
        world.blocks.iter().enumerate().flat_map(move |(b, block)| {
            let lanes = 0..block.count;
            lanes.flat_map(move |lane| block.rows.clone().filter_map(move |row| user(taker, b, row, lane)))
        })
    };
    let count = places().count() as u32;
    if count == 0 { None } else { places().nth(subject.below(count) as usize) }
}
