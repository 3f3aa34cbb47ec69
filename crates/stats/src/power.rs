//! How many seeds a paired comparison needs, and which differences a number of seeds can detect.
//!
//! For the t test of paired differences; exact (noncentral t) if they are normal. Effects are mean differences divided by
//! the standard deviation of the differences ([`paired_effect`](super::Paired::paired_effect)).

use super::distributions::{normal_below, student_quantile};
use super::search::{border, fewest};

/// The most seeds ever recommended.
const MOST_SEEDS: u64 = 10_000_000;
/// Steps of the integral over the standard deviation's distribution; even, for Simpson's rule.
const STEPS: u32 = 4096;

/// Probability that a two-sided test of `seeds` pairs at level `alpha` detects a true effect. NaN with fewer than two seeds,
/// `alpha` outside (0, 1) or a NaN effect.
///
/// ```
/// use darkside_stats::power::power;
///
/// assert!((power(34, 0.5, 0.05) - 0.8078).abs() < 1e-4);
/// ```
pub fn power(seeds: u64, effect: f64, alpha: f64) -> f64 {
    if seeds < 2 || effect.is_nan() || !(alpha > 0.0 && alpha < 1.0) {
        return f64::NAN;
    }
    let freedom = (seeds - 1) as f64;
    let shift = effect * (seeds as f64).sqrt();
    let critical = student_quantile(1.0 - alpha / 2.0, freedom);
    noncentral_above(critical, freedom, shift) + noncentral_above(critical, freedom, -shift)
}

/// The fewest seeds with which a two-sided test at level `alpha` detects a true mean `difference` with probability `wanted`,
/// where differences have the standard deviation `deviation` between seeds, in the same unit.
///
/// At least 2. None if ten million are not enough, for a difference of 0, and for invalid arguments (`alpha` or `wanted`
/// outside (0, 1), a negative or undefined `deviation`).
///
/// ```
/// use darkside_stats::power::seeds_needed;
///
/// assert_eq!(seeds_needed(0.02, 0.10, 0.05, 0.8), Some(199));
/// ```
pub fn seeds_needed(difference: f64, deviation: f64, alpha: f64, wanted: f64) -> Option<u64> {
    if !valid(alpha, wanted, deviation) || difference == 0.0 || difference.is_nan() {
        return None;
    }
    let effect = difference / deviation;
    let enough = |seeds: u64| power(seeds, effect, alpha) >= wanted;
    fewest(2, MOST_SEEDS, enough)
}

/// The smallest true difference, in the unit of `deviation`, that a two-sided test of `seeds` pairs at level `alpha` detects
/// with probability `wanted`. NaN with fewer than two seeds, for arguments invalid in [`seeds_needed`], and if `wanted` is
/// at most `alpha`.
///
/// ```
/// use darkside_stats::power::detectable_difference;
///
/// let difference = detectable_difference(200, 0.10, 0.05, 0.8);
/// assert!((difference - 0.0199).abs() < 1e-4);
/// ```
pub fn detectable_difference(seeds: u64, deviation: f64, alpha: f64, wanted: f64) -> f64 {
    if seeds < 2 || !valid(alpha, wanted, deviation) || wanted <= alpha {
        return f64::NAN;
    }
    let enough = |effect: f64| power(seeds, effect, alpha) >= wanted;
    let (mut low, mut high) = (0.0, 1.0);
    while !enough(high) {
        if high > 1e9 {
            return f64::NAN;
        }
        (low, high) = (high, 2.0 * high);
    }
    border(high, low, enough).0 * deviation
}

/// Whether these are two probabilities and a standard deviation.
fn valid(alpha: f64, wanted: f64, deviation: f64) -> bool {
    let probability = |share: f64| share > 0.0 && share < 1.0;
    probability(alpha) && probability(wanted) && deviation >= 0.0
}

/// The probability that (Z + `shift`) / S exceeds `critical` (> 0), where Z is standard normal and S² is χ² with `freedom`
/// degrees, divided by `freedom`: ∫ Φ(`shift` − `critical`·s) f(s) ds, by Simpson's rule wherever f is at least 10⁻³⁰ of
/// its peak.
fn noncentral_above(critical: f64, freedom: f64, shift: f64) -> f64 {
    let spread = 12.0 / (2.0 * freedom).sqrt();
    let (low, high) = (if spread < 1.0 { 1.0 - spread } else { 0.0 }, 1.0 + spread);
    let half = freedom / 2.0;
    let constant = std::f64::consts::LN_2 + half * libm::log(half) - libm::lgamma(half);
    let step = (high - low) / f64::from(STEPS);
    let mut sum = 0.0;
    for number in 0..=STEPS {
        let s = low + f64::from(number) * step;
        let weight = match number {
            0 | STEPS => 1.0,
            odd if odd % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let power_of_s = if freedom == 1.0 { 0.0 } else { (freedom - 1.0) * libm::log(s) };
        sum += weight * libm::exp(constant + power_of_s - half * s * s) * normal_below(shift - critical * s);
    }
    sum * step / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15 `TTestPower().power`, and `scipy.stats.nct`, which agree.
    #[test]
    fn power_agrees_with_statsmodels_and_scipy() {
        for (effect, seeds, alpha, wanted) in [
            (0.5, 34, 0.05, 0.807_777_501_279_274),
            (0.5, 33, 0.05, 0.795_365_841_487_504),
            (-0.5, 33, 0.05, 0.795_365_841_487_504),
            (0.2, 200, 0.05, 0.803_666_660_585_785),
            (1.0, 5, 0.01, 0.128_387_940_779_320),
            (2.0, 2, 0.05, 0.175_707_411_097_760),
            (0.0, 10, 0.05, 0.05),
        ] {
            let got = power(seeds, effect, alpha);
            assert!((got - wanted).abs() < 1e-7, "{effect}, {seeds}: {got} is not {wanted}");
        }
    }

    /// statsmodels' `solve_power` gives 786.8, 198.2, 33.37, 14.30, 4.22 for 80 %, and 44.0 for 90 % at 0.5; R's
    /// power.t.test(type = "paired") the same.
    #[test]
    fn numbers_of_seeds_agree_with_statsmodels() {
        for (effect, wanted) in [(0.1, 787), (0.2, 199), (0.5, 34), (0.8, 15), (2.0, 5), (-0.2, 199)] {
            assert_eq!(seeds_needed(effect, 1.0, 0.05, 0.8), Some(wanted), "{effect}");
        }
        assert_eq!(seeds_needed(0.05, 0.1, 0.05, 0.9), Some(44));
    }

    /// The root of `scipy.stats.nct`'s power less 80 % (statsmodels' own solver stops four digits earlier).
    #[test]
    fn detectable_differences_agree_with_scipy() {
        for (seeds, wanted) in [(10, 0.996_001_371), (30, 0.529_235_615), (200, 0.199_064_175)] {
            let got = detectable_difference(seeds, 3.0, 0.05, 0.8);
            assert!((got - 3.0 * wanted).abs() < 1e-8, "{seeds}: {got}");
        }
    }

    #[test]
    fn an_undetectable_difference_has_no_number_of_seeds() {
        assert_eq!(seeds_needed(0.0, 1.0, 0.05, 0.8), None);
        assert_eq!(seeds_needed(1e-9, 1.0, 0.05, 0.8), None);
        for (difference, deviation, alpha, wanted) in
            [(f64::NAN, 1.0, 0.05, 0.8), (0.1, f64::NAN, 0.05, 0.8), (0.1, -1.0, 0.05, 0.8), (0.1, 1.0, 0.0, 0.8)]
        {
            assert_eq!(seeds_needed(difference, deviation, alpha, wanted), None);
        }
    }

    #[test]
    fn constant_differences_are_detected_with_two_seeds() {
        assert_eq!(seeds_needed(0.1, 0.0, 0.05, 0.8), Some(2));
        assert_eq!(detectable_difference(20, 0.0, 0.05, 0.8), 0.0);
    }

    #[test]
    fn fewer_than_two_seeds_detect_nothing() {
        assert!(power(1, 0.5, 0.05).is_nan() && power(0, 0.5, 0.05).is_nan());
        assert!(detectable_difference(1, 1.0, 0.05, 0.8).is_nan());
        assert!(power(10, 0.5, 1.5).is_nan());
    }
}
