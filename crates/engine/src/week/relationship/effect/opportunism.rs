//! Opportunism: trust neglects monitoring (S0). It costs value.

use super::ground::Ground;
use crate::parameter::DarkSide;
use darkside_lanes::{greater, keep};

/// What formalisation or a formal safeguard leaves unmonitored.
#[inline(always)]
pub(crate) fn breeding_ground(dark_side: &DarkSide, ground: &Ground) -> f32 {
    let safeguard = keep(ground.formal, dark_side.formal_monitoring);
    1.0 - greater(dark_side.formalisation, safeguard)
}
