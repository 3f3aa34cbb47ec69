//! Hazards: weekly rates at which something happens.

/// What stands for an infinite hazard: so great that the event happens surely, so small that no product or sum
/// of the model overflows, and 0 · ∞ = 0 holds without a special case.
const SURE: f32 = 1e25;

/// Hazards from here on happen surely, also after multiplication by a susceptibility.
const NEARLY_SURE: f32 = 1e15;

/// A parameter's hazard as the engine holds it.
#[inline(always)]
pub fn held(parameter: f32) -> f32 {
    if parameter < SURE { parameter } else { SURE }
}

/// Whether a hazard is infinite.
#[inline(always)]
pub fn is_sure(hazard: f32) -> bool {
    hazard >= NEARLY_SURE
}

/// An infinite hazard.
pub const INFINITE: f32 = SURE;

/// Whether an event of this hazard happens in a week, for a uniform draw `u`.
///
/// 1 − e^−Λ ≤ Λ, so that the exponential is only needed for the few draws below Λ.
#[inline(always)]
pub fn happens(hazard: f32, u: f32) -> bool {
    u < hazard && (is_sure(hazard) || u < -libm::expm1f(-hazard))
}
