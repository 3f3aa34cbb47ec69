//! Mean, standard deviation and 95 % interval in one pass.

use super::distributions::student_quantile;

/// A running mean and variance; skips NaN.
///
/// The variance uses Welford's recurrence. The mean is the plain sum divided by the count, so that means of integers come
/// out as expected.
///
/// ```
/// let running: darkside_stats::Running = [1.0, f64::NAN, 3.0].into_iter().collect();
/// assert_eq!((running.count(), running.mean()), (2, 2.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Running {
    count: u64,
    sum: f64,
    centre: f64,
    squares: f64,
}

impl Running {
    /// Adds one value.
    pub fn add(&mut self, value: f64) {
        if value.is_nan() {
            return;
        }
        self.count += 1;
        self.sum += value;
        let before = value - self.centre;
        self.centre += before / self.count as f64;
        self.squares += before * (value - self.centre);
    }

    /// The number of values added, except NaN.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; NaN without any.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.sum / self.count as f64 }
    }

    /// Their sample variance (divided by n − 1); NaN with fewer than two.
    pub fn variance(&self) -> f64 {
        if self.count < 2 { f64::NAN } else { self.squares / (self.count - 1) as f64 }
    }

    /// Standard error of the mean; NaN with fewer than two values.
    pub fn standard_error(&self) -> f64 {
        (self.variance() / self.count as f64).sqrt()
    }

    /// Mean, standard deviation and 95 % interval; `student` is [`t95`] of [`count`](Self::count).
    fn summary_with(&self, student: f64) -> Summary {
        let (mean, half) = (self.mean(), student * self.standard_error());
        Summary {
            count: self.count,
            mean,
            standard_deviation: self.variance().sqrt(),
            lower95: mean - half,
            upper95: mean + half,
        }
    }

    /// Mean, standard deviation and Student's 95 % interval of the mean.
    pub fn summary(&self) -> Summary {
        self.summary_with(t95(self.count))
    }

    /// The [`summary`](Self::summary) of each; faster than one by one if counts are equal.
    pub fn summaries(all: &[Running]) -> Vec<Summary> {
        let (mut count, mut student) = (0, f64::NAN);
        let mut one = |running: &Running| {
            if running.count != count {
                (count, student) = (running.count, t95(running.count));
            }
            running.summary_with(student)
        };
        all.iter().map(&mut one).collect()
    }
}

impl FromIterator<f64> for Running {
    fn from_iter<T: IntoIterator<Item = f64>>(values: T) -> Self {
        let mut running = Self::default();
        values.into_iter().for_each(|value| running.add(value));
        running
    }
}

/// A summary of several values: count, mean, spread, and the uncertainty of the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The number of defined values.
    pub count: u64,
    /// Their mean; NaN without any.
    pub mean: f64,
    /// Their sample standard deviation; NaN with fewer than two.
    pub standard_deviation: f64,
    /// Lower end of Student's 95 % interval of the mean; NaN with fewer than two values.
    pub lower95: f64,
    /// Upper end of it.
    pub upper95: f64,
}

/// The 97.5 % quantile of Student's t with `count` − 1 degrees of freedom; NaN below two values.
fn t95(count: u64) -> f64 {
    match count.checked_sub(1) {
        None | Some(0) => f64::NAN,
        Some(freedom) => student_quantile(0.975, freedom as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Running {
        values.iter().copied().collect()
    }

    #[track_caller]
    fn near(value: f64, wanted: f64) {
        assert!((value - wanted).abs() < 1e-6 * (1.0 + wanted.abs()), "{value} is not {wanted}");
    }

    #[test]
    fn mean_deviation_and_interval_agree_with_hand_computed_values() {
        let summary = of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).summary();
        assert_eq!((summary.count, summary.mean), (8, 5.0));
        near(summary.standard_deviation, (32.0_f64 / 7.0).sqrt());
        let half = 2.364_624_252 * (32.0_f64 / 7.0 / 8.0).sqrt();
        near(summary.lower95, 5.0 - half);
        near(summary.upper95, 5.0 + half);
    }

    #[test]
    fn students_quantiles_agree_with_the_printed_table() {
        for (count, quantile) in [(2, 12.706_204_7), (3, 4.302_652_73), (30, 2.045_229_64), (1000, 1.962_341_46)] {
            near(t95(count), quantile);
        }
    }

    #[test]
    fn one_value_has_a_mean_but_no_interval() {
        let summary = of(&[0.25]).summary();
        assert_eq!((summary.count, summary.mean), (1, 0.25));
        assert!(summary.standard_deviation.is_nan() && summary.lower95.is_nan() && summary.upper95.is_nan());
    }

    #[test]
    fn undefined_values_are_neither_counted_nor_summed() {
        assert_eq!(of(&[f64::NAN, 1.0, f64::NAN, 3.0]), of(&[1.0, 3.0]));
        assert!(of(&[f64::NAN]).mean().is_nan());
    }

    #[test]
    fn a_large_offset_does_not_swallow_the_variance() {
        near(of(&[1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]).variance(), 30.0);
    }

    #[test]
    fn the_mean_of_counts_has_no_rounding_of_its_own() {
        let counts: Vec<f64> = (0..100).map(|number| f64::from(17_000 + number * number % 61)).collect();
        assert_eq!(of(&counts).mean(), counts.iter().sum::<f64>() / 100.0);
    }

    #[test]
    fn many_summaries_are_those_of_each() {
        let all = [of(&[1.0, 2.0]), of(&[1.0, 2.0, 4.0]), of(&[3.0, 2.0])];
        assert_eq!(Running::summaries(&all), all.map(|running| running.summary()).to_vec());
    }
}
