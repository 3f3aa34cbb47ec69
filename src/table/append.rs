//! Appends stretches of a table.

use super::{Cells, Column, Heading, Kind, Table, WordList};
use darkside_error::{Error, Result};

impl Table {
    /// A table with these columns and no rows.
    pub fn empty(headings: &[Heading]) -> Self {
        Self { columns: headings.iter().map(empty).collect() }
    }

    /// Appends the rows of `below`.
    ///
    /// # Errors
    /// If it has other columns.
    pub fn append(&mut self, below: Table) -> Result<()> {
        if self.columns.len() != below.columns.len() {
            return Err(Error::input("a stretch has other columns than those above it"));
        }
        self.columns.iter_mut().zip(below.columns).try_for_each(|(column, below)| append(column, below))
    }
}

/// A column without rows.
pub(super) fn empty(heading: &Heading) -> Column {
    let cells = match heading.kind {
        Kind::Whole => Cells::Whole(Vec::new()),
        Kind::Long => Cells::Long(Vec::new()),
        Kind::Number => Cells::Number(Vec::new()),
        Kind::Single => Cells::Single(Vec::new()),
        Kind::Truth => Cells::Truth(Vec::new()),
        Kind::Word => Cells::Word { words: Vec::new(), rows: Vec::new() },
    };
    Column::new(heading.clone(), cells)
}

fn append(column: &mut Column, below: Column) -> Result<()> {
    let (above, more) = (column.len(), below.len());
    match (&mut column.cells, below.cells) {
        (Cells::Whole(rows), Cells::Whole(more)) => rows.extend(more),
        (Cells::Long(rows), Cells::Long(more)) => rows.extend(more),
        (Cells::Number(rows), Cells::Number(more)) => rows.extend(more),
        (Cells::Single(rows), Cells::Single(more)) => rows.extend(more),
        (Cells::Truth(rows), Cells::Truth(more)) => rows.extend(more),
        (Cells::Word { words, rows }, Cells::Word { words: other, rows: more }) => {
            let mut known = WordList::of(std::mem::take(words));
            let codes: Vec<u32> = other.iter().map(|word| known.position(word)).collect();
            *words = known.list;
            // The code of an absent word may refer to no word.
            rows.extend(more.into_iter().map(|code| codes.get(code as usize).copied().unwrap_or(0)));
        }
        _ => return Err(Error::input(format!("column {} changes its kind", column.heading.name))),
    }
    if column.present.is_some() || below.present.is_some() {
        let mut present = column.present.take().unwrap_or_else(|| vec![true; above]);
        present.extend(below.present.unwrap_or_else(|| vec![true; more]));
        column.present = Some(present);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_meaning_and_absent_rows_stay_absent() {
        let mut table = Table { columns: vec![Column::words("arm", "arm", ["a", "b"])] };
        table
            .append(Table { columns: vec![Column::optional_words("arm", "arm", [Some("b"), None, Some("c")])] })
            .unwrap();
        let (words, rows) = table.word("arm").unwrap();
        assert_eq!(
            (words, rows[..3].to_vec(), rows[4]),
            (&["a", "b", "", "c"].map(String::from)[..], vec![0, 1, 1], 3)
        );
        assert_eq!([0, 1, 2, 3, 4].map(|row| table.columns[0].has(row)), [true, true, true, false, true]);
    }

    #[test]
    fn other_columns_are_refused() {
        let mut table = Table { columns: vec![Column::words("arm", "arm", ["a"])] };
        assert!(table.append(Table::default()).is_err());
        assert!(table.append(Table { columns: vec![Column::long("arm", "arm", [1])] }).is_err());
    }
}
