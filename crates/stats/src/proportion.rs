//! The interval of a proportion.

use super::distributions::normal_quantile;
use super::interval::Interval;

/// The interval of the probability behind `hits` of `trials`, by Wilson's score (Journal of the American Statistical
/// Association 22, 1927): it stays within 0 and 1 and has a width where all trials or none succeed. Undefined without trials.
///
/// ```
/// let interval = darkside_stats::proportion_interval(10, 10, 0.95);
/// assert!(interval.lower > 0.7 && interval.upper == 1.0);
/// ```
pub fn proportion_interval(hits: u64, trials: u64, level: f64) -> Interval {
    if trials == 0 || hits > trials || !(level > 0.0 && level < 1.0) {
        return Interval::UNDEFINED;
    }
    let (n, z) = (trials as f64, normal_quantile(0.5 + level / 2.0));
    let (share, square) = (hits as f64 / n, z * z);
    let centre = (share + square / (2.0 * n)) / (1.0 + square / n);
    let half = z / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    // Rounding would move ends that are exact.
    Interval::new(if hits == 0 { 0.0 } else { centre - half }, if hits == trials { 1.0 } else { centre + half })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15: `proportion_confint(hits, trials, method="wilson")`.
    #[test]
    fn it_agrees_with_statsmodels() {
        for (hits, trials, low, high) in [
            (0, 10, 0.0, 0.277_532_799_862_889_26),
            (3, 10, 0.107_791_267_406_301_04, 0.603_221_852_538_854_6),
            (10, 10, 0.722_467_200_137_110_7, 1.0),
            (57, 100, 0.472_153_895_492_123_05, 0.662_667_014_758_898_8),
            (1, 1, 0.206_549_314_377_237_45, 1.0),
        ] {
            let interval = proportion_interval(hits, trials, 0.95);
            assert!((interval.lower - low).abs() < 1e-9 && (interval.upper - high).abs() < 1e-9, "{interval:?}");
        }
    }

    #[test]
    fn without_trials_there_is_none() {
        assert!(proportion_interval(0, 0, 0.95).lower.is_nan() && proportion_interval(3, 2, 0.95).upper.is_nan());
    }
}
