//! Which outcomes of a sweep have not settled: those that still move in the last tenth of the run.

use super::description::{Description, Moving};
use crate::experiment::late_move;
use crate::experiment::sweep::Done;
use darkside_stats::Running;

/// What has been found so far, point by point.
pub(super) struct StillMoving {
    /// Positions of the watched outcomes.
    watched: Vec<usize>,
    /// What was found for each of them.
    found: Vec<Moving>,
}

impl StillMoving {
    pub(super) fn of(sweep: &Description) -> Self {
        let columns = sweep.outcomes.iter().enumerate().filter(|(_, column)| column.watched);
        let blank = |outcome: &str| Moving { outcome: outcome.to_owned(), points: 0, change: 0.0, at: 0 };
        let (watched, found) = columns.map(|(position, column)| (position, blank(&column.name))).unzip();
        Self { watched, found }
    }

    /// Adds a point's runs, none of which failed.
    pub(super) fn add(&mut self, point: u32, runs: &[Done]) {
        for (number, (&position, found)) in self.watched.iter().zip(&mut self.found).enumerate() {
            let (mut level, mut changes) = (Running::default(), Vec::new());
            for yielded in runs.iter().filter_map(|run| run.result.as_ref().ok()) {
                level.add(yielded.outcomes[position]);
                changes.push(yielded.late[number]);
            }
            if let Some(change) = late_move(&changes, level.mean()) {
                found.points += 1;
                if change.abs() > found.change.abs() {
                    (found.change, found.at) = (change, point + 1);
                }
            }
        }
    }

    /// The outcomes that move at some point.
    pub(super) fn moving(self) -> Vec<Moving> {
        self.found.into_iter().filter(|found| found.points > 0).collect()
    }
}
