//! Probabilities and quantiles of Student's t and the normal distribution.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// The quantile of Student's t at `share`; NaN unless 0 < `share` < 1 and `freedom` > 0.
pub(crate) fn student_quantile(share: f64, freedom: f64) -> f64 {
    if !(share > 0.0 && share < 1.0) {
        return f64::NAN;
    }
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |student| student.inverse_cdf(share))
}

/// The probability that Student's t exceeds `t`; NaN unless `freedom` > 0.
pub(crate) fn student_above(t: f64, freedom: f64) -> f64 {
    if t.is_nan() {
        return f64::NAN;
    }
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |student| match t {
        f64::INFINITY => 0.0,
        f64::NEG_INFINITY => 1.0,
        t => student.sf(t),
    })
}

/// The probability that a standard normal number is below `z`.
pub(crate) fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The standard normal quantile at `share`; infinite at 0 and 1, NaN outside.
pub(crate) fn normal_quantile(share: f64) -> f64 {
    if !(0.0..=1.0).contains(&share) {
        return f64::NAN;
    }
    Normal::new(0.0, 1.0).map_or(f64::NAN, |normal| normal.inverse_cdf(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(value: f64, wanted: f64) {
        assert!((value - wanted).abs() < 1e-9 * (1.0 + wanted.abs()), "{value} is not {wanted}");
    }

    /// Values of scipy.stats 1.17 (`t.ppf`, `t.sf`, `norm.cdf`, `norm.ppf`).
    #[test]
    fn probabilities_and_quantiles_agree_with_scipy() {
        near(student_quantile(0.975, 1.0), 12.706_204_736_174_694);
        near(student_quantile(0.975, 29.0), 2.045_229_642_132_703);
        near(student_quantile(0.9, 3.0), 1.637_744_353_696_209);
        near(student_quantile(0.995, 400.0), 2.588_176_080_034_739_5);
        near(student_quantile(1e-4, 7.0), -7.063_432_828_157_514);
        near(student_above(2.0, 1.0), 0.147_583_617_650_433_26);
        near(student_above(2.5, 29.0), 0.009_162_672_169_213_043);
        near(student_above(-1.0, 4.0), 0.813_049_516_849_970_5);
        near(student_above(8.0, 200.0) * 1e13, 0.493_960_045_466_529_8);
        near(normal_below(-1.96), 0.024_997_895_148_220_435);
        near(normal_below(0.5), 0.691_462_461_274_013_1);
        near(normal_below(-8.0) * 1e15, 0.622_096_057_427_174);
        near(normal_quantile(0.025), -1.959_963_984_540_054_5);
        near(normal_quantile(0.7), 0.524_400_512_708_040_7);
        near(normal_quantile(1e-9), -5.997_807_015_007_686_5);
    }

    #[test]
    fn undefined_values_are_nan() {
        assert!(student_quantile(0.975, 0.0).is_nan() && student_quantile(1.5, 3.0).is_nan());
        assert!(student_above(1.0, -1.0).is_nan() && student_above(f64::NAN, 3.0).is_nan());
        assert!(normal_quantile(f64::NAN).is_nan() && normal_quantile(1.1).is_nan());
        assert_eq!(student_above(f64::INFINITY, 3.0), 0.0);
        assert_eq!((normal_below(f64::NEG_INFINITY), normal_below(f64::INFINITY)), (0.0, 1.0));
    }
}
