//! How likely a study without any network is to find a difference between two shares.

use super::distributions::{normal_below, normal_quantile};
use super::search::fewest;

/// The most people per group ever recommended.
const MOST: u64 = 1_000_000_000;

/// The probability that the two-sided z test with pooled variance at level `alpha` finds a difference between the shares of
/// two groups of `sizes`, where an outcome has these `probabilities` (Fleiss, Levin & Paik, Statistical Methods for Rates
/// and Proportions, 2003, section 4.3, without continuity correction). NaN for an empty group, probabilities outside [0, 1]
/// or `alpha` outside (0, 1).
///
/// ```
/// use darkside_stats::two_proportions_power;
///
/// let power = two_proportions_power([0.1, 0.2], [200.0, 200.0], 0.05);
/// assert!((power - 0.8020).abs() < 1e-4);
/// ```
pub fn two_proportions_power(probabilities: [f64; 2], sizes: [f64; 2], alpha: f64) -> f64 {
    let valid =
        probabilities.iter().all(|p| (0.0..=1.0).contains(p)) && sizes.iter().all(|n| *n > 0.0 && n.is_finite());
    if !(valid && alpha > 0.0 && alpha < 1.0) {
        return f64::NAN;
    }
    let ([first, second], [n, m]) = (probabilities, sizes);
    let pooled = (n * first + m * second) / (n + m);
    let under_null = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    let spread = (first * (1.0 - first) / n + second * (1.0 - second) / m).sqrt();
    let difference = second - first;
    let critical = normal_quantile(1.0 - alpha / 2.0);
    let beyond = |difference: f64| {
        let distance = difference - critical * under_null;
        if spread > 0.0 { normal_below(distance / spread) } else { f64::from(distance > 0.0) }
    };
    beyond(difference) + beyond(-difference)
}

/// The fewest people per group with which that test finds the difference with probability `wanted`. None for equal
/// probabilities, invalid arguments, and above a thousand million.
///
/// ```
/// use darkside_stats::two_proportions_size;
///
/// assert_eq!(two_proportions_size([0.1, 0.2], 0.05, 0.8), Some(199));
/// ```
pub fn two_proportions_size(probabilities: [f64; 2], alpha: f64, wanted: f64) -> Option<u64> {
    if !(wanted > 0.0 && wanted < 1.0) || probabilities[0] == probabilities[1] {
        return None;
    }
    let enough = |size: u64| two_proportions_power(probabilities, [size as f64; 2], alpha) >= wanted;
    fewest(1, MOST, enough)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.2.2: `power.prop.test(n, p1, p2, sig.level, strict = TRUE)$power`.
    #[test]
    fn equal_groups_agree_with_r() {
        for (n, p, q, alpha, wanted) in REFERENCE {
            let power = two_proportions_power([p, q], [n, n], alpha);
            assert!((power - wanted).abs() < 1e-8, "{power} instead of {wanted}");
        }
        for (p, q, alpha, size) in [(0.1, 0.2, 0.05, 266), (0.35, 0.6, 0.05, 82), (0.02, 0.03, 0.01, 7252)] {
            assert_eq!(two_proportions_size([p, q], alpha, 0.9), Some(size)); // $n, rounded up
        }
    }

    const REFERENCE: [(f64, f64, f64, f64, f64); 4] = [
        (200.0, 0.1, 0.2, 0.05, 0.802_049_135_115_667),
        (30.0, 0.35, 0.6, 0.05, 0.491_356_226_403_591),
        (1000.0, 0.02, 0.03, 0.01, 0.126_303_501_311_672),
        (80.0, 0.4, 0.55, 0.1, 0.601_892_903_864_930),
    ];

    /// statsmodels 0.15: `power_proportions_2indep(q - p, p, m, ratio=n / m, alpha=alpha).power`.
    #[test]
    fn unequal_groups_agree_with_statsmodels() {
        for (n, m, p, q, alpha, wanted) in [
            (50.0, 150.0, 0.1, 0.25, 0.05, 0.635_071_038_457_533_9),
            (400.0, 20.0, 0.3, 0.6, 0.01, 0.591_898_554_973_307_3),
        ] {
            let power = two_proportions_power([p, q], [n, m], alpha);
            assert!((power - wanted).abs() < 1e-8, "{power} instead of {wanted}");
        }
    }

    #[test]
    fn without_a_difference_the_power_is_the_level() {
        for sizes in [[50.0, 50.0], [20.0, 700.0]] {
            assert!((two_proportions_power([0.3, 0.3], sizes, 0.05) - 0.05).abs() < 1e-12);
        }
        assert_eq!(two_proportions_size([0.3, 0.3], 0.05, 0.8), None);
    }

    #[test]
    fn arguments_that_make_no_sense_have_no_power() {
        for (probabilities, sizes, alpha) in [
            ([-0.1, 0.2], [10.0, 10.0], 0.05),
            ([0.1, 1.2], [10.0, 10.0], 0.05),
            ([0.1, 0.2], [0.0, 10.0], 0.05),
            ([0.1, 0.2], [10.0, f64::NAN], 0.05),
            ([0.1, 0.2], [10.0, 10.0], 1.0),
        ] {
            assert!(two_proportions_power(probabilities, sizes, alpha).is_nan());
            assert_eq!(two_proportions_size(probabilities, 0.0, 0.8), None);
        }
        assert_eq!(two_proportions_power([0.0, 1.0], [5.0, 5.0], 0.05), 1.0);
        assert_eq!(two_proportions_power([0.0, 0.0], [5.0, 5.0], 0.05), 0.0);
    }
}
