//! Joins parts into tables in one pass, in the order of seeds.
//!
//! Every table is written among the parts first and renamed later.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::checksum::{Checksum, Checksums};
use super::figures::Figures;
use super::layout::{
    ATTACK_RATES, COHORTS, EXPOSURE, Format, GROUPS, LONG_TABLES, REPRODUCTION, SENDERS, SERIES, SHORT_TABLES, TOTALS,
    TRANSITIONS, TRANSMISSIONS, WAVES,
};
use super::over_epidemics::Epidemics;
use super::over_groups::{CaseSums, Groups};
use super::over_seeds::WholeRuns;
use super::part::{self, Each, Part, RunShape, each_row};
use super::plan::RunPlan;
use super::rows::WeekFigure;
use super::waiting::joined_path;
use super::{per_seed, series, short, short_epidemics, whole_file};
use crate::table::{CsvWriter, Heading, ParquetJoiner, Table};
use darkside_engine::record::{Digest, Metric};
use darkside_error::{Error, Result};
use darkside_stats::Running;

/// What the manifest records about the tables.
pub(super) struct Joined {
    /// The long tables that exist.
    pub(super) tables: Vec<String>,
    /// Every file with its size and SHA-256.
    pub(super) checksums: Checksums,
    /// The digest over all seeds.
    pub(super) digest: Digest,
    /// The digest of each seed.
    pub(super) digests: Vec<Digest>,
}

/// Writes all tables of a run from its parts.
///
/// # Errors
/// If a part cannot be read or a table cannot be written.
pub(super) fn join(directory: &Path, plan: &RunPlan, shape: &RunShape, weeks: u32) -> Result<Joined> {
    let mut parts = Vec::new();
    for (path, first_seed, seeds) in plan.parts(directory) {
        // Another process may have replaced the directory's contents.
        if !Part::open(&path)?.is_of(&plan.inputs, first_seed, seeds) {
            return Err(Error::machine(format!("{} is no longer a part of this run", path.display()))
                .help("something else has written there: run the same command again"));
        }
        parts.push(path);
    }
    let mut checksums = Checksums::new();
    let mut tables = Vec::new();
    for table in LONG_TABLES {
        let first = Part::open(&parts[0])?;
        if first.stretch(table).map_err(|cause| Error::file(&parts[0], "read", &cause))?.is_none() {
            continue;
        }
        for format in &plan.formats {
            let file = format.file(table);
            let sum = write_long(&joined_path(directory, &file), table, &parts, *format, &shape.headings(table))?;
            checksums.insert(file, sum);
        }
        tables.push(table.to_owned());
    }
    let mut sums = SumsOverSeeds::new(shape, weeks);
    for path in &parts {
        let part = Part::open(path)?;
        let each = |table: &str, headings, take: &mut dyn FnMut(&Table) -> Result<()>| -> io::Result<()> {
            for stretch in part.read(table, headings)?.into_iter().flatten() {
                take(&stretch.map_err(whole_file::cause)?).map_err(wrong)?;
            }
            Ok(())
        };
        let added = sums.add(&each, part.index.first_seed, &part.index.digests);
        added.map_err(|cause| Error::file(path, "read", &cause))?;
    }
    checksums.extend(sums.write(directory, Format::mark(&plan.formats))?);
    let digest = Digest::of_seeds((plan.first_seed..).zip(sums.digests.iter().copied()));
    Ok(Joined { tables, checksums, digest, digests: sums.digests })
}

/// Writes one of the long tables from all parts.
fn write_long(path: &Path, table: &str, parts: &[PathBuf], format: Format, headings: &[Heading]) -> Result<Checksum> {
    whole_file::write(path, |file| {
        let file = BufWriter::with_capacity(1 << 20, file);
        match format {
            Format::Parquet => join_parquet(file, table, parts, headings)?.flush(),
            Format::Csv => join_csv(file, false, table, parts, headings)?.flush(),
            Format::Spreadsheet => join_csv(file, true, table, parts, headings)?.flush(),
        }
    })
}

fn join_parquet<W: Write + Send>(file: W, table: &str, parts: &[PathBuf], headings: &[Heading]) -> io::Result<W> {
    let mut joiner = ParquetJoiner::new(file, headings).map_err(whole_file::cause)?;
    for path in parts {
        if let Some(stretch) = Part::open(path).map_err(wrong)?.stretch(table)? {
            joiner.append(&stretch).map_err(whole_file::cause)?;
        }
    }
    joiner.finish().map_err(whole_file::cause)
}

fn join_csv<W: Write>(file: W, mark: bool, table: &str, parts: &[PathBuf], headings: &[Heading]) -> io::Result<W> {
    let mut writer = CsvWriter::new(file, mark, headings)?;
    for path in parts {
        for stretch in Part::open(path).map_err(wrong)?.read(table, headings.to_vec())?.into_iter().flatten() {
            writer.write(&stretch.map_err(whole_file::cause)?)?;
        }
    }
    writer.finish()
}

/// Running sums over seeds for the short tables.
pub(super) struct SumsOverSeeds<'a> {
    metrics: &'a [Metric],
    /// By metric, then week.
    series: Vec<Vec<Running>>,
    whole_runs: WholeRuns,
    groups: Groups,
    cases: CaseSums,
    epidemics: Epidemics<'a>,
    digests: Vec<Digest>,
}

impl<'a> SumsOverSeeds<'a> {
    pub(super) fn new(shape: &'a RunShape, weeks: u32) -> Self {
        let metrics = &shape.metrics[..];
        Self {
            metrics,
            series: vec![vec![Running::default(); weeks as usize + 1]; metrics.len()],
            whole_runs: WholeRuns::default(),
            groups: Groups::default(),
            cases: CaseSums::new(weeks),
            epidemics: Epidemics::new(weeks, shape),
            digests: Vec::new(),
        }
    }

    /// Adds consecutive seeds, starting at `first_seed`. `each` visits the stretches of a table.
    pub(super) fn add(&mut self, each: Each<'_>, first_seed: u64, digests: &[String]) -> io::Result<()> {
        each(SERIES, series::headings(self.metrics), &mut |stretch| {
            let weeks = stretch.whole("week")?;
            for (metric, sums) in self.metrics.iter().zip(&mut self.series) {
                for (&week, &value) in weeks.iter().zip(stretch.number(&metric.name)?) {
                    let sum = sums.get_mut(week as usize);
                    sum.ok_or_else(|| Error::machine(format!("week {week} after the last")))?.add(value);
                }
            }
            Ok(())
        })?;
        each(part::FIGURES, Figures::schema().headings_after_seed(), &mut |stretch| {
            Figures::read(stretch)?.iter().for_each(|figures| self.whole_runs.add(figures));
            Ok(())
        })?;
        each_row(each, part::GROUPS, &per_seed::groups(), |mean| self.groups.add(mean))?;
        let reproduction = per_seed::reproduction();
        let mut cases = Vec::new();
        each(part::REPRODUCTION, reproduction.headings_after_seed(), &mut |stretch| {
            cases.extend(stretch.long("seed")?.iter().copied().zip(reproduction.rows(stretch)?));
            Ok(())
        })?;
        for seed in (first_seed..).take(digests.len()) {
            let of_seed: Vec<_> = cases.iter().filter(|row| row.0 == seed).map(|row| row.1.clone()).collect();
            self.cases.add(&of_seed);
        }
        self.epidemics.add(each, digests.len())?;
        for digest in digests {
            self.digests.push(digest.parse().map_err(wrong)?);
        }
        Ok(())
    }

    /// Writes every short table.
    fn write(&self, directory: &Path, mark: bool) -> Result<Checksums> {
        let put = |file: &&str| {
            let table = self.table(file);
            let sum = whole_file::write_csv(&joined_path(directory, file), mark, &table.headings(), [table])?;
            Ok(((*file).to_owned(), sum))
        };
        SHORT_TABLES.iter().map(put).collect()
    }

    /// The short table with this name.
    pub(super) fn table(&self, name: &str) -> Table {
        match name {
            TOTALS => short::totals().table(&self.whole_runs.totals()),
            TRANSMISSIONS => short::transmissions().table(&self.whole_runs.transmissions()),
            REPRODUCTION => short::reproduction().table(&self.cases.rows()),
            EXPOSURE => short::exposure().table(&self.whole_runs.exposure()),
            TRANSITIONS => short::transitions().table(&self.whole_runs.transitions()),
            WAVES => short_epidemics::waves().table(&self.epidemics.waves()),
            COHORTS => short_epidemics::cohorts().table(&self.epidemics.cohorts()),
            ATTACK_RATES => short_epidemics::attack_rates().table(&self.epidemics.attack_rates()),
            SENDERS => short_epidemics::senders().table(&self.epidemics.senders()),
            GROUPS => short::groups().table(&self.groups.rows()),
            _ => {
                let weeks = self.series.first().map_or(0, Vec::len);
                let rows: Vec<WeekFigure> = (0..weeks).flat_map(|week| self.week(week)).collect();
                short::summary(self.metrics.iter().map(|metric| metric.name.clone()).collect()).table(&rows)
            }
        }
    }

    /// Every metric of one week.
    fn week(&self, week: usize) -> Vec<WeekFigure> {
        let sums: Vec<Running> = self.series.iter().map(|weeks| weeks[week]).collect();
        let figures = Running::summaries(&sums).into_iter().enumerate();
        figures.map(|(metric, figure)| WeekFigure { week: week as u32, metric, figure }).collect()
    }
}

fn wrong(error: Error) -> io::Error {
    io::Error::other(error.to_string())
}
