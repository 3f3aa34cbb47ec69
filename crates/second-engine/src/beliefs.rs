//! Step 3. Beliefs: what managers think a practice is worth.

use super::contagion::{felt_weight, users};
use super::lapse::perceived;
use super::state::{World, has};

/// Computes the beliefs at the end of the week, reading only last week's values.
pub(crate) fn update(world: &mut World) {
    for seat in 0..world.managers.len() {
        let manager = &world.managers[seat];
        let beliefs = &world.of(seat).beliefs;
        let own = beliefs.own * manager.absorptive;
        let social = beliefs.social * manager.absorptive;
        let mut next = Vec::new();
        for p in 0..world.practices.len() {
            let mine = manager.beliefs[p];
            let mut seen = 0.0;
            for (slot, relationship) in manager.relationships.iter().enumerate() {
                if has(relationship.practices, p) {
                    seen += perceived(world, seat, slot, p) + relationship.noise;
                }
            }
            let n = users(world, seat, p) as f32;
            let experience = if n > 0.0 { own * (seen / n - mine) } else { 0.0 };
            let mut heard = 0.0;
            for (t, tie) in manager.ties.iter().enumerate() {
                let contact = &world.managers[tie.contact];
                if has(contact.known, p) {
                    heard += felt_weight(world, seat, t) * (contact.beliefs[p] - mine);
                }
            }
            next.push(mine + experience + social * heard);
        }
        world.managers[seat].next_beliefs = next;
    }
}
