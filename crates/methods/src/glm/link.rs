//! How a linear predictor becomes a probability.

/// How a linear predictor η becomes a probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// 1 / (1 + e⁻ᵑ).
    Logit,
    /// 1 − exp(−eᵑ), the complementary log-log link: a proportional hazard seen in discrete time.
    Cloglog,
}

/// What one trial adds to the fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial {
    /// Derivative of the log-likelihood by η if the trial succeeds.
    pub(super) score_if_success: f64,
    /// The same if it fails.
    pub(super) score_if_failure: f64,
    /// Expected information about η.
    pub(super) information: f64,
    /// Log-likelihood if the trial succeeds.
    pub(super) log_success: f64,
    /// The same if it fails.
    pub(super) log_failure: f64,
}

impl Link {
    /// The probability at `predictor`.
    pub fn probability(self, predictor: f64) -> f64 {
        match self {
            Self::Logit => {
                let small = libm::exp(-predictor.abs());
                if predictor < 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) }
            }
            Self::Cloglog => -libm::expm1(-libm::exp(predictor)),
        }
    }

    /// The derivative of the probability by the predictor.
    pub fn slope(self, predictor: f64) -> f64 {
        match self {
            Self::Logit => {
                let small = libm::exp(-predictor.abs());
                small / ((1.0 + small) * (1.0 + small))
            }
            Self::Cloglog => {
                let hazard = libm::exp(predictor);
                if hazard.is_infinite() { 0.0 } else { hazard * libm::exp(-hazard) }
            }
        }
    }

    /// The predictor at `probability`, strictly between 0 and 1.
    pub(super) fn predictor(self, probability: f64) -> f64 {
        match self {
            Self::Logit => libm::log(probability) - libm::log1p(-probability),
            Self::Cloglog => libm::log(-libm::log1p(-probability)),
        }
    }

    /// No difference of nearly equal numbers in here: it stays exact where a probability is near 0 or 1.
    pub(super) fn trial(self, predictor: f64) -> Trial {
        match self {
            Self::Logit => {
                let small = libm::exp(-predictor.abs());
                let (near, far) = (1.0 / (1.0 + small), small / (1.0 + small));
                let (success, failure) = if predictor < 0.0 { (far, near) } else { (near, far) };
                let log_near = -libm::log1p(small);
                let (log_success, log_failure) =
                    if predictor < 0.0 { (log_near + predictor, log_near) } else { (log_near, log_near - predictor) };
                let information = near * far;
                Trial { score_if_success: failure, score_if_failure: -success, information, log_success, log_failure }
            }
            Self::Cloglog => {
                let hazard = libm::exp(predictor);
                let ratio = if hazard == 0.0 { 1.0 } else { hazard / libm::expm1(hazard) };
                Trial {
                    score_if_success: ratio,
                    score_if_failure: -hazard,
                    information: if hazard.is_infinite() { 0.0 } else { hazard * ratio },
                    log_success: libm::log(-libm::expm1(-hazard)),
                    log_failure: -hazard,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores are the derivatives of the log-likelihoods, slopes those of the probabilities, and information is the
    /// expected square of the score.
    #[test]
    fn derivatives_are_those_of_the_functions() {
        for link in [Link::Logit, Link::Cloglog] {
            for predictor in [-6.0, -1.3, -0.1, 0.0, 0.4, 1.2] {
                let step = 1e-6;
                let [above, below] = [predictor + step, predictor - step].map(|at| link.trial(at));
                let trial = link.trial(predictor);
                let near = |value: f64, high: f64, low: f64| {
                    let wanted = (high - low) / (2.0 * step);
                    assert!((value - wanted).abs() < 1e-7, "{link:?} at {predictor}: {value} instead of {wanted}");
                };
                near(trial.score_if_success, above.log_success, below.log_success);
                near(trial.score_if_failure, above.log_failure, below.log_failure);
                let p = link.probability(predictor);
                near(link.slope(predictor), link.probability(predictor + step), link.probability(predictor - step));
                let squares = p * trial.score_if_success * trial.score_if_success
                    + (1.0 - p) * trial.score_if_failure * trial.score_if_failure;
                assert!((trial.information - squares).abs() < 1e-12);
                assert!((link.predictor(p) - predictor).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn far_ends_are_finite_or_minus_infinity() {
        for link in [Link::Logit, Link::Cloglog] {
            for predictor in [-800.0, -50.0, 50.0, 800.0] {
                let trial = link.trial(predictor);
                assert!(trial.information >= 0.0 && trial.information < 1.0, "{link:?} at {predictor}: {trial:?}");
                assert!(trial.log_success <= 0.0 && trial.log_failure <= 0.0);
                assert!((0.0..=1.0).contains(&link.probability(predictor)) && link.slope(predictor) >= 0.0);
            }
        }
    }
}
