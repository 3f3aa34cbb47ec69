//! A ratio of two means over the same replicates, with its standard error.

/// A running ratio Σ above / Σ below, such as children per case over seeds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RunningRatio {
    count: u64,
    above_sum: f64,
    below_sum: f64,
    above: f64,
    below: f64,
    above_squares: f64,
    below_squares: f64,
    products: f64,
}

/// A ratio of means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Mean of the numerator.
    pub above: f64,
    /// Mean of the denominator.
    pub below: f64,
    /// Their ratio; NaN if the denominator is 0.
    pub ratio: f64,
    /// Standard error of the ratio, by linearisation; NaN with fewer than two replicates.
    pub standard_error: f64,
}

impl RunningRatio {
    /// Adds one replicate.
    pub fn add(&mut self, above: f64, below: f64) {
        self.count += 1;
        self.above_sum += above;
        self.below_sum += below;
        let count = self.count as f64;
        let (from_above, from_below) = (above - self.above, below - self.below);
        self.above += from_above / count;
        self.below += from_below / count;
        self.above_squares += from_above * (above - self.above);
        self.below_squares += from_below * (below - self.below);
        self.products += from_above * (below - self.below);
    }

    /// The ratio so far.
    ///
    /// Unlike a mean of ratios, the pooled ratio Σ above / Σ below can use replicates whose denominator is 0, and is less
    /// biased. Its error is that of the mean of above − ratio·below.
    pub fn ratio(&self) -> Ratio {
        let count = self.count as f64;
        if self.count == 0 {
            return Ratio { above: f64::NAN, below: f64::NAN, ratio: f64::NAN, standard_error: f64::NAN };
        }
        let (above, below) = (self.above_sum / count, self.below_sum / count);
        let ratio = if self.below_sum == 0.0 { f64::NAN } else { self.above_sum / self.below_sum };
        let squares = self.above_squares - 2.0 * ratio * self.products + ratio * ratio * self.below_squares;
        let standard_error = match self.count {
            1 => f64::NAN,
            // Rounding can make the sum of squares slightly negative if the ratio does not vary.
            _ if squares < 0.0 => 0.0,
            _ => (squares / (count - 1.0) / count).sqrt() / below.abs(),
        };
        Ratio { above, below, ratio, standard_error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(f64, f64)]) -> Ratio {
        let mut running = RunningRatio::default();
        pairs.iter().for_each(|&(above, below)| running.add(above, below));
        running.ratio()
    }

    #[test]
    fn ratio_and_error_agree_with_hand_computed_values() {
        // Ratio 6/12 = .5; residuals above − .5·below: 1 − 1, 2 − 2.5, 3 − 2.5 = 0, −.5, .5; their sum of
        // squares .5, variance .25, error of the mean sqrt(.25/3), divided by the mean below, 4.
        let ratio = of(&[(1.0, 2.0), (2.0, 5.0), (3.0, 5.0)]);
        assert_eq!((ratio.above, ratio.below, ratio.ratio), (2.0, 4.0, 0.5));
        assert!((ratio.standard_error - (0.25_f64 / 3.0).sqrt() / 4.0).abs() < 1e-12);
    }

    #[test]
    fn a_replicate_with_a_zero_denominator_still_counts() {
        assert_eq!(of(&[(0.0, 0.0), (2.0, 4.0)]).ratio, 0.5);
    }

    #[test]
    fn a_ratio_that_never_varies_has_no_error() {
        assert!(of(&[(0.1, 0.3), (0.2, 0.6), (0.7, 2.1)]).standard_error < 1e-9);
    }

    #[test]
    fn a_zero_denominator_leaves_the_ratio_undefined() {
        let ratio = of(&[(0.0, 0.0), (0.0, 0.0)]);
        assert!(ratio.ratio.is_nan() && ratio.standard_error.is_nan());
        assert_eq!(ratio.below, 0.0);
    }

    #[test]
    fn one_replicate_has_no_error() {
        assert!(of(&[(1.0, 2.0)]).standard_error.is_nan());
    }
}
