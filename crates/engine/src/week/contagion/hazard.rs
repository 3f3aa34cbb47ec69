//! Hazards: weekly rates at which something happens.

/// Stands in for an infinite hazard: so large that the event is certain, so small that no product or sum of the
/// model overflows, and 0 · ∞ = 0 holds without a special case.
const CERTAIN: f32 = 1e25;

/// Events with hazards from here on are certain, also after multiplication by a susceptibility.
const CERTAIN_FROM: f32 = 1e15;

/// A parameter's hazard as the engine holds it.
#[inline(always)]
pub(crate) fn capped(parameter: f32) -> f32 {
    if parameter < CERTAIN { parameter } else { CERTAIN }
}

/// Whether a hazard is infinite.
#[inline(always)]
pub(crate) fn is_certain(hazard: f32) -> bool {
    hazard >= CERTAIN_FROM
}

/// An infinite hazard.
pub(crate) const INFINITE: f32 = CERTAIN;

/// Whether an event of this hazard happens in a week, for a uniform draw `u`.
///
/// Λ − Λ²/2 ≤ 1 − e^−Λ ≤ Λ, so that the exponential is only needed for the few draws between these bounds. The lower one
/// is taken smaller by sixteen times what rounding can change, so that the answer is that of the exponential.
#[inline(always)]
pub(crate) fn happens(hazard: f32, u: f32) -> bool {
    u < hazard && (u < hazard * (0.999_999 - 0.5 * hazard) || is_certain(hazard) || u < -libm::expm1f(-hazard))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_at_the_bounds_are_decided_as_the_exponential_does() {
        let steps = std::iter::successors(Some(1e-7f32), |hazard| (*hazard < 100.0).then_some(hazard * 1.005));
        for hazard in steps.chain([0.0, 1.0, 2.0, capped(f32::INFINITY)]) {
            let exact = |u: f32| u < hazard && (is_certain(hazard) || u < -libm::expm1f(-hazard));
            for near in [hazard * (0.999_999 - 0.5 * hazard), -libm::expm1f(-hazard), hazard] {
                for u in
                    [near.next_down().next_down(), near.next_down(), near, near.next_up(), near.next_up().next_up()]
                {
                    assert_eq!(happens(hazard, u), exact(u), "hazard {hazard}, draw {u}");
                }
            }
        }
    }
}
