//! Step 3. Beliefs: what managers think a practice is worth (model, section 5).

use crate::parameter::Beliefs;
use crate::population::{BlockMut, Common, LastWeek};
use crate::week::contagion::exposure::Exposure;
use crate::week::contagion::lapse::Experience;
use crate::week::scene::published;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, choose, transpose};

/// Whether anything changes what managers believe.
#[inline(always)]
pub(crate) fn forms_beliefs(beliefs: &Beliefs) -> bool {
    (beliefs.own > 0.0) | (beliefs.social > 0.0)
}

for_each_processor!(
    /// Writes the next beliefs of a block's managers: B + own α (z̄ − B) + social α Σ w̃ K (B_j − B).
    ///
    /// `seen` holds Σ (z + η) over the portfolio for each practice.
    pub(crate) fn update(own: &mut BlockMut, common: &Common, last: &LastWeek, seen: &Experience, exposure: &Exposure) {
        let (first_seat, count) = (own.block.first_seat, own.block.count);
        let beliefs = &own.firm.parameters.beliefs;
        if !forms_beliefs(beliefs) {
            return own.profiles.copy(&last.profiles, first_seat);
        }
        let absorptive = &own.managers.absorptive;
        for (part, seen) in seen.as_chunks().0.iter().enumerate().take(common.repertoire.parts()) {
            let mut seen_by = [Lanes::default(); LANES];
            transpose(seen, &mut seen_by);
            for lane in 0..count {
                let of = &exposure.managers[lane];
                let (self_taught, social) = (beliefs.own * absorptive[lane], beliefs.social * absorptive[lane]);
                let (users, heard) = (&of.users[part], &of.heard[part].beliefs);
                let mine = published(last, first_seat + lane as u32).beliefs(part);
                let mut beliefs = Lanes::default();
                for p in 0..LANES {
                    let learned = self_taught * (seen_by[lane][p] / users[p] - mine[p]);
                    let experience = choose(users[p] > 0.0, learned, 0.0);
                    beliefs[p] = mine[p] + experience + social * heard[p];
                }
                own.profiles.of(lane).set_part(part, &beliefs);
            }
        }
        for lane in 0..count {
            own.profiles.of(lane).set_rest(published(last, first_seat + lane as u32));
        }
    }
);
