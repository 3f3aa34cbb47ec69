//! Step 3. Beliefs: what managers think a practice is worth (model, section 5).

use multiversion::multiversion;

use super::exposure::Exposure;
use super::lapse::Seen;
use crate::lanes::{LANES, Lanes, choose};
use crate::parameter::Beliefs;
use crate::population::World;

/// Writes the next beliefs of a block's managers: B + own α (z̄ − B) + social α Σ w̃ K (B_j − B).
///
/// `seen` holds Σ (z + η) over the portfolio for each practice; `next` takes `belief_stride` numbers for each manager.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
pub(super) fn update(world: &World, block: usize, seen: &Seen, exposure: &Exposure, next: &mut [f32]) {
    let count = world.blocks[block].count;
    let beliefs = &world.firms[world.blocks[block].firm].parameters.beliefs;
    let absorptive = &world.managers[block].absorptive;
    let stride = world.belief_stride;
    for part in (0..stride).step_by(LANES) {
        let experience = experience(beliefs, absorptive, seen, exposure, part);
        for lane in 0..count {
            let from = (world.blocks[block].first_seat as usize + lane) * stride + part;
            let mine = part_of(&world.published.beliefs, from);
            let others = heard(world, exposure, lane, part, &mine);
            let social = beliefs.social * absorptive[lane];
            if let Some(next) = next[lane * stride + part..].first_chunk_mut::<LANES>() {
                for p in 0..LANES {
                    next[p] = mine[p] + experience[p][lane] + social * others[p];
                }
            }
        }
    }
}

/// own α (z̄ − B) of each manager, where it uses the practice; for sixteen practices from `part` on.
#[inline(always)]
fn experience(
    beliefs: &Beliefs,
    absorptive: &Lanes<f32>,
    seen: &Seen,
    exposure: &Exposure,
    part: usize,
) -> [Lanes<f32>; LANES] {
    let mut experience = [Lanes::default(); LANES];
    let (seen, users) = (&seen[part..part + LANES], &exposure.users[part..part + LANES]);
    let believed = &exposure.believed[part..part + LANES];
    for lane in 0..LANES {
        let own = beliefs.own * absorptive[lane];
        for p in 0..LANES {
            let learned = own * (seen[p][lane] / users[p][lane] - believed[p][lane]);
            experience[p][lane] = choose(users[p][lane] > 0.0, learned, 0.0);
        }
    }
    experience
}

/// Σ_j w̃ K_jp (B_jp − B_mp) over the contacts, for sixteen practices from `part` on.
#[inline(always)]
fn heard(world: &World, exposure: &Exposure, lane: usize, part: usize, mine: &[f32; LANES]) -> [f32; LANES] {
    let mut sum = [0.0; LANES];
    for view in &exposure.views {
        let contact = view.contact[lane] as usize;
        let Some(&known) = world.published.known.get(contact) else { break };
        let known = known >> part;
        let theirs = part_of(&world.published.beliefs, contact * world.belief_stride + part);
        for p in 0..LANES {
            sum[p] += choose(known & (1 << p) != 0, view.weight[lane] * (theirs[p] - mine[p]), 0.0);
        }
    }
    sum
}

#[inline(always)]
fn part_of(beliefs: &[f32], from: usize) -> [f32; LANES] {
    beliefs[from..].first_chunk().copied().unwrap_or_default()
}
