//! When to stop adding seeds: Stein's two-stage rule.
//!
//! Checking the interval after each batch and stopping once it is narrow enough tends to stop where the spread happens to
//! look small, so that the interval covers the truth less often than it claims (Chow and Robbins, Annals of Mathematical
//! Statistics 36(2), 1965, guarantee coverage only in the limit of narrow intervals). Stein (Annals of Mathematical
//! Statistics 16(3), 1945) looks once, and only at the spread: the variance s₀² of the first stage's n₀ differences fixes
//! the total number of replicates N, and the final interval is
//!
//!   mean of all N ± t(n₀ − 1) · s₀ / √N.
//!
//! s₀² is independent of the mean of normal differences, and N depends on s₀² alone; so (mean − truth)·√N / s₀ follows
//! Student's t with n₀ − 1 degrees of freedom exactly. So the interval has exactly its level, tests have exactly their α,
//! and there is no peeking at the effect to correct for. This holds for any batches and budget, and also if N is the
//! largest number that several comparisons with common seeds need. For differences that are not normal it holds in the
//! limit of a large first stage; with kurtosis κ (3 if normal) the variance s₀² varies as if it had about
//! 2(n₀ − 1)/(κ − 1) degrees of freedom.

use super::distributions::student_quantile;
use super::{Estimate, Running};
use darkside_error::{Error, Result};

/// How narrow an interval should be, and how many replicates may be spent on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    first_stage: u32,
    half_width: f64,
    level: f64,
    batch: u32,
    budget: u32,
}

impl Plan {
    /// Intervals at `level` (such as 0.95) of half-width at most `half_width`, in the metric's unit, from `first_stage`
    /// replicates and then whole batches of `batch`, up to `budget` in total.
    ///
    /// A first stage of 30 makes the interval 4 % wider than a known spread would; one of 10, 15 % wider.
    ///
    /// # Errors
    ///
    /// A first stage of fewer than two replicates or more than the budget, an empty batch, a half-width that is not
    /// positive, a level outside (0, 1).
    pub fn new(first_stage: u32, half_width: f64, level: f64, batch: u32, budget: u32) -> Result<Self> {
        if first_stage < 2 {
            return Err(Error::input(format!("a first stage of {first_stage} replicates shows no spread"))
                .help("at least 2; 30 lose little"));
        }
        if budget < first_stage {
            return Err(Error::input(format!(
                "a budget of {budget} replicates does not reach the end of the first stage, {first_stage}"
            )));
        }
        if batch == 0 {
            return Err(Error::input("a batch of no replicates").help("at least 1"));
        }
        if !(half_width > 0.0 && half_width.is_finite()) {
            return Err(Error::input(format!("a half-width of {half_width}")).help("a number above 0"));
        }
        if !(level > 0.0 && level < 1.0) {
            return Err(Error::input(format!("an interval at level {level}")).help("between 0 and 1, such as 0.95"));
        }
        Ok(Self { first_stage, half_width, level, batch, budget })
    }

    /// The total number of replicates that the width requires, before batches and budget: the larger of n₀ and
    /// (t·s₀ / half-width)², rounded up. Only the first stage's values count.
    ///
    /// Ignores values that are not finite; `u64::MAX` if fewer than two are left.
    pub fn needed(&self, values: &[f64]) -> u64 {
        let spread = self.spread(values);
        let student = student_quantile(0.5 + self.level / 2.0, spread.count().saturating_sub(1) as f64);
        let root = student * spread.variance().sqrt() / self.half_width;
        if root.is_nan() {
            return u64::MAX;
        }
        // The cast saturates.
        ((root * root).ceil() as u64).max(u64::from(self.first_stage))
    }

    /// The total number of replicates to run, where `needed` is the largest [`needed`](Self::needed) of the comparisons that
    /// share them: rounded up to whole batches, and at most the budget.
    pub fn replicates(&self, needed: u64) -> u32 {
        let beyond = needed.saturating_sub(u64::from(self.first_stage));
        let batches = beyond.div_ceil(u64::from(self.batch));
        let all = u64::from(self.first_stage).saturating_add(batches.saturating_mul(u64::from(self.batch)));
        u32::try_from(all).unwrap_or(u32::MAX).min(self.budget)
    }

    /// The mean of all values, with the first stage's spread as its uncertainty, so that intervals and tests keep their
    /// levels.
    ///
    /// If the first stage does not vary but later values do, the result is the ordinary [`Estimate::of`] all values, without
    /// the guarantee. Ignores values that are not finite.
    ///
    /// ```
    /// use darkside_stats::sequential::Plan;
    ///
    /// let plan = Plan::new(4, 0.1, 0.95, 2, 20)?;
    /// let mut values = vec![0.2, 0.3, 0.25, 0.35]; // the first stage
    /// assert_eq!(plan.replicates(plan.needed(&values)), 6);
    /// values.extend([0.28, 0.22]);
    /// let interval = plan.estimate(&values).interval(0.95);
    /// assert!(interval.width() <= 0.2 && interval.contains(0.25));
    /// # Ok::<(), darkside_error::Error>(())
    /// ```
    pub fn estimate(&self, values: &[f64]) -> Estimate {
        let all = Estimate::of(values.iter().copied());
        let spread = self.spread(values);
        if spread.variance() == 0.0 {
            return all;
        }
        let count = values.iter().filter(|value| value.is_finite()).count() as f64;
        let freedom = spread.count().saturating_sub(1) as f64;
        Estimate { mean: all.mean, standard_error: (spread.variance() / count).sqrt(), freedom }
    }

    fn spread(&self, values: &[f64]) -> Running {
        let first_stage = values.iter().copied().take(self.first_stage as usize);
        first_stage.filter(|value| value.is_finite()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_draws::{Draws, Purpose, Subject};

    const EXPERIMENTS: u32 = 4000;

    /// How often the rule's interval covers the mean 0 of values that `sample` gives, and the mean number of replicates.
    fn coverage(plan: &Plan, sample: fn(&mut Subject) -> f32) -> (f64, f64) {
        let (mut covered, mut replicates) = (0.0, 0.0);
        for experiment in 0..EXPERIMENTS {
            let mut subject = Draws::new(17).subject(Purpose::Design, 0, 0, experiment);
            let mut values = Vec::new();
            let mut make_up_to = |values: &mut Vec<f64>, count: u32| {
                while values.len() < count as usize {
                    values.push(f64::from(sample(&mut subject)));
                }
            };
            make_up_to(&mut values, plan.first_stage);
            let count = plan.replicates(plan.needed(&values));
            make_up_to(&mut values, count);
            covered += f64::from(plan.estimate(&values).interval(0.95).contains(0.0));
            replicates += f64::from(count);
        }
        (covered / f64::from(EXPERIMENTS), replicates / f64::from(EXPERIMENTS))
    }

    /// Four standard errors of a share of 95 %.
    fn tolerance() -> f64 {
        4.0 * (0.95 * 0.05 / f64::from(EXPERIMENTS)).sqrt()
    }

    #[test]
    fn normal_values_are_covered_as_often_as_the_interval_says() {
        for (first_stage, half_width, budget) in [(5, 0.5, 10_000), (10, 0.4, 10_000), (30, 0.3, 10_000), (10, 0.2, 40)]
        {
            let plan = Plan::new(first_stage, half_width, 0.95, 5, budget).unwrap();
            let (share, _) = coverage(&plan, Subject::normal);
            assert!((share - 0.95).abs() < tolerance(), "first stage {first_stage}: {share}");
        }
    }

    /// Two comparisons share an arm, and the noisier one decides how many replicates both get.
    #[test]
    fn the_largest_need_of_several_comparisons_keeps_the_level_of_each() {
        let plan = Plan::new(8, 0.6, 0.95, 3, 10_000).unwrap();
        let mut covered = [0.0; 2];
        for experiment in 0..EXPERIMENTS {
            let mut subject = Draws::new(29).subject(Purpose::Design, 0, 0, experiment);
            let mut arms = [Vec::new(), Vec::new()];
            let mut make_up_to = |arms: &mut [Vec<f64>; 2], count: u32| {
                while arms[0].len() < count as usize {
                    let [shared, one, other] = [(); 3].map(|()| f64::from(subject.normal()));
                    arms[0].push(one - shared);
                    arms[1].push(1.5 * other - shared);
                }
            };
            make_up_to(&mut arms, plan.first_stage);
            let count = plan.replicates(plan.needed(&arms[0]).max(plan.needed(&arms[1])));
            make_up_to(&mut arms, count);
            for (covered, values) in covered.iter_mut().zip(&arms) {
                *covered += f64::from(plan.estimate(values).interval(0.95).contains(0.0)) / f64::from(EXPERIMENTS);
            }
        }
        assert!(covered.iter().all(|share| (share - 0.95).abs() < tolerance()), "{covered:?}");
    }

    /// Stopping as soon as the ordinary interval is narrow enough covers less, which the rule prevents.
    #[test]
    fn looking_after_every_replicate_would_cover_less() {
        let mut covered = 0.0;
        for experiment in 0..EXPERIMENTS {
            let mut subject = Draws::new(17).subject(Purpose::Design, 0, 0, experiment);
            let mut running = Running::default();
            (0..5).for_each(|_| running.add(f64::from(subject.normal())));
            while running.summary().upper95 - running.summary().lower95 > 1.0 {
                running.add(f64::from(subject.normal()));
            }
            let summary = running.summary();
            covered += f64::from(summary.lower95 <= 0.0 && 0.0 <= summary.upper95);
        }
        let share = covered / f64::from(EXPERIMENTS);
        assert!(share < 0.95 - tolerance(), "{share}");
    }

    #[test]
    fn flat_and_skewed_values_are_covered_nearly_as_often_from_a_first_stage_of_30() {
        let plan = Plan::new(30, 0.2, 0.95, 10, 10_000).unwrap();
        let (flat, _) = coverage(&plan, |subject| 3.464_101_6 * (subject.uniform() - 0.5));
        assert!((flat - 0.95).abs() < tolerance() + 0.01, "uniform: {flat}");
        let (skewed, _) = coverage(&plan, |subject| subject.exponential() - 1.0);
        assert!((0.90..0.96).contains(&skewed), "exponential: {skewed}");
    }

    #[test]
    fn the_width_is_reached_unless_the_budget_ends_first() {
        let values: Vec<f64> = (0..400).map(|i| f64::from(i * 37 % 101)).collect();
        let plan = Plan::new(20, 5.0, 0.95, 10, 100_000).unwrap();
        let needed = plan.needed(&values);
        let count = plan.replicates(needed);
        assert!(u64::from(count) >= needed && u64::from(count) < needed + 10 && count.is_multiple_of(10));
        assert!(plan.estimate(&values[..count as usize]).interval(0.95).width() <= 10.0);
        assert_eq!([20, 21, 30, 31].map(|needed| plan.replicates(needed)), [20, 30, 30, 40]);
        let poor = Plan::new(20, 5.0, 0.95, 10, 35).unwrap();
        assert_eq!(poor.replicates(poor.needed(&values)), 35);
        assert!(poor.estimate(&values[..35]).interval(0.95).width() > 10.0);
    }

    #[test]
    fn later_values_do_not_change_how_many_are_needed() {
        let plan = Plan::new(3, 0.5, 0.95, 1, 1000).unwrap();
        assert_eq!(plan.needed(&[1.0, 2.0, 3.0]), plan.needed(&[1.0, 2.0, 3.0, 900.0]));
        // t(2) = 4.302653, s₀ = 1: (4.302653 / 0.5)² = 74.05.
        assert_eq!(plan.needed(&[1.0, 2.0, 3.0]), 75);
    }

    #[test]
    fn a_constant_first_stage_is_not_taken_for_certainty() {
        let plan = Plan::new(3, 0.5, 0.95, 1, 10).unwrap();
        assert_eq!(plan.replicates(plan.needed(&[1.0, 1.0, 1.0])), 3);
        let values = [1.0, 1.0, 1.0, 2.0];
        assert_eq!(plan.estimate(&values), Estimate::of(values));
    }

    #[test]
    fn undefined_values_are_ignored() {
        let plan = Plan::new(3, 0.5, 0.95, 1, 10).unwrap();
        for values in [&[][..], &[1.0], &[f64::NAN, 1.0, f64::INFINITY]] {
            assert_eq!(plan.needed(values), u64::MAX);
            assert!(plan.estimate(values).interval(0.95).lower.is_nan());
        }
        assert_eq!(plan.replicates(u64::MAX), 10);
    }

    #[test]
    fn invalid_plans_are_refused() {
        for plan in [
            Plan::new(1, 0.5, 0.95, 1, 10),
            Plan::new(20, 0.5, 0.95, 1, 10),
            Plan::new(5, 0.5, 0.95, 0, 10),
            Plan::new(5, f64::NAN, 0.95, 1, 10),
            Plan::new(5, 0.0, 0.95, 1, 10),
            Plan::new(5, 0.5, 95.0, 1, 10),
        ] {
            assert!(plan.is_err());
        }
    }
}
