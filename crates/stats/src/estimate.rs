//! An estimated mean, its interval by Student's t, and tests against a value or a margin.

use super::distributions::{student_above, student_quantile};
use super::{Interval, Running};

/// A mean that follows Student's t: (mean − truth) / standard error has `freedom` degrees of freedom.
///
/// That is exact for normal values and approximate for others, closer the more of them there are. Without a standard error
/// all probabilities are NaN.
///
/// ```
/// use darkside_stats::Estimate;
///
/// let estimate = Estimate::of([0.1, 0.3, 0.2, 0.4, 0.25]);
/// assert!(estimate.interval(0.95).contains(0.25));
/// assert!(estimate.p_above(0.0) < 0.01 && estimate.p_above(0.25) > 0.4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean, in the unit of the values; NaN without any.
    pub mean: f64,
    /// Its standard error, in the same unit; NaN with fewer than two values.
    pub standard_error: f64,
    /// Degrees of freedom of the standard error.
    pub freedom: f64,
}

impl Estimate {
    /// The mean of independent values; ignores those that are not finite.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let running: Running = values.into_iter().filter(|value| value.is_finite()).collect();
        let freedom = running.count().saturating_sub(1) as f64;
        Self { mean: running.mean(), standard_error: running.standard_error(), freedom }
    }

    /// The interval that covers the truth with probability `level`, such as 0.95; undefined without a standard error or
    /// unless 0 < `level` < 1.
    pub fn interval(&self, level: f64) -> Interval {
        let half = student_quantile(0.5 + level / 2.0, self.freedom) * self.standard_error;
        if level > 0.0 { Interval::new(self.mean - half, self.mean + half) } else { Interval::UNDEFINED }
    }

    /// Distance of the mean from `value` in standard errors: infinite if the values do not vary, but 0 from their own value.
    pub fn distance(&self, value: f64) -> f64 {
        let distance = self.mean - value;
        if distance == 0.0 && self.standard_error == 0.0 { 0.0 } else { distance / self.standard_error }
    }

    /// Probability of a mean at least this high if the truth were `value`: the one-sided test of "above".
    pub fn p_above(&self, value: f64) -> f64 {
        self.untested(value).unwrap_or_else(|| student_above(self.distance(value), self.freedom))
    }

    /// Probability of a mean at least this low if the truth were `value`: the one-sided test of "below".
    pub fn p_below(&self, value: f64) -> f64 {
        self.untested(value).unwrap_or_else(|| student_above(-self.distance(value), self.freedom))
    }

    /// Probability of a mean at least this far on either side if the truth were `value`: the two-sided test.
    pub fn p_different(&self, value: f64) -> f64 {
        self.untested(value).unwrap_or_else(|| 2.0 * student_above(self.distance(value).abs(), self.freedom))
    }

    /// The two one-sided tests of "nearer to 0 than `margin`": the larger of the probabilities against a truth at
    /// −`margin` and at +`margin` (Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987).
    ///
    /// At most α if and only if the 1 − 2α interval lies within the margin. NaN unless `margin` > 0.
    ///
    /// ```
    /// let estimate = darkside_stats::Estimate::of([0.01, -0.02, 0.0, 0.015, -0.005]);
    /// assert!(estimate.p_equivalent(0.1) < 0.001); // "no difference", to within 0.1
    /// assert!(estimate.p_equivalent(0.005) > 0.05); // too narrow a margin for five values
    /// ```
    pub fn p_equivalent(&self, margin: f64) -> f64 {
        let (low, high) = (self.p_above(-margin), self.p_below(margin));
        if margin <= 0.0 || margin.is_nan() || low.is_nan() || high.is_nan() {
            return f64::NAN;
        }
        if low > high { low } else { high }
    }

    /// The probability if there is nothing to test: NaN without a standard error, and 1 if all values equal `value`.
    fn untested(&self, value: f64) -> Option<f64> {
        if self.standard_error.is_nan() || value.is_nan() {
            return Some(f64::NAN);
        }
        (self.standard_error == 0.0 && self.mean == value).then_some(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFFERENCES: [f64; 8] = [-0.11, -0.03, -0.11, -0.18, 0.01, -0.08, -0.14, -0.08];

    #[track_caller]
    fn near(value: f64, wanted: f64) {
        assert!((value - wanted).abs() < 1e-9 * (1.0 + wanted.abs()), "{value} is not {wanted}");
    }

    /// scipy.stats 1.17: `ttest_1samp` and its `confidence_interval`.
    #[test]
    fn tests_and_intervals_agree_with_scipy() {
        let estimate = Estimate::of(DIFFERENCES);
        near(estimate.distance(0.0), -4.242_640_687_119_286);
        near(estimate.p_different(0.0), 0.003_827_787_610_962_198);
        near(estimate.p_above(0.0), 0.998_086_106_194_518_9);
        near(estimate.p_below(0.0), 0.001_913_893_805_481_099);
        near(estimate.p_above(-0.1), 0.325_845_360_073_102_9);
        near(estimate.interval(0.95).lower, -0.140_161_255_297_782_67);
        near(estimate.interval(0.9).upper, -0.049_809_918_625_497_21);
    }

    /// statsmodels 0.15: `ttost_paired` with bounds ±0.15 and ±0.1.
    #[test]
    fn equivalence_agrees_with_statsmodels() {
        near(Estimate::of(DIFFERENCES).p_equivalent(0.15), 0.012_731_780_841_619_625);
        near(Estimate::of(DIFFERENCES).p_equivalent(0.1), 0.325_845_360_073_102_6);
    }

    #[test]
    fn equivalence_holds_where_the_90_percent_interval_lies_within_the_margin() {
        let estimate = Estimate::of(DIFFERENCES);
        let edge = -estimate.interval(0.9).lower;
        assert!(estimate.p_equivalent(edge + 1e-6) < 0.05 && estimate.p_equivalent(edge - 1e-6) > 0.05);
        assert!(estimate.p_equivalent(0.0).is_nan() && estimate.p_equivalent(f64::NAN).is_nan());
    }

    #[test]
    fn fewer_than_two_values_are_not_tested() {
        for estimate in [Estimate::of([]), Estimate::of([1.0]), Estimate::of([1.0, f64::NAN])] {
            assert!(estimate.p_different(0.0).is_nan() && estimate.p_above(1.0).is_nan());
            assert!(estimate.p_equivalent(1.0).is_nan() && estimate.interval(0.95).lower.is_nan());
        }
        assert!(Estimate::of(DIFFERENCES).interval(1.0).lower.is_nan());
        assert!(Estimate::of(DIFFERENCES).interval(0.0).lower.is_nan());
    }

    #[test]
    fn values_that_never_vary_are_certain() {
        let estimate = Estimate::of([0.5, 0.5, 0.5]);
        assert_eq!(estimate.interval(0.95), Interval::new(0.5, 0.5));
        assert_eq!((estimate.p_different(0.0), estimate.p_above(0.0), estimate.p_below(0.0)), (0.0, 0.0, 1.0));
        assert_eq!((estimate.p_different(0.5), estimate.p_above(0.5), estimate.p_below(0.5)), (1.0, 1.0, 1.0));
        assert_eq!((estimate.p_equivalent(0.6), estimate.p_equivalent(0.4)), (0.0, 1.0));
    }
}
