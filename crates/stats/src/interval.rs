//! An interval: two ends.

/// Two ends, in the unit of what lies between them; NaN where the interval is undefined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl Interval {
    /// The interval of an undefined value.
    pub const UNDEFINED: Self = Self { lower: f64::NAN, upper: f64::NAN };

    /// From `lower` to `upper`.
    pub fn new(lower: f64, upper: f64) -> Self {
        Self { lower, upper }
    }

    /// Upper minus lower end.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }

    /// Whether `value` lies in the interval, ends included; nothing lies in an undefined one.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_belong_to_the_interval() {
        let interval = Interval::new(-1.0, 2.0);
        assert_eq!(interval.width(), 3.0);
        assert!(interval.contains(-1.0) && interval.contains(2.0) && !interval.contains(2.1));
    }

    #[test]
    fn nothing_lies_in_an_undefined_interval() {
        assert!(Interval::UNDEFINED.width().is_nan());
        assert!(!Interval::UNDEFINED.contains(0.0) && !Interval::new(0.0, 1.0).contains(f64::NAN));
    }
}
