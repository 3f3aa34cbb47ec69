//! The runs, and which studies get more of them.

use super::file::{PowerFile, Study};
use crate::experiment::Executor;
use crate::field::MethodAnswer;
use crate::field::chosen::answers;
use darkside_error::Result;
use darkside_stats::{Interval, proportion_interval};

/// Numbers kept of each method and panel: its estimate and its p value, both NaN without an answer.
const NUMBERS: usize = 2;
/// Panels with a p value below this find the effect.
const ALPHA: f64 = 0.05;
/// The level of intervals of power.
const LEVEL: f64 = 0.95;

/// Which studies get how many panels.
///
/// Every study gets `first` panels. Then, in rounds, each study gets `batch` more for which the interval of the power of any
/// method still has the target, until it has `budget`. The rule looks at nothing but the panels so far, and the intervals
/// that are told are those of a fixed number of panels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allocation {
    /// Panels that every study gets.
    pub first: u32,
    /// Panels by which studies near the boundary get more.
    pub batch: u32,
    /// The most panels of a study.
    pub budget: u32,
    /// The power asked for.
    pub target: f64,
}

impl Allocation {
    /// How many more panels a study gets after so many, with these powers.
    pub fn more(&self, panels: u32, powers: &[Power]) -> u32 {
        if panels < self.first {
            return self.first - panels;
        }
        let is_open = powers.iter().any(|power| power.interval.contains(self.target));
        if is_open { self.batch.min(self.budget.saturating_sub(panels)) } else { 0 }
    }
}

/// The power of a method in a study.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// Panels.
    pub panels: u64,
    /// Those on which the method rejects "no effect" at 5 %.
    pub found: u64,
    /// Those on which it has no answer, which find nothing.
    pub failed: u64,
    /// Found, as a share of all panels.
    pub share: f64,
    /// Its 95 % interval (Wilson).
    pub interval: Interval,
    /// Mean estimate over the panels that have one.
    pub estimate: f64,
}

/// What the runs give.
#[derive(Clone, Debug)]
pub struct Trials {
    /// By study, then by method.
    pub powers: Vec<Vec<Power>>,
    /// By study and method, why the first panel without an answer has none.
    pub reasons: Vec<Vec<Option<String>>>,
}

impl Power {
    fn of<'a>(panels: impl Iterator<Item = &'a [f64]>) -> Self {
        let (mut all, mut found, mut failed, mut sum) = (0, 0, 0, 0.0);
        for numbers in panels {
            all += 1;
            match *numbers {
                [estimate, p] if !p.is_nan() => {
                    found += u64::from(p < ALPHA);
                    sum += estimate;
                }
                _ => failed += 1,
            }
        }
        Self {
            panels: all,
            found,
            failed,
            share: found as f64 / all as f64,
            interval: proportion_interval(found, all, LEVEL),
            estimate: sum / (all - failed) as f64,
        }
    }
}

impl PowerFile {
    /// How many numbers are kept of a panel.
    pub(super) fn width(&self) -> usize {
        NUMBERS * self.methods.len()
    }

    /// Runs the panels that the allocation asks for.
    pub(super) fn run(&self, executor: &Executor<'_>) -> Result<Trials> {
        let mut panels: Vec<Vec<Vec<f64>>> = vec![Vec::new(); self.studies.len()];
        let mut planned = 0;
        loop {
            let mut runs: Vec<(usize, u32)> = Vec::new();
            for (study, done) in panels.iter().enumerate().filter(|(study, _)| self.studies[*study].field_study.is_ok())
            {
                let have = done.len() as u32;
                let more = self.allocation.more(have, &self.powers(done));
                runs.extend((have..have + more).map(|panel| (study, panel)));
            }
            if runs.is_empty() {
                break;
            }
            planned += runs.len() as u64;
            executor.plan(planned);
            let number = |run: usize| runs[run].0 as u64 * u64::from(self.allocation.budget) + u64::from(runs[run].1);
            let found =
                executor.collect(runs.len(), number, |run| self.panel(&self.studies[runs[run].0], runs[run].1))?;
            runs.iter().zip(found).for_each(|(&(study, _), numbers)| panels[study].push(numbers));
        }
        let reasons = self.studies.iter().zip(&panels).map(|(study, panels)| self.reasons(study, panels)).collect();
        Ok(Trials { powers: panels.iter().map(|panels| self.powers(panels)).collect(), reasons })
    }

    fn panel(&self, study: &Study, panel: u32) -> Vec<f64> {
        let Ok(field_study) = &study.field_study else { return vec![f64::NAN; self.width()] };
        let answers = answers(field_study, self.first_seed + u64::from(panel), &self.methods, &self.reading);
        let numbers = |answer: &std::result::Result<MethodAnswer, String>| match answer {
            Ok(answer) => [answer.effect, answer.p],
            Err(_) => [f64::NAN; NUMBERS],
        };
        answers.iter().flat_map(numbers).collect()
    }

    fn powers(&self, panels: &[Vec<f64>]) -> Vec<Power> {
        let of = |method: usize| Power::of(panels.iter().map(|numbers| &numbers[NUMBERS * method..][..NUMBERS]));
        (0..self.methods.len()).map(of).collect()
    }

    /// Why each method has no answer on the first panel on which it has none; the panel is made again to know.
    fn reasons(&self, study: &Study, panels: &[Vec<f64>]) -> Vec<Option<String>> {
        let field_study = match &study.field_study {
            Ok(field_study) => field_study,
            Err(reason) => return vec![Some(reason.clone()); self.methods.len()],
        };
        let reason = |method: usize| {
            let panel = panels.iter().position(|numbers| numbers[NUMBERS * method + 1].is_nan())?;
            let seed = self.first_seed + panel as u64;
            answers(field_study, seed, &self.methods[method..=method], &self.reading).pop()?.err()
        };
        (0..self.methods.len()).map(reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power(found: u64, of: u64) -> Power {
        let panels: Vec<[f64; 2]> = (0..of).map(|panel| [0.1, if panel < found { 0.01 } else { 0.5 }]).collect();
        Power::of(panels.iter().map(|panel| &panel[..]))
    }

    #[test]
    fn studies_near_the_boundary_get_more_panels_up_to_the_budget() {
        let allocation = Allocation { first: 100, batch: 50, budget: 220, target: 0.8 };
        assert_eq!(allocation.more(0, &[]), 100);
        assert_eq!(allocation.more(100, &[power(20, 100), power(99, 100)]), 0, "both are clear");
        assert_eq!(allocation.more(100, &[power(20, 100), power(78, 100)]), 50);
        assert_eq!(allocation.more(200, &[power(160, 200)]), 20);
        assert_eq!(allocation.more(220, &[power(176, 220)]), 0);
    }

    #[test]
    fn a_panel_without_an_answer_finds_nothing() {
        let panels = [[0.2, 0.01], [0.4, 0.2], [f64::NAN; 2], [f64::NAN; 2]];
        let power = Power::of(panels.iter().map(|panel| &panel[..]));
        assert_eq!((power.panels, power.found, power.failed, power.share), (4, 1, 2, 0.25));
        assert!((power.estimate - 0.3).abs() < 1e-12);
    }
}
