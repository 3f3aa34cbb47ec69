//! What one arm changes against another: differences paired by seed, week by week and in the metrics asked for.

mod tables;

pub use tables::{replay_table, tables};

use std::collections::BTreeSet;

use super::arms::{Arms, pairable};
use super::executor::Executor;
use super::reading::{Reading, late_change};
use super::window::Window;
use darkside_draws::Draws;
use darkside_engine::practice::Practice;
use darkside_engine::record::Record;
use darkside_engine::scenario::{Scenario, check_seeds};
use darkside_error::{Error, Result};
use darkside_stats::{Paired, Running, Summary, paired};

/// Seeds whose weekly courses are in memory at a time.
const SEEDS_AT_A_TIME: u32 = 64;

/// A metric to read off every run, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricAsked {
    /// Name of the metric, one of [`readable`](super::readable).
    pub metric: String,
    /// The weeks; `None` for a figure of the whole run, or to read the last week of the series.
    pub window: Option<Window>,
}

impl MetricAsked {
    /// These metrics over one window. If columns of the series are among them, figures of whole runs are read without a
    /// window. If there are only such figures, the window stays, and [`ArmsToCompare::check`] refuses it.
    pub fn all(metrics: &[&str], window: Option<Window>, practices: &[Practice]) -> Vec<Self> {
        let columns = darkside_engine::record::metrics(practices);
        let is_column = |metric: &str| columns.iter().any(|column| column.name == metric);
        let mixed = metrics.iter().any(|metric| is_column(metric));
        let window_of = |metric: &str| window.filter(|_| is_column(metric) || !mixed);
        metrics.iter().map(|metric| Self { metric: (*metric).to_owned(), window: window_of(metric) }).collect()
    }
}

/// Scenarios to compare with the first of them.
#[derive(Clone, Copy, Debug)]
pub struct ArmsToCompare<'a> {
    /// The arms, at least two, with distinct names.
    pub arms: &'a [&'a Scenario],
    /// What is read off them.
    pub asked: &'a [MetricAsked],
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds: the first and those that follow it.
    pub seeds: u32,
}

/// What [`ArmsToCompare::compare`] finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Names of the arms.
    pub arms: Vec<String>,
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds each arm had.
    pub seeds: u32,
    /// Weeks simulated.
    pub weeks: u32,
    /// How many weeks at the start an arm needs to settle; 0 if none does.
    pub settling: u32,
    /// Weeks in which an arm's interventions happen, ascending, each once.
    pub interventions: Vec<u32>,
    /// What was read, metric by metric.
    pub metrics: Vec<Compared>,
}

/// One metric, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What was read, of the first arm.
    pub reading: Reading,
    /// The values, by arm and then seed; NaN where undefined.
    pub values: Vec<Vec<f64>>,
    /// The level of the metric in each arm.
    pub levels: Vec<Summary>,
    /// Each arm after the first, compared with the first.
    pub effects: Vec<Paired>,
    /// For each arm after the first, the difference by week, from week 0; empty for a figure of the whole run.
    pub courses: Vec<Vec<Summary>>,
    /// For each arm, the change over the last tenth of the run, by seed; empty for a figure of the whole run.
    pub late: Vec<Vec<f64>>,
}

impl ArmsToCompare<'_> {
    /// Checks that this makes sense: the arms can be paired and have distinct names, and all of them have the
    /// metrics.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn check(&self) -> Result<()> {
        self.readings().map(|_| ())
    }

    /// Runs every arm under every seed and compares.
    ///
    /// # Errors
    /// As [`Self::check`] and [`Executor::collect`].
    ///
    /// ```
    /// use darkside::experiment::{Executor, compare::{ArmsToCompare, MetricAsked}};
    /// use darkside::scenario::{Request, load};
    ///
    /// let set = ["population.managers=20".into(), "population.firms=1".into(), "run.weeks=52".into()];
    /// let arm = |which| load(&Request { set: &set, ..Request::of(which) });
    /// let (baseline, isolated) = (arm("baseline")?, arm("isolated")?);
    /// let asked = [MetricAsked { metric: "dark_share".into(), window: None }];
    /// let arms = [&baseline, &isolated];
    /// let arms = ArmsToCompare { arms: &arms, asked: &asked, first_seed: 1, seeds: 4 };
    /// let comparison = arms.compare(&Executor::new(2))?;
    /// let effect = &comparison.metrics[0].effects[0];
    /// assert_eq!(effect.above + effect.below + effect.equal, 4);
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn compare(&self, executor: &Executor<'_>) -> Result<Comparison> {
        let readings = self.readings()?;
        let weeks = self.arms[0].parameters.run.weeks;
        let arms = self.arms.len();
        let mut metrics: Vec<Gathered> =
            readings[0].iter().map(|reading| Gathered::new(reading, arms, weeks)).collect();
        executor.plan(u64::from(self.seeds) * arms as u64);
        let mut done = 0;
        while done < self.seeds {
            let seeds = SEEDS_AT_A_TIME.min(self.seeds - done);
            let block =
                Arms { scenarios: self.arms, first_seed: self.first_seed, seeds: done..done + seeds, snapshots: false };
            let number = |arm: usize, seed: u32| u64::from(seed) * arms as u64 + arm as u64;
            let seen = block.run(executor, number, |arm, record| look(&readings[arm], record))?;
            let mut at = readings[0].len();
            for (number, metric) in metrics.iter_mut().enumerate() {
                at += metric.take(&seen, number, at);
            }
            done += seeds;
        }
        let draws = Draws::new(self.first_seed);
        let interventions: BTreeSet<u32> =
            self.arms.iter().flat_map(|arm| &arm.interventions).map(|what| what.week).collect();
        Ok(Comparison {
            arms: self.arms.iter().map(|arm| arm.name.clone()).collect(),
            first_seed: self.first_seed,
            seeds: self.seeds,
            weeks,
            settling: self.arms.iter().map(|arm| super::settling(weeks, arm.parameters.run.settle)).max().unwrap_or(0),
            interventions: interventions.into_iter().collect(),
            metrics: metrics.into_iter().map(|metric| metric.compared(&draws)).collect::<Result<_>>()?,
        })
    }

    /// How many numbers are kept of each run.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn width(&self) -> Result<usize> {
        let weeks = self.arms.first().map_or(0, |arm| arm.parameters.run.weeks) as usize + 1;
        let readings = self.readings()?;
        let courses = readings[0].iter().filter(|reading| reading.column().is_some()).count();
        Ok(readings[0].len() + courses * weeks)
    }

    /// What is read off each arm. The position of a metric in a record depends on the arm's practices.
    fn readings(&self) -> Result<Vec<Vec<Reading>>> {
        if self.arms.len() < 2 {
            return Err(Error::input("a comparison needs at least two arms").help("darkside compare baseline isolated"));
        }
        if self.asked.is_empty() {
            return Err(Error::input("no metric to compare").help("`dark_share` and `value` are two of them"));
        }
        for (position, arm) in self.arms.iter().enumerate() {
            if let Some(other) = self.arms[..position].iter().find(|other| other.name == arm.name) {
                return Err(same_name(arm, other));
            }
        }
        for (position, asked) in self.asked.iter().enumerate() {
            if self.asked[..position].contains(asked) {
                return Err(Error::input(format!("the metric `{}` is asked for twice", asked.metric)));
            }
        }
        check_seeds(self.first_seed, self.seeds)?;
        pairable(self.arms)?;
        let reading = |arm: &Scenario, asked: &MetricAsked| {
            Reading::new(&asked.metric, asked.window, &arm.practices, arm.parameters.run.weeks)
        };
        let of_arm = |arm: &&Scenario| self.asked.iter().map(|asked| reading(arm, asked)).collect::<Result<Vec<_>>>();
        self.arms.iter().map(of_arm).collect()
    }
}

fn same_name(arm: &Scenario, other: &Scenario) -> Error {
    if arm == other {
        return Error::input(format!("scenario {} is given twice", arm.name)).help("give it once");
    }
    Error::input(format!("two arms are called {}", arm.name))
        .help("give one of them another name with `name = \"…\"` at its top")
}

/// What is kept of one run: what each reading gives, then the course by week of each that has one.
fn look(readings: &[Reading], record: &Record) -> Vec<f64> {
    let values = readings.iter().map(|reading| reading.of(record));
    let columns = readings.iter().filter_map(|reading| record.series.get(reading.column()?));
    values.chain(columns.flatten().copied()).collect()
}

/// What has been collected of one metric so far.
struct Gathered {
    reading: Reading,
    values: Vec<Vec<f64>>,
    differences: Vec<Vec<Running>>,
    late: Vec<Vec<f64>>,
}

impl Gathered {
    fn new(reading: &Reading, arms: usize, weeks: u32) -> Self {
        let by_week = reading.column().map_or(0, |_| weeks as usize + 1);
        Self {
            reading: reading.clone(),
            values: vec![Vec::new(); arms],
            differences: vec![vec![Running::default(); by_week]; arms - 1],
            late: vec![Vec::new(); if by_week > 0 { arms } else { 0 }],
        }
    }

    /// Adds a block of seeds, in order: the metric's values at `number`, and its courses from `at` on. Returns the
    /// length of a course.
    fn take(&mut self, seen: &[Vec<Vec<f64>>], number: usize, at: usize) -> usize {
        let weeks = self.differences[0].len();
        let course = |run: &'_ Vec<f64>| -> std::ops::Range<usize> { at..(at + weeks).min(run.len()) };
        for (values, seen) in self.values.iter_mut().zip(seen) {
            values.extend(seen.iter().map(|run| run[number]));
        }
        for (late, seen) in self.late.iter_mut().zip(seen) {
            late.extend(seen.iter().map(|run| late_change(&run[course(run)])));
        }
        for (differences, other) in self.differences.iter_mut().zip(&seen[1..]) {
            for (first, other) in seen[0].iter().zip(other) {
                let weeks = first[course(first)].iter().zip(&other[course(other)]);
                for (difference, (first, other)) in differences.iter_mut().zip(weeks) {
                    difference.add(other - first);
                }
            }
        }
        weeks
    }

    fn compared(self, draws: &Draws) -> Result<Compared> {
        let level =
            |values: &Vec<f64>| values.iter().copied().filter(|value| value.is_finite()).collect::<Running>().summary();
        let first = &self.values[0];
        let effects =
            self.values[1..].iter().map(|other| paired::compare(first, other, draws)).collect::<Result<_>>()?;
        let is_series = self.reading.column().is_some();
        let courses = self.differences.iter().filter(|_| is_series).map(|weeks| Running::summaries(weeks)).collect();
        let levels = self.values.iter().map(level).collect();
        Ok(Compared { reading: self.reading, levels, effects, courses, late: self.late, values: self.values })
    }
}

#[cfg(test)]
mod tests;
