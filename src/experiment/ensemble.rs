//! One scenario under many seeds, in parallel, in batches that do not depend on the threads.
//!
//! Seeds are taken in order by whichever thread is free; the thread that brings the last record of a
//! batch hands the batch over and works on that (encodes it, writes it) before it takes another seed.
//! So at most one batch per thread is in memory, however many seeds there are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use darkside_engine::record::Record;
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

/// How far an ensemble is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Seeds simulated, or found done.
    pub done: u32,
    /// Seeds in all.
    pub seeds: u32,
}

/// What the threads share.
struct Work {
    /// Numbers of the batches still to do.
    batches: Vec<u32>,
    /// Seeds handed out, counted over those batches at full length.
    next: AtomicU32,
    done: AtomicU32,
    open: Mutex<Vec<Open>>,
    stopped: AtomicBool,
    failure: Mutex<Option<Error>>,
}

/// A batch of which some records are still missing.
struct Open {
    batch: u32,
    records: Vec<Record>,
}

/// A run of fewer relationships is over before threads could share it.
const WORTH_SHARING: u64 = 40_000;

/// How many of `threads` each run gets, if `seeds` are to be run: more than one where seeds are fewer and runs are large.
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

    /// Runs the seeds of every batch that `found` does not know, and gives each full batch, in the order
    /// of its seeds, to `keep`. Snapshots are asked for of the first seed.
    ///
    /// # Errors
    /// The first failure of `keep`; seeds begun are still finished, no new ones are taken. Or if no
    /// threads can be had.
    pub fn run(
        &self,
        scenario: &Scenario,
        simulate: impl Fn(&Scenario, u64, bool) -> Record + Sync,
        found: impl Fn(u32) -> bool,
        keep: impl Fn(u32, Vec<Record>) -> Result<()> + Sync,
        progress: impl Fn(Progress) + Sync,
    ) -> Result<()> {
        let (found, batches): (Vec<u32>, Vec<u32>) = (0..self.batches()).partition(|&batch| found(batch));
        let done: u32 = found.iter().map(|&batch| self.seeds_of(batch).1).sum();
        progress(Progress { done, seeds: self.seeds });
        let work = Work {
            batches,
            next: AtomicU32::new(0),
            done: AtomicU32::new(done),
            open: Mutex::default(),
            stopped: AtomicBool::new(false),
            failure: Mutex::default(),
        };
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.threads.max(1)).build();
        let threads = threads.map_err(|cause| Error::machine(format!("cannot start threads: {cause}")))?;
        threads.broadcast(|_| {
            while let Some((batch, seed)) = self.take(&work) {
                let record = simulate(scenario, seed, seed == self.first_seed);
                let done = work.done.fetch_add(1, Ordering::Relaxed) + 1;
                progress(Progress { done, seeds: self.seeds });
                if let Some(records) = self.bring(&work, batch, record)
                    && let Err(failure) = keep(batch, records)
                {
                    work.stopped.store(true, Ordering::Relaxed);
                    lock(&work.failure).get_or_insert(failure);
                }
            }
        });
        lock(&work.failure).take().map_or(Ok(()), Err)
    }

    /// The next seed to run, and its batch.
    fn take(&self, work: &Work) -> Option<(u32, u64)> {
        loop {
            if work.stopped.load(Ordering::Relaxed) {
                return None;
            }
            let next = work.next.fetch_add(1, Ordering::Relaxed);
            let batch = *work.batches.get((next / self.batch) as usize)?;
            let (first, seeds) = self.seeds_of(batch);
            // The last batch may be shorter than its share of the count.
            if next % self.batch < seeds {
                return Some((batch, first + u64::from(next % self.batch)));
            }
        }
    }

    /// Lays a record to its batch; gives the batch, in order, if that was the last one missing.
    fn bring(&self, work: &Work, batch: u32, record: Record) -> Option<Vec<Record>> {
        let mut open = lock(&work.open);
        let place = open.iter().position(|open| open.batch == batch).unwrap_or_else(|| {
            open.push(Open { batch, records: Vec::new() });
            open.len() - 1
        });
        open[place].records.push(record);
        if open[place].records.len() < self.seeds_of(batch).1 as usize {
            return None;
        }
        let mut records = open.swap_remove(place).records;
        records.sort_unstable_by_key(|record| record.seed);
        Some(records)
    }
}

/// A thread that panicked holds no lock half-way through a change, so the value is sound.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
