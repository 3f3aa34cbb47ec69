//! One scenario under many seeds, in parallel, in batches that do not depend on the number of threads.
//!
//! Each thread takes the next seed when it is free. The thread that finishes the last seed of a batch also processes
//! the batch (encodes it, writes it) before it takes another seed. So at most one batch per thread is in memory,
//! however many seeds there are.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::executor::{Progress, attempt, in_order};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Which seeds to run, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ensemble {
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds: the first and those that follow it.
    pub seeds: u32,
    /// Seeds in a batch, at least 1; the last batch may have fewer.
    pub batch: u32,
    /// Threads, at least 1.
    pub threads: usize,
}

/// The results of each batch of which some are still missing, by seed.
type OpenBatches<T> = BTreeMap<u32, BTreeMap<u64, T>>;

/// Runs with fewer relationships finish too soon for threads to share them.
const WORTH_SHARING: u64 = 40_000;

/// How many of `threads` each run gets when `seeds` are to be run: more than one if there are fewer seeds than threads
/// and runs are large.
pub fn threads_within(scenario: &Scenario, seeds: u32, threads: usize) -> usize {
    let population = &scenario.parameters.population;
    let managers = scenario.network.as_ref().map_or(u64::from(population.managers), |n| n.managers.len() as u64);
    let at_a_time = (seeds as usize).clamp(1, threads.max(1));
    if managers * u64::from(population.portfolio) < WORTH_SHARING { 1 } else { threads.max(1) / at_a_time }
}

impl Ensemble {
    /// How many batches there are.
    pub fn batches(&self) -> u32 {
        self.seeds.div_ceil(self.batch)
    }

    /// The first seed of a batch, and how many seeds it has.
    pub fn seeds_of(&self, batch: u32) -> (u64, u32) {
        let before = batch * self.batch;
        (self.first_seed + u64::from(before), self.batch.min(self.seeds - before))
    }

    /// Calls `simulate` with each seed of every batch that `found` does not report, and passes the results of each full
    /// batch, in the order of its seeds, to `keep`. Only the first seed is asked for snapshots.
    ///
    /// # Errors
    /// The first failure of `keep`, or a panic in `simulate`; seeds already begun are finished, no new ones are taken.
    pub fn run<T: Send>(
        &self,
        scenario: &Scenario,
        simulate: impl Fn(&Scenario, u64, bool) -> T + Sync,
        found: impl Fn(u32) -> bool,
        keep: impl Fn(u32, Vec<T>) -> Result<()> + Sync,
        progress: impl Fn(Progress) + Sync,
    ) -> Result<()> {
        let (found, missing): (Vec<u32>, Vec<u32>) = (0..self.batches()).partition(|&batch| found(batch));
        let found: u32 = found.iter().map(|&batch| self.seeds_of(batch).1).sum();
        let told = |done: u32| Progress { done: done.into(), found: found.into(), runs: self.seeds.into() };
        progress(told(found));
        let (done, open) = (AtomicU32::new(found), Mutex::default());
        // Counts every missing batch at full length; only the last may be shorter.
        in_order(self.threads, missing.len() as u64 * u64::from(self.batch), |place| {
            let (batch, place) = (missing[(place / u64::from(self.batch)) as usize], place % u64::from(self.batch));
            let (first, seeds) = self.seeds_of(batch);
            if place >= u64::from(seeds) {
                return Ok(());
            }
            let seed = first + place;
            let result = attempt(|| simulate(scenario, seed, seed == self.first_seed));
            let result = result.map_err(|panic| Error::machine(format!("seed {seed}: {panic}")))?;
            progress(told(done.fetch_add(1, Ordering::Relaxed) + 1));
            self.add(&open, batch, (seed, result)).map_or(Ok(()), |results| keep(batch, results))
        })
    }

    /// Adds a seed's result to its batch; returns the batch, in order, if that was the last missing result.
    fn add<T>(&self, open: &Mutex<OpenBatches<T>>, batch: u32, (seed, result): (u64, T)) -> Option<Vec<T>> {
        // A thread that panicked holds no lock in the middle of a change, so the value is sound.
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        let results = open.entry(batch).or_default();
        results.insert(seed, result);
        if results.len() < self.seeds_of(batch).1 as usize {
            return None;
        }
        open.remove(&batch).map(|results| results.into_values().collect())
    }
}
