//! Inter-personal imitation: a manager does what credible colleagues do.

use super::{Origin, Reach, Source, Taker};
use crate::parameter::{Parameters, Rule};
use crate::population::{Common, LastWeek, TieRow};
use crate::record::Locus;
use crate::week::contact::felt;
use crate::week::exposure::OfManager;
use crate::week::hazard::{INFINITE, held};
use darkside_draws::Subject;
use darkside_lanes::processor::Ahead;
use darkside_lanes::{LANES, keep};

pub(super) fn strength(parameters: &Parameters) -> f32 {
    held(parameters.contagion.inter_imitation) * parameters.enablers.blindness
}

/// Complex contagion: the share of the weight of ties from which on a practice is surely imitated; none under the other
/// rule, and beyond all reach where imitation is off.
pub(super) fn threshold(parameters: &Parameters) -> Option<f32> {
    let contagion = &parameters.contagion;
    let on = contagion.inter_imitation > 0.0;
    (contagion.rule == Rule::Threshold).then_some(if on { contagion.threshold } else { f32::INFINITY })
}

#[inline(always)]
pub(super) fn hazard(strength: f32, threshold: Option<f32>, reach: &Reach) -> f32 {
    match threshold {
        Some(share) => {
            let enough = (reach.weight_using > 0.0) & (reach.weight_using >= share * reach.weight);
            keep(enough, INFINITE)
        }
        // Weights have no bound that would keep the product finite.
        None => held(strength * reach.grasp * reach.junior * reach.imitation),
    }
}

/// A tie in proportion to w̃ κ. The threshold rule imitates whatever the learning climate: where that leaves no tie any
/// w̃, in proportion to w.
pub(super) fn origin(taker: &Taker, subject: &mut Subject) -> Origin {
    let (practice, lane) = (taker.practice, taker.lane);
    let of = &taker.exposure.managers[lane];
    let felt = of.heard[practice / LANES].imitation[practice % LANES];
    if felt > 0.0 {
        return through_a_tie(taker, subject.uniform() * felt, |credibility, _, weight| credibility * weight);
    }
    let bare = OfManager::of(&of.weight_using, practice);
    through_a_tie(taker, subject.uniform() * bare, |_, tie, _| tie.weight[lane])
}

/// The tie at which the cumulated pulls of contacts that use the practice pass `target`; a pull may depend on the contact's
/// credibility and on w̃.
/// The source is that contact's [`best_user`]; it is only brought near, so that several are on their way at a time.
pub(super) fn through_a_tie(taker: &Taker, target: f32, pull: impl Fn(f32, &TieRow, f32) -> f32) -> Origin {
    let Taker { scene, lane, practice, .. } = *taker;
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
    let Some((slot, tie)) = chosen else { return Origin::without_source(Locus::InterPortfolio) };
    let locus = if tie.inside(lane) { Locus::InterPortfolio } else { Locus::WiderNetwork };
    if scene.last.profiles.are_many() {
        let (block, _) = scene.common.locate(tie.contact(lane));
        Ahead::of(&scene.last.shown[scene.common.blocks[block].rows.clone()]).fetch(0, 1);
    }
    Origin { locus, source: None, tie: Some(slot) }
}

/// The contact's relationship with the highest remembered value among those that use the practice, the first on
/// a tie.
pub(in crate::week) fn best_user(common: &Common, last: &LastWeek, contact: u32, practice: usize) -> Option<Source> {
    let (block, lane) = common.locate(contact);
    let mut best: Option<usize> = None;
    for row in common.blocks[block].rows.clone() {
        let uses = last.shown[row].practices[lane] >> practice & 1 != 0;
        let remembered = last.shown[row].remembered[lane];
        if uses && best.is_none_or(|best| remembered > last.shown[best].remembered[lane]) {
            best = Some(row);
        }
    }
    best.map(|row| Source { block, row, lane, flags: last.shown[row].flags(lane) })
}
