//! Samplers for one subject. Those that reject read on in the subject's own numbers, so no attempt moves anybody else's
//! draws.

use super::{Subject, normal_quantile};

impl Subject {
    /// Exponential with mean 1.
    pub fn exponential(&mut self) -> f32 {
        -libm::logf(1.0 - self.uniform())
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f32 {
        normal_quantile(self.uniform())
    }

    /// Beta with shape parameters `a` and `b`, both above 0.
    pub fn beta(&mut self, a: f32, b: f32) -> f32 {
        let first = self.gamma(a);
        let second = self.gamma(b);
        // Both can underflow to 0 where a shape is tiny; the beta is then at one end or the other.
        if first + second > 0.0 { first / (first + second) } else { f32::from(self.happens(a / (a + b))) }
    }

    /// Gamma with this shape and scale 1, by Marsaglia and Tsang's method (ACM TOMS 26(3), 2000).
    fn gamma(&mut self, shape: f32) -> f32 {
        if shape < 1.0 {
            let boost = libm::powf(1.0 - self.uniform(), 1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrtf(9.0 * d);
        loop {
            let x = self.normal();
            let cube = 1.0 + c * x;
            let u = 1.0 - self.uniform();
            if cube <= 0.0 {
                continue;
            }
            let v = cube * cube * cube;
            if u < surely_accepted(x, d) || libm::logf(u) < 0.5 * x * x + d - d * v + d * libm::logf(v) {
                return d * v;
            }
        }
    }

    /// Poisson with this mean, by inversion; a large mean is split into smaller ones.
    pub fn poisson(&mut self, mean: f32) -> u32 {
        const PART: f64 = 100.0; // e^-100 is far from underflow
        let mut left = f64::from(mean);
        let mut count = 0;
        while left > 0.0 {
            let part = if left > PART { PART } else { left };
            count += self.poisson_part(part);
            left -= part;
        }
        count
    }

    /// Failures before the first success, where each attempt succeeds with `probability` > 0; at most `most`.
    pub fn failures(&mut self, probability: f64, most: u64) -> u64 {
        let bits = u64::from(self.word()) << 32 | u64::from(self.word());
        let uniform = (bits >> 11) as f64 / 9_007_199_254_740_992.0;
        let failures = libm::floor(libm::log1p(-uniform) / libm::log1p(-probability));
        if failures < most as f64 { failures as u64 } else { most }
    }

    fn poisson_part(&mut self, mean: f64) -> u32 {
        let target = f64::from(self.word()) / 4_294_967_296.0;
        let mut probability = libm::exp(-mean);
        let mut cumulated = probability;
        let mut count = 0;
        while target >= cumulated && count < 1000 {
            count += 1;
            probability *= mean / f64::from(count);
            cumulated += probability;
        }
        count
    }
}

/// Uniform numbers below this are accepted however the logarithms round: the method's squeeze, which spares nearly every
/// attempt both logarithms, less a margin of ten times their rounding error.
fn surely_accepted(x: f32, d: f32) -> f32 {
    1.0 - 0.0331 * (x * x) * (x * x) - 1e-5 * (3.0 + d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Draws, Purpose};

    /// Means of 40,000 draws lie within 4 standard errors of the distribution's mean.
    #[test]
    #[cfg_attr(miri, ignore = "nothing unsafe, and many numbers")]
    fn samplers_have_the_right_means() {
        let draws = Draws::new(11);
        let n = 40_000u32;
        let mean = |sample: &mut dyn FnMut(&mut Subject) -> f32| {
            let sum: f64 = (0..n).map(|i| f64::from(sample(&mut draws.subject(Purpose::Character, 0, 0, i)))).sum();
            sum / f64::from(n)
        };
        let root = f64::from(n).sqrt();
        for (a, b) in [(2.0, 2.0), (4.0, 2.0), (2.0, 3.0), (0.5, 0.5), (1.0, 9.0)] {
            let expected = f64::from(a / (a + b));
            let error = (f64::from(a * b / (a + b + 1.0))).sqrt() / f64::from(a + b) / root;
            let got = mean(&mut |s| s.beta(a, b));
            assert!((got - expected).abs() < 4.0 * error, "beta({a}, {b}): {got} instead of {expected}");
        }
        for lambda in [0.3f32, 1.0, 7.0, 250.0] {
            let got = mean(&mut |s| s.poisson(lambda) as f32);
            let error = f64::from(lambda).sqrt() / root;
            assert!((got - f64::from(lambda)).abs() < 4.0 * error, "poisson({lambda}): {got}");
        }
        for p in [0.001f64, 0.3, 1.0] {
            let expected = (1.0 - p) / p;
            let error = (1.0 - p).sqrt() / p / root;
            let got = mean(&mut |s| s.failures(p, 1 << 40) as f32);
            assert!((got - expected).abs() <= 4.0 * error, "failures({p}): {got}");
        }
        let got = mean(&mut |s| s.exponential());
        assert!((got - 1.0).abs() < 4.0 / root, "exponential: {got}");
    }

    /// The squeeze changes no result: at its edge the logarithms accept as well, by more than their rounding error.
    #[test]
    #[cfg_attr(miri, ignore = "nothing unsafe, and many numbers")]
    fn what_is_surely_accepted_would_be_accepted_by_logarithms() {
        let mut spared = 0;
        for shape in [1.0f32, 1.03, 1.2, 1.5, 2.0, 3.0, 4.0, 9.5, 40.0, 1e3, 3e4] {
            let d = shape - 1.0 / 3.0;
            let c = 1.0 / libm::sqrtf(9.0 * d);
            for step in 0..10_000 {
                let x = normal_quantile(step as f32 / 10_000.0);
                let (edge, cube) = (surely_accepted(x, d), 1.0 + c * x);
                if edge > 0.0 && cube > 0.0 {
                    let v = cube * cube * cube;
                    let accepted_below = 0.5 * x * x + d - d * v + d * libm::logf(v);
                    assert!(libm::logf(edge) + 2e-6 * (3.0 + d) < accepted_below, "shape {shape}, normal {x}");
                    spared += 1;
                }
            }
        }
        assert!(spared > 95_000, "{spared} of 110,000");
    }
}
