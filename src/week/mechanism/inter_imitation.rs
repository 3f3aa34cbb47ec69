//! Inter-personal imitation: a manager does what credible colleagues do.

use super::{Origin, Reach, Taker};
use crate::draws::Subject;
use crate::lanes::{choose, keep};
use crate::parameter::{Parameters, Rule};
use crate::population::NO_CONTACT;
use crate::record::Locus;
use crate::week::hazard::{INFINITE, held};

#[inline(always)]
pub(super) fn hazard(parameters: &Parameters, reach: &Reach) -> f32 {
    let contagion = &parameters.contagion;
    let strength = held(contagion.inter_imitation) * parameters.enablers.blindness;
    let by_hazard = strength * reach.grasp * reach.junior * reach.imitation;
    let enough = (reach.weight_using > 0.0) & (reach.weight_using >= contagion.threshold * reach.weight);
    let by_threshold = keep(enough & (contagion.inter_imitation > 0.0), INFINITE);
    choose(contagion.rule == Rule::Threshold, by_threshold, by_hazard)
}

/// A tie in proportion to w̃ κ.
pub(super) fn origin(taker: &Taker, subject: &mut Subject) -> Origin {
    through_a_tie(taker, subject, true)
}

/// A tie whose manager uses the practice, in proportion to w̃ or to w̃ κ; the source is that manager's
/// relationship with the highest remembered value among those that use it.
pub(super) fn through_a_tie(taker: &Taker, subject: &mut Subject, by_credibility: bool) -> Origin {
    let Taker { world, block, lane, practice, .. } = *taker;
    let climate = world.firms[world.blocks[block].firm].parameters.enablers.learning_climate;
    let pull = |row: usize| {
        let tie = &world.ties[row];
        let contact = tie.contact[lane];
        if contact == NO_CONTACT || world.published.uses[contact as usize] >> practice & 1 == 0 {
            return 0.0;
        }
        let weight = if tie.inside[lane] != 0 { tie.weight[lane] * climate } else { tie.weight[lane] };
        if by_credibility { weight * world.published.credibility[contact as usize] } else { weight }
    };
    let rows = world.blocks[block].ties.clone();
    let total: f32 = rows.clone().map(pull).sum();
    let target = subject.uniform() * total;
    let mut cumulated = 0.0;
    let mut chosen = None;
    for row in rows {
        let pull = pull(row);
        if pull > 0.0 {
            cumulated += pull;
            chosen = Some(row);
            if cumulated > target {
                break;
            }
        }
    }
    let Some(row) = chosen else { return Origin::without_source(Locus::InterPortfolio) };
    let locus = if world.ties[row].inside[lane] != 0 { Locus::InterPortfolio } else { Locus::WiderNetwork };
    Origin { locus, source: best_user(taker, world.ties[row].contact[lane]), tie: Some(row) }
}

/// The contact's relationship with the highest remembered value among those that use the practice, the first on
/// a tie.
fn best_user(taker: &Taker, contact: u32) -> Option<(crate::record::Case, u32)> {
    let world = taker.world;
    let (block, lane) = world.locate(contact);
    let mut best: Option<usize> = None;
    for row in world.blocks[block].rows.clone() {
        let uses = world.rows[row].practices[lane] >> taker.practice & 1 != 0;
        let remembered = world.rows[row].remembered[lane];
        if uses && best.is_none_or(|best| remembered > world.rows[best].remembered[lane]) {
            best = Some(row);
        }
    }
    best.map(|row| (world.case(block, row, lane), world.rows[row].flags[lane]))
}
