//! Runs the arms of a file of hypotheses, in two stages, and keeps the numbers that the hypotheses read.
//!
//! The first stage gives every arm the same seeds. Only the spread in that stage determines how many seeds each
//! hypothesis needs ([`stats::sequential`](darkside_stats::sequential): Stein's two stages). An arm gets as many as the
//! most demanding hypothesis that refers to it, in whole batches, up to the budget. No decision depends on an observed
//! effect, so intervals and tests keep their levels.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Hypothesis, HypothesisFile};
use crate::experiment::{Arms, Executor, Reading};
use darkside_engine::record::Record;
use darkside_engine::scenario::Scenario;
use darkside_error::Result;
use darkside_stats::sequential::Plan;

/// The numbers that were read off an arm.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmValues {
    /// What was read, each once.
    pub readings: Vec<Reading>,
    /// For each reading, its value in each seed, in order.
    pub values: Vec<Vec<f64>>,
    /// For each reading of the series, its change over the last tenth of the run, by seed; NaN for a figure of the
    /// whole run.
    pub late: Vec<Vec<f64>>,
}

/// The results of running a file's arms.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The arms, in the file's order.
    pub arms: Vec<ArmValues>,
    /// How many seeds each hypothesis rests on: those that all of its arms have.
    pub seeds: Vec<u32>,
    /// How many seeds each hypothesis needs for the width it asks for, estimated from the first stage.
    pub needed: Vec<u64>,
}

impl HypothesisFile {
    /// Runs the arms and reads them.
    ///
    /// # Errors
    /// If a plan makes no sense, or as [`Executor::collect`].
    pub fn run(&self, executor: &Executor<'_>) -> Result<Trial> {
        let plans = self.plans()?;
        let mut arms: Vec<ArmValues> = (0..self.arms.len()).map(|arm| self.blank(arm)).collect();
        let everybody: Vec<usize> = (0..arms.len()).collect();
        executor.plan(self.arms.len() as u64 * u64::from(self.first_stage));
        self.stretch(&mut arms, &everybody, 0..self.first_stage, executor)?;
        let needed: Vec<u64> = self
            .hypotheses
            .iter()
            .zip(&plans)
            .map(|(hypothesis, plan)| {
                let parts = 0..hypothesis.parts.len();
                parts.map(|part| plan.needed(&contrast(hypothesis, part, &arms, self.first_stage))).max().unwrap_or(0)
            })
            .collect();
        let mut targets = vec![self.first_stage; arms.len()];
        for ((hypothesis, plan), &needed) in self.hypotheses.iter().zip(&plans).zip(&needed) {
            let seeds = plan.replicates(needed);
            for arm in arms_of(hypothesis) {
                targets[arm] = targets[arm].max(seeds);
            }
        }
        executor.plan(targets.iter().map(|&target| u64::from(target)).sum());
        let mut done = self.first_stage;
        loop {
            let going: Vec<usize> = everybody.iter().copied().filter(|&arm| targets[arm] > done).collect();
            // Run up to the nearest target, so that the arms still going share their seeds.
            let Some(next) = going.iter().map(|&arm| targets[arm]).min() else { break };
            self.stretch(&mut arms, &going, done..next, executor)?;
            done = next;
        }
        let seeds = self.hypotheses.iter().map(|hypothesis| {
            arms_of(hypothesis).into_iter().map(|arm| targets[arm]).min().unwrap_or(self.first_stage)
        });
        Ok(Trial { seeds: seeds.collect(), needed, arms })
    }

    /// The seed plan of each hypothesis.
    pub(super) fn plans(&self) -> Result<Vec<Plan>> {
        let plan = |hypothesis: &Hypothesis| {
            Plan::new(self.first_stage, hypothesis.half_width, 1.0 - hypothesis.alpha, self.batch, self.budget)
        };
        self.hypotheses.iter().map(plan).collect()
    }

    fn blank(&self, arm: usize) -> ArmValues {
        let mut readings: Vec<Reading> = Vec::new();
        let terms = self.hypotheses.iter().flat_map(|hypothesis| &hypothesis.parts).flat_map(|part| &part.terms);
        for term in terms.filter(|term| term.arm == arm) {
            if !readings.contains(&term.reading) {
                readings.push(term.reading.clone());
            }
        }
        let blank = vec![Vec::new(); readings.len()];
        ArmValues { values: blank.clone(), late: blank, readings }
    }

    /// How many numbers are kept of a run: two for each reading of the arm that has most.
    pub fn width(&self) -> usize {
        (0..self.arms.len()).map(|arm| 2 * self.blank(arm).readings.len()).max().unwrap_or(0)
    }

    /// Runs these arms under a range of seeds, counted from the first, and appends what is read.
    fn stretch(
        &self,
        arms: &mut [ArmValues],
        which: &[usize],
        seeds: Range<u32>,
        executor: &Executor<'_>,
    ) -> Result<()> {
        let scenarios: Vec<&Scenario> = which.iter().map(|&arm| &self.arms[arm]).collect();
        let stretch = Arms { scenarios: &scenarios, first_seed: self.first_seed, seeds, snapshots: false };
        let number = |arm: usize, seed: u32| u64::from(seed) * self.arms.len() as u64 + which[arm] as u64;
        let seen = stretch.run(executor, number, |arm, record| look(&arms[which[arm]].readings, record))?;
        for (&arm, seen) in which.iter().zip(seen) {
            let arm = &mut arms[arm];
            for seed in seen {
                // Rows from the log are padded to the width of the arm with most readings.
                let readings = arm.values.iter_mut().zip(&mut arm.late);
                for ([value, late], (values, lates)) in seed.as_chunks::<2>().0.iter().zip(readings) {
                    values.push(*value);
                    lates.push(*late);
                }
            }
        }
        Ok(())
    }
}

/// What is kept of one run: each reading, and its change over the last tenth.
fn look(readings: &[Reading], record: &Record) -> Vec<f64> {
    readings.iter().flat_map(|reading| [reading.of(record), reading.late_change(record)]).collect()
}

/// The arms of a hypothesis, without duplicates.
fn arms_of(hypothesis: &Hypothesis) -> BTreeSet<usize> {
    hypothesis.parts.iter().flat_map(|part| &part.terms).map(|term| term.arm).collect()
}

/// A part's contrast in each of the first `seeds` seeds.
fn contrast(hypothesis: &Hypothesis, part: usize, arms: &[ArmValues], seeds: u32) -> Vec<f64> {
    let read = |arm: usize, reading: &Reading, seed: usize| {
        let values = &arms[arm];
        let number = values.readings.iter().position(|known| known == reading);
        number.and_then(|number| values.values[number].get(seed)).copied().unwrap_or(f64::NAN)
    };
    (0..seeds as usize).map(|seed| hypothesis.parts[part].of(|arm, reading| read(arm, reading, seed))).collect()
}

impl Trial {
    /// A part's contrast in each of the seeds that the hypothesis at `position` rests on.
    pub fn contrast(&self, file: &HypothesisFile, position: usize, part: usize) -> Vec<f64> {
        contrast(&file.hypotheses[position], part, &self.arms, self.seeds[position])
    }
}
