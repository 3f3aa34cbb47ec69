//! The finished runs of a sweep, or of a share of one.

use std::path::Path;

use super::super::place::runs_path;
use super::super::run_log::{LogShape, LoggedRun, RunFile};
use super::description::Description;
use super::target::unfinished;
use crate::experiment::sweep::{Done, Yield};
use darkside_error::Result;

/// Least number of bytes for the reason why a point was set aside.
const REASON: usize = 480;

/// A file of runs, by point and seed.
pub(super) struct Slots {
    pub(super) file: RunFile,
    /// Outcomes of a run. The changes over the last tenth follow them, for the outcomes that are watched.
    outcomes: usize,
}

impl Slots {
    /// Opens the slots file of the whole sweep or of a share. If `writing` is set, creates it if it does not exist.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(super) fn open(path: &Path, sweep: &Description, shard: Option<[u32; 2]>, writing: bool) -> Result<Self> {
        let outcomes = sweep.outcomes.len();
        let watched = sweep.outcomes.iter().filter(|column| column.watched).count();
        let shape =
            LogShape { coordinates: sweep.factors.len(), digest: true, numbers: outcomes + watched, reason: REASON };
        // Runs are numbered alike in every share, so what is kept of a run also names its share.
        let belongs_to = match shard {
            None => sweep.inputs.clone(),
            Some([number, of]) => format!("{} {number}/{of}", sweep.inputs),
        };
        Ok(Self { file: RunFile::open(path, shape, &belongs_to, writing)?, outcomes })
    }

    /// Keeps a run.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(&self, run: u64, done: &Done) -> Result<()> {
        let result = match &done.result {
            Ok(kept) => Ok((Some(kept.digest), [&kept.outcomes[..], &kept.late].concat())),
            Err(reason) => Err(reason.clone()),
        };
        self.file.keep(run, &LoggedRun { coordinates: done.coordinates.clone(), result })
    }

    /// A run; `None` if it is missing or damaged.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn read(&self, run: u64) -> Result<Option<Done>> {
        Ok(self.read_all(run, 1)?.pop().flatten())
    }

    /// `count` runs, starting at `run`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn read_all(&self, run: u64, count: usize) -> Result<Vec<Option<Done>>> {
        let entries = self.file.entries(run, count)?;
        Ok(entries.into_iter().map(|entry| entry.and_then(|entry| self.done(entry))).collect())
    }

    fn done(&self, entry: LoggedRun) -> Option<Done> {
        let result = match entry.result {
            Ok((digest, mut outcomes)) => {
                let late = outcomes.split_off(self.outcomes);
                Ok(Yield { digest: digest?, outcomes, late })
            }
            Err(reason) => Err(reason),
        };
        Some(Done { coordinates: entry.coordinates, result })
    }
}

/// The log of runs of the unfinished sweep in a directory, if there is one.
///
/// # Errors
/// If it cannot be opened.
pub(in super::super) fn kept_runs(directory: &Path) -> Result<Option<RunFile>> {
    let path = runs_path(directory);
    let plan = unfinished(directory).filter(|_| path.exists());
    plan.map(|plan| Ok(Slots::open(&path, &plan.sweep, plan.shard, false)?.file)).transpose()
}
