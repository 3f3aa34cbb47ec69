//! Reading a finished sweep.

use std::path::{Path, PathBuf};

use super::super::read_rows::{Source, Stretches, one_by_one};
use super::columns::{PointRow, RunRow, outcome_headings, points};
use super::description::{Description, SweepManifest};
use super::{OUTCOMES, POINTS};
use crate::experiment::sweep::at;
use crate::table::Table;
use darkside_engine::record::Digest;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// A finished sweep.
#[derive(Clone, Debug)]
pub struct FinishedSweep {
    directory: PathBuf,
    pub(in super::super) manifest: SweepManifest,
}

/// A run of a sweep that is to be repeated.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The point's scenario, with this seed only.
    pub scenario: Scenario,
    /// The digest of the original run; `None` if the point was set aside.
    pub digest: Option<String>,
}

/// Where a sweep is written unless told otherwise: `output/<name>-<first 8 digits of the inputs' digest>`.
pub fn default_sweep_directory(sweep: &Description) -> PathBuf {
    PathBuf::from("output").join(format!("{}-{}", sweep.name, &sweep.inputs[..8]))
}

impl FinishedSweep {
    /// Opens a finished sweep.
    ///
    /// # Errors
    /// If `directory` holds none.
    pub fn open(directory: &Path) -> Result<Self> {
        let manifest = SweepManifest::read(directory)?;
        Ok(Self { directory: directory.into(), manifest })
    }

    /// Where it is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// What `sweep.json` says.
    pub fn manifest(&self) -> &SweepManifest {
        &self.manifest
    }

    /// Every point in order, keeping one stretch of them in memory.
    ///
    /// # Errors
    /// If the table cannot be read; items likewise.
    pub fn points(&self) -> Result<impl Iterator<Item = Result<PointRow>> + '_> {
        let schema = points(&self.manifest.sweep);
        let stretches = self.source(POINTS)?.stretches(schema.headings())?;
        Ok(one_by_one(stretches.map(move |stretch| schema.rows(&stretch?))))
    }

    /// Every run in order, with the outcomes in these columns.
    ///
    /// # Errors
    /// If there is no such column, or the table cannot be read; items likewise.
    pub fn runs<'a>(&'a self, columns: &'a [String]) -> Result<impl Iterator<Item = Result<RunRow>> + 'a> {
        let stretches = self.outcomes(columns)?;
        Ok(one_by_one(stretches.map(move |stretch| run_rows(&stretch?, columns))))
    }

    /// Every run in order with all its outcomes and its digest.
    ///
    /// # Errors
    /// As [`Self::runs`].
    pub(in super::super) fn runs_with_digests(&self) -> Result<impl Iterator<Item = Result<(RunRow, Digest)>> + '_> {
        let outcomes: Vec<String> = self.manifest.sweep.outcomes.iter().map(|outcome| outcome.name.clone()).collect();
        let columns = [&outcomes[..], &["digest".to_owned()]].concat();
        let stretches = self.outcomes(&columns)?;
        Ok(one_by_one(stretches.map(move |stretch| {
            let stretch = stretch?;
            let (words, digests) = stretch.word("digest")?;
            let digests = digests.iter().map(|&word| words[word as usize].parse::<Digest>());
            let runs = run_rows(&stretch, &outcomes)?.into_iter().zip(digests);
            runs.map(|(run, digest)| Ok((run, digest?))).collect::<Result<Vec<_>>>()
        })))
    }

    /// The digest of a run.
    ///
    /// # Errors
    /// If the table has no such run, as for a point that was set aside, or cannot be read.
    pub fn digest(&self, point: u32, seed: u64) -> Result<String> {
        for stretch in self.outcomes(&["digest".to_owned()])? {
            let stretch = stretch?;
            let (points, seeds) = (stretch.whole("point")?, stretch.long("seed")?);
            if let Some(row) = (0..points.len()).find(|&row| points[row] == point && seeds[row] == seed) {
                let (words, rows) = stretch.word("digest")?;
                return Ok(words[rows[row] as usize].clone());
            }
        }
        Err(Error::input(format!("the outcomes hold no run of point {point} under seed {seed}")))
    }

    /// The scenario of a point, for a run under one of the sweep's seeds.
    ///
    /// # Errors
    /// If there is no such point or seed, or if the point was set aside because its values contradict each other.
    pub fn replay(&self, point: u32, seed: u64) -> Result<Replay> {
        let sweep = &self.manifest.sweep;
        let last = sweep.first_seed + u64::from(sweep.seeds) - 1;
        if !(sweep.first_seed..=last).contains(&seed) {
            let error = Error::input(format!("the sweep has no seed {seed}"));
            return Err(error.help(format!("seeds {} to {last}", sweep.first_seed)));
        }
        let row = self.point(point)?;
        let base = self.manifest.base(&self.directory)?;
        let mut scenario = at(&base, &sweep.factors, &row.coordinates)?;
        scenario.name = format!("{}-point-{point}", sweep.name);
        (scenario.parameters.run.seed, scenario.parameters.run.seeds) = (seed, 1);
        for firm in &mut scenario.firms {
            firm.parameters.run = scenario.parameters.run;
        }
        let digest = if row.set_aside { None } else { Some(self.digest(point, seed)?) };
        Ok(Replay { scenario, digest })
    }

    /// The factors' values at a point, as TOML.
    ///
    /// # Errors
    /// If there is no such point, or the table cannot be read.
    pub fn values(&self, point: u32) -> Result<Vec<(String, String)>> {
        let row = self.point(point)?;
        let factors = self.manifest.sweep.factors.iter().zip(&row.coordinates);
        Ok(factors.map(|(factor, &at)| (factor.path.clone(), factor.text(at))).collect())
    }

    fn point(&self, point: u32) -> Result<PointRow> {
        for row in self.points()? {
            let row = row?;
            if row.point == point {
                return Ok(row);
            }
        }
        let error = Error::input(format!("the sweep has no point {point}"));
        Err(error.help(format!("points 1 to {}", self.manifest.sweep.points)))
    }

    fn outcomes(&self, columns: &[String]) -> Result<Stretches> {
        let headings = outcome_headings(&self.manifest.sweep);
        let wanted = |name: &str| ["point", "seed"].contains(&name) || columns.iter().any(|column| column == name);
        let missing = columns.iter().find(|column| !headings.iter().any(|heading| heading.name == **column));
        if let Some(missing) = missing {
            return Err(Error::input(format!("the sweep kept no outcome `{missing}`")));
        }
        let headings = headings.into_iter().filter(|heading| wanted(&heading.name)).collect();
        self.source(OUTCOMES)?.stretches(headings)
    }

    fn source(&self, table: &str) -> Result<Source> {
        Source::of_table(&self.directory, table, &self.manifest.sweep.formats, &self.manifest.checksums)
    }
}

fn run_rows(stretch: &Table, columns: &[String]) -> Result<Vec<RunRow>> {
    let (points, seeds) = (stretch.whole("point")?, stretch.long("seed")?);
    let outcomes = columns.iter().map(|column| stretch.number(column)).collect::<Result<Vec<_>>>()?;
    let row = |row: usize| RunRow {
        point: points[row],
        seed: seeds[row],
        outcomes: outcomes.iter().map(|column| column[row]).collect(),
    };
    Ok((0..points.len()).map(row).collect())
}
