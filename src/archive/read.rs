//! Reading a finished run: everything that charts and reports need, without the engine.
//!
//! [`Run::open`] reads `run.json`; each method then reads one table. What can be long (ledger, lapses,
//! onsets, series) is an iterator over rows in the order of seeds that holds one stretch in memory.

use std::path::{Path, PathBuf};

use super::layout::{self, Format};
use super::manifest::Manifest;
use super::part::Shape;
use super::read_rows::{self, Rows, Source};
use super::read_short;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Lapse, Locus, Mechanism, Onset, Snapshot};
use darkside_error::{Error, Result};
use darkside_stats::Summary;

/// A finished run's directory, opened for reading.
#[derive(Clone, Debug)]
pub struct Run {
    directory: PathBuf,
    manifest: Manifest,
}

/// One metric of the series over the weeks, summarised over seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Name of the metric, as in [`darkside_engine::record::metrics`].
    pub metric: String,
    /// For each week from 0: mean, standard deviation and 95 % interval over seeds. `count` is the number
    /// of seeds for which the metric was defined; the interval is NaN below two.
    pub weeks: Vec<Summary>,
}

/// One figure of whole runs, summarised over seeds: a row of `totals.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// `adoptions`, `lapses`, `onsets`, `onsets_uncredited`, `dissolutions`, `turnover`, `copied_share`,
    /// `latent_share`, `latent_by_chance`.
    pub metric: String,
    /// Its summary over seeds.
    pub figure: Summary,
}

/// Adoptions and credited onsets by one mechanism from one locus: a row of `transmissions.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transmission {
    /// How it arrived.
    pub mechanism: Mechanism,
    /// From where.
    pub locus: Locus,
    /// Mean adoptions per seed.
    pub adoptions: f64,
    /// Standard error of it; NaN with one seed.
    pub adoptions_se: f64,
    /// Mean credited onsets per seed.
    pub onsets: f64,
    /// Standard error of it; NaN with one seed.
    pub onsets_se: f64,
}

/// Case reproduction of an effect: a row of `reproduction.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseReproduction {
    /// The effect.
    pub effect: Effect,
    /// Year of the parent's onset, from 1; `None` for all years together. Years that begin within the
    /// last 104 weeks are left out of both.
    pub year: Option<u32>,
    /// From where the copy came; `None` for all loci together.
    pub locus: Option<Locus>,
    /// Mean cases per seed.
    pub cases: f64,
    /// Mean children per seed.
    pub children: f64,
    /// Children per case; NaN without cases.
    pub number: f64,
    /// Standard error of it over seeds; NaN with one seed.
    pub standard_error: f64,
}

/// Time at risk with a source at a locus, and what came of it: a row of `exposure.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Where the sources were.
    pub locus: Locus,
    /// Mean relationship-practice-weeks at risk per seed.
    pub weeks: f64,
    /// Mean adoptions from there per seed.
    pub adoptions: f64,
    /// Adoptions per relationship-practice-week; NaN without exposure.
    pub rate: f64,
    /// Standard error of it over seeds; NaN with one seed.
    pub standard_error: f64,
}

/// What passes into what: phases of the life cycle, or alignment patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransitionKind {
    /// Between phases: positions in [`darkside_engine::practice::Phase::ALL`].
    Phase,
    /// Between alignment patterns: positions in [`darkside_engine::record::Alignment::ALL`].
    Alignment,
}

/// How often one state is followed by another a week later: a row of `transitions.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transition {
    /// Phases or alignment patterns.
    pub kind: TransitionKind,
    /// Position of the state left.
    pub from: usize,
    /// Position of the state entered; equal to `from` for staying.
    pub to: usize,
    /// Mean count per seed.
    pub count: f64,
    /// Standard error of it; NaN with one seed.
    pub count_se: f64,
    /// Share of all weekly steps from `from`; NaN without any.
    pub share: f64,
}

/// A mean over a group of managers at one moment, summarised over seeds: a row of `groups.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFigure {
    /// The week.
    pub week: u32,
    /// What managers are grouped by: `firm`, `office`, or an imported column.
    pub group: String,
    /// Which of its groups.
    pub member: String,
    /// Managers in it.
    pub managers: u32,
    /// `value`, `visible_value`, `closeness`, `dark_share` or `practices`.
    pub metric: String,
    /// Its summary over seeds.
    pub figure: Summary,
}

/// A row of a long table and the seed that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seeded<T> {
    /// The seed.
    pub seed: u64,
    /// The row. Practices are positions in [`Manifest::practices`].
    pub row: T,
}

/// The series of one seed.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedSeries {
    /// The seed.
    pub seed: u64,
    /// For each metric of [`Run::metrics`] one value per week from 0; undefined values are NaN.
    pub metrics: Vec<Vec<f64>>,
}

impl Run {
    /// Opens a finished run.
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

    /// The metrics of the series, in the order of the columns: name, unit and meaning.
    pub fn metrics(&self) -> Vec<darkside_engine::record::Metric> {
        layout::metrics(&self.manifest.practices)
    }

    /// Every metric over the weeks, in the order of [`metrics`](Self::metrics): `summary.csv`.
    ///
    /// # Errors
    /// If the table cannot be read or is not as this version writes it; so for all methods below.
    pub fn summary(&self) -> Result<Vec<Trajectory>> {
        read_short::summary(&self.directory, &self.metrics())
    }

    /// Figures of whole runs: `totals.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn totals(&self) -> Result<Vec<Total>> {
        read_short::totals(&self.directory)
    }

    /// Adoptions and onsets by mechanism and locus: `transmissions.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn transmissions(&self) -> Result<Vec<Transmission>> {
        read_short::transmissions(&self.directory)
    }

    /// Case reproduction numbers: `reproduction.csv`; empty where ledger or onsets were off.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn reproduction(&self) -> Result<Vec<CaseReproduction>> {
        read_short::reproduction(&self.directory)
    }

    /// Exposure and adoptions per exposure: `exposure.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn exposure(&self) -> Result<Vec<Exposure>> {
        read_short::exposure(&self.directory)
    }

    /// Transitions between phases and between alignment patterns: `transitions.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn transitions(&self) -> Result<Vec<Transition>> {
        read_short::transitions(&self.directory)
    }

    /// Means by group of managers: `groups.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn groups(&self) -> Result<Vec<GroupFigure>> {
        read_short::groups(&self.directory)
    }

    /// The first seed's state at four moments, by week: `snapshots` and `ties`; empty if none were taken.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn snapshots(&self) -> Result<Vec<Snapshot>> {
        let shape = self.shape();
        let mut moments = Vec::new();
        for stretch in self.stretches(layout::SNAPSHOTS, &shape)?.into_iter().flatten() {
            read_short::snapshots(&stretch?, &shape.practices, &mut moments)?;
        }
        for stretch in self.stretches(layout::TIES, &shape)?.into_iter().flatten() {
            read_short::ties(&stretch?, &mut moments)?;
        }
        Ok(moments)
    }

    /// Every seed's series, seed by seed: `series`.
    ///
    /// # Errors
    /// As [`Self::summary`]; the iterator gives errors of reading as items and ends with the first.
    pub fn series(&self) -> Result<impl Iterator<Item = Result<SeedSeries>> + use<>> {
        let stretches = self.source(layout::SERIES)?.stretches(self.shape().headings(layout::SERIES))?;
        Ok(read_short::series(stretches, self.metrics()))
    }

    /// Every adoption, by seed and then week; `None` if the ledger was off.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn ledger(&self) -> Result<Option<Rows<Adoption>>> {
        self.rows(layout::LEDGER, read_rows::ledger)
    }

    /// Every lapse, by seed and then week; `None` if the ledger was off.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn lapses(&self) -> Result<Option<Rows<Lapse>>> {
        self.rows(layout::LAPSES, read_rows::lapses)
    }

    /// Every onset, by seed and then week; `None` if onsets were off.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn onsets(&self) -> Result<Option<Rows<Onset>>> {
        self.rows(layout::ONSETS, read_rows::onsets)
    }

    fn rows<T>(&self, table: &str, parse: read_rows::Parse<T>) -> Result<Option<Rows<T>>> {
        let shape = self.shape();
        let stretches = self.stretches(table, &shape)?;
        Ok(stretches.map(|stretches| Rows::new(stretches, shape.practices, parse)))
    }

    fn stretches(&self, table: &str, shape: &Shape) -> Result<Option<read_rows::Stretches>> {
        if !self.manifest.tables.iter().any(|present| present == table) {
            return Ok(None);
        }
        self.source(table)?.stretches(shape.headings(table)).map(Some)
    }

    fn shape(&self) -> Shape {
        let practices = self.manifest.practices.iter().map(|practice| practice.name.clone()).collect();
        Shape { metrics: self.metrics(), practices, ledger: true, onsets: true }
    }

    /// The file that holds `table`: Parquet if it was written, else CSV.
    fn source(&self, table: &str) -> Result<Source> {
        let formats = &self.manifest.formats;
        let format = formats.iter().find(|&&format| format == Format::Parquet).or(formats.first());
        let format = *format.ok_or_else(|| Error::input("run.json names no format of the tables"))?;
        Ok(Source { path: self.directory.join(format.file(table)), format })
    }
}
