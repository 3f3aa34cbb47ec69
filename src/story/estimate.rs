//! A figure and its uncertainty.

use darkside_stats::{Interval, Summary};

/// A mean over seeds with its 95 % interval. With one seed the interval is NaN; if undefined, everything is NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Mean over the seeds for which it is defined.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Estimate {
    /// An undefined estimate.
    pub const UNDEFINED: Self = Self { mean: f64::NAN, low: f64::NAN, high: f64::NAN };

    /// A value with its interval.
    pub fn with(mean: f64, interval: Interval) -> Self {
        Self { mean, low: interval.lower, high: interval.upper }
    }

    /// The same estimate in another unit: everything is multiplied by `factor`, which is positive.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { mean: self.mean * factor, low: self.low * factor, high: self.high * factor }
    }

    /// Whether there is an interval.
    pub fn has_interval(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
}

impl From<Summary> for Estimate {
    fn from(summary: Summary) -> Self {
        Self { mean: summary.mean, low: summary.lower95, high: summary.upper95 }
    }
}

impl std::ops::Neg for Estimate {
    type Output = Self;

    fn neg(self) -> Self {
        Self { mean: -self.mean, low: -self.high, high: -self.low }
    }
}
