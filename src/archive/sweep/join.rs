//! From slots to tables: one pass over the points in order.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::super::layout::Format;
use super::super::plan::joined_path;
use super::super::whole_file;
use super::description::{Description, Results};
use super::slots::Slots;
use super::{OUTCOMES, POINTS, SET_ASIDE};
use crate::error::{Error, Result};
use crate::experiment::sweep::{Done, Factor, FactorKind, Share};
use crate::parameter::Unit;
use crate::record::Digest;
use crate::table::{Cells, Column, CsvWriter, Heading, Kind, ParquetJoiner, Stretch, Table, encode};

/// Rows of a table that are in memory at a time.
const STRETCH: usize = 8192;
/// What the table of points says of a point.
pub(super) const STATUS: [&str; 2] = ["done", "set_aside"];

/// The slots of every share of a sweep, by share.
pub(super) struct Shares<'a> {
    pub(super) slots: Vec<Slots>,
    pub(super) sweep: &'a Description,
    /// What a missing run is told by, by share.
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

/// Files that wait beside their names, and the results that they hold.
pub(super) type Joined = (Vec<(PathBuf, String)>, Results);

/// Writes all tables of a sweep beside their names.
///
/// # Errors
/// If a run is missing or a table cannot be written.
pub(super) fn join(directory: &Path, shares: &Shares<'_>) -> Result<Joined> {
    let sweep = shares.sweep;
    let mut tables = Vec::new();
    for format in &sweep.formats {
        tables.push(Growing::begin(directory, POINTS, *format, point_headings(sweep))?);
        tables.push(Growing::begin(directory, OUTCOMES, *format, outcome_headings(sweep))?);
    }
    let mut aside = SetAside::begin(directory)?;
    let (mut points, mut runs) = (Points::new(sweep), Runs::new(sweep));
    let mut hash = Sha256::new();
    let mut put = |points: &mut Points<'_>, runs: &mut Runs<'_>| -> Result<()> {
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
            None => runs.add(point, sweep.first_seed, &done),
        }
        if points.rows() >= STRETCH || runs.rows() >= STRETCH {
            put(&mut points, &mut runs)?;
        }
    }
    put(&mut points, &mut runs)?;
    let mut files = tables.into_iter().map(Growing::end).collect::<Result<Vec<_>>>()?;
    let points_set_aside = aside.count;
    files.extend(aside.end()?);
    let digest = Digest::of(&hash.finalize()).to_string();
    Ok((files, Results { points_done: sweep.points - points_set_aside, points_set_aside, digest }))
}

fn digest(hash: &mut Sha256, run: &Done) {
    run.coordinates.iter().for_each(|coordinate| hash.update(coordinate.to_le_bytes()));
    match &run.result {
        Ok((digest, outcomes)) => {
            hash.update(digest.bytes());
            outcomes.iter().for_each(|outcome| hash.update(outcome.to_le_bytes()));
        }
        Err(reason) => hash.update(reason.as_bytes()),
    }
}

fn point_heading() -> Heading {
    Heading::new("point", Kind::Whole, Unit::None, "number of the point, from 1")
}

/// The columns of the table of points.
pub(super) fn point_headings(sweep: &Description) -> Vec<Heading> {
    let factor = |factor: &Factor| {
        let kind = match factor.kind {
            FactorKind::Number => Kind::Number,
            FactorKind::Whole => Kind::Long,
            FactorKind::Word => Kind::Word,
        };
        let unit = unit(&factor.unit);
        let meaning = if factor.kind == FactorKind::Word {
            format!("{}, as TOML", factor.meaning)
        } else {
            factor.meaning.clone()
        };
        Heading::new(&factor.path, kind, unit, meaning)
    };
    let status =
        Heading::new("status", Kind::Word, Unit::None, "done, or set_aside: a run of it failed, see set_aside.csv");
    std::iter::once(point_heading()).chain(sweep.factors.iter().map(factor)).chain([status]).collect()
}

/// The columns of the table of outcomes.
pub(super) fn outcome_headings(sweep: &Description) -> Vec<Heading> {
    let seed = Heading::new("seed", Kind::Long, Unit::None, "seed of the random numbers");
    let digest = Heading::new("digest", Kind::Word, Unit::None, "SHA-256 over the run's series, ledger and onsets");
    let outcome =
        |column: &super::Column| Heading::new(&column.name, Kind::Number, unit(&column.unit), column.meaning.clone());
    [point_heading(), seed, digest].into_iter().chain(sweep.outcomes.iter().map(outcome)).collect()
}

fn unit(words: &str) -> Unit {
    let all = [
        Unit::Number,
        Unit::ProbabilityPerWeek,
        Unit::Share,
        Unit::HazardPerWeek,
        Unit::RatePerWeek,
        Unit::Weeks,
        Unit::Value,
        Unit::Count,
    ];
    all.into_iter().find(|unit| unit.words() == words).unwrap_or(Unit::None)
}

/// Rows of the table of points that are not written yet.
struct Points<'a> {
    sweep: &'a Description,
    numbers: Vec<u32>,
    coordinates: Vec<Vec<f64>>,
    status: Vec<u32>,
}

impl<'a> Points<'a> {
    fn new(sweep: &'a Description) -> Self {
        Self { sweep, numbers: Vec::new(), coordinates: vec![Vec::new(); sweep.factors.len()], status: Vec::new() }
    }

    fn rows(&self) -> usize {
        self.numbers.len()
    }

    fn add(&mut self, point: u32, coordinates: &[f64], set_aside: bool) {
        self.numbers.push(point + 1);
        self.coordinates.iter_mut().zip(coordinates).for_each(|(column, &at)| column.push(at));
        self.status.push(u32::from(set_aside));
    }

    fn take(&mut self) -> Table {
        let mut cells = vec![Cells::Whole(std::mem::take(&mut self.numbers))];
        for (factor, column) in self.sweep.factors.iter().zip(&mut self.coordinates) {
            let column = std::mem::take(column);
            cells.push(match factor.kind {
                FactorKind::Number => Cells::Number(column),
                FactorKind::Whole => Cells::Long(column.iter().map(|&at| at as u64).collect()),
                FactorKind::Word => {
                    Cells::Word { words: factor.levels.clone(), rows: column.iter().map(|&at| at as u32).collect() }
                }
            });
        }
        let words = STATUS.map(str::to_owned).to_vec();
        cells.push(Cells::Word { words, rows: std::mem::take(&mut self.status) });
        table(point_headings(self.sweep), cells)
    }
}

/// Rows of the table of outcomes that are not written yet.
struct Runs<'a> {
    sweep: &'a Description,
    points: Vec<u32>,
    seeds: Vec<u64>,
    digests: Vec<String>,
    outcomes: Vec<Vec<f64>>,
}

impl<'a> Runs<'a> {
    fn new(sweep: &'a Description) -> Self {
        let outcomes = vec![Vec::new(); sweep.outcomes.len()];
        Self { sweep, points: Vec::new(), seeds: Vec::new(), digests: Vec::new(), outcomes }
    }

    fn rows(&self) -> usize {
        self.points.len()
    }

    fn add(&mut self, point: u32, first_seed: u64, runs: &[Done]) {
        for (run, seed) in runs.iter().zip(first_seed..) {
            let Ok((digest, outcomes)) = &run.result else { continue };
            self.points.push(point + 1);
            self.seeds.push(seed);
            self.digests.push(digest.to_string());
            self.outcomes.iter_mut().zip(outcomes).for_each(|(column, &outcome)| column.push(outcome));
        }
    }

    fn take(&mut self) -> Table {
        let words = std::mem::take(&mut self.digests);
        let digests = Cells::Word { rows: (0..words.len() as u32).collect(), words };
        let outcomes = self.outcomes.iter_mut().map(|column| Cells::Number(std::mem::take(column)));
        let cells =
            [Cells::Whole(std::mem::take(&mut self.points)), Cells::Long(std::mem::take(&mut self.seeds)), digests];
        table(outcome_headings(self.sweep), cells.into_iter().chain(outcomes).collect())
    }
}

fn table(headings: Vec<Heading>, cells: Vec<Cells>) -> Table {
    Table { columns: headings.into_iter().zip(cells).map(|(heading, cells)| Column::new(heading, cells)).collect() }
}

/// A table that grows by stretches of rows, in a file beside its name.
struct Growing {
    path: PathBuf,
    name: String,
    headings: Vec<Heading>,
    writer: Writer,
}

enum Writer {
    Parquet(ParquetJoiner<BufWriter<File>>),
    Csv(CsvWriter<BufWriter<File>>),
}

impl Growing {
    fn begin(directory: &Path, table: &str, format: Format, headings: Vec<Heading>) -> Result<Self> {
        let name = format.file(table);
        let path = joined_path(directory, &name);
        let failure = |cause: io::Error| whole_file::failure(&path, &cause);
        let file = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failure)?);
        let writer = match format {
            Format::Parquet => {
                Writer::Parquet(ParquetJoiner::new(file, &headings).map_err(whole_file::cause).map_err(failure)?)
            }
            Format::Csv => {
                let names = headings.iter().map(|heading| heading.name.as_str());
                Writer::Csv(CsvWriter::new(file, names).map_err(failure)?)
            }
        };
        Ok(Self { path, name, headings, writer })
    }

    fn add(&mut self, rows: &Table) -> Result<()> {
        let added = match &mut self.writer {
            Writer::Csv(writer) => writer.write(rows),
            Writer::Parquet(_) if rows.rows() == 0 => Ok(()),
            Writer::Parquet(joiner) => append(joiner, &self.path.with_extension("unfinished"), &self.headings, rows),
        };
        added.map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    fn end(self) -> Result<(PathBuf, String)> {
        let finished = match self.writer {
            Writer::Csv(writer) => writer.finish(),
            Writer::Parquet(joiner) => joiner.finish().map_err(whole_file::cause),
        };
        let synced = finished.and_then(|mut file| {
            file.flush()?;
            file.get_ref().sync_all()
        });
        synced.map_err(|cause| whole_file::failure(&self.path, &cause))?;
        Ok((self.path, self.name))
    }
}

/// Encodes rows beside a table and appends them.
fn append(
    joiner: &mut ParquetJoiner<BufWriter<File>>,
    beside: &Path,
    headings: &[Heading],
    rows: &Table,
) -> io::Result<()> {
    let mut bytes = BufWriter::new(File::options().read(true).write(true).create(true).truncate(true).open(beside)?);
    encode(&mut bytes, headings, rows.columns.iter().cloned()).map_err(whole_file::cause)?;
    let file = bytes.into_inner()?;
    let length = file.metadata()?.len();
    joiner.append(&Stretch::new(file, 0, length)).map_err(whole_file::cause)?;
    std::fs::remove_file(beside)
}

/// The table of points that were set aside.
struct SetAside {
    path: PathBuf,
    writer: CsvWriter<BufWriter<File>>,
    count: u32,
}

impl SetAside {
    fn begin(directory: &Path) -> Result<Self> {
        let path = joined_path(directory, SET_ASIDE);
        let names = ["point", "seed", "failed", "why", "replay"];
        let writer = File::create(&path).and_then(|file| CsvWriter::new(BufWriter::new(file), names));
        let writer = writer.map_err(|cause| whole_file::failure(&path, &cause))?;
        Ok(Self { path, writer, count: 0 })
    }

    fn add(&mut self, sweep: &Description, point: u32, first: usize, runs: &[Done]) -> Result<()> {
        self.count += 1;
        let seed = sweep.first_seed + first as u64;
        let why = runs[first].result.as_ref().err().cloned().unwrap_or_default();
        let failed = runs.iter().filter(|run| run.result.is_err()).count();
        let replay = format!("darkside replay . --point {} --seed {seed}", point + 1);
        let word = |name: &str, word: String| {
            Column::new(
                Heading::new(name, Kind::Word, Unit::None, ""),
                Cells::Word { words: vec![word], rows: vec![0] },
            )
        };
        let number = |name: &str, number: u64| {
            Column::new(Heading::new(name, Kind::Long, Unit::None, ""), Cells::Long(vec![number]))
        };
        let columns = vec![
            number("point", u64::from(point) + 1),
            number("seed", seed),
            number("failed", failed as u64),
            word("why", why),
            word("replay", replay),
        ];
        self.writer.write(&Table { columns }).map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    /// Nothing set aside leaves no table.
    fn end(self) -> Result<Option<(PathBuf, String)>> {
        let finished = self.writer.finish().and_then(|mut file| file.flush().and_then(|()| file.get_ref().sync_all()));
        finished.map_err(|cause| whole_file::failure(&self.path, &cause))?;
        Ok((self.count > 0).then(|| (self.path, SET_ASIDE.to_owned())))
    }
}
