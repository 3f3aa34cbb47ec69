//! The difference between two arms, paired by seed.
//!
//! Two runs of one seed share as much randomness as they can, so their difference varies less than either run. Hence
//! statistics of the differences, never differences of the statistics.

use super::bootstrap::{RESAMPLES, mean_interval};
use super::{Estimate, Interval, Running, Summary};
use darkside_draws::Draws;
use darkside_error::{Error, Result};

/// The effect of the second arm against the first, paired by seed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Mean of second − first, its standard deviation and Student's 95 % interval, in the metric's unit, over the pairs in
    /// which both are finite.
    pub difference: Summary,
    /// BCa bootstrap 95 % interval of the mean difference.
    pub bootstrap95: Interval,
    /// Mean and standard error of the difference, for tests and intervals at other levels.
    pub estimate: Estimate,
    /// Mean difference in standard deviations of an arm, √((s₁² + s₂²)/2) (Cohen's d of two groups; Lakens, Frontiers
    /// in Psychology 4:863, 2013, calls it d_av): the effect's size relative to the variation between seeds. NaN if
    /// neither arm varies.
    pub effect: f64,
    /// Mean difference in standard deviations of the differences (d_z): how visible the effect is in paired seeds, the
    /// effect size of [`power`](super::power). NaN if the differences do not vary.
    pub paired_effect: f64,
    /// Pairs in which second > first.
    pub above: u64,
    /// Pairs in which second < first.
    pub below: u64,
    /// Pairs in which both are equal.
    pub equal: u64,
    /// Pairs left out because a value is not finite.
    pub undefined: u64,
    /// The share of an unpaired difference's variance that pairing removes, 1 − s²(second − first) / (s₁² + s₂²): 1 if
    /// the arms move together completely, 0 if pairing does not help, negative if it harms. NaN if neither arm varies.
    pub variance_removed: f64,
}

impl Paired {
    /// The share of pairs whose difference has the sign of the mean difference. NaN without pairs, and if the mean
    /// difference is 0.
    pub fn holds(&self) -> f64 {
        let pairs = (self.above + self.below + self.equal) as f64;
        if self.difference.mean > 0.0 {
            self.above as f64 / pairs
        } else if self.difference.mean < 0.0 {
            self.below as f64 / pairs
        } else {
            f64::NAN
        }
    }
}

/// second − first for each seed; not finite if either value is not.
///
/// # Errors
///
/// The arms have different numbers of seeds.
pub fn differences(first: &[f64], second: &[f64]) -> Result<Vec<f64>> {
    if first.len() != second.len() {
        let (one, other) = (first.len(), second.len());
        return Err(Error::input(format!("arms of {one} and {other} seeds cannot be paired"))
            .help("run both arms with the same seeds"));
    }
    Ok(first.iter().zip(second).map(|(first, second)| second - first).collect())
}

/// Compares two arms whose values are in the same order of seeds; `draws` determine the bootstrap.
///
/// With fewer than two pairs only the mean and the counts are defined. If all pairs differ by the same amount, intervals
/// have zero width.
///
/// ```
/// use darkside_draws::Draws;
/// use darkside_stats::paired;
///
/// let (isolated, contagious) = ([0.21, 0.30, 0.25, 0.28], [0.33, 0.40, 0.34, 0.41]);
/// let comparison = paired::compare(&isolated, &contagious, &Draws::new(1))?;
/// assert!((comparison.difference.mean - 0.11).abs() < 1e-12);
/// assert_eq!(comparison.holds(), 1.0); // in every seed
/// assert!(comparison.variance_removed > 0.85);
/// # Ok::<(), darkside_error::Error>(())
/// ```
///
/// # Errors
///
/// The arms have different numbers of seeds.
pub fn compare(first: &[f64], second: &[f64], draws: &Draws) -> Result<Paired> {
    let differences = differences(first, second)?;
    let (mut ones, mut others, mut between) = (Running::default(), Running::default(), Running::default());
    let (mut above, mut below, mut equal, mut undefined) = (0, 0, 0, 0);
    for ((&one, &other), &difference) in first.iter().zip(second).zip(&differences) {
        if !difference.is_finite() {
            undefined += 1;
            continue;
        }
        ones.add(one);
        others.add(other);
        between.add(difference);
        match difference {
            0.0 => equal += 1,
            positive if positive > 0.0 => above += 1,
            _ => below += 1,
        }
    }
    let difference = between.summary();
    let variances = ones.variance() + others.variance();
    Ok(Paired {
        difference,
        bootstrap95: mean_interval(&differences, 0.95, RESAMPLES, draws),
        estimate: Estimate::of(differences.iter().copied()),
        effect: over(difference.mean, (variances / 2.0).sqrt()),
        paired_effect: over(difference.mean, difference.standard_deviation),
        above,
        below,
        equal,
        undefined,
        variance_removed: 1.0 - over(between.variance(), variances),
    })
}

/// The ratio of a value to a spread; NaN if the spread is 0.
fn over(value: f64, spread: f64) -> f64 {
    if spread == 0.0 { f64::NAN } else { value / spread }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: [f64; 8] = [0.41, 0.38, 0.52, 0.47, 0.44, 0.39, 0.50, 0.46];
    const SECOND: [f64; 8] = [0.30, 0.35, 0.41, 0.29, 0.45, 0.31, 0.36, 0.38];

    fn compared(first: &[f64], second: &[f64]) -> Paired {
        compare(first, second, &Draws::new(1)).unwrap()
    }

    #[track_caller]
    fn near(value: f64, wanted: f64) {
        assert!((value - wanted).abs() < 1e-9 * (1.0 + wanted.abs()), "{value} is not {wanted}");
    }

    /// scipy.stats 1.17: `ttest_rel(SECOND, FIRST).confidence_interval(0.95)`; the rest from numpy's variances.
    #[test]
    fn difference_effect_and_variance_agree_with_scipy() {
        let paired = compared(&FIRST, &SECOND);
        near(paired.difference.mean, -0.09);
        near(paired.difference.standard_deviation, 0.06);
        near(paired.difference.lower95, -0.140_161_255_297_782_67);
        near(paired.difference.upper95, -0.039_838_744_702_217_34);
        near(paired.estimate.p_different(0.0), 0.003_827_787_610_962_198);
        near(paired.effect, -1.684_272_241_389_273);
        near(paired.paired_effect, -1.5);
        near(paired.variance_removed, 0.369_606_003_752_345_54);
        assert_eq!((paired.below, paired.above, paired.equal), (7, 1, 0));
        assert_eq!(paired.holds(), 7.0 / 8.0);
    }

    #[test]
    fn the_bootstrap_agrees_roughly_with_students_interval_and_is_repeatable() {
        let paired = compared(&FIRST, &SECOND);
        assert!(paired.bootstrap95.contains(-0.09) && paired.bootstrap95.width() < paired.difference.upper95 + 0.14);
        assert_eq!(paired.bootstrap95, compared(&FIRST, &SECOND).bootstrap95);
    }

    #[test]
    fn exchanging_the_arms_changes_only_the_sign() {
        let (there, back) = (compared(&FIRST, &SECOND), compared(&SECOND, &FIRST));
        assert_eq!(there.difference.mean, -back.difference.mean);
        assert_eq!(there.difference.lower95, -back.difference.upper95);
        assert_eq!((there.holds(), there.variance_removed), (back.holds(), back.variance_removed));
    }

    #[test]
    fn a_pair_with_an_undefined_value_is_left_out() {
        let paired = compared(&[0.1, f64::NAN, 0.3, 9.0, 1.0], &[0.2, 7.0, 0.5, f64::INFINITY, 1.0]);
        let without = compared(&[0.1, 0.3, 1.0], &[0.2, 0.5, 1.0]);
        assert_eq!(paired.undefined, 2);
        assert_eq!((paired.difference, paired.effect), (without.difference, without.effect));
        assert_eq!((paired.bootstrap95, paired.equal), (without.bootstrap95, 1));
    }

    #[test]
    fn fewer_than_two_pairs_have_no_interval() {
        let none = compared(&[], &[]);
        assert!(none.difference.mean.is_nan() && none.holds().is_nan() && none.variance_removed.is_nan());
        let one = compared(&[1.0], &[3.0]);
        assert_eq!((one.difference.mean, one.holds()), (2.0, 1.0));
        assert!(one.difference.lower95.is_nan() && one.bootstrap95.lower.is_nan() && one.effect.is_nan());
    }

    #[test]
    fn equal_arms_do_not_differ() {
        let same = compared(&FIRST, &FIRST);
        assert_eq!((same.difference.mean, same.equal, same.variance_removed), (0.0, 8, 1.0));
        assert!(same.holds().is_nan() && same.paired_effect.is_nan());
        assert_eq!((same.effect, same.bootstrap95), (0.0, Interval::new(0.0, 0.0)));
        let constant = compared(&[1.0; 3], &[2.0; 3]);
        assert!(constant.effect.is_nan() && constant.variance_removed.is_nan());
        assert_eq!(constant.difference.upper95, 1.0);
    }

    #[test]
    fn arms_of_different_lengths_are_refused() {
        let error = compare(&[1.0], &[1.0, 2.0], &Draws::new(1)).unwrap_err();
        assert_eq!(error.message(), "arms of 1 and 2 seeds cannot be paired");
    }
}
