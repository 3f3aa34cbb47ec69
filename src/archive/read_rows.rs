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
pub type Rows<T> = Box<dyn Iterator<Item = Result<Seeded<T>>>>;

/// The rows of these stretches, which have seeds.
pub(super) fn seeded<T: Clone + 'static>(stretches: Stretches, schema: Schema<T>) -> Rows<T> {
    Box::new(one_by_one(stretches.map(move |stretch| {
        let stretch = stretch?;
        let seeds = stretch.long("seed")?.to_vec().into_iter();
        Ok(seeds.zip(schema.rows(&stretch)?).map(|(seed, row)| Seeded { seed, row }))
    })))
}

/// The rows of stretches one by one; an error is the last item.
pub(super) fn one_by_one<I: IntoIterator>(
    mut stretches: impl Iterator<Item = Result<I>>,
) -> impl Iterator<Item = Result<I::Item>> {
    let (mut rows, mut failed) = (None::<I::IntoIter>, false);
    std::iter::from_fn(move || {
        while !failed {
            if let Some(row) = rows.as_mut().and_then(Iterator::next) {
                return Some(Ok(row));
            }
            match stretches.next()? {
                Ok(stretch) => rows = Some(stretch.into_iter()),
                Err(error) => {
                    failed = true;
                    return Some(Err(error));
                }
            }
        }
        None
    })
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
