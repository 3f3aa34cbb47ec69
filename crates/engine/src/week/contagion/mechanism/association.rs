//! Association: what is met at events and meetings of the profession, in proportion to how common it is.

use super::adoption::{Adopter, Provenance};
use super::reach::Reach;
use crate::parameter::Parameters;
use crate::record::Locus;
use crate::week::contagion::hazard::capped;
use crate::week::source::Source;
use darkside_draws::Subject;

/// Attempts to hit a user at random before all users are counted through.
const ATTEMPTS: u32 = 4096;

pub(crate) fn strength(parameters: &Parameters) -> f32 {
    capped(parameters.contagion.association)
}

#[inline(always)]
pub(crate) fn hazard(strength: f32, reach: &Reach) -> f32 {
    strength * reach.grasp * reach.share_of_users
}

/// A uniformly random relationship that uses the practice.
pub(crate) fn provenance(adopter: &Adopter, subject: &mut Subject) -> Provenance {
    let common = adopter.scene.common;
    let mut source = None;
    for _ in 0..ATTEMPTS {
        let (block, lane) = common.locate(subject.below(common.block_of.len() as u32));
        let slot = subject.below(common.portfolio);
        if slot < common.managers[block].portfolio[lane] {
            source = user(adopter, block, common.blocks[block].rows.start + slot as usize, lane);
        }
        if source.is_some() {
            break;
        }
    }
    if source.is_none() {
        source = nth_user(adopter, subject);
    }
    Provenance { locus: Locus::WiderNetwork, source, tie: None }
}

fn user(adopter: &Adopter, block: usize, row: usize, lane: usize) -> Option<Source> {
    let shown = &adopter.scene.last.shown[row];
    let uses = shown.practices[lane] >> adopter.practice & 1 != 0;
    uses.then(|| Source { block, row, lane, flags: shown.flags(lane) })
}

/// A uniformly random user, found by going through all of them.
fn nth_user(adopter: &Adopter, subject: &mut Subject) -> Option<Source> {
    let common = adopter.scene.common;
    let places = || {
        common.blocks.iter().enumerate().flat_map(move |(b, block)| {
            let lanes = 0..block.count;
            lanes.flat_map(move |lane| block.rows.clone().filter_map(move |row| user(adopter, b, row, lane)))
        })
    };
    let count = places().count() as u32;
    if count == 0 { None } else { places().nth(subject.below(count) as usize) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::{LastWeek, Part, generate};
    use crate::scenario::{Request, load};
    use crate::week::contagion::exposure::Exposure;
    use crate::week::scene::Scene;
    use darkside_draws::Purpose;

    #[test]
    fn a_single_user_among_very_many_is_found() {
        let set = ["population.managers=3000".into(), "population.portfolio=16".into()];
        let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
        let mut world = generate(&scenario, 1);
        for shown in &mut world.shown {
            shown.practices = Default::default();
        }
        let (block, lane) = world.locate(2_336);
        let row = world.blocks[block].rows.start + 7;
        let exposure = Exposure::default();
        for users in [0, 1] {
            world.shown[row].practices[lane] = users << 3;
            let only = Source { block, row, lane, flags: world.shown[row].flags(lane) };
            let last = LastWeek { profiles: world.published.profiles.clone(), shown: world.shown.clone() };
            let mut whole = Part::whole(&mut world);
            let common = whole.common;
            let scene = Scene { own: &whole.own(0), common: &common, last: &last };
            let adopter = Adopter { scene: &scene, exposure: &exposure, lane: 0, practice: 3 };
            for week in 1..4 {
                let source = provenance(&adopter, &mut common.draws.subject(Purpose::Choice, week, 0, 0)).source;
                assert_eq!(source, (users == 1).then_some(only), "of {users} users");
            }
        }
    }
}
