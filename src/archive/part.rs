//! A part: the results of a batch of finished seeds in one file.
//!
//! The file holds each table as Parquet, one after the other; then an index as JSON, its length, and the
//! SHA-256 of all before. It appears under its name only when it is whole and on the disk; when an
//! interrupted run goes on, a part that is truncated, damaged or of another run is done again.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::columns::{ColumnOf, seed_heading, seeds};
use super::figures::Figures;
use super::layout::{LAPSES, LEDGER, ONSETS, SERIES, SNAPSHOTS, TIES};
use super::{events, moments, whole_file};
use crate::table::{Cells, Column, Heading, Kind, ParquetStretches, Stretch, encode};
use darkside_engine::parameter::Unit;
use darkside_engine::record::{Digest, Metric, Record};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Within a part: each seed's figures.
pub(super) const FIGURES: &str = "figures";
/// Within a part: each seed's case reproduction.
pub(super) const REPRODUCTION: &str = "reproduction";
/// Within a part: each seed's group means.
pub(super) const GROUPS: &str = "groups";

/// Length of the index and checksum.
const TRAILER: usize = 8 + 32;

/// What a scenario's parts hold.
pub(super) struct Shape {
    pub(super) metrics: Vec<Metric>,
    pub(super) practices: Vec<String>,
    pub(super) ledger: bool,
    pub(super) onsets: bool,
}

/// What a part says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Index {
    /// Digest of the inputs that it belongs to.
    pub(super) inputs: String,
    /// Its first seed.
    pub(super) first_seed: u64,
    /// The digest of each seed's results.
    pub(super) digests: Vec<String>,
    tables: Vec<Entry>,
}

/// Where a table lies in a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    name: String,
    start: u64,
    length: u64,
}

impl Shape {
    /// What the parts of `scenario` hold.
    pub(super) fn of(scenario: &Scenario) -> Self {
        Self {
            metrics: darkside_engine::record::metrics(&scenario.practices),
            practices: scenario.practices.iter().map(|practice| practice.name.clone()).collect(),
            ledger: scenario.parameters.record.ledger,
            onsets: scenario.parameters.record.onsets,
        }
    }

    /// The columns of one of the long tables, or of one of a part's own.
    pub(super) fn headings(&self, table: &str) -> Vec<Heading> {
        fn all<T>(columns: &[ColumnOf<'_, T>]) -> Vec<Heading> {
            std::iter::once(seed_heading()).chain(columns.iter().map(|column| column.heading.clone())).collect()
        }
        match table {
            LEDGER => all(&events::ledger(&self.practices)),
            LAPSES => all(&events::lapses(&self.practices)),
            ONSETS => all(&events::onsets(&self.practices)),
            SNAPSHOTS => all(&moments::snapshots(&self.practices)),
            TIES => all(&moments::ties()),
            GROUPS => all(&moments::groups()),
            REPRODUCTION => all(&moments::reproduction()),
            FIGURES => vec![seed_heading(), Heading::new("figure", Kind::Number, Unit::Number, "figures in order")],
            _ => {
                let week = Heading::new("week", Kind::Whole, Unit::Weeks, "week, from 0");
                let metrics = self
                    .metrics
                    .iter()
                    .map(|metric| Heading::new(&metric.name, Kind::Number, metric.unit, metric.meaning.clone()));
                [seed_heading(), week].into_iter().chain(metrics).collect()
            }
        }
    }

    /// Writes the part of `records`, whose seeds follow each other, to `path`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(&self, path: &Path, inputs: &str, records: &[Record]) -> Result<()> {
        let digests = records.iter().map(|record| Digest::of_record(record, &self.metrics).to_string()).collect();
        let first_seed = records.first().map_or(0, |record| record.seed);
        let index = Index { inputs: inputs.to_owned(), first_seed, digests, tables: Vec::new() };
        whole_file::write(path, |file| {
            let file = Summed { inner: BufWriter::with_capacity(1 << 20, file), hash: Sha256::new(), written: 0 };
            let mut part = Open { file, index };
            self.write_tables(&mut part, records)?;
            part.end()
        })
    }

    fn write_tables(&self, part: &mut Open<'_>, records: &[Record]) -> std::io::Result<()> {
        part.table(SERIES, &self.headings(SERIES), self.series(records))?;
        if self.ledger {
            part.rows(LEDGER, &events::ledger(&self.practices), records, |record| &record.ledger)?;
            part.rows(LAPSES, &events::lapses(&self.practices), records, |record| &record.lapses)?;
        }
        if self.onsets {
            part.rows(ONSETS, &events::onsets(&self.practices), records, |record| &record.onsets)?;
        }
        if let Some(first) = records.first().filter(|first| !first.snapshots.is_empty()) {
            let rows = moments::snapshot_rows(&first.snapshots);
            part.rows(SNAPSHOTS, &moments::snapshots(&self.practices), &records[..1], |_| &rows)?;
            let rows = moments::tie_rows(&first.snapshots);
            part.rows(TIES, &moments::ties(), &records[..1], |_| &rows)?;
        }
        part.rows(GROUPS, &moments::groups(), records, |record| &record.groups)?;
        let none = Vec::new();
        part.rows(REPRODUCTION, &moments::reproduction(), records, |record| {
            record.reproduction.as_ref().unwrap_or(&none)
        })?;
        let figures: Vec<Vec<f64>> =
            records.iter().map(|record| Figures::of(record, &self.metrics).numbers()).collect();
        let headings = self.headings(FIGURES);
        let numbers = Column::new(headings[1].clone(), Cells::Number(figures.concat()));
        let seeds = seeds(records.iter().zip(&figures).map(|(record, numbers)| (record.seed, numbers.len())));
        part.table(FIGURES, &headings, [seeds, numbers])
    }

    /// The columns of the series, one at a time.
    fn series(&self, records: &[Record]) -> impl Iterator<Item = Column> {
        let weeks = |record: &Record| record.series.first().map_or(0, Vec::len);
        self.headings(SERIES).into_iter().enumerate().map(move |(position, heading)| match position {
            0 => seeds(records.iter().map(|record| (record.seed, weeks(record)))),
            1 => {
                Column::new(heading, Cells::Whole(records.iter().flat_map(|record| 0..weeks(record) as u32).collect()))
            }
            _ => {
                let values = records.iter().flat_map(|record| record.series[position - 2].iter().copied());
                Column::new(heading, Cells::Number(values.collect()))
            }
        })
    }
}

/// A part that is being written.
struct Open<'a> {
    file: Summed<'a>,
    index: Index,
}

impl Open<'_> {
    fn rows<'r, T: 'r>(
        &mut self,
        name: &str,
        columns: &[ColumnOf<'_, T>],
        records: &'r [Record],
        rows: impl Fn(&'r Record) -> &'r [T],
    ) -> std::io::Result<()> {
        let rows: Vec<&[T]> = records.iter().map(rows).collect();
        let headings: Vec<Heading> =
            std::iter::once(seed_heading()).chain(columns.iter().map(|column| column.heading.clone())).collect();
        let seeds = seeds(records.iter().zip(&rows).map(|(record, rows)| (record.seed, rows.len())));
        self.table(name, &headings, std::iter::once(seeds).chain(columns.iter().map(|column| column.over(&rows))))
    }

    fn table(
        &mut self,
        name: &str,
        headings: &[Heading],
        columns: impl IntoIterator<Item = Column>,
    ) -> std::io::Result<()> {
        let start = self.file.written;
        encode(&mut self.file, headings, columns).map_err(whole_file::cause)?;
        self.index.tables.push(Entry { name: name.to_owned(), start, length: self.file.written - start });
        Ok(())
    }

    fn end(mut self) -> std::io::Result<()> {
        let index = serde_json::to_vec(&self.index)?;
        self.file.write_all(&index)?;
        self.file.write_all(&(index.len() as u64).to_le_bytes())?;
        let sum = self.file.hash.finalize();
        self.file.inner.write_all(&sum)?;
        self.file.inner.flush()
    }
}

/// A file that sums up what is written to it.
struct Summed<'a> {
    inner: BufWriter<&'a mut File>,
    hash: Sha256,
    written: u64,
}

impl Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// A finished part, opened for reading.
pub(super) struct Part {
    file: File,
    pub(super) index: Index,
}

impl Part {
    /// Opens a part.
    ///
    /// # Errors
    /// If it cannot be read or is not whole.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path).map_err(|cause| Error::file(path, "read", &cause))?;
        let index = read_index(&mut file).map_err(|cause| Error::file(path, "read", &cause))?;
        let damaged = |why: String| Error::machine(format!("{} is damaged: {why}", path.display()));
        let index: Index = serde_json::from_slice(&index).map_err(|cause| damaged(cause.to_string()))?;
        let length = file.metadata().map_err(|cause| Error::file(path, "read", &cause))?.len();
        let inside = |table: &Entry| table.start.checked_add(table.length).is_some_and(|end| end <= length);
        match index.tables.iter().all(inside) {
            true => Ok(Self { file, index }),
            false => Err(damaged("a table lies outside it".into())),
        }
    }

    /// Whether `path` is a whole, undamaged part of these inputs and seeds.
    pub(super) fn is_sound(path: &Path, inputs: &str, first_seed: u64, seeds: u32) -> bool {
        let Ok(part) = Self::open(path) else { return false };
        part.is_of(inputs, first_seed, seeds) && checksum_holds(part.file).unwrap_or(false)
    }

    /// Whether it is the part of these inputs and seeds.
    pub(super) fn is_of(&self, inputs: &str, first_seed: u64, seeds: u32) -> bool {
        self.index.inputs == inputs && self.index.first_seed == first_seed && self.index.digests.len() == seeds as usize
    }

    /// Where a table lies, if the part holds it.
    ///
    /// # Errors
    /// If the file cannot be opened a second time.
    pub(super) fn stretch(&self, table: &str) -> std::io::Result<Option<Stretch>> {
        let Some(entry) = self.index.tables.iter().find(|entry| entry.name == table) else { return Ok(None) };
        Ok(Some(Stretch::new(self.file.try_clone()?, entry.start, entry.length)))
    }

    /// A table's row groups, if the part holds it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn read(
        &self,
        table: &str,
        headings: Vec<Heading>,
    ) -> std::io::Result<Option<ParquetStretches<Stretch>>> {
        let Some(stretch) = self.stretch(table)? else { return Ok(None) };
        ParquetStretches::open(stretch, headings).map(Some).map_err(whole_file::cause)
    }
}

/// The bytes of the index at the end of a part.
fn read_index(file: &mut File) -> std::io::Result<Vec<u8>> {
    let truncated = || std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "it is truncated");
    let length = file.metadata()?.len();
    let end = length.checked_sub(TRAILER as u64).ok_or_else(truncated)?;
    let mut trailer = [0; 8];
    file.seek(SeekFrom::Start(end))?;
    file.read_exact(&mut trailer)?;
    let index = u64::from_le_bytes(trailer);
    file.seek(SeekFrom::Start(end.checked_sub(index).ok_or_else(truncated)?))?;
    let mut bytes = vec![0; index as usize];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn checksum_holds(mut file: File) -> std::io::Result<bool> {
    let end = file.metadata()?.len() - 32;
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256::new();
    let mut left = end;
    let mut buffer = vec![0; 1 << 18];
    while left > 0 {
        let length = buffer.len().min(left as usize);
        file.read_exact(&mut buffer[..length])?;
        hash.update(&buffer[..length]);
        left -= length as u64;
    }
    let mut sum = [0; 32];
    file.read_exact(&mut sum)?;
    Ok(hash.finalize().as_slice() == sum)
}
