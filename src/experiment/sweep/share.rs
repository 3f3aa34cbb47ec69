//! Running the points of a sweep, or one machine's share of them.
//!
//! Threads take runs in order, point by point and seed by seed, whenever they are free; the results of a run are passed
//! on at once. If a point's values are not allowed together, or its run panics, the reason is passed on instead.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::file::Sweep;
use crate::experiment::executor::{attempt, in_order};
use darkside_engine::record::{Digest, Metric, Record};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Points whose scenarios are kept for their other seeds.
const POINTS_KEPT: usize = 4;

/// Which share of the points is run here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The number of this share, from 0.
    pub number: u32,
    /// How many shares there are.
    pub of: u32,
}

/// A run of a share: its point, its seed, and its place among the share's runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunNumber {
    /// The point, from 0.
    pub point: u32,
    /// The seed, counted from 0, which is the first.
    pub seed: u32,
    /// Its place among the runs of the share.
    pub place: u64,
}

/// What is kept of a successful run.
#[derive(Clone, Debug, PartialEq)]
pub struct Yield {
    /// The digest of its results.
    pub digest: Digest,
    /// Its outcomes, in order.
    pub outcomes: Vec<f64>,
    /// The change over the last tenth of the run, for each outcome that is [watched](super::Outcome::watched).
    pub late: Vec<f64>,
}

/// A finished run.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The point's coordinates by factor.
    pub coordinates: Vec<f64>,
    /// Its results, or why there are none.
    pub result: std::result::Result<Yield, String>,
}

/// A point that is being run.
struct OpenPoint {
    number: u32,
    made: OnceLock<(Vec<f64>, Result<Scenario>)>,
}

impl Share {
    /// All points.
    pub const WHOLE: Self = Self { number: 0, of: 1 };

    /// How many of `points` points are in this share: every `of`th, so that shares are alike.
    pub fn points(self, points: u32) -> u32 {
        points.saturating_sub(self.number).div_ceil(self.of)
    }

    /// Which share a point is in, and its place among that share's points.
    pub fn place(self, point: u32) -> (u32, u32) {
        (point % self.of, point / self.of)
    }

    /// Runs what `found` does not report as done and passes the result of each run to `keep`; `progress` is called
    /// after every run, with whether it was found.
    ///
    /// # Errors
    /// The first failure of `found` or `keep`, after which no further runs are begun; also if a list can no longer be
    /// read or no thread can be started.
    pub fn run(
        self,
        sweep: &Sweep,
        threads: usize,
        simulate: impl Fn(&Scenario, u64) -> Record + Sync,
        found: impl Fn(RunNumber) -> Result<bool> + Sync,
        keep: impl Fn(RunNumber, Done) -> Result<()> + Sync,
        progress: impl Fn(bool) + Sync,
    ) -> Result<()> {
        let runs = u64::from(self.points(sweep.design.points())) * u64::from(sweep.seeds);
        let current: Mutex<Vec<Arc<OpenPoint>>> = Mutex::default();
        let metrics = darkside_engine::record::metrics(&sweep.scenario.practices);
        let one = |place: u64| -> Result<()> {
            let (of_share, seed) = ((place / u64::from(sweep.seeds)) as u32, (place % u64::from(sweep.seeds)) as u32);
            let run = RunNumber { point: of_share * self.of + self.number, seed, place };
            if found(run)? {
                progress(true);
                return Ok(());
            }
            let point = take(&current, run.point);
            let coordinates = match point.made.get() {
                Some(_) => Vec::new(),
                None => sweep.design.point(&sweep.factors, run.point)?,
            };
            let (coordinates, scenario) = point.made.get_or_init(|| {
                let mut scenario = sweep.scenario_at(&coordinates);
                if let Ok(scenario) = &mut scenario {
                    // No outcome reads them, and they are no part of the digest.
                    scenario.parameters.record.footprints = 0;
                }
                (coordinates, scenario)
            });
            let result = match scenario {
                Err(refused) => Err(reason(refused)),
                Ok(scenario) => {
                    let seed = sweep.first_seed + u64::from(seed);
                    attempt(|| simulate(scenario, seed)).map(|record| yields(sweep, &record, &metrics))
                }
            };
            keep(run, Done { coordinates: coordinates.clone(), result })?;
            progress(false);
            Ok(())
        };
        in_order(threads, runs, one)
    }
}

/// The point, shared with the threads that run its other seeds. A few are kept, because threads do not arrive in the
/// order of their runs.
fn take(current: &Mutex<Vec<Arc<OpenPoint>>>, number: u32) -> Arc<OpenPoint> {
    let mut current = current.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(point) = current.iter().find(|point| point.number == number) {
        return Arc::clone(point);
    }
    let point = Arc::new(OpenPoint { number, made: OnceLock::new() });
    if current.len() == POINTS_KEPT {
        current.remove(0);
    }
    current.push(Arc::clone(&point));
    point
}

fn yields(sweep: &Sweep, record: &Record, metrics: &[Metric]) -> Yield {
    let outcomes = sweep.outcomes.iter().map(|outcome| outcome.reading.of(record)).collect();
    let watched = sweep.outcomes.iter().filter(|outcome| outcome.watched);
    let late = watched.map(|outcome| outcome.reading.late_change(record)).collect();
    Yield { digest: Digest::of_record(record, metrics), outcomes, late }
}

/// A refusal in one line.
pub(crate) fn reason(refused: &Error) -> String {
    match refused.advice() {
        Some(advice) => format!("{} ({advice})", refused.message()),
        None => refused.message().to_owned(),
    }
}
