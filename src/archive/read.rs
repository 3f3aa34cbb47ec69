//! Reading a finished run.
//!
//! [`Run::open`] reads `run.json`; each method then reads one table. The long tables (series, ledger, lapses, onsets)
//! are iterators in the order of seeds that keep one stretch of rows in memory.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::catalogue::of_shape;
use super::checksum;
use super::columns::Schema;
use super::layout::{self, Format};
use super::manifest::Manifest;
use super::moments::{self, AtWeek};
use super::part::RunShape;
use super::people::People;
use super::read_rows::{Rows, Source, seeded};
use super::rows::{CaseReproduction, Exposure, GroupFigure, SeedSeries, Total, Trajectory, Transition, Transmission};
use super::{events, series, short};
use crate::table::{CsvStretches, Table};
use darkside_engine::practice::Practice;
use darkside_engine::record::{Adoption, Lapse, Metric, Onset, Snapshot};
use darkside_error::Result;

/// A finished run's directory, opened for reading.
#[derive(Clone, Debug)]
pub struct Run {
    directory: PathBuf,
    pub(super) manifest: Manifest,
}

impl Run {
    /// Opens a finished run. Each table is checked against the manifest's checksum when it is read.
    ///
    /// # Errors
    /// If `directory` holds no finished run of a known layout.
    pub fn open(directory: &Path) -> Result<Self> {
        let manifest = Manifest::read(directory)?;
        Ok(Self { directory: directory.to_path_buf(), manifest })
    }

    /// Where it is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// What `run.json` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The metrics of the series, in column order: name, unit and meaning.
    pub fn metrics(&self) -> Vec<Metric> {
        let practices: Vec<Practice> = self.practices().iter().map(Practice::new).collect();
        darkside_engine::record::metrics(&practices)
    }

    /// Every metric by week, in the order of [`metrics`](Self::metrics): `summary.csv`.
    ///
    /// # Errors
    /// If the table cannot be read or is not as this version writes it. The same holds for the methods below.
    pub fn summary(&self) -> Result<Vec<Trajectory>> {
        let names: Vec<String> = self.metrics().into_iter().map(|metric| metric.name).collect();
        let rows = self.short(layout::SUMMARY, &short::summary(names.clone()))?;
        let empty = |metric| Trajectory { metric, weeks: Vec::new() };
        let mut trajectories: Vec<Trajectory> = names.into_iter().map(empty).collect();
        for row in rows {
            trajectories[row.metric].weeks.push(row.figure);
        }
        Ok(trajectories)
    }

    /// Figures of whole runs: `totals.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn totals(&self) -> Result<Vec<Total>> {
        self.short(layout::TOTALS, &short::totals())
    }

    /// Adoptions and onsets by mechanism and locus: `transmissions.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn transmissions(&self) -> Result<Vec<Transmission>> {
        self.short(layout::TRANSMISSIONS, &short::transmissions())
    }

    /// Case reproduction numbers: `reproduction.csv`; empty where ledger or onsets were off.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn reproduction(&self) -> Result<Vec<CaseReproduction>> {
        self.short(layout::REPRODUCTION, &short::reproduction())
    }

    /// Exposure and adoptions per exposure: `exposure.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn exposure(&self) -> Result<Vec<Exposure>> {
        self.short(layout::EXPOSURE, &short::exposure())
    }

    /// Transitions between phases and between alignment patterns: `transitions.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn transitions(&self) -> Result<Vec<Transition>> {
        self.short(layout::TRANSITIONS, &short::transitions())
    }

    /// Means by group of managers: `groups.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn groups(&self) -> Result<Vec<GroupFigure>> {
        self.short(layout::GROUPS, &short::groups())
    }

    /// The names of the managers: `managers.csv`. Runs of earlier versions have none.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn people(&self) -> Result<People> {
        self.listed(layout::MANAGERS)?.map_or_else(|| Ok(People::default()), People::read)
    }

    /// Opens a file and checks it; `None` if the manifest does not list it.
    fn listed(&self, name: &str) -> Result<Option<File>> {
        let listed = &self.manifest.checksums;
        listed.contains_key(name).then(|| checksum::open(&self.directory, name, listed)).transpose()
    }

    /// The first seed's state at four moments, by week: `snapshots` and `ties`; empty if none were taken.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn snapshots(&self) -> Result<Vec<Snapshot>> {
        let mut moments = Vec::new();
        for row in self.rows(layout::SNAPSHOTS, moments::snapshots(&self.practices()))?.into_iter().flatten() {
            let AtWeek { week, state } = row?.row;
            moments::moment(&mut moments, week)?.relationships.push(state);
        }
        for row in self.rows(layout::TIES, moments::ties())?.into_iter().flatten() {
            let AtWeek { week, state } = row?.row;
            moments::moment(&mut moments, week)?.ties.push(state);
        }
        Ok(moments)
    }

    /// Every seed's series, seed by seed: `series`.
    ///
    /// # Errors
    /// As [`Self::summary`]; if reading fails later, the error is the iterator's last item.
    pub fn series(&self) -> Result<impl Iterator<Item = Result<SeedSeries>> + use<>> {
        let metrics = self.metrics();
        let stretches = self.long_source(layout::SERIES)?.stretches(series::headings(&metrics))?;
        Ok(series::seeds_of(stretches, metrics))
    }

    /// Every adoption, by seed and then week; `None` if the ledger was off.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn ledger(&self) -> Result<Option<Rows<Adoption>>> {
        self.rows(layout::LEDGER, events::ledger(&self.practices()))
    }

    /// Every lapse, by seed and then week; `None` if the ledger was off.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn lapses(&self) -> Result<Option<Rows<Lapse>>> {
        self.rows(layout::LAPSES, events::lapses(&self.practices()))
    }

    /// Every onset, by seed and then week; `None` if onsets were off.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn onsets(&self) -> Result<Option<Rows<Onset>>> {
        self.rows(layout::ONSETS, events::onsets(&self.practices()))
    }

    /// A whole table by its name in [`tables`](super::tables); `None` if the run does not have it.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn table(&self, name: &str) -> Result<Option<Table>> {
        let shape = RunShape::with_everything(self.metrics(), self.practices());
        let Some(kind) = of_shape(&shape).into_iter().find(|kind| kind.name == name) else { return Ok(None) };
        if layout::NAME_TABLES.contains(&name) {
            let Some(file) = self.listed(name)? else { return Ok(None) };
            let stretches =
                CsvStretches::open_all(file, self.directory.join(name).display().to_string(), &kind.columns)?;
            return stretches.all().map(Some);
        }
        let source = match layout::SHORT_TABLES.contains(&name) {
            true if self.holds(name) => self.short_source(name)?,
            false if self.has_long(name) => self.long_source(name)?,
            _ => return Ok(None),
        };
        let mut whole = Table::empty(&kind.columns);
        for stretch in source.stretches(kind.columns)? {
            whole.append(stretch?)?;
        }
        Ok(Some(whole))
    }

    /// The rows of a long table, if the run has it.
    pub(super) fn rows<T: Clone + 'static>(&self, table: &str, schema: Schema<T>) -> Result<Option<Rows<T>>> {
        if !self.has_long(table) {
            return Ok(None);
        }
        let stretches = self.long_source(table)?.stretches(schema.headings_after_seed())?;
        Ok(Some(seeded(stretches, schema)))
    }

    pub(super) fn practices(&self) -> Vec<String> {
        self.manifest.practices.iter().map(|practice| practice.name.clone()).collect()
    }

    /// Whether the run has this long table.
    fn has_long(&self, table: &str) -> bool {
        self.manifest.tables.iter().any(|present| present == table)
    }

    fn long_source(&self, table: &str) -> Result<Source> {
        Source::of_table(&self.directory, table, &self.manifest.formats, &self.manifest.checksums)
    }

    fn short_source(&self, name: &str) -> Result<Source> {
        Source::open(&self.directory, name, Format::Csv, &self.manifest.checksums)
    }

    /// Whether this file exists: according to the manifest, if that lists any files.
    fn holds(&self, name: &str) -> bool {
        let listed = &self.manifest.checksums;
        if listed.is_empty() { self.directory.join(name).exists() } else { listed.contains_key(name) }
    }

    /// The rows of a short table that earlier versions did not write.
    pub(super) fn short_if_there<T: Clone>(&self, name: &str, schema: &Schema<T>) -> Result<Vec<T>> {
        if self.holds(name) { self.short(name, schema) } else { Ok(Vec::new()) }
    }

    /// The rows of a short table.
    fn short<T: Clone>(&self, name: &str, schema: &Schema<T>) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        for stretch in self.short_source(name)?.stretches(schema.headings())? {
            rows.extend(schema.rows(&stretch?)?);
        }
        Ok(rows)
    }
}
