//! Conflict: partners know more about each other (S0). It costs value, and wears closeness (`closeness.rs`).

use super::ground::Ground;
use darkside_lanes::clamp01;

/// The volume of communication.
#[inline(always)]
pub(crate) fn breeding_ground(ground: &Ground) -> f32 {
    clamp01(ground.volume)
}
