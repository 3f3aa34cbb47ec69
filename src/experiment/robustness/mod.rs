//! Whether the model's results depend on the exact values that were tuned.
//!
//! Every tuned number is multiplied by a factor of its own, drawn from a Latin hypercube; at each of its points every
//! claim is checked again, with the same arms and seeds. A claim that keeps its sign at nearly all points rests on the
//! structure of the model; one that does not rests on the tuning. Each point can also take one of several forms of the
//! model, such as another rule of imitation.

mod claim;
mod form;
mod judge;
mod measure;
mod read;
mod tables;
mod tuned;

use super::{Arms, Executor, MOST_RUNS};
pub use claim::{Claim, Claims};
pub use form::{Form, Word};
pub use judge::JudgedClaim;
pub use tables::{claims_table, factors_table, forms_table, sums_table, words_table};
pub use tuned::{Tuned, tuned, vary};

use darkside_draws::Draws;
use darkside_engine::scenario::{Base, Request, Scenario, load};
use darkside_error::{Error, Result};
use darkside_stats::design::LatinHypercube;

/// What the runs show.
#[derive(Clone, Debug, PartialEq)]
pub struct RobustnessFindings {
    /// The points, in order.
    pub points: Vec<ClaimsAtPoint>,
    /// Each claim, judged over all points.
    pub judged: Vec<JudgedClaim>,
    /// The claims, judged over the points that take each word; indexed by form, word and claim.
    pub by_word: Vec<Vec<Vec<JudgedClaim>>>,
}

/// What was found at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimsAtPoint {
    /// For each claim its sum under each seed; empty if the point's values are not allowed together.
    pub sums: Vec<Vec<f64>>,
    /// Why they are not allowed, if so.
    pub refused: Option<String>,
}

/// Claims, and the points at which they are checked.
pub struct Robustness {
    /// The arms and the claims.
    pub claims: Claims,
    /// Every tuned number of the baseline.
    pub tuned: Vec<Tuned>,
    /// How far from 1 the factors can lie.
    pub within: f64,
    /// The first seed, for all arms.
    pub first_seed: u64,
    /// Seeds at each point.
    pub seeds: u32,
    bases: Vec<Base>,
    design: LatinHypercube,
}

impl Robustness {
    /// The claims over `points` points, at which each tuned number takes between 1 − `within` and 1 + `within` times
    /// its value.
    ///
    /// # Errors
    /// If `within` is not between 0 and 1, there is no point or seed, or a scenario cannot be varied.
    pub fn new(claims: Claims, points: u32, seeds: u32, within: f64, design_seed: u64) -> Result<Self> {
        if !(within > 0.0 && within < 1.0) {
            return Err(Error::input(format!("tuned values cannot vary by ±{within} of themselves"))
                .help("between 0 and 1, such as 0.5"));
        }
        if seeds == 0 || points == 0 {
            return Err(Error::input(format!("{points} points of {seeds} seeds")).help("at least 1 of each"));
        }
        let runs = u64::from(points).saturating_mul(u64::from(seeds).saturating_mul(claims.arms.len() as u64));
        if runs > MOST_RUNS {
            return Err(Error::input(format!("{points} points of {seeds} seeds are {runs} runs"))
                .help(format!("at most {MOST_RUNS}: fewer points or seeds")));
        }
        let tuned = tuned(&load(&Request::of("baseline"))?);
        let design = LatinHypercube::new(tuned.len() + claims.forms.len(), points as usize, &Draws::new(design_seed))?;
        let bases = claims.arms.iter().map(Base::of).collect::<Result<_>>()?;
        let first_seed = claims.arms.first().map_or(1, |arm| arm.parameters.run.seed);
        Ok(Self { claims, tuned, within, first_seed, seeds, bases, design })
    }

    /// How many points there are.
    pub fn points(&self) -> u32 {
        self.design.points()
    }

    /// How many runs each point takes.
    pub fn runs_each(&self) -> u32 {
        self.seeds * self.claims.arms.len() as u32
    }

    /// The factor of each tuned number at a point.
    pub fn factors(&self, number: u32) -> Vec<f64> {
        let places = self.design.point(number);
        places[..self.tuned.len()].iter().map(|place| 1.0 + self.within * (2.0 * place - 1.0)).collect()
    }

    /// Which word of each form a point takes; over all points, each word is taken equally often, as far as the number
    /// of points allows.
    pub fn words(&self, number: u32) -> Vec<usize> {
        let places = self.design.point(number);
        let forms = self.claims.forms.iter().zip(&places[self.tuned.len()..]);
        forms.map(|(form, place)| (place * form.words.len() as f64) as usize).collect()
    }

    /// How many numbers are kept of a run: one for each term of the arm that has most.
    pub fn width(&self) -> usize {
        (0..self.claims.arms.len()).map(|arm| self.terms(arm).count()).max().unwrap_or(0)
    }

    /// Runs every point and judges the claims.
    ///
    /// # Errors
    /// As [`Executor::collect`].
    pub fn run(&self, executor: &Executor<'_>) -> Result<RobustnessFindings> {
        executor.plan(u64::from(self.points()) * u64::from(self.runs_each()));
        let points: Vec<ClaimsAtPoint> =
            (0..self.points()).map(|number| self.point(number, executor)).collect::<Result<_>>()?;
        let (judged, by_word) = (judge::judge_at(self, &points, |_| true), judge::judge_by_word(self, &points));
        Ok(RobustnessFindings { points, judged, by_word })
    }

    fn point(&self, number: u32, executor: &Executor<'_>) -> Result<ClaimsAtPoint> {
        let factors = self.factors(number);
        let arms = self.claims.arms.iter().zip(&self.bases);
        let varied = |(arm, base): (&Scenario, &Base)| match self.in_words(arm, number)? {
            None => vary(base, arm, &self.tuned, &factors),
            Some(arm) => vary(&Base::of(&arm)?, &arm, &self.tuned, &factors),
        };
        match arms.map(varied).collect::<Result<Vec<Scenario>>>() {
            Ok(arms) => Ok(ClaimsAtPoint { sums: self.sums(number, arms, executor)?, refused: None }),
            Err(error) => {
                executor.skip(self.runs_each().into());
                Ok(ClaimsAtPoint { sums: Vec::new(), refused: Some(error.message().to_owned()) })
            }
        }
    }

    /// An arm with the words of a point; `None` if there are no forms.
    fn in_words(&self, arm: &Scenario, number: u32) -> Result<Option<Scenario>> {
        let mut formed = None;
        for (form, word) in self.claims.forms.iter().zip(self.words(number)) {
            formed = Some(form.words[word].of(formed.as_ref().unwrap_or(arm))?);
        }
        Ok(formed)
    }

    /// The terms that are read off an arm, each with the position of its claim.
    fn terms(&self, arm: usize) -> impl Iterator<Item = (usize, &claim::Term)> {
        let claims = self.claims.claims.iter().enumerate();
        let terms = claims.flat_map(|(claim, one)| one.terms.iter().map(move |term| (claim, term)));
        terms.filter(move |(_, term)| term.arm == arm)
    }

    /// Each claim's sum under each seed; `arms` are the arms varied for point `number`.
    fn sums(&self, number: u32, mut arms: Vec<Scenario>, executor: &Executor<'_>) -> Result<Vec<Vec<f64>>> {
        for arm in &mut arms {
            // Only the sums are kept.
            arm.parameters.record.ledger = false;
            arm.parameters.record.onsets = false;
        }
        let scenarios: Vec<&Scenario> = arms.iter().collect();
        let snapshots = self.claims.claims.iter().flat_map(|claim| &claim.terms).any(|term| term.measure.needs_state());
        let runs = Arms { scenarios: &scenarios, first_seed: self.first_seed, seeds: 0..self.seeds, snapshots };
        let before = u64::from(number) * u64::from(self.runs_each());
        let run = |arm: usize, seed: u32| before + arm as u64 * u64::from(self.seeds) + u64::from(seed);
        let parts = runs.run(executor, run, |arm, record| {
            self.terms(arm).map(|(_, term)| term.times * term.measure.of(record)).collect()
        })?;
        let mut sums = vec![vec![0.0; self.seeds as usize]; self.claims.claims.len()];
        for (arm, by_seed) in parts.iter().enumerate() {
            for (seed, parts) in by_seed.iter().enumerate() {
                for ((claim, _), part) in self.terms(arm).zip(parts) {
                    sums[claim][seed] += part;
                }
            }
        }
        Ok(sums)
    }
}

#[cfg(test)]
mod tests;
