//! From slots to tables: one pass over the points in order.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::super::checksum::Checksums;
use super::super::layout::Format;
use super::columns::{PointRow, RunRow, outcome_headings, outcome_table, points};
use super::description::{Description, Results};
use super::growing::{Growing, SetAside};
use super::slots::Slots;
use super::still_moving::StillMoving;
use super::{OUTCOMES, POINTS};
use crate::experiment::sweep::{Done, Share, Yield};
use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// Rows of a table kept in memory at a time.
const STRETCH: usize = 8192;

/// The slots of every share of a sweep, by share.
pub(super) struct Shares<'a> {
    pub(super) slots: Vec<Slots>,
    pub(super) sweep: &'a Description,
    /// How a message about a missing run names its share, by share.
    pub(super) names: Vec<String>,
}

impl Shares<'_> {
    /// The runs of a point, by seed.
    fn point(&self, point: u32) -> Result<Vec<Done>> {
        let (share, place) = Share { number: 0, of: self.slots.len() as u32 }.place(point);
        let seeds = self.sweep.seeds;
        let runs = self.slots[share as usize].read_all(u64::from(place) * u64::from(seeds), seeds as usize)?;
        let whole: Option<Vec<Done>> = runs.into_iter().collect();
        whole.ok_or_else(|| {
            let name = &self.names[share as usize];
            Error::machine(format!("{name} lacks runs of point {}, or they are damaged", u64::from(point) + 1))
                .help("run the same command again")
        })
    }
}

/// Writes all tables of a sweep beside their names.
///
/// # Errors
/// If a run is missing or a table cannot be written.
pub(super) fn join(directory: &Path, shares: &Shares<'_>) -> Result<(Checksums, Results)> {
    let sweep = shares.sweep;
    let point_schema = points(sweep);
    let mut tables = Vec::new();
    for format in &sweep.formats {
        tables.push(Growing::begin(directory, format.file(POINTS), *format, point_schema.headings())?);
        tables.push(Growing::begin(directory, format.file(OUTCOMES), *format, outcome_headings(sweep))?);
    }
    let mut aside = SetAside::begin(directory, Format::mark(&sweep.formats))?;
    let (mut points, mut runs) = (Vec::new(), Vec::new());
    let mut hash = Sha256::new();
    let mut still = StillMoving::of(sweep);
    let mut put = |points: &mut Vec<PointRow>, runs: &mut Vec<(RunRow, Digest)>| -> Result<()> {
        let stretches = [point_schema.table(points), outcome_table(sweep, runs)];
        tables.iter_mut().zip(stretches.iter().cycle()).try_for_each(|(table, rows)| table.add(rows))?;
        points.clear();
        runs.clear();
        Ok(())
    };
    for point in 0..sweep.points {
        let done = shares.point(point)?;
        done.iter().for_each(|run| digest(&mut hash, run));
        let failed = done.iter().position(|run| run.result.is_err());
        points.push(PointRow {
            point: point + 1,
            coordinates: done[0].coordinates.clone(),
            set_aside: failed.is_some(),
        });
        if let Some(first) = failed {
            aside.add(sweep, point, first, &done)?;
        } else {
            still.add(point, &done);
            let yields =
                done.into_iter().zip(sweep.first_seed..).filter_map(|(run, seed)| Some((run.result.ok()?, seed)));
            runs.extend(
                yields.map(|(Yield { digest, outcomes, .. }, seed)| {
                    (RunRow { point: point + 1, seed, outcomes }, digest)
                }),
            );
        }
        if points.len() >= STRETCH || runs.len() >= STRETCH {
            put(&mut points, &mut runs)?;
        }
    }
    put(&mut points, &mut runs)?;
    let mut files = tables.into_iter().map(Growing::end).collect::<Result<Checksums>>()?;
    let points_set_aside = aside.count;
    files.extend(aside.end()?);
    let digest = Digest::of(&hash.finalize()).to_string();
    let points_done = sweep.points - points_set_aside;
    Ok((files, Results { points_done, points_set_aside, digest, moving: still.moving() }))
}

fn digest(hash: &mut Sha256, run: &Done) {
    run.coordinates.iter().for_each(|coordinate| hash.update(coordinate.to_le_bytes()));
    match &run.result {
        Ok(yielded) => {
            hash.update(yielded.digest.bytes());
            yielded.outcomes.iter().for_each(|outcome| hash.update(outcome.to_le_bytes()));
        }
        Err(reason) => hash.update(reason.as_bytes()),
    }
}
