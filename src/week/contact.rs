//! What managers see along their ties, as published: gone over once for each contact, then summed by practice.

use crate::lanes::{LANES, Lanes, choose, choose_word, keep};
use crate::population::{Published, TieRow};
use crate::practice::MOST_PRACTICES;

/// Practices that are gone over together, so that a loop over lanes has enough to do (see `lanes`).
pub(super) const GROUP: usize = 4;

/// What sixteen managers see of one contact each. A contact that there is not has no weight and uses nothing.
#[derive(Clone, Default)]
pub(super) struct View {
    /// The contact's seat.
    pub contact: Lanes<u32>,
    /// w̃.
    pub weight: Lanes<f32>,
    /// w̃ κ.
    pub pull: Lanes<f32>,
    /// Practices that the contact uses.
    pub uses: Lanes<u32>,
}

impl View {
    /// Takes down what is published of the contacts; the pull is credibility as yet.
    #[inline(always)]
    fn meet(&mut self, tie: &TieRow, published: &Published) {
        self.contact = tie.contact;
        for lane in 0..LANES {
            let contact = tie.contact[lane] as usize;
            self.pull[lane] = published.credibility.get(contact).copied().unwrap_or(0.0);
            self.uses[lane] = published.uses.get(contact).copied().unwrap_or(0);
        }
    }
}

/// What is seen of all contacts together.
#[derive(Default)]
pub(super) struct Glance {
    /// Practices that a contact inside the firm uses.
    pub inside: Lanes<u32>,
    /// Practices that a contact outside the firm uses.
    pub outside: Lanes<u32>,
    /// Σ w.
    pub weight: Lanes<f32>,
}

/// Looks along each row of ties.
#[inline(always)]
pub(super) fn look(views: &mut Vec<View>, ties: &[TieRow], published: &Published, climate: f32) -> Glance {
    let mut glance = Glance::default();
    views.resize_with(ties.len(), View::default);
    for (view, tie) in views.iter_mut().zip(ties) {
        view.meet(tie, published);
    }
    // In a pass of its own: numbers just written one by one cannot be read as a vector without waiting for them.
    for (view, tie) in views.iter_mut().zip(ties) {
        for lane in 0..LANES {
            let inside = tie.inside[lane] != 0;
            view.weight[lane] = tie.weight[lane] * choose(inside, climate, 1.0);
            view.pull[lane] *= view.weight[lane];
            glance.inside[lane] |= choose_word(inside, view.uses[lane], 0);
            glance.outside[lane] |= choose_word(inside, 0, view.uses[lane]);
            glance.weight[lane] += tie.weight[lane];
        }
    }
    glance
}

/// Σ w̃ κ and Σ w̃ over contacts for each practice, where the contact uses it.
#[inline(always)]
pub(super) fn sum_where_used(
    imitation: &mut [Lanes<f32>; MOST_PRACTICES],
    learning: &mut [Lanes<f32>; MOST_PRACTICES],
    groups: usize,
    views: &[View],
) {
    let of_groups = imitation.chunks_exact_mut(GROUP).zip(learning.chunks_exact_mut(GROUP));
    for (group, (imitation, learning)) in of_groups.enumerate().take(groups) {
        let (mut pulls, mut weights) = ([Lanes::<f32>::default(); GROUP], [Lanes::<f32>::default(); GROUP]);
        for view in views {
            for lane in 0..LANES {
                let uses = view.uses[lane] >> (group * GROUP);
                for k in 0..GROUP {
                    // A product, since a choice between the old sum and the new one becomes a masked store.
                    let uses = (uses >> k & 1) as i32 as f32;
                    pulls[k][lane] += uses * view.pull[lane];
                    weights[k][lane] += uses * view.weight[lane];
                }
            }
        }
        imitation.copy_from_slice(&pulls);
        learning.copy_from_slice(&weights);
    }
}

/// Σ w over the contacts that use each practice.
#[inline(always)]
pub(super) fn weigh_users(sums: &mut [Lanes<f32>], views: &[View], ties: &[TieRow]) {
    for (practice, sum) in sums.iter_mut().enumerate() {
        *sum = Lanes::default();
        for (view, tie) in views.iter().zip(ties) {
            for lane in 0..LANES {
                sum[lane] += keep(view.uses[lane] & (1 << practice) != 0, tie.weight[lane]);
            }
        }
    }
}
