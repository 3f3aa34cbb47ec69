//! From slots to tables: one pass over the points in order.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::super::checksum::Checksums;
use super::super::layout::Format;
use super::columns::{OutcomeRows, Points, outcome_headings, point_headings};
use super::description::{Description, Results};
use super::growing::{Growing, SetAside};
use super::slots::Slots;
use super::still_moving::StillMoving;
use super::{OUTCOMES, POINTS};
use crate::experiment::sweep::{Done, Share};
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
    let mut tables = Vec::new();
    for format in &sweep.formats {
        tables.push(Growing::begin(directory, POINTS, *format, point_headings(sweep))?);
        tables.push(Growing::begin(directory, OUTCOMES, *format, outcome_headings(sweep))?);
    }
    let mut aside = SetAside::begin(directory, Format::mark(&sweep.formats))?;
    let (mut points, mut runs) = (Points::new(sweep), OutcomeRows::new(sweep));
    let mut hash = Sha256::new();
    let mut still = StillMoving::of(sweep);
    let mut put = |points: &mut Points<'_>, runs: &mut OutcomeRows<'_>| -> Result<()> {
        for (table, rows) in tables.iter_mut().zip([points.take(), runs.take()].iter().cycle()) {
            table.add(rows)?;
        }
        Ok(())
    };
    for point in 0..sweep.points {
        let done = shares.point(point)?;
        done.iter().for_each(|run| digest(&mut hash, run));
        let failed = done.iter().position(|run| run.result.is_err());
        points.add(point, &done[0].coordinates, failed.is_some());
        match failed {
            Some(first) => aside.add(sweep, point, first, &done)?,
            None => {
                runs.add(point, sweep.first_seed, &done);
                still.add(point, &done);
            }
        }
        if points.rows() >= STRETCH || runs.rows() >= STRETCH {
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
