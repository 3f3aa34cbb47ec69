//! Long work on other threads, while Python shows progress and listens for Ctrl-C.
//!
//! The calling thread waits without the interpreter lock and wakes up every few milliseconds to run signal handlers and
//! call the progress callback. An interruption sets a flag. The working threads see it between two weeks or when they
//! report a finished run, and unwind; the library keeps what was finished by then.

#![allow(clippy::disallowed_methods, reason = "a clock says when to tell of progress; no result depends on it")]

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use darkside::experiment::Progress;
use darkside::network::{ReadingStage, listening};
use darkside::record::Record;
use darkside::run::Simulation;
use darkside::scenario::{Scenario, to_toml};
use darkside_error::{Error, Result};
use pyo3::prelude::*;

use crate::error::{exception, panicked};

/// How often the waiting thread wakes up.
const LOOK_UP: Duration = Duration::from_millis(20);
/// The least time between two calls of the progress callback.
const TELL: Duration = Duration::from_millis(100);
/// How long an interruption waits for the working threads. Slower ones end by themselves later.
const PATIENCE: Duration = Duration::from_millis(120);

/// The payload of the unwinding that interrupts work.
struct Interrupted;

/// What the working threads and the waiting one share.
#[derive(Default)]
pub(crate) struct Watch {
    stop: AtomicBool,
    done: AtomicU64,
    runs: AtomicU64,
    panic: Mutex<Option<Panic>>,
}

/// A panic's message and, if it was in a run, that run's scenario as TOML and its seed.
struct Panic {
    words: String,
    run: Option<(String, u64)>,
}

impl Watch {
    /// Notes progress; unwinds if the work has been interrupted.
    pub(crate) fn tell(&self, progress: Progress) {
        self.done.store(progress.done, Ordering::Relaxed);
        self.runs.store(progress.runs, Ordering::Relaxed);
        self.check();
    }

    /// Unwinds if the work has been interrupted.
    pub(crate) fn check(&self) {
        if self.stop.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Interrupted));
        }
    }

    /// Runs one seed, week by week; unwinds at the end of a week if the work has been interrupted.
    pub(crate) fn simulate(&self, threads: usize, scenario: &Arc<Scenario>, seed: u64, snapshots: bool) -> Record {
        let run = || {
            let mut simulation = self.begin(threads, scenario, seed, snapshots);
            while simulation.week() < scenario.parameters.run.weeks {
                self.check();
                simulation.step();
            }
            simulation.finish()
        };
        self.in_run(scenario, seed, run)
    }

    /// The world of one seed at week 0; unwinds between two of the weeks that it settles if the work has been interrupted.
    pub(crate) fn begin(&self, threads: usize, scenario: &Arc<Scenario>, seed: u64, snapshots: bool) -> Simulation {
        Simulation::begin_watched(threads, Arc::clone(scenario), seed, snapshots, || self.check())
    }

    /// Calls `run`, a run of `scenario` under `seed`, and notes both if it panics.
    pub(crate) fn in_run<T>(&self, scenario: &Scenario, seed: u64, run: impl FnOnce() -> T) -> T {
        catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|payload| {
            if !payload.is::<Interrupted>() {
                self.note(words(payload.as_ref()), Some((to_toml(scenario), seed)));
            }
            resume_unwind(payload)
        })
    }

    fn note(&self, words: String, run: Option<(String, u64)>) {
        self.panic.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(Panic { words, run });
    }
}

/// Calls `read` without the interpreter lock, checking for signals every few rows of large files.
///
/// # Errors
/// What `read` returns, or what a signal handler raises.
pub(crate) fn reading<T: Send>(py: Python<'_>, read: impl FnOnce() -> Result<T> + Send) -> PyResult<T> {
    let raised: Arc<Mutex<Option<PyErr>>> = Arc::default();
    let result = py.detach(|| {
        let raised = Arc::clone(&raised);
        let look_up = move |_: ReadingStage<'_>| {
            if let Err(error) = Python::attach(|py| py.check_signals()) {
                raised.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                resume_unwind(Box::new(Interrupted));
            }
        };
        catch_unwind(AssertUnwindSafe(|| listening(Rc::new(look_up), read)))
    });
    match (result, raised.lock().unwrap_or_else(PoisonError::into_inner).take()) {
        (_, Some(raised)) => Err(raised),
        (Ok(result), None) => result.map_err(|error| exception(py, &error)),
        (Err(payload), None) => Err(panicked(py, &words(payload.as_ref()), None, None)),
    }
}

/// Does `work` on another thread without the interpreter lock. `progress` is called with the runs done and in all.
///
/// # Errors
/// What `work` returns, what a signal handler or `progress` raises, or `RunPanic`.
pub(crate) fn watched<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Watch) -> Result<T> + Send + 'static,
) -> PyResult<T> {
    let watch = Arc::new(Watch::default());
    let (send, receive) = channel();
    let shared = Arc::clone(&watch);
    let spawned = std::thread::Builder::new().name("darkside".into()).spawn(move || {
        let result = catch_unwind(AssertUnwindSafe(|| work(&shared)));
        let result = result.map_err(|payload| {
            if !payload.is::<Interrupted>() {
                shared.note(words(payload.as_ref()), None);
            }
        });
        // After an interruption that took too long, nobody is listening any more.
        let _ = send.send(result);
    });
    spawned.map_err(|cause| exception(py, &Error::machine(format!("cannot start a thread: {cause}"))))?;
    // The mutex only makes the receiver `Sync`, so that `detach` accepts it: a single thread uses it.
    let receive = Mutex::new(receive);
    let wait = |time| receive.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time);
    let mut told = (Instant::now(), None);
    let result = loop {
        match py.detach(|| wait(LOOK_UP)) {
            Ok(result) => break result,
            Err(RecvTimeoutError::Disconnected) => break Err(()),
            Err(RecvTimeoutError::Timeout) => {
                let heard = py.check_signals().and_then(|()| tell(progress, &watch, &mut told, false));
                if let Err(raised) = heard {
                    watch.stop.store(true, Ordering::Relaxed);
                    py.detach(|| drop(wait(PATIENCE)));
                    return Err(raised);
                }
            }
        }
    };
    if let Some(Panic { words, run }) = watch.panic.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let (scenario, seed) = run.unzip();
        return Err(panicked(py, &words, scenario.as_deref(), seed));
    }
    tell(progress, &watch, &mut told, true)?;
    match result {
        Ok(result) => result.map_err(|error| exception(py, &error)),
        Err(()) => Err(panicked(py, "the work ended without a result", None, None)),
    }
}

/// Calls the callback if there is news, but not too often unless this is the `end`.
fn tell(
    progress: Option<&Bound<'_, PyAny>>,
    watch: &Watch,
    told: &mut (Instant, Option<u64>),
    end: bool,
) -> PyResult<()> {
    let Some(progress) = progress else { return Ok(()) };
    let (done, runs) = (watch.done.load(Ordering::Relaxed), watch.runs.load(Ordering::Relaxed));
    if runs > 0 && told.1 != Some(done) && (end || told.0.elapsed() >= TELL) {
        *told = (Instant::now(), Some(done));
        progress.call1((done, runs))?;
    }
    Ok(())
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".into())
}
