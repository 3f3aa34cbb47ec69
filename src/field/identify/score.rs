//! Bias, coverage, false positives and power of each method in each world and design.

use crate::field::panel_share::{ALPHA, LEVEL, panel_share};
use crate::field::{MethodAnswer, TrueEffect};
use crate::story::Estimate;

/// How a method performs in a world under a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Panels with an answer.
    pub answered: u64,
    /// Panels without one.
    pub failed: u64,
    /// Mean of its estimates.
    pub mean: f64,
    /// Standard deviation of its estimates.
    pub spread: f64,
    /// Mean of its standard errors.
    pub standard_error: f64,
    /// The mean minus the truth.
    pub bias: f64,
    /// The standard error of the bias: that of the mean and that of the truth combined.
    pub bias_error: f64,
    /// Share of panels whose 95 % interval contains the truth.
    pub coverage: Estimate,
    /// Share of panels on which "no effect" is rejected at 5 %: false positives if nobody copies anybody, otherwise power.
    pub rejected: Estimate,
    /// Whether nobody copies anybody.
    pub is_nil: bool,
}

impl Score {
    /// The score of a method that says this about each panel of a world of which this is true.
    pub fn of(truth: &TrueEffect, panels: &[Result<MethodAnswer, String>]) -> Self {
        let answers: Vec<_> = panels.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        let count = |hit: &dyn Fn(&&&MethodAnswer) -> bool| answers.iter().filter(hit).count() as u64;
        let estimates = darkside_stats::Estimate::of(answers.iter().map(|answer| answer.effect));
        let answered = answers.len() as u64;
        let error = estimates.standard_error;
        Self {
            answered,
            failed: panels.len() as u64 - answered,
            mean: estimates.mean,
            spread: error * (answered as f64).sqrt(),
            standard_error: answers.iter().map(|answer| answer.standard_error).sum::<f64>() / answered as f64,
            bias: estimates.mean - truth.effect.mean,
            bias_error: (error * error + truth.standard_error * truth.standard_error).sqrt(),
            coverage: panel_share(count(&|answer| answer.interval.contains(truth.effect.mean)), answered),
            rejected: panel_share(count(&|answer| answer.p < ALPHA), answered),
            is_nil: truth.is_nil(),
        }
    }

    /// Whether the panels are compatible with the method's promise: to reject a truth of 0 in 5 % of them, with
    /// intervals that contain the truth in 95 %.
    pub fn keeps_its_promise(&self) -> bool {
        let covers = self.coverage.high >= LEVEL;
        let holds = !self.is_nil || self.rejected.low <= ALPHA;
        self.answered >= self.failed && self.answered > 1 && covers && holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_stats::Interval;

    fn score(effect: f64, standard_error: f64, answers: &[(f64, f64, f64)]) -> Score {
        let told = Estimate { mean: effect, low: effect, high: effect };
        let truth = TrueEffect { effect: told, standard_error, by_wave: Vec::new(), copied: told, not_set: 0 };
        let answer = |&(effect, half, p): &(f64, f64, f64)| {
            let interval = Interval::new(effect - half, effect + half);
            Ok(MethodAnswer { effect, standard_error: half / 2.0, interval, p })
        };
        let mut answers: Vec<_> = answers.iter().map(answer).collect();
        answers.push(Err("separation".into()));
        Score::of(&truth, &answers)
    }

    #[test]
    fn failures_are_set_aside_and_the_rest_is_scored() {
        let score = score(0.1, 0.03, &[(0.1, 0.2, 0.3), (0.3, 0.1, 0.001), (0.2, 0.1, 0.01)]);
        assert_eq!((score.answered, score.failed, score.is_nil), (3, 1, false));
        assert!((score.bias - 0.1).abs() < 1e-12 && (score.spread - 0.1).abs() < 1e-12);
        assert!((score.bias_error - (0.01_f64 / 3.0 + 0.0009).sqrt()).abs() < 1e-12);
        assert_eq!((score.coverage.mean, score.rejected.mean), (2.0 / 3.0, 2.0 / 3.0));
        assert!(score.coverage.high < 0.95 && !score.keeps_its_promise(), "{score:?}");
    }

    #[test]
    fn what_rejects_a_truth_of_zero_too_often_breaks_its_promise() {
        let wide: Vec<(f64, f64, f64)> = (0..40).map(|panel| (0.0, 0.1, if panel < 2 { 0.01 } else { 0.5 })).collect();
        let holds = score(0.0, 0.0, &wide);
        assert!(holds.is_nil && holds.keeps_its_promise());
        let often: Vec<(f64, f64, f64)> = wide.iter().map(|&(effect, half, _)| (effect, half, 0.01)).collect();
        assert!(!score(0.0, 0.0, &often).keeps_its_promise());
    }
}
