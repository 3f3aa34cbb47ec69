//! Reads CSV files a stretch of rows at a time.

use std::io::Read;

use super::append::empty;
use super::csv::is_formula;
use super::{Cells, Column, Heading, Kind, Table, WordList};
use darkside_engine::parameter::Unit;
use darkside_error::{Error, Result};

/// Rows read at a time.
const STRETCH: usize = 100_000;

/// A CSV file that is read a stretch of rows at a time.
pub struct CsvStretches<R: Read> {
    reader: csv::Reader<R>,
    headings: Vec<Heading>,
    positions: Vec<usize>,
    name: String,
}

impl<R: Read> CsvStretches<R> {
    /// Opens a file to read the columns that `headings` name. Errors refer to the file as `name`.
    ///
    /// # Errors
    /// If it cannot be read or a column is missing.
    pub fn open(file: R, name: impl Into<String>, headings: Vec<Heading>) -> Result<Self> {
        Self::open_with(file, name.into(), |_| headings)
    }

    /// Opens a file to read all of its columns: those in `known` with that heading, the others as words.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_all(file: R, name: impl Into<String>, known: &[Heading]) -> Result<Self> {
        let heading = |column: &str| {
            let other = || Heading::new(column, Kind::Word, Unit::None, "column of the imported table").optional();
            known.iter().find(|heading| heading.name == column).cloned().unwrap_or_else(other)
        };
        Self::open_with(file, name.into(), |found| found.iter().map(heading).collect())
    }

    fn open_with(file: R, name: String, headings: impl FnOnce(&csv::StringRecord) -> Vec<Heading>) -> Result<Self> {
        let mut reader = csv::Reader::from_reader(file);
        let found = reader.headers().map_err(|cause| unreadable(&name, &cause))?.clone();
        let headings = headings(&found);
        let position = |heading: &Heading| {
            let position = found.iter().position(|column| column == heading.name);
            position.ok_or_else(|| Error::input(format!("{name}: column {} is missing", heading.name)))
        };
        let positions = headings.iter().map(position).collect::<Result<_>>()?;
        Ok(Self { reader, headings, positions, name })
    }

    /// The whole file as one table.
    ///
    /// # Errors
    /// If it cannot be read, or a cell is not of the right kind for its column.
    pub fn all(mut self) -> Result<Table> {
        self.stretch(usize::MAX)
    }

    fn stretch(&mut self, most: usize) -> Result<Table> {
        let mut columns: Vec<Column> = self.headings.iter().map(blank).collect();
        let mut words = vec![WordList::default(); columns.len()];
        let mut record = csv::StringRecord::new();
        let mut rows = 0;
        while rows < most && self.reader.read_record(&mut record).map_err(|cause| unreadable(&self.name, &cause))? {
            for ((column, words), &position) in columns.iter_mut().zip(&mut words).zip(&self.positions) {
                let cell = record.get(position).unwrap_or("");
                if take(column, words, cell).is_none() {
                    let line = record.position().map_or(0, csv::Position::line);
                    let what = format!("{}:{line}: column {} holds \"{cell}\"", self.name, column.heading.name);
                    return Err(Error::input(what).help(expected(column.heading.kind)));
                }
            }
            rows += 1;
        }
        columns.iter_mut().zip(words).for_each(|(column, words)| complete(column, words));
        Ok(Table { columns })
    }
}

impl<R: Read> Iterator for CsvStretches<R> {
    type Item = Result<Table>;

    fn next(&mut self) -> Option<Result<Table>> {
        match self.stretch(STRETCH) {
            Ok(table) if table.rows() == 0 => None,
            read => Some(read),
        }
    }
}

fn unreadable(name: &str, cause: &csv::Error) -> Error {
    match cause.kind() {
        csv::ErrorKind::Io(cause) => Error::machine(format!("cannot read {name}: {cause}")),
        _ => Error::input(format!("{name}: {cause}")),
    }
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Whole | Kind::Long => "it should be a whole number",
        Kind::Number | Kind::Single => "it should be a number, or empty where it is undefined",
        Kind::Truth => "it should be true or false",
        Kind::Word => "it should be a word",
    }
}

/// A column without rows. Optional columns, except those of numbers, record which rows have a value.
fn blank(heading: &Heading) -> Column {
    let tells_by_nan = matches!(heading.kind, Kind::Number | Kind::Single);
    let present = (heading.optional && !tells_by_nan).then(Vec::new);
    Column { present, ..empty(heading) }
}

/// Appends a cell to a column whose words are collected in `words`; `None` if it is not of the column's kind.
fn take(column: &mut Column, words: &mut WordList, cell: &str) -> Option<()> {
    let absent = cell.is_empty() && column.heading.optional;
    if let Some(present) = &mut column.present {
        present.push(!absent);
    }
    match &mut column.cells {
        Cells::Whole(rows) => rows.push(if absent { 0 } else { cell.parse().ok()? }),
        Cells::Long(rows) => rows.push(if absent { 0 } else { cell.parse().ok()? }),
        Cells::Number(rows) => rows.push(if absent { f64::NAN } else { cell.parse().ok()? }),
        Cells::Single(rows) => rows.push(if absent { f32::NAN } else { cell.parse().ok()? }),
        Cells::Truth(rows) => rows.push(if absent { false } else { cell.parse().ok()? }),
        Cells::Word { rows, .. } => {
            rows.push(words.position(cell.strip_prefix('\'').filter(|word| is_formula(word)).unwrap_or(cell)));
        }
    }
    Some(())
}

/// Gives a column its words, and drops its list of present values if every row has one.
fn complete(column: &mut Column, found: WordList) {
    if let Cells::Word { words, .. } = &mut column.cells {
        *words = found.list;
    }
    if column.present.as_ref().is_some_and(|present| present.iter().all(|&row| row)) {
        column.present = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_cell_is_named_with_file_line_and_column() {
        let headings = vec![Heading::new("week", Kind::Whole, Unit::Weeks, "a test")];
        let error = CsvStretches::open("week\n1\nx\n".as_bytes(), "t.csv", headings.clone()).unwrap().all();
        assert_eq!(error.unwrap_err().message(), "t.csv:3: column week holds \"x\"");
        let error = CsvStretches::open("weak\n1\n".as_bytes(), "t.csv", headings).err().unwrap();
        assert_eq!(error.message(), "t.csv: column week is missing");
    }
}
