//! What a sensitivity analysis found, as shown by pictures and report.

use super::number::count;
use super::words::{capital, seeds, spaced};
use crate::experiment::sensitivity::{FactorQuestion, Findings, Plan, Swing};
use crate::experiment::sweep::Factor;

/// Most factors drawn; the least important ones are left out.
const MOST: usize = 40;

/// What the pictures show.
pub struct Scene<'a> {
    /// The question.
    pub question: &'a FactorQuestion,
    /// The points that were run.
    pub plan: &'a Plan,
    /// The findings.
    pub findings: &'a Findings,
    /// Outcomes at the ends of the factors' ranges.
    pub swings: &'a [Swing],
    /// Mean outcome over all points.
    pub mean: f64,
}

impl Scene<'_> {
    /// The text below every headline.
    pub(crate) fn subtitle(&self) -> String {
        format!(
            "Scenario {}, {}, {} points, {} each",
            spaced(&self.question.scenario.name),
            self.question.reading.words(),
            count(f64::from(self.plan.points())),
            seeds(self.question.scenario.parameters.run.seeds)
        )
    }

    /// The factors to show, the most important first.
    pub(crate) fn shown(&self) -> Vec<usize> {
        let mut ranking = self.findings.ranking();
        ranking.truncate(MOST);
        ranking
    }

    /// The factor at this position.
    pub(crate) fn factor(&self, at: usize) -> &Factor {
        &self.plan.factors[at]
    }

    /// The notes of a picture.
    pub(crate) fn notes(&self, first: &str) -> Vec<String> {
        let mut notes = vec![first.to_owned()];
        if self.plan.factors.len() > MOST {
            notes.push(format!("The {} least important factors are not shown.", self.plan.factors.len() - MOST));
        }
        notes
    }

    /// The most important factor in words.
    pub(crate) fn most(&self) -> String {
        self.findings.ranking().first().map_or_else(String::new, |at| self.factor(*at).path.clone())
    }

    /// The metric, as the start of a sentence.
    pub(crate) fn metric(&self) -> String {
        capital(&spaced(&self.question.reading.metric.name))
    }
}
