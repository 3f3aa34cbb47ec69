//! Whether what the model shows depends on the exact values that were tuned.
//!
//! Every tuned number is multiplied by a factor of its own, drawn over a Latin hypercube; at each of its points every claim is
//! looked at again, in the same arms and under the same seeds. A claim that keeps its sign at nearly all points rests on
//! the structure of the model, one that does not rests on the tuning.

mod claim;
mod journal;
mod judge;
mod measure;
mod read;
mod tables;
mod tuned;

use std::path::Path;

use rayon::prelude::*;

pub use claim::{Claim, Claims, patterns};
pub use judge::{Judged, judge};
pub use tables::{claims_table, factors_table, sums_table};
pub use tuned::{Tuned, tuned, vary};

use darkside_draws::Draws;
use darkside_engine::scenario::{Base, Request, Scenario, load};
use darkside_error::{Error, Result};
use darkside_stats::design::LatinHypercube;

/// What is found at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// For each claim its sum under each seed; empty where the values are not allowed together.
    pub sums: Vec<Vec<f64>>,
    /// Why they are not, if so.
    pub refused: Option<String>,
}

/// Claims, and the points at which they are looked at.
pub struct Robustness {
    /// The arms and the claims.
    pub claims: Claims,
    /// Every tuned number of the baseline.
    pub tuned: Vec<Tuned>,
    /// How far the factors lie from 1, at most.
    pub within: f64,
    /// The first seed, for all arms.
    pub first_seed: u64,
    /// Seeds at each point.
    pub seeds: u32,
    bases: Vec<Base>,
    design: LatinHypercube,
}

impl Robustness {
    /// The claims over so many points, each tuned number between 1 − `within` and 1 + `within` times its value.
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
        let tuned = tuned(&load(&Request::of("baseline"))?);
        let design = LatinHypercube::new(tuned.len(), points as usize, &Draws::new(design_seed))?;
        let bases = claims.arms.iter().map(Base::of).collect::<Result<_>>()?;
        let first_seed = claims.arms.first().map_or(1, |arm| arm.parameters.run.seed);
        Ok(Self { claims, tuned, within, first_seed, seeds, bases, design })
    }

    /// How many points there are.
    pub fn points(&self) -> u32 {
        self.design.points()
    }

    /// How many runs each of them takes.
    pub fn runs_each(&self) -> u32 {
        self.seeds * self.claims.arms.len() as u32
    }

    /// What each tuned number is multiplied by at a point.
    pub fn factors(&self, number: u32) -> Vec<f64> {
        self.design.point(number).iter().map(|place| 1.0 + self.within * (2.0 * place - 1.0)).collect()
    }

    /// Looks at every point that the journal at `path` does not know yet, on so many threads, and notes each there;
    /// `progress` is told of points. The journal is for `inputs`, a digest of all that the results depend on.
    ///
    /// # Errors
    /// If the journal cannot be read or written, or no threads can be had.
    pub fn run(&self, path: &Path, inputs: &str, threads: usize, progress: impl Fn(u32)) -> Result<Vec<Point>> {
        let (mut journal, found) = journal::Journal::open(path, inputs)?;
        let mut points: Vec<Option<Point>> = vec![None; self.points() as usize];
        for (number, point) in found {
            if let Some(place) = points.get_mut(number as usize) {
                *place = Some(point);
            }
        }
        let mut done = points.iter().flatten().count() as u32;
        progress(done);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
        let pool = pool.map_err(|cause| Error::machine(format!("cannot start threads: {cause}")))?;
        for (number, place) in points.iter_mut().enumerate().filter(|(_, place)| place.is_none()) {
            let point = pool.install(|| self.point(number as u32));
            journal.add(number as u32, &point)?;
            *place = Some(point);
            done += 1;
            progress(done);
        }
        Ok(points.into_iter().flatten().collect())
    }

    /// Removes the journal, once its points stand in tables.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn forget(path: &Path, inputs: &str) -> Result<()> {
        journal::Journal::open(path, inputs)?.0.remove()
    }

    /// What is found at a point, on the threads at hand.
    fn point(&self, number: u32) -> Point {
        let factors = self.factors(number);
        let arms = self.claims.arms.iter().zip(&self.bases);
        let varied: Result<Vec<Scenario>> = arms.map(|(arm, base)| vary(base, arm, &self.tuned, &factors)).collect();
        match varied {
            Ok(arms) => Point { sums: self.sums(&arms), refused: None },
            Err(error) => Point { sums: Vec::new(), refused: Some(error.message().to_owned()) },
        }
    }

    /// Each claim's sum under each seed in these arms.
    fn sums(&self, arms: &[Scenario]) -> Vec<Vec<f64>> {
        let terms: Vec<(usize, &claim::Term)> = self
            .claims
            .claims
            .iter()
            .enumerate()
            .flat_map(|(claim, one)| one.terms.iter().map(move |term| (claim, term)))
            .collect();
        let seeds = self.seeds as usize;
        let run = |number: usize| -> Vec<(usize, f64)> {
            let (arm, seed) = (number / seeds, self.first_seed + (number % seeds) as u64);
            let of_arm = || terms.iter().filter(|(_, term)| term.arm == arm);
            let mut scenario = arms[arm].clone();
            // Only the sums are kept.
            scenario.parameters.record.ledger = false;
            scenario.parameters.record.onsets = false;
            let record =
                darkside_engine::run::run(&scenario, seed, of_arm().any(|(_, term)| term.measure.needs_state()));
            of_arm().map(|(claim, term)| (*claim, term.times * term.measure.of(&record))).collect()
        };
        let parts: Vec<Vec<(usize, f64)>> = (0..arms.len() * seeds).into_par_iter().with_max_len(1).map(run).collect();
        let mut sums = vec![vec![0.0; seeds]; self.claims.claims.len()];
        for (number, parts) in parts.iter().enumerate() {
            for (claim, part) in parts {
                sums[*claim][number % seeds] += part;
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests;
