//! Writing a part.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::super::checksum::Summed;
use super::super::columns::{Schema, seeds};
use super::super::figures::Figures;
use super::super::layout::{BRIDGES, FOOTPRINTS, LAPSES, LEDGER, ONSETS, SERIES, SNAPSHOTS, TIES};
use super::super::{epidemics, events, footprints, moments, per_seed, series, whole_file};
use super::index::{Index, TableSpan};
use super::shape::{COHORTS, FIGURES, GROUPS, LAGS, REACH, REPRODUCTION, RunShape, SENDERS, WAVES};
use crate::epidemiology::Epidemic;
use crate::experiment::both;
use crate::table::{Column, Heading, Table, encode};
use darkside_engine::record::{Digest, Record};
use darkside_error::Result;

impl RunShape {
    /// Writes the part of `records`, which have consecutive seeds, with the epidemiology and digest of each, to `path`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(in super::super) fn write(
        &self,
        path: &Path,
        inputs: &str,
        records: &[Record],
        epidemics: &[Epidemic],
        digests: &[Digest],
    ) -> Result<()> {
        let digests = digests.iter().map(Digest::to_string).collect();
        let first_seed = records.first().map_or(0, |record| record.seed);
        let index = Index { inputs: inputs.to_owned(), first_seed, digests, tables: Vec::new() };
        write_part(path, index, |part| self.write_tables(part, records, epidemics))
    }

    fn write_tables(
        &self,
        part: &mut PartWriter<'_>,
        records: &[Record],
        epidemics: &[Epidemic],
    ) -> std::io::Result<()> {
        // Encoding the ledger takes as long as encoding all the other tables.
        let (ledger, others) = both(
            || self.encoded_ledger(records),
            || {
                self.each_table(records, epidemics, &mut |name, headings, columns| match name {
                    LEDGER => Ok(()),
                    _ => part.table(name, headings, columns),
                })
            },
        );
        others?;
        if self.ledger { part.encoded(LEDGER, &ledger?) } else { Ok(()) }
    }

    /// The ledger as Parquet; empty if there is none.
    fn encoded_ledger(&self, records: &[Record]) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let take: Take<'_> =
            &mut |_, headings, columns| encode(&mut bytes, headings, columns).map(drop).map_err(whole_file::cause);
        if self.ledger {
            rows(take, LEDGER, &events::ledger(&self.practices), records, |record| &record.ledger)?;
        }
        Ok(bytes)
    }

    /// Passes every table of `records` and their epidemiology to `take`: its name, its headings, and its columns one at
    /// a time.
    ///
    /// # Errors
    /// The first failure of `take`.
    pub(in super::super) fn each_table(
        &self,
        records: &[Record],
        epidemics: &[Epidemic],
        take: Take<'_>,
    ) -> std::io::Result<()> {
        take(SERIES, &series::headings(&self.metrics), &mut series::columns(&self.metrics, records))?;
        if self.ledger {
            rows(take, LEDGER, &events::ledger(&self.practices), records, |record| &record.ledger)?;
            rows(take, LAPSES, &events::lapses(&self.practices), records, |record| &record.lapses)?;
        }
        if self.onsets {
            rows(take, ONSETS, &events::onsets(&self.practices), records, |record| &record.onsets)?;
        }
        if let Some(first) = records.first().filter(|first| !first.snapshots.is_empty()) {
            let states = moments::at_weeks(&first.snapshots, |moment| &moment.relationships);
            rows(take, SNAPSHOTS, &moments::snapshots(&self.practices), &records[..1], |_| &states)?;
            let ties = moments::at_weeks(&first.snapshots, |moment| &moment.ties);
            rows(take, TIES, &moments::ties(), &records[..1], |_| &ties)?;
        }
        if self.footprints {
            rows(take, FOOTPRINTS, &footprints::footprints(&self.practices), records, |record| &record.footprints)?;
        }
        rows(take, GROUPS, &per_seed::groups(), records, |record| &record.groups)?;
        let none = Vec::new();
        rows(take, REPRODUCTION, &per_seed::reproduction(), records, |record| {
            record.reproduction.as_ref().unwrap_or(&none)
        })?;
        let figures = records.iter().map(|record| (record.seed, Figures::of(record, &self.metrics).numbers()));
        let figures: Vec<(u64, Vec<f64>)> = figures.collect();
        seeded(take, FIGURES, &Figures::schema(), figures.iter().map(|(seed, numbers)| (*seed, &numbers[..])))?;
        if self.ledger {
            self.each_of_epidemics(records, epidemics, take)?;
        }
        Ok(())
    }

    fn each_of_epidemics(&self, records: &[Record], epidemics: &[Epidemic], take: Take<'_>) -> std::io::Result<()> {
        let each = || records.iter().zip(epidemics);
        seeded(take, BRIDGES, &epidemics::bridges(&self.practices), each().map(|(r, e)| (r.seed, &e.bridges[..])))?;
        seeded(take, WAVES, &epidemics::figures(), each().map(|(r, e)| (r.seed, &e.figures[..])))?;
        seeded(take, COHORTS, &epidemics::cohort_counts(), each().map(|(r, e)| (r.seed, &e.cohorts[..])))?;
        seeded(take, REACH, &epidemics::reach(), each().map(|(r, e)| (r.seed, &e.reach[..])))?;
        seeded(take, SENDERS, &epidemics::sender_means(), each().map(|(r, e)| (r.seed, &e.senders[..])))?;
        // Only their sums matter, so they are stored under the first seed.
        let lags = epidemics::summed(epidemics);
        seeded(take, LAGS, &epidemics::lags(), records.first().map(|first| (first.seed, &lags[..])).into_iter())
    }
}

/// Receives a table: its name, its headings, and its columns one at a time.
pub(in super::super) type Take<'a> =
    &'a mut dyn FnMut(&'static str, &[Heading], &mut dyn Iterator<Item = Column>) -> std::io::Result<()>;

fn rows<'r, T: Clone + 'r>(
    take: Take<'_>,
    name: &'static str,
    schema: &Schema<T>,
    records: &'r [Record],
    of: impl Fn(&'r Record) -> &'r [T],
) -> std::io::Result<()> {
    seeded(take, name, schema, records.iter().map(|record| (record.seed, of(record))))
}

fn seeded<'r, T: Clone + 'r>(
    take: Take<'_>,
    name: &'static str,
    schema: &Schema<T>,
    seeds_rows: impl Iterator<Item = (u64, &'r [T])>,
) -> std::io::Result<()> {
    let (numbers, rows): (Vec<u64>, Vec<&[T]>) = seeds_rows.unzip();
    let seeds = seeds(numbers.iter().zip(&rows).map(|(&seed, rows)| (seed, rows.len())));
    take(name, &schema.headings_after_seed(), &mut std::iter::once(seeds).chain(schema.columns_of(&rows)))
}

/// Writes a part with the tables of a single run of a study, identified by its number.
///
/// # Errors
/// If it cannot be written.
pub(in super::super) fn write_piece(
    path: &Path,
    inputs: &str,
    number: u64,
    digest: Digest,
    tables: Vec<(&'static str, Table)>,
) -> Result<()> {
    let index =
        Index { inputs: inputs.to_owned(), first_seed: number, digests: vec![digest.to_string()], tables: Vec::new() };
    write_part(path, index, |part| {
        tables.into_iter().try_for_each(|(name, table)| part.table(name, &table.headings(), table.columns))
    })
}

/// Writes a part with the tables that `fill` writes to it.
fn write_part(path: &Path, index: Index, fill: impl FnOnce(&mut PartWriter<'_>) -> std::io::Result<()>) -> Result<()> {
    whole_file::write(path, |file| {
        let mut part = PartWriter { file: BufWriter::with_capacity(1 << 20, file), written: 0, index };
        fill(&mut part)?;
        part.end()
    })
    .map(drop)
}

/// A part that is being written.
struct PartWriter<'a> {
    file: BufWriter<&'a mut Summed<File>>,
    written: u64,
    index: Index,
}

impl PartWriter<'_> {
    fn table(
        &mut self,
        name: &str,
        headings: &[Heading],
        columns: impl IntoIterator<Item = Column>,
    ) -> std::io::Result<()> {
        encode(&mut self.file, headings, columns).map_err(whole_file::cause)?;
        self.close(name)
    }

    /// Writes a table that is already encoded.
    fn encoded(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.file.write_all(bytes)?;
        self.close(name)
    }

    /// Records the table `name` once all of it has been written.
    fn close(&mut self, name: &str) -> std::io::Result<()> {
        self.file.flush()?;
        let (start, end) = (self.written, self.file.get_ref().bytes());
        self.index.tables.push(TableSpan { name: name.to_owned(), start, length: end - start });
        self.written = end;
        Ok(())
    }

    fn end(mut self) -> std::io::Result<()> {
        let index = serde_json::to_vec(&self.index)?;
        self.file.write_all(&index)?;
        self.file.write_all(&(index.len() as u64).to_le_bytes())?;
        self.file.flush()?;
        let sum = self.file.get_ref().digest();
        self.file.write_all(&sum)?;
        self.file.flush()
    }
}
