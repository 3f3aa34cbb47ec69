//! Tables that grow row by row in temporary files.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::super::checksum::{Checksum, Summed};
use super::super::layout::Format;
use super::super::waiting::joined_path;
use super::super::whole_file;
use super::SET_ASIDE;
use super::description::Description;
use crate::experiment::sweep::Done;
use crate::table::{Column, CsvWriter, Heading, Kind, ParquetJoiner, Table, encode};
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

impl Growing {
    pub(super) fn begin(directory: &Path, name: String, format: Format, headings: Vec<Heading>) -> Result<Self> {
        let path = joined_path(directory, &name);
        let begun = whole_file::create(&path).and_then(|file| {
            let file = BufWriter::with_capacity(1 << 20, Summed::new(file));
            match format {
                Format::Parquet => {
                    ParquetJoiner::new(file, &headings).map(TableWriter::Parquet).map_err(whole_file::cause)
                }
                Format::Csv | Format::Spreadsheet => {
                    CsvWriter::new(file, format == Format::Spreadsheet, &headings).map(TableWriter::Csv)
                }
            }
        });
        let writer = begun.map_err(|cause| whole_file::failure(&path, &cause))?;
        Ok(Self { path, name, headings, writer })
    }

    pub(super) fn add(&mut self, rows: &Table) -> Result<()> {
        let added = match &mut self.writer {
            TableWriter::Csv(writer) => writer.write(rows),
            TableWriter::Parquet(_) if rows.rows() == 0 => Ok(()),
            TableWriter::Parquet(joiner) => encode(Vec::new(), &self.headings, rows.columns.iter().cloned())
                .and_then(|bytes| joiner.append(&Bytes::from(bytes)))
                .map_err(whole_file::cause),
        };
        added.map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    pub(super) fn end(self) -> Result<(String, Checksum)> {
        let finished = match self.writer {
            TableWriter::Csv(writer) => writer.finish(),
            TableWriter::Parquet(joiner) => joiner.finish().map_err(whole_file::cause),
        };
        let synced = finished.and_then(|mut file| {
            file.flush()?;
            file.get_ref().inner().sync_all()?;
            Ok(file.get_ref().checksum())
        });
        Ok((self.name, synced.map_err(|cause| whole_file::failure(&self.path, &cause))?))
    }
}

/// The table of points that were set aside.
pub(super) struct SetAside {
    table: Growing,
    pub(super) count: u32,
}

impl SetAside {
    pub(super) fn begin(directory: &Path, mark: bool) -> Result<Self> {
        let headings = ["point", "seed", "failed", "why", "replay"];
        let headings = headings.map(|name| Heading::new(name, Kind::Word, Unit::None, "")).to_vec();
        let format = if mark { Format::Spreadsheet } else { Format::Csv };
        Ok(Self { table: Growing::begin(directory, SET_ASIDE.to_owned(), format, headings)?, count: 0 })
    }

    pub(super) fn add(&mut self, sweep: &Description, point: u32, first: usize, runs: &[Done]) -> Result<()> {
        self.count += 1;
        let seed = sweep.first_seed + first as u64;
        let why = runs[first].result.as_ref().err().cloned().unwrap_or_default();
        let failed = runs.iter().filter(|run| run.result.is_err()).count();
        let replay = format!("darkside replay . --point {} --seed {seed}", point + 1);
        let columns = vec![
            Column::long("point", "", [u64::from(point) + 1]),
            Column::long("seed", "", [seed]),
            Column::long("failed", "", [failed as u64]),
            Column::words("why", "", [why]),
            Column::words("replay", "", [replay]),
        ];
        self.table.add(&Table { columns })
    }

    /// If nothing was set aside, there is no table.
    pub(super) fn end(self) -> Result<Option<(String, Checksum)>> {
        let ended = self.table.end()?;
        Ok((self.count > 0).then_some(ended))
    }
}
