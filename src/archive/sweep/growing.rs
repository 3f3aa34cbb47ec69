//! Tables that grow row by row in temporary files.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::super::checksum::{Checksum, Summed};
use super::super::layout::Format;
use super::super::waiting::joined_path;
use super::super::whole_file;
use super::SET_ASIDE;
use super::description::Description;
use crate::experiment::sweep::Done;
use crate::table::{Cells, Column, CsvWriter, Heading, Kind, ParquetJoiner, Stretch, Table, encode_stretch};
use darkside_engine::parameter::Unit;
use darkside_error::Result;

/// A table that grows by stretches of rows, in a file that is renamed once it is complete.
pub(super) struct Growing {
    path: PathBuf,
    name: String,
    headings: Vec<Heading>,
    writer: TableWriter,
}

enum TableWriter {
    Parquet(ParquetJoiner<Out>),
    Csv(CsvWriter<Out>),
}

/// A file that is hashed while it is written.
type Out = BufWriter<Summed<File>>;

fn create(path: &Path) -> io::Result<Out> {
    Ok(BufWriter::with_capacity(1 << 20, Summed::new(whole_file::create(path)?)))
}

/// Syncs a file to the disk.
fn synced(mut file: Out) -> io::Result<Checksum> {
    file.flush()?;
    file.get_ref().inner().sync_all()?;
    Ok(file.get_ref().checksum())
}

impl Growing {
    pub(super) fn begin(directory: &Path, table: &str, format: Format, headings: Vec<Heading>) -> Result<Self> {
        let name = format.file(table);
        let path = joined_path(directory, &name);
        let failure = |cause: io::Error| whole_file::failure(&path, &cause);
        let file = create(&path).map_err(failure)?;
        let writer = match format {
            Format::Parquet => {
                TableWriter::Parquet(ParquetJoiner::new(file, &headings).map_err(whole_file::cause).map_err(failure)?)
            }
            Format::Csv | Format::Spreadsheet => {
                let names = headings.iter().map(|heading| heading.name.as_str());
                TableWriter::Csv(CsvWriter::begin(file, format == Format::Spreadsheet, names).map_err(failure)?)
            }
        };
        Ok(Self { path, name, headings, writer })
    }

    pub(super) fn add(&mut self, rows: &Table) -> Result<()> {
        let added = match &mut self.writer {
            TableWriter::Csv(writer) => writer.write(rows),
            TableWriter::Parquet(_) if rows.rows() == 0 => Ok(()),
            TableWriter::Parquet(joiner) => {
                append(joiner, &self.path.with_extension("unfinished"), &self.headings, rows)
            }
        };
        added.map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    pub(super) fn end(self) -> Result<(String, Checksum)> {
        let finished = match self.writer {
            TableWriter::Csv(writer) => writer.finish(),
            TableWriter::Parquet(joiner) => joiner.finish().map_err(whole_file::cause),
        };
        let sum = finished.and_then(synced).map_err(|cause| whole_file::failure(&self.path, &cause))?;
        Ok((self.name, sum))
    }
}

/// Encodes rows in a separate file and appends them to the table.
fn append(joiner: &mut ParquetJoiner<Out>, beside: &Path, headings: &[Heading], rows: &Table) -> io::Result<()> {
    let mut bytes = BufWriter::new(whole_file::create(beside)?);
    encode_stretch(&mut bytes, headings, rows.columns.iter().cloned()).map_err(whole_file::cause)?;
    let file = bytes.into_inner()?;
    let length = file.metadata()?.len();
    joiner.append(&Stretch::new(file, 0, length)).map_err(whole_file::cause)?;
    std::fs::remove_file(beside)
}

/// The table of points that were set aside.
pub(super) struct SetAside {
    path: PathBuf,
    writer: CsvWriter<Out>,
    pub(super) count: u32,
}

impl SetAside {
    pub(super) fn begin(directory: &Path, mark: bool) -> Result<Self> {
        let path = joined_path(directory, SET_ASIDE);
        let names = ["point", "seed", "failed", "why", "replay"];
        let writer = create(&path).and_then(|file| CsvWriter::begin(file, mark, names));
        let writer = writer.map_err(|cause| whole_file::failure(&path, &cause))?;
        Ok(Self { path, writer, count: 0 })
    }

    pub(super) fn add(&mut self, sweep: &Description, point: u32, first: usize, runs: &[Done]) -> Result<()> {
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

    /// If nothing was set aside, there is no table.
    pub(super) fn end(self) -> Result<Option<(String, Checksum)>> {
        let sum = self.writer.finish().and_then(synced).map_err(|cause| whole_file::failure(&self.path, &cause))?;
        Ok((self.count > 0).then(|| (SET_ASIDE.to_owned(), sum)))
    }
}
