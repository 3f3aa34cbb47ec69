//! Runs known cases on several threads; results do not depend on how many.

use std::sync::atomic::{AtomicU32, Ordering};

use super::case::{Case, Family};
use super::families::chosen;
use super::judge::{Finding, judge};
use crate::experiment::Executor;
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
///
/// # Errors
/// The first panic in a run.
pub fn run(
    cases: &[Prepared],
    threads: usize,
    progress: &(dyn Fn(SelftestProgress<'_>) + Sync),
) -> Result<Vec<Finding>> {
    let of_case = |(position, case): (usize, &Prepared)| (0..case.runs).map(move |number| (position, number));
    let runs: Vec<(usize, u32)> = cases.iter().enumerate().flat_map(of_case).collect();
    let done: Vec<AtomicU32> = cases.iter().map(|_| AtomicU32::new(0)).collect();
    let measured = |run: usize| {
        let (position, number) = runs[run];
        let one = &cases[position];
        let sample = (one.case.measure)(&one.scenarios, one.scenarios[0].parameters.run.seed + u64::from(number));
        let done = done[position].fetch_add(1, Ordering::Relaxed) + 1;
        progress(SelftestProgress { family: one.family.name, case: position, done, runs: one.runs });
        sample
    };
    let mut samples = Executor::new(threads).collect(runs.len(), |run| run as u64, measured)?.into_iter();
    let judged = cases.iter().flat_map(|one| {
        let of_case: Vec<Vec<f64>> = samples.by_ref().take(one.runs as usize).collect();
        judge(one.family, &one.case, &of_case)
    });
    Ok(judged.collect())
}
