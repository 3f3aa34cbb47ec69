//! Step 2. Lapse: how a practice in use is perceived, and the hazards of giving it up.

use darkside_engine::parameter::Parameters;
use darkside_lanes::clamp01;

use super::contagion::held;
use super::state::{Relationship, World};

/// The fraction of the dark cost that the manager sees.
pub(crate) fn sight(parameters: &Parameters, relationship: &Relationship) -> f32 {
    parameters.value.dark_visibility * (1.0 - parameters.value.bias_mask * relationship.dark[4])
}

/// Factor by which embeddedness holds practices in place.
pub(crate) fn hold(parameters: &Parameters, relationship: &Relationship) -> f32 {
    1.0 - parameters.lapse.embedded_hold * relationship.dark[5]
}

/// Σ_k h_k d_k load_pk.
fn dark_load(world: &World, seat: usize, slot: usize, practice: usize) -> f32 {
    let harm = &world.of(seat).dark_side.harm;
    let relationship = &world.managers[seat].relationships[slot];
    let mut sum = 0.0;
    for (k, &load) in world.practices[practice].load.iter().enumerate() {
        if load != 0.0 {
            sum += harm[k] * relationship.dark[k] * load;
        }
    }
    sum
}

/// z: what the manager perceives of a practice.
pub(crate) fn perceived(world: &World, seat: usize, slot: usize, practice: usize) -> f32 {
    let parameters = world.of(seat);
    let relationship = &world.managers[seat].relationships[slot];
    let private = world.practices[practice].private;
    let seen_load = sight(parameters, relationship) * dark_load(world, seat, slot, practice);
    world.benefit(practice, relationship.phase) + (1.0 - parameters.enablers.long_term_reward) * private - seen_load
}

/// clamp01(−z* / review_scale): how far senior management sees harm.
pub(crate) fn audited(world: &World, seat: usize, slot: usize, practice: usize) -> f32 {
    let lapse = &world.of(seat).lapse;
    let phase = world.managers[seat].relationships[slot].phase;
    let z = world.benefit(practice, phase) - lapse.audit_sight * dark_load(world, seat, slot, practice);
    clamp01(-z * (1.0 / lapse.review_scale))
}

/// Hazards of giving a practice up by drift, review and audit, before embeddedness is applied.
pub(crate) fn hazards(world: &World, seat: usize, slot: usize, practice: usize) -> [f32; 3] {
    let lapse = &world.of(seat).lapse;
    let reviewed = clamp01(-perceived(world, seat, slot, practice) * (1.0 / lapse.review_scale));
    [held(lapse.drift), held(lapse.review) * reviewed, held(lapse.audit) * audited(world, seat, slot, practice)]
}
