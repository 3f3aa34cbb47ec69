//! Step 3. Beliefs: what managers think a practice is worth (model, section 5).

use super::exposure::Exposure;
use super::lapse::Seen;
use crate::lanes::{LANES, Lanes, choose, transpose};
use crate::parameter::Beliefs;
use crate::population::{ProfilesMut, World};
use crate::processor::for_each_processor;

/// Whether anything changes what managers believe.
#[inline(always)]
fn forms_beliefs(beliefs: &Beliefs) -> bool {
    (beliefs.own > 0.0) | (beliefs.social > 0.0)
}

for_each_processor!(
    /// Writes the next beliefs of a block's managers: B + own α (z̄ − B) + social α Σ w̃ K (B_j − B).
    ///
    /// `seen` holds Σ (z + η) over the portfolio for each practice; `next` takes the profiles.
    pub(super) fn update(world: &World, block: usize, seen: &Seen, exposure: &Exposure, next: &mut ProfilesMut) {
        let count = world.blocks[block].count;
        let beliefs = &world.firms[world.blocks[block].firm].parameters.beliefs;
        if !forms_beliefs(beliefs) {
            for lane in 0..count {
                next.of(lane).copy(world.profile(world.blocks[block].first_seat + lane as u32));
            }
            return;
        }
        let absorptive = &world.managers[block].absorptive;
        for (part, seen) in seen.as_chunks().0.iter().enumerate().take(world.parts()) {
            let mut seen_by = [Lanes::default(); LANES];
            transpose(seen, &mut seen_by);
            for lane in 0..count {
                let of = &exposure.managers[lane];
                let (own, social) = (beliefs.own * absorptive[lane], beliefs.social * absorptive[lane]);
                let (users, heard) = (&of.users[part], &of.heard[part].beliefs);
                let profile = world.profile(world.blocks[block].first_seat + lane as u32);
                let mine = profile.beliefs(part);
                let mut beliefs = Lanes::default();
                for p in 0..LANES {
                    let learned = own * (seen_by[lane][p] / users[p] - mine[p]);
                    let experience = choose(users[p] > 0.0, learned, 0.0);
                    beliefs[p] = mine[p] + experience + social * heard[p];
                }
                next.of(lane).set_part(part, &beliefs);
            }
        }
        for lane in 0..count {
            next.of(lane).set_rest(world.profile(world.blocks[block].first_seat + lane as u32));
        }
    }
);
