//! The digest of results, recomputed from the tables.

use std::iter::Peekable;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::super::checksum;
use super::super::layout::Format;
use super::super::read::Run;
use super::super::read_rows::Rows;
use super::super::run_log::canonical;
use super::super::study_digest::TablesDigest;
use super::super::study_manifest::StudyManifest;
use super::super::sweep::FinishedSweep;
use crate::table::ParquetStretches;
use darkside_engine::record::{Digest, Record};
use darkside_error::{Error, Result};

/// The digest of each seed of a run, in order.
pub(super) fn of_run(run: &Run) -> Result<Vec<Digest>> {
    let metrics = run.metrics();
    let mut ledger = run.ledger()?.map(Iterator::peekable);
    let mut onsets = run.onsets()?.map(Iterator::peekable);
    let mut digests = Vec::new();
    for seed in run.series()? {
        let seed = seed?;
        let record = Record {
            seed: seed.seed,
            series: seed.metrics,
            ledger: of_seed(&mut ledger, seed.seed)?,
            onsets: of_seed(&mut onsets, seed.seed)?,
            ..Record::default()
        };
        digests.push(Digest::of_record(&record, &metrics));
    }
    Ok(digests)
}

/// The next rows with this seed; none if the table does not exist.
fn of_seed<T>(rows: &mut Option<Peekable<Rows<T>>>, seed: u64) -> Result<Vec<T>> {
    let mut found = Vec::new();
    let Some(rows) = rows else { return Ok(found) };
    while let Some(row) = rows.next_if(|row| row.as_ref().map_or(true, |row| row.seed == seed)) {
        found.push(row?.row);
    }
    Ok(found)
}

/// The digest of a sweep in which no point was set aside.
pub(super) fn of_sweep(sweep: &FinishedSweep) -> Result<Digest> {
    let mut hash = Sha256::new();
    let mut runs = sweep.runs_with_digests()?;
    for point in sweep.points()? {
        let point = point?;
        for _ in 0..sweep.manifest().sweep.seeds {
            let lacking =
                || Error::machine(format!("{} lacks runs of point {}", sweep.directory().display(), point.point));
            let (run, digest) = runs.next().ok_or_else(lacking)??;
            point.coordinates.iter().for_each(|coordinate| hash.update(coordinate.to_le_bytes()));
            hash.update(digest.bytes());
            run.outcomes.iter().for_each(|outcome| hash.update(canonical(*outcome).to_le_bytes()));
        }
    }
    Ok(Digest::of(&hash.finalize()))
}

/// The digest of a study; `None` if it has no Parquet tables, since only those record the types of their columns.
pub(super) fn of_study(directory: &Path, study: &StudyManifest) -> Result<Option<Digest>> {
    if !study.formats.contains(&Format::Parquet) {
        return Ok(None);
    }
    let mut digest = TablesDigest::default();
    for name in &study.tables {
        let file = Format::Parquet.file(name);
        let wrong = |cause| Error::machine(format!("{}: {cause}", directory.join(&file).display()));
        let opened = checksum::open(directory, &file, &study.checksums)?;
        let mut stretches = ParquetStretches::open_all(opened).map_err(wrong)?;
        digest.table(name, &stretches.next().transpose().map_err(wrong)?.unwrap_or_default());
    }
    Ok(Some(digest.finish()))
}
