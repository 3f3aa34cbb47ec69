//! Step 1. Triggers.

use darkside_engine::parameter::Triggers;
use darkside_lanes::{clamp01, lesser};

use super::state::{Relationship, World};

pub(crate) fn strike(world: &mut World, week: u32) {
    for f in 0..world.firms.len() {
        world.firms[f].shocked =
            world.draws.environment(week, f) < world.firms[f].parameters.triggers.environment_shock;
    }
    suggest(world, week);
    let triggers = world.firms[0].parameters.triggers;
    for p in 0..world.practices.len() {
        let efficacy = world.efficacy[p];
        world.efficacy[p] = efficacy + triggers.obsolete_recovery * (1.0 - efficacy);
        if world.draws.obsolescence(week, p) < triggers.obsolescence {
            world.efficacy[p] = triggers.obsolete_efficacy;
        }
    }
    for (seat, slot) in world.places() {
        let parameters = *world.of(seat);
        let shocked = world.firms[world.managers[seat].firm].shocked;
        let contact_changes = world.draws.counterpart(week, seat, slot) < parameters.triggers.counterpart_turnover;
        let normal = world.draws.noise(week, seat, slot);
        let relationship = &mut world.managers[seat].relationships[slot];
        relationship.shock *= 1.0 - parameters.triggers.shock_fade;
        if contact_changes {
            relationship.closeness *= 1.0 - parameters.triggers.counterpart_damage;
            relationship.shock = 1.0;
        }
        if shocked {
            relationship.shock = 1.0;
        }
        relationship.noise = parameters.value.noise * normal;
    }
}

/// Practices are suggested to firms and offices.
fn suggest(world: &mut World, week: u32) {
    let firms = (0..world.firms.len()).map(|f| (false, f, f));
    let offices = world.office_firms.iter().enumerate().map(|(o, &f)| (true, o, f as usize));
    for (office, which, f) in firms.chain(offices).collect::<Vec<_>>() {
        let triggers = &world.firms[f].parameters.triggers;
        let chance = if office { triggers.office_fashion } else { triggers.firm_fashion };
        for p in 0..world.practices.len() {
            if chance > 0.0 && world.draws.fashion(week, office, which, p) < chance {
                world.suggested.insert((office, which, p), week as i32 + triggers.fashion_weeks as i32 - 1);
            }
        }
    }
}

/// N.
pub(crate) fn need(triggers: &Triggers, of: &Relationship) -> f32 {
    let gap = clamp01((of.expectation - of.value) * (1.0 / triggers.gap_scale));
    let need = triggers.need_base + triggers.need_gap * gap + triggers.need_shock * of.shock;
    lesser(triggers.need_max, need)
}
