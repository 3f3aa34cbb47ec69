//! The runs, and which studies get more of them.

use super::allocation::PowerEstimate;
use super::file::{PowerFile, SizedStudy};
use super::smallest::{Smallest, smallest};
use crate::experiment::Executor;
use crate::field::MethodAnswer;
use crate::field::chosen::answers;
use darkside_error::Result;

/// Numbers kept for each method and panel: the estimate and the p value, both NaN without an answer.
const NUMBERS: usize = 2;

/// The results of the runs.
#[derive(Clone, Debug)]
pub struct PowerTrials {
    /// By study, then by method.
    pub powers: Vec<Vec<PowerEstimate>>,
    /// By study and method, why there is no answer on the first panel without one.
    pub reasons: Vec<Vec<Option<String>>>,
    /// The cheapest studies that reach the target.
    pub smallest: Vec<Smallest>,
}

impl PowerFile {
    /// How many numbers are kept of a panel.
    pub(super) fn width(&self) -> usize {
        NUMBERS * self.methods.len()
    }

    /// Runs the panels that the allocation asks for.
    pub(super) fn run(&self, executor: &Executor<'_>) -> Result<PowerTrials> {
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
        let powers: Vec<_> = panels.iter().map(|panels| self.powers(panels)).collect();
        Ok(PowerTrials { smallest: smallest(self, &powers), powers, reasons })
    }

    fn panel(&self, study: &SizedStudy, panel: u32) -> Vec<f64> {
        let Ok(field_study) = &study.field_study else { return vec![f64::NAN; self.width()] };
        let answers = answers(field_study, self.first_seed + u64::from(panel), &self.methods, &self.reading);
        let numbers = |answer: &std::result::Result<MethodAnswer, String>| match answer {
            Ok(answer) => [answer.effect, answer.p],
            Err(_) => [f64::NAN; NUMBERS],
        };
        answers.iter().flat_map(numbers).collect()
    }

    fn powers(&self, panels: &[Vec<f64>]) -> Vec<PowerEstimate> {
        let of =
            |method: usize| PowerEstimate::of(panels.iter().map(|numbers| &numbers[NUMBERS * method..][..NUMBERS]));
        (0..self.methods.len()).map(of).collect()
    }

    /// For each method, why it has no answer on the first panel without one; that panel is simulated again to find out.
    fn reasons(&self, study: &SizedStudy, panels: &[Vec<f64>]) -> Vec<Option<String>> {
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
