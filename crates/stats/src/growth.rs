//! Exponential growth of counts by time: Poisson regression with a log link.

/// Newton steps; a handful suffices.
const MOST_STEPS: usize = 50;

/// How fast counts grow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Growth rate r per step: the expected count is e^(a + r·t).
    pub rate: f64,
    /// Its standard error, widened by the dispersion of the counts about the curve (quasi-Poisson).
    pub standard_error: f64,
    /// Pearson's χ² over its degrees of freedom: 1 for Poisson counts.
    pub dispersion: f64,
}

impl Growth {
    /// Nothing known.
    pub const UNDEFINED: Self = Self { rate: f64::NAN, standard_error: f64::NAN, dispersion: f64::NAN };

    /// Fits counts at steps 0, 1, 2, …; undefined for fewer than three, or if fewer than two are above 0.
    ///
    /// ```
    /// let growth = darkside_stats::Growth::of(&[1, 2, 4, 8, 16]);
    /// assert!((growth.rate - 2.0_f64.ln()).abs() < 1e-9);
    /// ```
    pub fn of(counts: &[u32]) -> Self {
        let n = counts.len() as f64;
        let sum: f64 = counts.iter().map(|&count| f64::from(count)).sum();
        if counts.len() < 3 || counts.iter().filter(|count| **count > 0).count() < 2 {
            return Self::UNDEFINED;
        }
        // Time from the middle, so that level and rate hardly depend on each other.
        let middle = (n - 1.0) / 2.0;
        let times = || (0..counts.len()).map(|at| at as f64 - middle);
        let (mut level, mut rate) = (libm::log(sum / n), 0.0);
        let mut information = 0.0;
        for _ in 0..MOST_STEPS {
            let (mut score, mut bend) = ([0.0; 2], [0.0; 3]);
            for (time, &count) in times().zip(counts) {
                let mean = libm::exp(level + rate * time);
                let residual = f64::from(count) - mean;
                score = [score[0] + residual, score[1] + residual * time];
                bend = [bend[0] + mean, bend[1] + mean * time, bend[2] + mean * time * time];
            }
            let determinant = bend[0] * bend[2] - bend[1] * bend[1];
            let step = [
                (bend[2] * score[0] - bend[1] * score[1]) / determinant,
                (bend[0] * score[1] - bend[1] * score[0]) / determinant,
            ];
            // A full step can overshoot where nearly everything happens at one end.
            let size = step[1].abs() * middle + step[0].abs();
            let scale = if size > 2.0 { 2.0 / size } else { 1.0 };
            (level, rate) = (level + scale * step[0], rate + scale * step[1]);
            information = determinant / bend[0];
            if size < 1e-12 {
                break;
            }
        }
        let pearson: f64 = times()
            .zip(counts)
            .map(|(time, &count)| {
                let mean = libm::exp(level + rate * time);
                (f64::from(count) - mean) * (f64::from(count) - mean) / mean
            })
            .sum();
        let dispersion = pearson / (n - 2.0);
        let error = (dispersion / information).sqrt();
        if rate.is_finite() { Self { rate, standard_error: error, dispersion } } else { Self::UNDEFINED }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(value: f64, wanted: f64) {
        assert!((value - wanted).abs() < 1e-8 * (1.0 + wanted.abs()), "{value} is not {wanted}");
    }

    /// statsmodels 0.15: `GLM(counts, add_constant(range(14)), family=Poisson()).fit(scale="X2")`.
    #[test]
    fn rate_and_error_agree_with_statsmodels() {
        let growth = Growth::of(&[2, 1, 3, 0, 4, 5, 3, 8, 6, 11, 9, 17, 14, 20]);
        near(growth.rate, 0.205_886_396_994_603_2);
        near(growth.standard_error, 0.023_812_065_966_868_762);
        near(growth.dispersion, 0.653_580_666_152_926_3);
        let falling = Growth::of(&[30, 22, 17, 9, 8, 3, 2, 0, 1]);
        near(falling.rate, -0.441_134_149_442_208_6);
    }

    #[test]
    fn a_few_counts_at_the_end_still_give_a_rate() {
        let growth = Growth::of(&[0, 0, 0, 0, 0, 0, 0, 1, 40]);
        assert!(growth.rate > 3.0 && growth.rate < 4.5, "{growth:?}");
    }

    #[test]
    fn what_says_nothing_about_growth_is_undefined() {
        for counts in [&[][..], &[1, 2], &[0; 9], &[0, 0, 5, 0]] {
            assert!(Growth::of(counts).rate.is_nan(), "{counts:?}");
        }
    }
}
