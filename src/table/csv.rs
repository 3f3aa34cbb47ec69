//! Tables as CSV. Undefined numbers and absent values are empty cells, infinity is `inf`, and numbers are as short
//! as reading back the same value allows.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Read, Write};

use super::append::empty;
use super::{Cells, Column, Heading, Kind, Table};
use darkside_engine::parameter::Unit;
use darkside_error::{Error, Result};

/// Rows read at a time.
const STRETCH: usize = 100_000;

/// A CSV file that is being written.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Starts a table with the names of its columns.
    ///
    /// # Errors
    /// If `file` cannot be written.
    pub fn new<'a>(file: W, names: impl IntoIterator<Item = &'a str>) -> std::io::Result<Self> {
        Self::begin(file, false, names)
    }

    /// The same, after a byte-order mark where `mark` says so: by it spreadsheets know that the file is UTF-8.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn begin<'a>(mut file: W, mark: bool, names: impl IntoIterator<Item = &'a str>) -> std::io::Result<Self> {
        if mark {
            file.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = csv::Writer::from_writer(file);
        writer.write_record(names).map_err(std::io::Error::from)?;
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
                self.writer.write_field(&cell).map_err(std::io::Error::from)?;
            }
            self.writer.write_record(None::<&[u8]>).map_err(std::io::Error::from)?;
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

/// Whether a spreadsheet would take a word for a formula. An apostrophe before it says that it is text; so that reading takes
/// away no other one, a word that begins with apostrophes before a formula gets one more.
fn is_formula(word: &str) -> bool {
    word.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// Whether a number is shorter without an exponent.
fn plain(number: f64) -> bool {
    number == 0.0 || number.is_infinite() || (1e-5..1e16).contains(&number.abs())
}

/// A CSV file, read some rows at a time.
pub struct CsvStretches<R: Read> {
    reader: csv::Reader<R>,
    headings: Vec<Heading>,
    positions: Vec<usize>,
    name: String,
}

impl<R: Read> CsvStretches<R> {
    /// Opens a file to read the columns that `headings` name; errors call the file `name`.
    ///
    /// # Errors
    /// If it cannot be read or lacks a column.
    pub fn open(file: R, name: impl Into<String>, headings: Vec<Heading>) -> Result<Self> {
        Self::open_with(file, name.into(), |_| headings)
    }

    /// Opens a file to read every column that it has: those among `known` as they are there, the others as words.
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
    /// If it cannot be read, or a cell is not of its column's kind.
    pub fn all(mut self) -> Result<Table> {
        self.stretch(usize::MAX)
    }

    fn stretch(&mut self, most: usize) -> Result<Table> {
        let mut columns: Vec<Column> = self.headings.iter().map(blank).collect();
        let mut known: Vec<HashMap<String, u32>> = vec![HashMap::new(); columns.len()];
        let mut record = csv::StringRecord::new();
        let mut rows = 0;
        while rows < most && self.reader.read_record(&mut record).map_err(|cause| unreadable(&self.name, &cause))? {
            for ((column, known), &position) in columns.iter_mut().zip(&mut known).zip(&self.positions) {
                let cell = record.get(position).unwrap_or("");
                if take(column, known, cell).is_none() {
                    let line = record.position().map_or(0, csv::Position::line);
                    let what = format!("{}:{line}: column {} holds \"{cell}\"", self.name, column.heading.name);
                    return Err(Error::input(what).help(expected(column.heading.kind)));
                }
            }
            rows += 1;
        }
        columns.iter_mut().for_each(drop_full_presence);
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

/// A column without rows. An optional column other than of numbers notes which rows have a value.
fn blank(heading: &Heading) -> Column {
    let tells_by_nan = matches!(heading.kind, Kind::Number | Kind::Single);
    let present = (heading.optional && !tells_by_nan).then(Vec::new);
    Column { present, ..empty(heading) }
}

/// Adds a cell to a column whose words so far are `known`; `None` if it is not of the column's kind.
fn take(column: &mut Column, known: &mut HashMap<String, u32>, cell: &str) -> Option<()> {
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
        Cells::Word { words, rows } => {
            let cell = cell.strip_prefix('\'').filter(|word| is_formula(word)).unwrap_or(cell);
            let next = words.len() as u32;
            rows.push(known.get(cell).copied().unwrap_or(next));
            if rows.last() == Some(&next) {
                known.insert(cell.to_owned(), next);
                words.push(cell.to_owned());
            }
        }
    }
    Some(())
}

/// Drops a list by which every row has a value.
fn drop_full_presence(column: &mut Column) {
    if column.present.as_ref().is_some_and(|present| present.iter().all(|&row| row)) {
        column.present = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let names: Vec<String> = table.headings().into_iter().map(|heading| heading.name).collect();
        let mut writer = CsvWriter::new(Vec::new(), names.iter().map(String::as_str)).unwrap();
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

    #[test]
    fn a_wrong_cell_is_named_with_file_line_and_column() {
        let headings = vec![Heading::new("week", Kind::Whole, Unit::Weeks, "a test")];
        let error = CsvStretches::open("week\n1\nx\n".as_bytes(), "t.csv", headings.clone()).unwrap().all();
        assert_eq!(error.unwrap_err().message(), "t.csv:3: column week holds \"x\"");
        let error = CsvStretches::open("weak\n1\n".as_bytes(), "t.csv", headings).err().unwrap();
        assert_eq!(error.message(), "t.csv: column week is missing");
    }
}
