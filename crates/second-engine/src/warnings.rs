//! Before the steps: warnings (section 7).

use super::contagion::{felt_weight, held};
use super::state::{World, has};

/// Managers hear warnings over their ties and from their firms' lists.
pub(crate) fn warn(world: &mut World, week: u32) {
    let informed: Vec<u32> = (0..world.managers.len()).map(|seat| informed(world, seat)).collect();
    let mut heard = Vec::new();
    for seat in 0..world.managers.len() {
        let parameters = world.of(seat);
        let firm = &world.firms[world.managers[seat].firm];
        for p in 0..world.practices.len() {
            let mut weight = 0.0;
            for (t, tie) in world.managers[seat].ties.iter().enumerate() {
                if has(informed[tie.contact], p) {
                    weight += felt_weight(world, seat, t);
                }
            }
            let listed = week as i32 <= firm.campaign_ends as i32 && has(firm.warnings, p);
            let from_list = if listed { held(parameters.programme.warn) } else { 0.0 };
            let hazard = held(parameters.contagion.warn) * weight + from_list;
            if hazard > 0.0 && world.draws.warning(week, seat, p) < -libm::expm1f(-hazard) {
                heard.push((seat, p));
            }
        }
    }
    for (seat, p) in heard {
        for relationship in world.managers[seat].relationships.iter_mut().filter(|relationship| !relationship.vacant())
        {
            relationship.lessons |= 1 << p;
        }
    }
}

/// What a manager knows and has a lesson about.
pub(crate) fn informed(world: &World, seat: usize) -> u32 {
    let manager = &world.managers[seat];
    manager.known & manager.relationships.iter().fold(0, |lessons, relationship| lessons | relationship.lessons)
}
