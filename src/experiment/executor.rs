//! The one place where simulations are handed to threads.
//!
//! Runs are numbered, and threads take the numbers in order. A run's result does not depend on which thread ran it or
//! when, so neither the number of threads nor an interruption changes a result.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use darkside_error::{Error, Result};

/// Keeps the numbers of finished runs, so that an interrupted experiment continues where it stopped.
pub trait RunLog: Sync {
    /// The numbers of a run, if the log has them.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn read(&self, run: u64) -> Result<Option<Vec<f64>>>;

    /// Keeps the numbers of a run.
    ///
    /// # Errors
    /// If the log cannot be written.
    fn write(&self, run: u64, numbers: &[f64]) -> Result<()>;
}

/// How far an experiment has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Runs that are done.
    pub done: u64,
    /// How many of them were already done by an earlier start.
    pub found: u64,
    /// Total number of runs, as far as known.
    pub runs: u64,
}

/// Runs experiments: on how many threads, with which log, and with which progress callback.
///
/// ```
/// use darkside::experiment::Executor;
///
/// let squares = Executor::new(2).collect(5, |run| run as u64, |run| vec![(run * run) as f64])?;
/// assert_eq!(squares.concat(), [0.0, 1.0, 4.0, 9.0, 16.0]);
/// # Ok::<(), darkside::error::Error>(())
/// ```
pub struct Executor<'a> {
    threads: usize,
    log: Option<&'a dyn RunLog>,
    tell: &'a (dyn Fn(Progress) + Sync),
    planned: AtomicU64,
    done: AtomicU64,
    found: AtomicU64,
}

impl Executor<'static> {
    /// Runs on `threads` threads, without a log or progress callback.
    pub fn new(threads: usize) -> Self {
        Executor::with(threads, None, &|_| ())
    }
}

impl<'a> Executor<'a> {
    /// Runs on `threads` threads, with a log of finished runs; `tell` is called after every run, from any thread.
    pub fn with(threads: usize, log: Option<&'a dyn RunLog>, tell: &'a (dyn Fn(Progress) + Sync)) -> Self {
        let [planned, done, found] = [0, 0, 0].map(AtomicU64::new);
        Self { threads, log, tell, planned, done, found }
    }

    /// Sets how many runs the whole experiment has, as far as known by now.
    pub fn plan(&self, runs: u64) {
        self.planned.store(runs, Ordering::Relaxed);
        (self.tell)(self.progress());
    }

    /// Counts runs that turned out not to be needed as done.
    pub fn skip(&self, runs: u64) {
        self.done.fetch_add(runs, Ordering::Relaxed);
        (self.tell)(self.progress());
    }

    /// The numbers of runs 0 to `count` − 1, in order; `one` computes those that the log does not have. `number` gives
    /// a run's number in the log, which must be unique within the experiment.
    ///
    /// # Errors
    /// The first failure of the log or the first panic in a run; no further run is begun after that.
    pub fn collect(
        &self,
        count: usize,
        number: impl Fn(usize) -> u64 + Sync,
        one: impl Fn(usize) -> Vec<f64> + Sync,
    ) -> Result<Vec<Vec<f64>>> {
        let collected: Vec<OnceLock<Vec<f64>>> = (0..count).map(|_| OnceLock::new()).collect();
        in_order(self.threads, count as u64, |run| {
            let run = run as usize;
            let found = self.log.map_or(Ok(None), |log| log.read(number(run)))?;
            self.found.fetch_add(u64::from(found.is_some()), Ordering::Relaxed);
            let numbers = match found {
                Some(numbers) => numbers,
                None => {
                    let numbers = attempt(|| one(run)).map_err(Error::machine)?;
                    self.log.map_or(Ok(()), |log| log.write(number(run), &numbers))?;
                    numbers
                }
            };
            collected[run].get_or_init(|| numbers);
            self.skip(1);
            Ok(())
        })?;
        Ok(collected.into_iter().map(|numbers| numbers.into_inner().unwrap_or_default()).collect())
    }

    /// Calls `one` for runs 0 to `count` − 1. `one` keeps its own results, and returns whether an earlier start had
    /// already done the run.
    ///
    /// # Errors
    /// The first failure of `one` or the first panic in it; no further run is begun after that.
    pub fn each(&self, count: u32, one: impl Fn(u32) -> Result<bool> + Sync) -> Result<()> {
        self.plan(count.into());
        in_order(self.threads, count.into(), |run| {
            let found = attempt(|| one(run as u32)).map_err(Error::machine)??;
            self.found.fetch_add(found.into(), Ordering::Relaxed);
            self.skip(1);
            Ok(())
        })
    }

    fn progress(&self) -> Progress {
        let [done, found, runs] = [&self.done, &self.found, &self.planned].map(|count| count.load(Ordering::Relaxed));
        Progress { done, found, runs }
    }
}

/// Calls `one` with 0 to `count` − 1 on `threads` threads, or fewer if the system cannot start that many; each thread
/// takes the next number when it is free.
///
/// # Errors
/// The first failure; numbers already begun are finished, no new ones are taken.
pub(super) fn in_order(threads: usize, count: u64, one: impl Fn(u64) -> Result<()> + Sync) -> Result<()> {
    let (next, stopped) = (AtomicU64::new(0), AtomicBool::new(false));
    let failure: Mutex<Option<Error>> = Mutex::default();
    let work = || {
        while !stopped.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                break;
            }
            if let Err(error) = one(number) {
                stopped.store(true, Ordering::Relaxed);
                failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
        }
    };
    thread::scope(|scope| {
        let helpers = (threads as u64).min(count).saturating_sub(1);
        // If the system cannot start another thread, carry on with those already running.
        let helpers: Vec<_> =
            (0..helpers).map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        work();
        for helper in helpers {
            // Joined, so that the scope does not panic in words of its own.
            helper.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
    });
    failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// The results of both functions, the first on a thread of its own if the system can start one.
pub(crate) fn both<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let spawned = thread::Builder::new().spawn_scoped(scope, &one);
        let other = other();
        let one = match spawned {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => one(),
        };
        (one, other)
    })
}

/// The result of a run, or the message of its panic.
pub fn attempt<T>(run: impl FnOnce() -> T) -> std::result::Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let words = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
        format!("the run panicked: {}", words.unwrap_or_else(|| "without a message".into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A log in memory that fails once it holds `room` runs.
    struct Memory {
        kept: Mutex<BTreeMap<u64, Vec<f64>>>,
        room: usize,
    }

    impl RunLog for Memory {
        fn read(&self, run: u64) -> Result<Option<Vec<f64>>> {
            Ok(self.kept.lock().unwrap().get(&run).cloned())
        }

        fn write(&self, run: u64, numbers: &[f64]) -> Result<()> {
            let mut kept = self.kept.lock().unwrap();
            if kept.len() == self.room {
                return Err(Error::machine("full"));
            }
            kept.insert(run, numbers.to_vec());
            Ok(())
        }
    }

    fn count(threads: usize, log: &Memory, begun: &AtomicU64) -> Result<Vec<Vec<f64>>> {
        Executor::with(threads, Some(log), &|_| ()).collect(
            10,
            |run| 100 + run as u64,
            |run| {
                begun.fetch_add(1, Ordering::Relaxed);
                vec![run as f64]
            },
        )
    }

    #[test]
    fn an_interrupted_experiment_runs_only_what_is_missing() {
        let mut log = Memory { kept: Mutex::default(), room: 4 };
        let begun = AtomicU64::new(0);
        assert_eq!(count(1, &log, &begun).unwrap_err().message(), "full");
        assert_eq!(begun.swap(0, Ordering::Relaxed), 5, "nothing is begun after a failure");
        log.room = 100;
        let expected: Vec<Vec<f64>> = (0..10).map(|run| vec![f64::from(run)]).collect();
        assert_eq!(count(3, &log, &begun).unwrap(), expected);
        assert_eq!(begun.into_inner(), 6);
        assert!(log.kept.into_inner().unwrap().contains_key(&109), "runs are known by their number");
    }

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| ()));
        let failed = Executor::new(2).collect(3, |run| run as u64, |run| if run == 1 { panic!("odd") } else { vec![] });
        std::panic::set_hook(hook);
        assert_eq!(failed.unwrap_err().message(), "the run panicked: odd");
    }

    #[test]
    fn what_a_helping_thread_unwinds_with_arrives_as_it_was() {
        let caller = thread::current().id();
        let helped = AtomicBool::new(false);
        let one = |_| {
            if thread::current().id() != caller && !helped.swap(true, Ordering::Relaxed) {
                resume_unwind(Box::new(7_u8));
            }
            // The caller waits for its helper, then ends normally.
            while !helped.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            Ok(())
        };
        let unwound = catch_unwind(AssertUnwindSafe(|| in_order(2, 2, one)));
        assert_eq!(unwound.unwrap_err().downcast_ref::<u8>(), Some(&7));
    }

    #[test]
    fn progress_counts_what_was_found_and_what_is_not_needed() {
        let log = Memory { kept: Mutex::new([(100, vec![0.0])].into()), room: 100 };
        let told = Mutex::new(Progress::default());
        let tell = |progress: Progress| *told.lock().unwrap() = progress;
        let executor = Executor::with(1, Some(&log), &tell);
        executor.plan(5);
        executor.collect(3, |run| 100 + run as u64, |_| vec![]).unwrap();
        executor.skip(2);
        assert_eq!(*told.lock().unwrap(), Progress { done: 5, found: 1, runs: 5 });
    }
}
