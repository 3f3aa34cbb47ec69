//! Tables of named columns, each with its unit and meaning, as CSV and as Parquet.
//!
//! A [`Table`] is a stretch of rows in memory. Files are written and read one stretch at a time, so a table need not
//! fit in memory. Equal tables give equal bytes: neither format contains a time, a path or a platform. Undefined
//! numbers (NaN) are empty cells in CSV and nulls in Parquet.

mod append;
mod bit_packing;
mod csv;
mod csv_read;
mod dictionary;
mod heading;
mod make;
mod parquet;
mod parquet_read;
mod parquet_sound;
mod splice;
mod words;

pub use self::csv::CsvWriter;
pub use self::parquet::encode;
pub use csv_read::CsvStretches;
pub use heading::{Heading, Kind};
pub use parquet_read::{ParquetStretches, read_parquet};
pub use splice::{ParquetJoiner, Stretch};
pub(crate) use words::WordList;

use darkside_error::{Error, Result};

/// The values of a column. An undefined number is NaN; for the other kinds see [`Column::present`].
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Whole numbers.
    Whole(Vec<u32>),
    /// Long whole numbers: seeds.
    Long(Vec<u64>),
    /// Numbers.
    Number(Vec<f64>),
    /// Numbers with the precision of the model's state.
    Single(Vec<f32>),
    /// True or false.
    Truth(Vec<bool>),
    /// Words, as positions in a list of them.
    Word {
        /// The words that occur, and possibly others.
        words: Vec<String>,
        /// For each row, a position in `words`.
        rows: Vec<u32>,
    },
}

/// A column: its heading and a stretch of its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name, unit, meaning and kind.
    pub heading: Heading,
    /// The values; arbitrary in rows without a value.
    pub cells: Cells,
    /// For each row of an optional column, whether it has a value; `None` if all have one. Columns of numbers need no
    /// such list, since NaN stands for no value.
    pub present: Option<Vec<bool>>,
}

impl Column {
    /// A column with a value in every row.
    pub fn new(heading: Heading, cells: Cells) -> Self {
        Self { heading, cells, present: None }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Whole(rows) => rows.len(),
            Cells::Long(rows) => rows.len(),
            Cells::Number(rows) => rows.len(),
            Cells::Single(rows) => rows.len(),
            Cells::Truth(rows) => rows.len(),
            Cells::Word { rows, .. } => rows.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether `row` has a value.
    pub fn has(&self, row: usize) -> bool {
        match &self.cells {
            Cells::Number(rows) => !rows[row].is_nan(),
            Cells::Single(rows) => !rows[row].is_nan(),
            _ => self.present.as_ref().is_none_or(|present| present[row]),
        }
    }
}

/// A stretch of rows: columns of equal length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
}

impl Table {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// The headings of its columns.
    pub fn headings(&self) -> Vec<Heading> {
        self.columns.iter().map(|column| column.heading.clone()).collect()
    }

    /// The column with this name.
    ///
    /// # Errors
    /// If there is none.
    pub fn column(&self, name: &str) -> Result<&Column> {
        let found = self.columns.iter().find(|column| column.heading.name == name);
        found.ok_or_else(|| Error::input(format!("column {name} is missing")))
    }

    /// The whole numbers of a column.
    ///
    /// # Errors
    /// If there is no such column, or it is of another kind. The same holds for the methods below.
    pub fn whole(&self, name: &str) -> Result<&[u32]> {
        match &self.column(name)?.cells {
            Cells::Whole(rows) => Ok(rows),
            _ => Err(of_another_kind(name, "whole numbers")),
        }
    }

    /// The long whole numbers of a column.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub fn long(&self, name: &str) -> Result<&[u64]> {
        match &self.column(name)?.cells {
            Cells::Long(rows) => Ok(rows),
            _ => Err(of_another_kind(name, "long whole numbers")),
        }
    }

    /// The numbers of a column.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub fn number(&self, name: &str) -> Result<&[f64]> {
        match &self.column(name)?.cells {
            Cells::Number(rows) => Ok(rows),
            _ => Err(of_another_kind(name, "numbers")),
        }
    }

    /// The numbers of single precision of a column.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub fn single(&self, name: &str) -> Result<&[f32]> {
        match &self.column(name)?.cells {
            Cells::Single(rows) => Ok(rows),
            _ => Err(of_another_kind(name, "numbers of single precision")),
        }
    }

    /// The truth values of a column.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub fn truth(&self, name: &str) -> Result<&[bool]> {
        match &self.column(name)?.cells {
            Cells::Truth(rows) => Ok(rows),
            _ => Err(of_another_kind(name, "truth values")),
        }
    }

    /// The words of a column: the list, and a position in it for each row.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub fn word(&self, name: &str) -> Result<(&[String], &[u32])> {
        match &self.column(name)?.cells {
            Cells::Word { words, rows } => Ok((words, rows)),
            _ => Err(of_another_kind(name, "words")),
        }
    }
}

fn of_another_kind(name: &str, wanted: &str) -> Error {
    Error::input(format!("column {name} does not hold {wanted}"))
}
