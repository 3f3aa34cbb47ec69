//! What a manager hears and sees along the ties, as published: contact by contact, sixteen practices at a time.

use super::scene::Scene;
use crate::lanes::{LANES, Lanes, choose, keep};
use crate::population::{LastWeek, Own, TieRow};

/// Sums over a manager's contacts, for sixteen practices.
#[derive(Clone, Copy, Default)]
pub(super) struct Heard {
    /// Σ w̃ κ over contacts that use it.
    pub imitation: Lanes<f32>,
    /// Σ w̃ over contacts that use it.
    pub learning: Lanes<f32>,
    /// Σ w̃ (B_j − B) over contacts that know it.
    pub beliefs: Lanes<f32>,
}

/// Which practices are in use around a manager.
#[derive(Default)]
pub(super) struct Glance {
    /// By a contact inside the firm.
    pub inside: u32,
    /// By a contact outside the firm.
    pub outside: u32,
}

/// w̃: what a tie weighs, inside the firm by the learning climate.
#[inline(always)]
pub(super) fn felt(tie: &TieRow, lane: usize, climate: f32) -> f32 {
    tie.weight[lane] * choose(tie.inside(lane), climate, 1.0)
}

/// Brings near what the managers of a block will see, where there is more of it than caches hold.
pub(super) fn fetch_contacts(own: &Own, last: &LastWeek) {
    if last.profiles.are_many() {
        for tie in own.ties.iter() {
            (0..own.block.count).for_each(|lane| last.profiles.fetch(tie.contact(lane)));
        }
    }
}

/// Goes over the contacts of the manager in a lane, in the order of slots. Their beliefs are only heard where that may change
/// the manager's.
#[inline(always)]
pub(super) fn hear<const BELIEFS: bool>(scene: &Scene, lane: usize, part: usize, climate: f32) -> (Heard, Glance) {
    let mine = scene.profile(lane).beliefs(part);
    let (mut heard, mut glance) = (Heard::default(), Glance::default());
    for tie in scene.own.ties.iter() {
        let Some(contact) = scene.last.profiles.of(tie.contact(lane)) else { break };
        let (uses, known) = (contact.uses(), contact.known());
        let theirs = if BELIEFS { contact.beliefs(part) } else { mine };
        if tie.inside(lane) {
            glance.inside |= uses;
        } else {
            glance.outside |= uses;
        }
        let weight = felt(tie, lane, climate);
        let pull = contact.credibility() * weight;
        let (uses, known) = (uses >> (part * LANES), known >> (part * LANES));
        for p in 0..LANES {
            let used = uses & (1 << p) != 0;
            heard.imitation[p] += keep(used, pull);
            heard.learning[p] += keep(used, weight);
            if BELIEFS {
                heard.beliefs[p] += keep(known & (1 << p) != 0, weight * (theirs[p] - mine[p]));
            }
        }
    }
    (heard, glance)
}

/// Σ w over the contacts that use each of sixteen practices.
#[inline(always)]
pub(super) fn weigh_users(scene: &Scene, lane: usize, part: usize) -> Lanes<f32> {
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
