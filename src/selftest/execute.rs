//! Runs known cases on several threads; results do not depend on how many.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use super::case::{Case, Family};
use super::families::chosen;
use super::judge::{Finding, judge};
use darkside_engine::scenario::Scenario;
use darkside_error::Result;

/// Which cases to run, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Fewer runs of each case.
    pub quick: bool,
    /// Names of families; empty for all.
    pub only: &'a [String],
    /// `path=value`: changes to every scenario, on top of what the cases set. With a changed model the selftest should
    /// fail.
    pub set: &'a [String],
}

/// A case that is ready to run.
pub struct Prepared {
    family: &'static Family,
    case: Case,
    scenarios: Vec<Scenario>,
    runs: u32,
}

/// How far a selftest has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelftestProgress<'a> {
    /// The family whose run has just ended.
    pub family: &'a str,
    /// The case's position among all.
    pub case: usize,
    /// Finished runs of this case.
    pub done: u32,
    /// Total runs of this case.
    pub runs: u32,
}

/// The cases selected by `options`, with their scenarios read and checked.
///
/// # Errors
/// If a name is unknown, or a change is not allowed in one of the scenarios.
pub fn prepare(options: &Options<'_>) -> Result<Vec<Prepared>> {
    let mut prepared = Vec::new();
    for family in chosen(options.only)? {
        for case in (family.cases)() {
            let scenarios = case.load(family, options.set)?;
            let runs = if options.quick { case.runs.quick } else { case.runs.full };
            prepared.push(Prepared { family, case, scenarios, runs });
        }
    }
    Ok(prepared)
}

/// Runs the cases on `threads` threads, reports to `progress` after every run, and judges the results in the order of
/// the cases.
///
/// Run number i of a case, counted from 0, has the seed `run.seed` + i.
pub fn run(cases: &[Prepared], threads: usize, progress: &(dyn Fn(SelftestProgress<'_>) + Sync)) -> Vec<Finding> {
    let of_case = |(position, case): (usize, &Prepared)| (0..case.runs).map(move |number| (position, number));
    let runs: Vec<(usize, u32)> = cases.iter().enumerate().flat_map(of_case).collect();
    let samples: Mutex<Vec<(usize, Vec<f64>)>> = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    let done: Vec<AtomicU32> = cases.iter().map(|_| AtomicU32::new(0)).collect();
    let work = || {
        let mut own = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(&(position, number)) = runs.get(place) else { break };
            let one = &cases[position];
            let seed = one.scenarios[0].parameters.run.seed + u64::from(number);
            own.push((place, (one.case.measure)(&one.scenarios, seed)));
            let done = done[position].fetch_add(1, Ordering::Relaxed) + 1;
            progress(SelftestProgress { family: one.family.name, case: position, done, runs: one.runs });
        }
        // A thread that panicked ends the whole selftest below, so a poisoned lock is never read.
        if let Ok(mut samples) = samples.lock() {
            samples.append(&mut own);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut samples = samples.into_inner().unwrap_or_default();
    samples.sort_unstable_by_key(|(place, _)| *place);
    let mut samples = samples.into_iter().map(|(_, sample)| sample);
    let judged = cases.iter().flat_map(|one| {
        let of_case: Vec<Vec<f64>> = samples.by_ref().take(one.runs as usize).collect();
        judge(one.family, &one.case, &of_case)
    });
    judged.collect()
}
