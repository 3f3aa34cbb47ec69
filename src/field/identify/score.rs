//! Bias, coverage, false positives and power of each method in each world and design.

use super::trials::{Cell, Trials};
use crate::field::MethodAnswer;
use darkside_stats::{Estimate, Interval, proportion_interval};

/// A method rejects "no effect" on panels whose p value is below this.
pub(super) const ALPHA: f64 = 0.05;
/// The level of all intervals.
const LEVEL: f64 = 0.95;

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
    /// Panels whose 95 % interval contains the truth.
    pub coverage: PanelShare,
    /// Panels on which "no effect" is rejected at 5 %: false positives if nobody copies anybody, otherwise power.
    pub rejected: PanelShare,
    /// Whether nobody copies anybody.
    pub is_nil: bool,
}

/// A share of panels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelShare {
    /// The share; NaN without panels.
    pub share: f64,
    /// Its 95 % interval (Wilson).
    pub interval: Interval,
}

impl PanelShare {
    /// The share of `hits` among `of`.
    pub fn of(hits: u64, of: u64) -> Self {
        Self { share: hits as f64 / of as f64, interval: proportion_interval(hits, of, LEVEL) }
    }
}

impl Score {
    /// The score of a cell; `None` if the world has no truth under the design.
    pub fn of(cell: &Cell) -> Option<Self> {
        let truth = cell.truth.as_ref()?;
        let answers: Vec<_> = cell.answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        let count = |hit: &dyn Fn(&&&MethodAnswer) -> bool| answers.iter().filter(hit).count() as u64;
        let estimates = Estimate::of(answers.iter().map(|answer| answer.effect));
        let answered = answers.len() as u64;
        let error = estimates.standard_error;
        Some(Self {
            answered,
            failed: cell.answers.len() as u64 - answered,
            mean: estimates.mean,
            spread: error * (answered as f64).sqrt(),
            standard_error: answers.iter().map(|answer| answer.standard_error).sum::<f64>() / answered as f64,
            bias: estimates.mean - truth.effect.mean,
            bias_error: (error * error + truth.standard_error * truth.standard_error).sqrt(),
            coverage: PanelShare::of(count(&|answer| answer.interval.contains(truth.effect.mean)), answered),
            rejected: PanelShare::of(count(&|answer| answer.p < ALPHA), answered),
            is_nil: truth.is_nil(),
        })
    }

    /// Whether the panels are compatible with the method's promise: to reject a truth of 0 in 5 % of them, with
    /// intervals that contain the truth in 95 %.
    pub fn keeps_its_promise(&self) -> bool {
        let covers = self.coverage.interval.upper >= LEVEL;
        let holds = !self.is_nil || self.rejected.interval.lower <= ALPHA;
        self.answered >= self.failed && self.answered > 1 && covers && holds
    }
}

/// The score of each cell, in the order of the trials.
pub fn scores(trials: &Trials) -> Vec<Option<Score>> {
    trials.cells.iter().map(Score::of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::TrueEffect;
    use crate::story::Estimate as Told;

    fn cell(effect: f64, standard_error: f64, answers: &[(f64, f64, f64)]) -> Cell {
        let told = Told { mean: effect, low: effect, high: effect };
        let truth = TrueEffect { effect: told, standard_error, by_wave: Vec::new(), copied: told, not_set: 0 };
        let answer = |&(effect, half, p): &(f64, f64, f64)| {
            let interval = Interval::new(effect - half, effect + half);
            Ok(MethodAnswer { effect, standard_error: half / 2.0, interval, p })
        };
        let mut answers: Vec<_> = answers.iter().map(answer).collect();
        answers.push(Err("separation".into()));
        Cell { world: 0, design: 0, method: 0, truth: Some(truth), answers }
    }

    #[test]
    fn failures_are_set_aside_and_the_rest_is_scored() {
        let score = Score::of(&cell(0.1, 0.03, &[(0.1, 0.2, 0.3), (0.3, 0.1, 0.001), (0.2, 0.1, 0.01)])).unwrap();
        assert_eq!((score.answered, score.failed, score.is_nil), (3, 1, false));
        assert!((score.bias - 0.1).abs() < 1e-12 && (score.spread - 0.1).abs() < 1e-12);
        assert!((score.bias_error - (0.01_f64 / 3.0 + 0.0009).sqrt()).abs() < 1e-12);
        assert_eq!((score.coverage.share, score.rejected.share), (2.0 / 3.0, 2.0 / 3.0));
        assert!(score.coverage.interval.upper < 0.95 && !score.keeps_its_promise(), "{score:?}");
    }

    #[test]
    fn what_rejects_a_truth_of_zero_too_often_breaks_its_promise() {
        let wide: Vec<(f64, f64, f64)> = (0..40).map(|panel| (0.0, 0.1, if panel < 2 { 0.01 } else { 0.5 })).collect();
        let holds = Score::of(&cell(0.0, 0.0, &wide)).unwrap();
        assert!(holds.is_nil && holds.keeps_its_promise());
        let often: Vec<(f64, f64, f64)> = wide.iter().map(|&(effect, half, _)| (effect, half, 0.01)).collect();
        assert!(!Score::of(&cell(0.0, 0.0, &often)).unwrap().keeps_its_promise());
    }
}
