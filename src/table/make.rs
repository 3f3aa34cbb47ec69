//! Columns from iterators of words, numbers and counts.

use super::{Cells, Column, Heading, Kind, WordList};
use darkside_engine::parameter::Unit;

impl Column {
    /// A column of words; each distinct word is stored once.
    ///
    /// ```
    /// use darkside::table::Column;
    /// let arms = Column::words("arm", "the scenario", ["baseline", "audited", "baseline"]);
    /// assert_eq!(arms.len(), 3);
    /// ```
    pub fn words<S: AsRef<str>>(name: &str, meaning: &str, rows: impl IntoIterator<Item = S>) -> Self {
        let mut words = WordList::default();
        let rows = rows.into_iter().map(|row| words.position(row.as_ref())).collect();
        Self::new(Heading::new(name, Kind::Word, Unit::None, meaning), Cells::Word { words: words.list, rows })
    }

    /// A column of words in which rows may be empty.
    pub fn optional_words<S: AsRef<str>>(name: &str, meaning: &str, rows: impl IntoIterator<Item = Option<S>>) -> Self {
        let rows: Vec<Option<S>> = rows.into_iter().collect();
        let present = rows.iter().map(Option::is_some).collect();
        let column = Self::words(name, meaning, rows.iter().map(|row| row.as_ref().map_or("", AsRef::as_ref)));
        Self { heading: column.heading.optional(), present: Some(present), ..column }
    }

    /// A column of numbers; NaN stands for no value.
    pub fn numbers(name: &str, unit: Unit, meaning: &str, rows: impl IntoIterator<Item = f64>) -> Self {
        Self::new(Heading::new(name, Kind::Number, unit, meaning), Cells::Number(rows.into_iter().collect()))
    }

    /// A column of whole numbers up to 2³¹ − 1: weeks, counts.
    pub fn whole(name: &str, unit: Unit, meaning: &str, rows: impl IntoIterator<Item = u32>) -> Self {
        Self::new(Heading::new(name, Kind::Whole, unit, meaning), Cells::Whole(rows.into_iter().collect()))
    }

    /// A column of long whole numbers up to 2⁶³ − 1: seeds.
    pub fn long(name: &str, meaning: &str, rows: impl IntoIterator<Item = u64>) -> Self {
        Self::new(Heading::new(name, Kind::Long, Unit::None, meaning), Cells::Long(rows.into_iter().collect()))
    }

    /// A column of numbers with the precision of the model's state; NaN stands for no value.
    pub fn singles(name: &str, unit: Unit, meaning: &str, rows: impl IntoIterator<Item = f32>) -> Self {
        Self::new(Heading::new(name, Kind::Single, unit, meaning), Cells::Single(rows.into_iter().collect()))
    }

    /// A column of truth values in which rows may be empty.
    pub fn optional_truths(name: &str, meaning: &str, rows: impl IntoIterator<Item = Option<bool>>) -> Self {
        let rows: Vec<Option<bool>> = rows.into_iter().collect();
        let column = Self::truths(name, meaning, rows.iter().map(|row| row.unwrap_or(false)));
        Self { heading: column.heading.optional(), present: Some(rows.iter().map(Option::is_some).collect()), ..column }
    }

    /// A column of truth values.
    pub fn truths(name: &str, meaning: &str, rows: impl IntoIterator<Item = bool>) -> Self {
        Self::new(Heading::new(name, Kind::Truth, Unit::None, meaning), Cells::Truth(rows.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_word_is_stored_once() {
        let column = Column::words("arm", "arm", ["a", "b", "a"]);
        assert_eq!(column.cells, Cells::Word { words: vec!["a".into(), "b".into()], rows: vec![0, 1, 0] });
    }

    #[test]
    fn a_row_may_lack_an_optional_word() {
        let column = Column::optional_words("practice", "practice", [Some("x"), None]);
        assert!(column.has(0) && !column.has(1) && column.heading.optional);
    }
}
