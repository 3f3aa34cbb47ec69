//! What a manager hears and sees along the ties, as published: contact by contact, sixteen practices at a time.

use crate::population::{BlockMut, LastWeek, Profile, TieRow};
use crate::week::scene::Scene;
use darkside_lanes::{LANES, Lanes, choose, choose_word, keep};

/// Sums over a manager's contacts, for sixteen practices.
#[derive(Clone, Copy, Default)]
pub(crate) struct Heard {
    /// Σ w̃ κ over contacts that use it.
    pub imitation: Lanes<f32>,
    /// Σ w̃ over contacts that use it.
    pub learning: Lanes<f32>,
    /// Σ w̃ (B_j − B) over contacts that know it.
    pub beliefs: Lanes<f32>,
}

/// Which practices are in use around a manager.
#[derive(Default)]
pub(crate) struct UsesAround {
    /// By a contact inside the firm.
    pub inside: u32,
    /// By a contact outside the firm.
    pub outside: u32,
}

/// w̃: what a tie weighs, inside the firm by the learning climate.
#[inline(always)]
pub(crate) fn felt(tie: &TieRow, lane: usize, climate: f32) -> f32 {
    tie.weight[lane] * choose(tie.inside(lane), climate, 1.0)
}

/// w̃ of a block's ties, by slot.
#[inline(always)]
pub(crate) fn feel(scene: &Scene, all: &mut Vec<Lanes<f32>>) {
    let climate = scene.parameters().enablers.learning_climate;
    all.clear();
    for tie in scene.own.ties.iter() {
        let mut weights = Lanes::default();
        for lane in 0..LANES {
            weights[lane] = felt(tie, lane, climate);
        }
        all.push(weights);
    }
}

/// Prefetches the profiles of the contacts of a block's managers.
pub(crate) fn fetch_contacts(own: &BlockMut, last: &LastWeek) {
    for tie in own.ties.iter() {
        (0..own.block.count).for_each(|lane| last.profiles.fetch(tie.contact(lane)));
    }
}

/// Sums over the contacts of the manager in a lane, in slot order. Their beliefs only count where they can change the manager's.
/// `felt` are the effective weights of these ties, w̃.
#[inline(always)]
pub(crate) fn hear(scene: &Scene, felt: &[Lanes<f32>], lane: usize, part: usize) -> (Heard, UsesAround) {
    let profiles = &scene.last.profiles;
    match (scene.parameters().beliefs.social > 0.0, profiles.have_one_row()) {
        (true, true) => hear_from::<true>(scene, felt, lane, part, |seat| profiles.of_one_row(seat)),
        (true, false) => hear_from::<true>(scene, felt, lane, part, |seat| profiles.of(seat)),
        (false, _) => hear_from::<false>(scene, felt, lane, part, |seat| profiles.of(seat)),
    }
}

#[inline(always)]
fn hear_from<'a, const BELIEFS: bool>(
    scene: &Scene<'a>,
    felt: &[Lanes<f32>],
    lane: usize,
    part: usize,
    profile: impl Fn(u32) -> Option<Profile<'a>>,
) -> (Heard, UsesAround) {
    let mine = scene.profile(lane).beliefs_and_more(part);
    let (mut heard, mut around) = (Heard::default(), UsesAround::default());
    for (tie, felt) in scene.own.ties.iter().zip(felt) {
        let Some(contact) = profile(tie.contact(lane)) else { break };
        let (uses, known) = (contact.uses(), contact.known());
        // Nobody knows what is no practice, so that what stands there instead of beliefs is not added. Nor is it multiplied:
        // processors are slow with numbers as small as those.
        let theirs = if BELIEFS { contact.beliefs_and_more(part) } else { mine };
        around.inside |= choose_word(tie.inside(lane), uses, 0);
        around.outside |= choose_word(tie.inside(lane), 0, uses);
        let weight = felt[lane];
        let pull = contact.credibility() * weight;
        let (uses, known) = (uses >> (part * LANES), known >> (part * LANES));
        for p in 0..LANES {
            let used = uses & (1 << p) != 0;
            heard.imitation[p] += keep(used, pull);
            heard.learning[p] += keep(used, weight);
            if BELIEFS {
                heard.beliefs[p] += weight * keep(known & (1 << p) != 0, theirs[p] - mine[p]);
            }
        }
    }
    (heard, around)
}

/// Σ w over the contacts that use each of sixteen practices.
#[inline(always)]
pub(crate) fn weigh_users(scene: &Scene, lane: usize, part: usize) -> Lanes<f32> {
    let mut sum = Lanes::<f32>::default();
    for tie in scene.own.ties.iter() {
        let Some(contact) = scene.last.profiles.of(tie.contact(lane)) else { break };
        let uses = contact.uses() >> (part * LANES);
        for p in 0..LANES {
            sum[p] += keep(uses & (1 << p) != 0, tie.weight[lane]);
        }
    }
    sum
}
