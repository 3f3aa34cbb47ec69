//! Writes tables as CSV. Undefined numbers and absent values are empty cells, and infinity is `inf`. Numbers are as
//! short as possible while still reading back as the same value.

use std::fmt::Write as _;
use std::io::Write;

use super::{Cells, Column, Heading, Table};

/// A CSV file that is being written.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Starts a table with these columns; with a byte-order mark if `mark` is set, from which spreadsheets recognise
    /// UTF-8.
    ///
    /// # Errors
    /// If `file` cannot be written.
    pub fn new(mut file: W, mark: bool, headings: &[Heading]) -> std::io::Result<Self> {
        if mark {
            file.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = csv::Writer::from_writer(file);
        writer.write_record(headings.iter().map(|heading| &heading.name))?;
        Ok(Self { writer })
    }

    /// Writes every row of `table`.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&mut self, table: &Table) -> std::io::Result<()> {
        let mut cell = String::new();
        for row in 0..table.rows() {
            for column in &table.columns {
                cell.clear();
                put(&mut cell, column, row);
                self.writer.write_field(&cell)?;
            }
            self.writer.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    /// Finishes the table and returns the file.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(self) -> std::io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn put(cell: &mut String, column: &Column, row: usize) {
    if !column.has(row) {
        return;
    }
    // Writing to a string cannot fail.
    let _ = match &column.cells {
        Cells::Whole(rows) => write!(cell, "{}", rows[row]),
        Cells::Long(rows) => write!(cell, "{}", rows[row]),
        Cells::Number(rows) if plain(rows[row]) => write!(cell, "{}", rows[row]),
        Cells::Number(rows) => write!(cell, "{:e}", rows[row]),
        Cells::Single(rows) if plain(f64::from(rows[row])) => write!(cell, "{}", rows[row]),
        Cells::Single(rows) => write!(cell, "{:e}", rows[row]),
        Cells::Truth(rows) => write!(cell, "{}", rows[row]),
        Cells::Word { words, rows } => {
            let word = &words[rows[row] as usize];
            write!(cell, "{}{word}", if is_formula(word) { "'" } else { "" })
        }
    };
}

/// Whether a spreadsheet would take a word for a formula. Such words are written with an apostrophe in front, which
/// marks text and is removed on reading. Apostrophes already before a formula count too, so that none of them is lost.
pub(super) fn is_formula(word: &str) -> bool {
    word.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// Whether a number is written without an exponent.
fn plain(number: f64) -> bool {
    number == 0.0 || number.is_infinite() || (1e-5..1e16).contains(&number.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{CsvStretches, Kind};
    use darkside_engine::parameter::Unit;

    fn table() -> Table {
        let heading = |name: &str, kind| Heading::new(name, kind, Unit::None, "a test");
        let words = Cells::Word { words: vec!["plain".into(), "with, comma".into()], rows: vec![1, 0, 0] };
        Table {
            columns: vec![
                Column::new(heading("seed", Kind::Long), Cells::Long(vec![1, 2, u64::MAX >> 1])),
                Column::new(heading("value", Kind::Number), Cells::Number(vec![0.1, 1e300, f64::INFINITY])),
                Column::new(heading("tiny", Kind::Single), Cells::Single(vec![0.1, 1.5e-9, f32::NEG_INFINITY])),
                Column {
                    heading: heading("source", Kind::Whole).optional(),
                    cells: Cells::Whole(vec![0, 7, 0]),
                    present: Some(vec![false, true, true]),
                },
                Column::new(heading("dark", Kind::Truth), Cells::Truth(vec![true, false, true])),
                Column::new(heading("name", Kind::Word), words),
            ],
        }
    }

    #[test]
    fn no_word_is_a_formula_and_each_reads_back() {
        let words = ["=1+1", "+49 30", "-x", "@cell", "'=1", "''+1", "'s Hertogenbosch", "a=b", ""];
        let column = Column::words("name", "a test", words);
        let text = written(&Table { columns: vec![column.clone()] });
        assert!(text.lines().all(|line| !line.starts_with(['=', '+', '-', '@'])), "{text}");
        let read = CsvStretches::open(text.as_bytes(), "test", vec![column.heading.clone()]).unwrap().all().unwrap();
        let (found, rows) = read.word("name").unwrap();
        assert_eq!(rows.iter().map(|&row| found[row as usize].as_str()).collect::<Vec<_>>(), words);
    }

    fn written(table: &Table) -> String {
        let mut writer = CsvWriter::new(Vec::new(), false, &table.headings()).unwrap();
        writer.write(table).unwrap();
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn cells_are_written_short_and_quoted_where_needed() {
        insta::assert_snapshot!(written(&table()), @r#"
        seed,value,tiny,source,dark,name
        1,0.1,0.1,,true,"with, comma"
        2,1e300,1.5e-9,7,false,plain
        9223372036854775807,inf,-inf,0,true,plain
        "#);
    }

    #[test]
    fn what_was_written_reads_back_the_same() {
        let text = written(&table());
        let back = CsvStretches::open(text.as_bytes(), "t.csv", table().headings()).unwrap().all().unwrap();
        assert_eq!(written(&back), text);
        assert_eq!(back.columns[3], table().columns[3]);
    }

    #[test]
    fn undefined_numbers_are_empty_cells_and_come_back_undefined() {
        let heading = Heading::new("value", Kind::Number, Unit::Value, "a test");
        let other = Heading::new("week", Kind::Whole, Unit::Weeks, "a test");
        let columns = vec![
            Column::new(other, Cells::Whole(vec![0, 1])),
            Column::new(heading, Cells::Number(vec![f64::NAN, 2.0])),
        ];
        let text = written(&Table { columns });
        assert_eq!(text, "week,value\n0,\n1,2\n");
        let headings = vec![Heading::new("value", Kind::Number, Unit::Value, "a test")];
        let back = CsvStretches::open(text.as_bytes(), "t.csv", headings).unwrap().all().unwrap();
        assert!(back.number("value").unwrap()[0].is_nan());
    }
}
