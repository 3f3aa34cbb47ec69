//! Headings of columns: name, unit, meaning and kind of values.

use darkside_engine::parameter::Unit;

/// The kind of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers from 0 to 2³¹ − 1 (Parquet INT32).
    Whole,
    /// Whole numbers from 0 to 2⁶³ − 1 (Parquet INT64).
    Long,
    /// Numbers of double precision (Parquet DOUBLE); NaN stands for no value.
    Number,
    /// Numbers of single precision (Parquet FLOAT); NaN stands for no value.
    Single,
    /// True or false (Parquet BOOLEAN).
    Truth,
    /// Words (Parquet BYTE_ARRAY, UTF-8).
    Word,
}

/// The heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What it means.
    pub meaning: String,
    /// The kind of its values.
    pub kind: Kind,
    /// Whether a row may lack a value.
    pub optional: bool,
}

impl Heading {
    /// The heading of a column with a value in every row, except that numbers may be undefined.
    pub fn new(name: impl Into<String>, kind: Kind, unit: Unit, meaning: impl Into<String>) -> Self {
        let optional = matches!(kind, Kind::Number | Kind::Single);
        Self { name: name.into(), unit, meaning: meaning.into(), kind, optional }
    }

    /// The same heading, but rows may lack a value.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}
