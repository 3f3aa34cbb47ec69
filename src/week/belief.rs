//! Step 3. Beliefs: what managers think a practice is worth (model, section 5).

use multiversion::multiversion;

use super::lapse::Seen;
use crate::lanes::LANES;
use crate::population::{NO_CONTACT, World};

/// Writes the next beliefs of a block's managers: B + own α (z̄ − B) + social α Σ w̃ K (B_j − B).
///
/// `seen` holds Σ (z + η) over the portfolio for each practice, `users` how many relationships it sums over.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
pub(super) fn update(world: &World, block: usize, seen: &Seen, users: &Seen, next: &mut [f32]) {
    let count = world.blocks[block].count;
    let parameters = &world.firms[world.blocks[block].firm].parameters;
    let stride = world.belief_stride;
    for lane in 0..count {
        let seat = world.blocks[block].first_seat as usize + lane;
        let absorptive = world.managers[block].absorptive[lane];
        let own = parameters.beliefs.own * absorptive;
        let social = parameters.beliefs.social * absorptive;
        for part in (0..stride).step_by(LANES) {
            let from = seat * stride + part;
            let mine: [f32; LANES] = part_of(&world.published.beliefs, from);
            let others = heard(world, block, lane, part, &mine);
            for p in 0..LANES {
                let used = users[part + p][lane];
                let experience = if used > 0.0 { own * (seen[part + p][lane] / used - mine[p]) } else { 0.0 };
                next[from + p] = mine[p] + experience + social * others[p];
            }
        }
    }
}

/// Σ_j w̃ K_jp (B_jp − B_mp) over the contacts, for sixteen practices from `part` on.
#[inline(always)]
fn heard(world: &World, block: usize, lane: usize, part: usize, mine: &[f32; LANES]) -> [f32; LANES] {
    let climate = world.firms[world.blocks[block].firm].parameters.enablers.learning_climate;
    let mut sum = [0.0; LANES];
    for tie in &world.ties[world.blocks[block].ties.clone()] {
        let contact = tie.contact[lane];
        if contact == NO_CONTACT {
            break;
        }
        let weight = if tie.inside[lane] != 0 { tie.weight[lane] * climate } else { tie.weight[lane] };
        let known = world.published.known[contact as usize] >> part;
        let theirs: [f32; LANES] = part_of(&world.published.beliefs, contact as usize * world.belief_stride + part);
        for p in 0..LANES {
            sum[p] += if known & (1 << p) != 0 { weight * (theirs[p] - mine[p]) } else { 0.0 };
        }
    }
    sum
}

#[inline(always)]
fn part_of(beliefs: &[f32], from: usize) -> [f32; LANES] {
    let mut part = [0.0; LANES];
    part.copy_from_slice(&beliefs[from..from + LANES]);
    part
}
