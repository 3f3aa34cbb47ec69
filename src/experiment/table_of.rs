//! A table from rows of any type: each column says what it takes from a row.

use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_stats::{Interval, Summary};

/// A table over some rows, to which columns are added from left to right.
pub(super) struct TableOf<'a, T> {
    rows: &'a [T],
    columns: Vec<Column>,
}

impl<'a, T> TableOf<'a, T> {
    /// A table of these rows, as yet without columns.
    pub(super) fn new(rows: &'a [T]) -> Self {
        Self { rows, columns: Vec::new() }
    }

    /// The finished table.
    pub(super) fn table(self) -> Table {
        Table { columns: self.columns }
    }

    fn with(mut self, column: impl FnOnce(&'a [T]) -> Column) -> Self {
        self.columns.push(column(self.rows));
        self
    }

    /// Adds a column of words.
    pub(super) fn words<S: AsRef<str>>(self, name: &str, meaning: &str, of: impl Fn(&'a T) -> S) -> Self {
        self.with(|rows| Column::words(name, meaning, rows.iter().map(of)))
    }

    /// Adds a column of words in which rows may be empty.
    pub(super) fn optional_words<S: AsRef<str>>(
        self,
        name: &str,
        meaning: &str,
        of: impl Fn(&'a T) -> Option<S>,
    ) -> Self {
        self.with(|rows| Column::optional_words(name, meaning, rows.iter().map(of)))
    }

    /// Adds a column of numbers; NaN stands for no value.
    pub(super) fn number(self, name: &str, unit: Unit, meaning: &str, of: impl Fn(&'a T) -> f64) -> Self {
        self.with(|rows| Column::numbers(name, unit, meaning, rows.iter().map(of)))
    }

    /// Adds a column of numbers, and the two ends of an interval around them, which `interval` describes.
    pub(super) fn with_interval95(
        mut self,
        name: &str,
        unit: Unit,
        meaning: &str,
        interval: &str,
        of: impl Fn(&'a T) -> (f64, Interval),
    ) -> Self {
        let all: Vec<(f64, Interval)> = self.rows.iter().map(of).collect();
        let mut add = |name: &str, meaning: &str, of: fn(&(f64, Interval)) -> f64| {
            self.columns.push(Column::numbers(name, unit, meaning, all.iter().map(of)));
        };
        add(name, meaning, |(value, _)| *value);
        add(&format!("{name}_lower95"), &format!("lower end of its {interval}"), |(_, ends)| ends.lower);
        add(&format!("{name}_upper95"), &format!("upper end of its {interval}"), |(_, ends)| ends.upper);
        self
    }

    /// Adds a column of means over seeds, and the two ends of their 95 % intervals.
    pub(super) fn with_mean95(self, name: &str, unit: Unit, meaning: &str, of: impl Fn(&'a T) -> Summary) -> Self {
        self.with_interval95(name, unit, meaning, "95 % interval", |row| {
            let summary = of(row);
            (summary.mean, Interval::new(summary.lower95, summary.upper95))
        })
    }

    /// Adds a column of whole numbers up to 2³¹ − 1: weeks, counts.
    pub(super) fn whole(self, name: &str, unit: Unit, meaning: &str, of: impl Fn(&'a T) -> u32) -> Self {
        self.with(|rows| Column::whole(name, unit, meaning, rows.iter().map(of)))
    }

    /// Adds a column of whole numbers in which rows may be empty.
    pub(super) fn optional_whole(
        self,
        name: &str,
        unit: Unit,
        meaning: &str,
        of: impl Fn(&'a T) -> Option<u32>,
    ) -> Self {
        self.with(|rows| {
            let column = Column::whole(name, unit, meaning, rows.iter().map(|row| of(row).unwrap_or(0)));
            let present = Some(rows.iter().map(|row| of(row).is_some()).collect());
            Column { heading: column.heading.optional(), present, ..column }
        })
    }

    /// Adds a column of long whole numbers up to 2⁶³ − 1: seeds.
    pub(super) fn long(self, name: &str, meaning: &str, of: impl Fn(&'a T) -> u64) -> Self {
        self.with(|rows| Column::long(name, meaning, rows.iter().map(of)))
    }

    /// Adds a column of truth values.
    pub(super) fn truth(self, name: &str, meaning: &str, of: impl Fn(&'a T) -> bool) -> Self {
        self.with(|rows| Column::truths(name, meaning, rows.iter().map(of)))
    }
}
