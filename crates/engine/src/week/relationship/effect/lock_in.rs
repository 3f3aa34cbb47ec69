//! Lock-in: one account precludes others (S0). It costs value, and crowds out the rest of the portfolio.

use super::ground::Ground;
use darkside_lanes::clamp01;

/// The attention that the account takes beyond half of an even share.
#[inline(always)]
pub(crate) fn breeding_ground(ground: &Ground) -> f32 {
    clamp01(ground.attention_share - 0.5)
}

/// Attention a_r relative to an even share of the manager's attention.
#[inline(always)]
pub(crate) fn attention_share(attention: f32, portfolio: f32, total: f32) -> f32 {
    attention * portfolio / total
}

/// Value that a relationship loses to lock-in of the manager's other relationships: `total` is the sum of the
/// lock-in of all of them, `own` its own, `others` their number, at least 1.
#[inline(always)]
pub(crate) fn crowding(strength: f32, total: f32, own: f32, others: f32) -> f32 {
    strength * ((total - own) / others)
}
