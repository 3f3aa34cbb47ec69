//! The long tables, read a stretch of rows at a time.

use std::fs::File;
use std::ops::Range;
use std::path::Path;

use super::checksum::{self, Checksums};
use super::columns::Schema;
use super::layout::Format;
use super::rows::Seeded;
use crate::table::{CsvStretches, Heading, ParquetStretches, Table};
use darkside_error::{Error, Result};

/// A file that was opened and checked, its name for messages, and its format.
pub(super) struct Source {
    file: File,
    name: String,
    format: Format,
}

/// The stretches of a table, one after the other.
pub(super) type Stretches = Box<dyn Iterator<Item = Result<Table>>>;

impl Source {
    /// Opens a file of a directory after checking it against its manifest's list.
    ///
    /// # Errors
    /// If it cannot be read, or is not the file that was written.
    pub(super) fn open(directory: &Path, file: &str, format: Format, listed: &Checksums) -> Result<Self> {
        let name = directory.join(file).display().to_string();
        Ok(Self { file: checksum::open(directory, file, listed)?, name, format })
    }

    /// Opens a table written in these formats: as Parquet if that is one of them, else as CSV.
    ///
    /// # Errors
    /// As [`Self::open`], and if there is no format.
    pub(super) fn of_table(directory: &Path, table: &str, formats: &[Format], listed: &Checksums) -> Result<Self> {
        if formats.is_empty() {
            return Err(Error::input(format!("{}: no format of the tables is named", directory.display())));
        }
        let format = if formats.contains(&Format::Parquet) { Format::Parquet } else { Format::Csv };
        Self::open(directory, &format.file(table), format, listed)
    }

    /// Reads the columns named by `headings`, a stretch at a time.
    pub(super) fn stretches(self, headings: Vec<Heading>) -> Result<Stretches> {
        let Self { file, name, format } = self;
        match format {
            Format::Csv | Format::Spreadsheet => Ok(Box::new(CsvStretches::open(file, name, headings)?)),
            Format::Parquet => {
                let wrong = move |cause| Error::input(format!("{name}: {cause}"));
                let stretches = ParquetStretches::open(file, headings).map_err(&wrong)?;
                Ok(Box::new(stretches.map(move |stretch| stretch.map_err(&wrong))))
            }
        }
    }
}

/// Rows of a long table in the order of seeds, read a stretch at a time.
pub struct Rows<T> {
    stretches: Stretches,
    schema: Schema<T>,
    rows: std::iter::Zip<std::vec::IntoIter<u64>, std::vec::IntoIter<T>>,
    failed: bool,
}

impl<T: Clone> Rows<T> {
    /// The rows of these stretches.
    pub(super) fn new(stretches: Stretches, schema: Schema<T>) -> Self {
        Self { stretches, schema, rows: Vec::new().into_iter().zip(Vec::new()), failed: false }
    }

    fn read(&mut self, stretch: &Table) -> Result<()> {
        self.rows = stretch.long("seed")?.to_vec().into_iter().zip(self.schema.rows(stretch)?);
        Ok(())
    }
}

impl<T: Clone> Iterator for Rows<T> {
    type Item = Result<Seeded<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            if let Some((seed, row)) = self.rows.next() {
                return Some(Ok(Seeded { seed, row }));
            }
            if let Err(error) = self.stretches.next()?.and_then(|stretch| self.read(&stretch)) {
                self.failed = true;
                return Some(Err(error));
            }
        }
        None
    }
}

/// The seeds of a stretch, each with its rows.
pub(super) fn by_seed(seeds: &[u64]) -> Vec<(u64, Range<usize>)> {
    let mut start = 0;
    let ranges = seeds.chunk_by(|a, b| a == b).map(|rows| {
        start += rows.len();
        (rows[0], start - rows.len()..start)
    });
    ranges.collect()
}
