//! One description of each column: its heading, how rows fill it, and how it fills rows.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::table::{Cells, Column, Heading, Kind, Table, WordList};
use darkside_engine::parameter::Unit;
use darkside_error::{Error, Result};

/// Collects a column over the rows of several seeds, and which of its values are present.
type Write<T> = Box<dyn Fn(&[&[T]]) -> (Cells, Option<Vec<bool>>)>;
/// Sets the column's field in the rows, one per row of the table.
type Read<T> = Box<dyn Fn(&Table, &mut [T]) -> Result<()>>;

/// One column of a table of rows of type `T`.
pub(super) struct ColumnOf<T> {
    heading: Heading,
    write: Write<T>,
    read: Read<T>,
}

/// A table of rows of type `T`.
pub(super) struct Schema<T> {
    /// The columns, in order. A table that holds several seeds has the seed before them.
    pub(super) columns: Vec<ColumnOf<T>>,
    /// The row that the columns are read into.
    pub(super) blank: T,
}

impl<T: Clone> Schema<T> {
    /// The headings of the columns.
    pub(super) fn headings(&self) -> Vec<Heading> {
        self.columns.iter().map(|column| column.heading.clone()).collect()
    }

    /// The headings of a table that holds several seeds: the seed comes first.
    pub(super) fn headings_after_seed(&self) -> Vec<Heading> {
        std::iter::once(seed_heading()).chain(self.headings()).collect()
    }

    /// The columns over the rows of each seed, one at a time.
    pub(super) fn columns_of(&self, rows: &[&[T]]) -> impl Iterator<Item = Column> {
        self.columns.iter().map(move |column| {
            let (cells, present) = (column.write)(rows);
            Column { heading: column.heading.clone(), cells, present }
        })
    }

    /// The rows as a table.
    pub(super) fn table(&self, rows: &[T]) -> Table {
        Table { columns: self.columns_of(&[rows]).collect() }
    }

    /// The rows of a table.
    ///
    /// # Errors
    /// If a column is missing or holds a word that it does not allow.
    pub(super) fn rows(&self, table: &Table) -> Result<Vec<T>> {
        let mut rows = vec![self.blank.clone(); table.rows()];
        self.columns.iter().try_for_each(|column| (column.read)(table, &mut rows))?;
        Ok(rows)
    }
}

/// A value that columns hold as it is.
pub(super) trait Value: Copy + Default + 'static {
    /// The kind of these columns.
    const KIND: Kind;
    /// Makes their cells.
    const CELLS: fn(Vec<Self>) -> Cells;
    /// Finds their values in a table by the column's name.
    const FIND: for<'t> fn(&'t Table, &str) -> Result<&'t [Self]>;
}

impl Value for u32 {
    const KIND: Kind = Kind::Whole;
    const CELLS: fn(Vec<Self>) -> Cells = Cells::Whole;
    const FIND: for<'t> fn(&'t Table, &str) -> Result<&'t [Self]> = Table::whole;
}

impl Value for u64 {
    const KIND: Kind = Kind::Long;
    const CELLS: fn(Vec<Self>) -> Cells = Cells::Long;
    const FIND: for<'t> fn(&'t Table, &str) -> Result<&'t [Self]> = Table::long;
}

impl Value for f64 {
    const KIND: Kind = Kind::Number;
    const CELLS: fn(Vec<Self>) -> Cells = Cells::Number;
    const FIND: for<'t> fn(&'t Table, &str) -> Result<&'t [Self]> = Table::number;
}

impl Value for f32 {
    const KIND: Kind = Kind::Single;
    const CELLS: fn(Vec<Self>) -> Cells = Cells::Single;
    const FIND: for<'t> fn(&'t Table, &str) -> Result<&'t [Self]> = Table::single;
}

impl Value for bool {
    const KIND: Kind = Kind::Truth;
    const CELLS: fn(Vec<Self>) -> Cells = Cells::Truth;
    const FIND: for<'t> fn(&'t Table, &str) -> Result<&'t [Self]> = Table::truth;
}

impl<T: 'static> ColumnOf<T> {
    /// Whole numbers, numbers or truth values.
    pub(super) fn plain<V: Value>(
        name: &str,
        unit: Unit,
        meaning: &str,
        get: impl Fn(&T) -> V + 'static,
        set: impl Fn(&mut T, V) + 'static,
    ) -> Self {
        let heading = Heading::new(name, V::KIND, unit, meaning);
        Self {
            heading: heading.clone(),
            write: Box::new(move |rows| (V::CELLS(each(rows, &get)), None)),
            read: Box::new(move |table, rows| {
                rows.iter_mut().zip(V::FIND(table, &heading.name)?).for_each(|(row, &value)| set(row, value));
                Ok(())
            }),
        }
    }

    /// The same, where rows may lack a value.
    pub(super) fn optional<V: Value>(
        name: &str,
        meaning: &str,
        get: impl Fn(&T) -> Option<V> + 'static,
        set: impl Fn(&mut T, Option<V>) + 'static,
    ) -> Self {
        let heading = Heading::new(name, V::KIND, Unit::None, meaning).optional();
        Self {
            heading: heading.clone(),
            write: Box::new(move |rows| {
                let values = each(rows, |row| get(row).unwrap_or_default());
                (V::CELLS(values), Some(each(rows, |row| get(row).is_some())))
            }),
            read: Box::new(move |table, rows| {
                let (column, values) = (table.column(&heading.name)?, V::FIND(table, &heading.name)?);
                for (at, row) in rows.iter_mut().enumerate() {
                    set(row, column.has(at).then(|| values[at]));
                }
                Ok(())
            }),
        }
    }

    /// Words from a list; a row holds the position of its word.
    pub(super) fn word(
        name: &str,
        meaning: &str,
        words: Vec<String>,
        get: impl Fn(&T) -> usize + 'static,
        set: impl Fn(&mut T, usize) + 'static,
    ) -> Self {
        let heading = Heading::new(name, Kind::Word, Unit::None, meaning);
        Self::listed(heading, words, move |row| Some(get(row)), move |row, at| set(row, at.unwrap_or(0)))
    }

    /// The same under any heading of words; if it is optional, rows may lack a word.
    pub(super) fn listed(
        heading: Heading,
        words: Vec<String>,
        get: impl Fn(&T) -> Option<usize> + 'static,
        set: impl Fn(&mut T, Option<usize>) + 'static,
    ) -> Self {
        let (Heading { name, optional, .. }, known) = (heading.clone(), words.clone());
        Self {
            heading,
            write: Box::new(move |rows| {
                let cells = Cells::Word { words: words.clone(), rows: each(rows, |row| get(row).unwrap_or(0) as u32) };
                (cells, optional.then(|| each(rows, |row| get(row).is_some())))
            }),
            read: Box::new(move |table, rows| {
                let (column, (words, codes)) = (table.column(&name)?, table.word(&name)?);
                let positions = positions(column, words, &known)?;
                for (at, row) in rows.iter_mut().enumerate() {
                    let position = || positions.get(codes[at] as usize).copied().unwrap_or(0);
                    set(row, column.has(at).then(position));
                }
                Ok(())
            }),
        }
    }

    /// Values written and read as words; `set` returns `None` for a word that it cannot parse.
    pub(super) fn parsed(
        name: &str,
        meaning: &str,
        get: impl Fn(&T) -> Cow<'_, str> + 'static,
        set: impl Fn(&mut T, &str) -> Option<()> + 'static,
    ) -> Self {
        let heading = Heading::new(name, Kind::Word, Unit::None, meaning);
        Self {
            heading: heading.clone(),
            write: Box::new(move |rows| (distinct(rows, &get), None)),
            read: Box::new(move |table, rows| {
                let (words, positions) = table.word(&heading.name)?;
                for (row, &position) in rows.iter_mut().zip(positions) {
                    let word = words.get(position as usize).map_or("", String::as_str);
                    set(row, word).ok_or_else(|| unknown_word(&heading.name, word))?;
                }
                Ok(())
            }),
        }
    }
}

fn each<T, V>(rows: &[&[T]], mut of: impl FnMut(&T) -> V) -> Vec<V> {
    let mut values = Vec::with_capacity(rows.iter().map(|rows| rows.len()).sum());
    for rows in rows {
        values.extend(rows.iter().map(&mut of));
    }
    values
}

/// The word of each row, with each distinct word stored once. A column may have as many of them as rows, and mostly
/// repeats the last one.
fn distinct<T>(rows: &[&[T]], get: impl Fn(&T) -> Cow<'_, str>) -> Cells {
    let mut words = WordList::default();
    let mut last = 0;
    let rows = each(rows, |row| {
        let word = get(row);
        if words.list.get(last as usize).is_none_or(|known| *known != word) {
            last = words.position(&word);
        }
        last
    });
    Cells::Word { words: words.list, rows }
}

/// The positions of a column's words in a list, which must have all of them.
fn positions(column: &Column, words: &[String], all: &[String]) -> Result<Vec<usize>> {
    let known: HashMap<&str, usize> = all.iter().enumerate().rev().map(|(at, word)| (word.as_str(), at)).collect();
    let position = |word: &String| match known.get(word.as_str()) {
        Some(&position) => Ok(position),
        // An absent word reads as the empty one.
        None if column.present.is_some() && word.is_empty() => Ok(0),
        None => Err(unknown_word(&column.heading.name, word)),
    };
    words.iter().map(position).collect()
}

fn unknown_word(name: &str, word: &str) -> Error {
    Error::input(format!("column {name} holds \"{word}\", which is none of its words"))
}

/// The seed of each row.
pub(super) fn seed_heading() -> Heading {
    Heading::new("seed", Kind::Long, Unit::None, "seed of the random numbers")
}

/// The column of seeds, given how many rows each has.
pub(super) fn seeds(rows: impl Iterator<Item = (u64, usize)>) -> Column {
    let seeds = rows.flat_map(|(seed, rows)| std::iter::repeat_n(seed, rows)).collect();
    Column::new(seed_heading(), Cells::Long(seeds))
}
