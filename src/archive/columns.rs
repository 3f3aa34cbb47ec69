//! How rows become columns: for each column its heading, and how a row fills it.

use crate::table::{Cells, Column, Heading, Kind};
use darkside_engine::parameter::Unit;

/// The values of a column over the rows of several seeds.
type Fill<'a, T> = Box<dyn Fn(&[&[T]]) -> (Cells, Option<Vec<bool>>) + 'a>;

/// One column of a table of rows of type `T`.
pub(super) struct ColumnOf<'a, T> {
    /// What it is.
    pub(super) heading: Heading,
    fill: Fill<'a, T>,
}

impl<'a, T: 'a> ColumnOf<'a, T> {
    /// The column over the rows of each seed, seed by seed.
    pub(super) fn over(&self, rows: &[&[T]]) -> Column {
        let (cells, present) = (self.fill)(rows);
        Column { heading: self.heading.clone(), cells, present }
    }

    /// Whole numbers.
    pub(super) fn whole(name: &str, unit: Unit, meaning: &str, of: impl Fn(&T) -> u32 + 'a) -> Self {
        let heading = Heading::new(name, Kind::Whole, unit, meaning);
        Self { heading, fill: Box::new(move |rows| (Cells::Whole(each(rows, &of)), None)) }
    }

    /// Whole numbers that may be absent.
    pub(super) fn some_whole(name: &str, unit: Unit, meaning: &str, of: impl Fn(&T) -> Option<u32> + 'a) -> Self {
        let heading = Heading::new(name, Kind::Whole, unit, meaning).optional();
        let fill = move |rows: &[&[T]]| {
            (Cells::Whole(each(rows, |row| of(row).unwrap_or(0))), Some(each(rows, |row| of(row).is_some())))
        };
        Self { heading, fill: Box::new(fill) }
    }

    /// Numbers of single precision.
    pub(super) fn single(name: &str, unit: Unit, meaning: &str, of: impl Fn(&T) -> f32 + 'a) -> Self {
        let heading = Heading::new(name, Kind::Single, unit, meaning);
        Self { heading, fill: Box::new(move |rows| (Cells::Single(each(rows, &of)), None)) }
    }

    /// Numbers.
    pub(super) fn number(name: &str, unit: Unit, meaning: &str, of: impl Fn(&T) -> f64 + 'a) -> Self {
        let heading = Heading::new(name, Kind::Number, unit, meaning);
        Self { heading, fill: Box::new(move |rows| (Cells::Number(each(rows, &of)), None)) }
    }

    /// True or false.
    pub(super) fn truth(name: &str, meaning: &str, of: impl Fn(&T) -> bool + 'a) -> Self {
        let heading = Heading::new(name, Kind::Truth, Unit::None, meaning);
        Self { heading, fill: Box::new(move |rows| (Cells::Truth(each(rows, &of)), None)) }
    }

    /// True, false or absent.
    pub(super) fn some_truth(name: &str, meaning: &str, of: impl Fn(&T) -> Option<bool> + 'a) -> Self {
        let heading = Heading::new(name, Kind::Truth, Unit::None, meaning).optional();
        let fill = move |rows: &[&[T]]| {
            (Cells::Truth(each(rows, |row| of(row) == Some(true))), Some(each(rows, |row| of(row).is_some())))
        };
        Self { heading, fill: Box::new(fill) }
    }

    /// Words out of a list.
    pub(super) fn word(name: &str, meaning: &str, words: Vec<String>, of: impl Fn(&T) -> usize + 'a) -> Self {
        let heading = Heading::new(name, Kind::Word, Unit::None, meaning);
        let fill =
            move |rows: &[&[T]]| (Cells::Word { words: words.clone(), rows: each(rows, |row| of(row) as u32) }, None);
        Self { heading, fill: Box::new(fill) }
    }

    /// Words out of a list that may be absent.
    pub(super) fn some_word(
        name: &str,
        meaning: &str,
        words: Vec<String>,
        of: impl Fn(&T) -> Option<usize> + 'a,
    ) -> Self {
        let heading = Heading::new(name, Kind::Word, Unit::None, meaning).optional();
        let fill = move |rows: &[&[T]]| {
            let cells = Cells::Word { words: words.clone(), rows: each(rows, |row| of(row).unwrap_or(0) as u32) };
            (cells, Some(each(rows, |row| of(row).is_some())))
        };
        Self { heading, fill: Box::new(fill) }
    }

    /// Words that each row brings along.
    pub(super) fn own_word(name: &str, meaning: &str, of: impl Fn(&T) -> &str + 'a) -> Self {
        let heading = Heading::new(name, Kind::Word, Unit::None, meaning);
        let fill = move |rows: &[&[T]]| {
            let mut words: Vec<String> = Vec::new();
            let position = |row: &T| {
                let word = of(row);
                words.iter().rposition(|known| known == word).unwrap_or_else(|| {
                    words.push(word.to_owned());
                    words.len() - 1
                }) as u32
            };
            let rows = each(rows, position);
            (Cells::Word { words, rows }, None)
        };
        Self { heading, fill: Box::new(fill) }
    }
}

fn each<T, V>(rows: &[&[T]], mut of: impl FnMut(&T) -> V) -> Vec<V> {
    let mut values = Vec::with_capacity(rows.iter().map(|rows| rows.len()).sum());
    for rows in rows {
        values.extend(rows.iter().map(&mut of));
    }
    values
}

/// The seed of each row.
pub(super) fn seed_heading() -> Heading {
    Heading::new("seed", Kind::Long, Unit::None, "seed of the random numbers")
}

/// The seed of each row, for as many rows of each seed as given.
pub(super) fn seeds(rows: impl Iterator<Item = (u64, usize)>) -> Column {
    let seeds = rows.flat_map(|(seed, rows)| std::iter::repeat_n(seed, rows)).collect();
    Column::new(seed_heading(), Cells::Long(seeds))
}
