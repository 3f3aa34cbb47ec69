//! A source among the contacts: the tie that a practice comes through.

use super::adoption::{Adopter, Provenance};
use crate::population::TieRow;
use crate::record::Locus;
use crate::week::contagion::contacts::felt;
use darkside_lanes::processor::Ahead;

/// The tie at which the cumulated pulls of contacts that use the practice pass `target`; a pull may depend on the contact's
/// credibility and on w̃.
/// The source is that contact's [best user](crate::week::source::best_user); it is only prefetched here, so that several memory
/// accesses overlap.
pub(crate) fn through_tie(adopter: &Adopter, target: f32, pull: impl Fn(f32, &TieRow, f32) -> f32) -> Provenance {
    let Adopter { scene, lane, practice, .. } = *adopter;
    let climate = scene.parameters().enablers.learning_climate;
    let mut cumulated = 0.0;
    let mut chosen = None;
    for (slot, tie) in scene.own.ties.iter().enumerate() {
        let Some((uses, credibility)) = scene.last.profiles.seen_of(tie.contact(lane)) else { break };
        if uses >> practice & 1 == 0 {
            continue;
        }
        let pull = pull(credibility, tie, felt(tie, lane, climate));
        if pull > 0.0 {
            cumulated += pull;
            chosen = Some((slot, tie));
            if cumulated > target {
                break;
            }
        }
    }
    let Some((slot, tie)) = chosen else { return Provenance::without_source(Locus::InterPortfolio) };
    let locus = if tie.inside(lane) { Locus::InterPortfolio } else { Locus::WiderNetwork };
    if scene.last.profiles.are_many() {
        let (block, _) = scene.common.locate(tie.contact(lane));
        Ahead::of(&scene.last.shown[scene.common.blocks[block].rows.clone()]).fetch(0, 1);
    }
    Provenance { locus, source: None, tie: Some(slot) }
}
