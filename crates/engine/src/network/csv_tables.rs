//! Tables: a header that names the columns, then rows of as many cells.
//!
//! Cells are separated by commas, or by semicolons or tabs where the header has more of those. They may be
//! quoted; white space around them is dropped, as are blank lines. Names of columns are compared without
//! regard to case.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::cells::{Cells, Span, one_line, quoted};
use darkside_error::{Error, Result, Source, nearest};

/// A table whose header has been read.
pub(super) struct Table {
    /// The file.
    pub(super) source: Arc<Source>,
    /// Names of the columns, as written.
    pub(super) columns: Vec<String>,
    delimiter: u8,
    header: usize,
}

impl Table {
    /// Reads the header.
    pub(super) fn open(source: &Arc<Source>) -> Result<Self> {
        let delimiter = delimiter(&source.text);
        let mut header = csv::StringRecord::new();
        if !next(&mut reader(&source.text, delimiter), &mut header)? {
            return Err(Error::input("this table has no header").at(source, 0..0));
        }
        let columns = header.iter().map(|name| name.trim().to_owned()).collect();
        let table = Self { source: Arc::clone(source), columns, delimiter, header: row_start(&source.text, &header) };
        table.check_names().map(|()| table)
    }

    fn check_names(&self) -> Result<()> {
        let mut seen = HashSet::new();
        for (column, name) in self.columns.iter().enumerate() {
            let blame = |error: Error| error.at(&self.source, self.cell(self.header, column));
            if name.is_empty() {
                return Err(blame(Error::input(format!("column {} has no name", column + 1))));
            }
            one_line(name).map_err(blame)?;
            if !seen.insert(name.to_ascii_lowercase()) {
                return Err(blame(Error::input(format!("column {} is named twice", quoted(name)))));
            }
        }
        Ok(())
    }

    /// The position of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// The position of a column that must be there.
    pub(super) fn required(&self, name: &str) -> Result<usize> {
        self.column(name).ok_or_else(|| {
            let error = Error::input(format!("column `{name}` is missing"));
            let columns: Vec<String> = self.columns.iter().map(|column| column.to_ascii_lowercase()).collect();
            let help = match nearest(name, columns.iter().map(String::as_str)) {
                Some(column) => format!("is column {} meant?", quoted(column)),
                None => "the first line names the columns".into(),
            };
            error.help(help).at(&self.source, self.row(self.header))
        })
    }

    /// An error if there is a column of another name.
    pub(super) fn only(&self, allowed: &[&str]) -> Result<()> {
        for (column, name) in self.columns.iter().enumerate() {
            if !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(name)) {
                let near = nearest(&name.to_ascii_lowercase(), allowed.iter().copied());
                let meant = near.map_or(String::new(), |near| format!("is `{near}` meant? "));
                return Err(Error::input(format!("this table has no use for column {}", quoted(name)))
                    .help(format!("{meant}columns are {}", allowed.join(", ")))
                    .at(&self.source, self.cell(self.header, column)));
            }
        }
        Ok(())
    }

    /// Shows the rows one after the other, until one is wrong.
    pub(super) fn each_row(&self, visit: &mut dyn FnMut(&TableRow<'_>) -> Result<()>) -> Result<()> {
        let mut reader = reader(&self.source.text, self.delimiter);
        let mut cells = csv::StringRecord::new();
        next(&mut reader, &mut cells)?;
        while next(&mut reader, &mut cells)? {
            let row = TableRow { table: self, start: row_start(&self.source.text, &cells), cells: &cells };
            row.check()?;
            visit(&row)?;
        }
        Ok(())
    }

    /// The bytes of the row that starts at `start`.
    fn row(&self, start: usize) -> Range<usize> {
        let end = self.cells(start).last().map_or(start, |cell| cell.end);
        start..end
    }

    /// The bytes of a cell, without quotes' meaning but without white space around it.
    fn cell(&self, start: usize, column: usize) -> Range<usize> {
        let cell = self.cells(start).nth(column).unwrap_or(start..start);
        let text = &self.source.text[cell.clone()];
        let before = text.len() - text.trim_start().len();
        cell.start + before..cell.start + before + text.trim().len()
    }

    /// The cells of the row that starts at `start`, with their quotes: the CSV reader tells where a row
    /// starts, not where its cells do. Only errors need it.
    fn cells(&self, start: usize) -> impl Iterator<Item = Range<usize>> {
        let bytes = self.source.text.as_bytes();
        let delimiter = self.delimiter;
        let mut from = Some(start);
        std::iter::from_fn(move || {
            let start = from?;
            let mut quoted = false;
            let mut end = start;
            while let Some(&byte) = bytes.get(end) {
                match byte {
                    // A doubled quote closes and opens again.
                    b'"' if end == start || quoted || bytes[end - 1] == b'"' && bytes[start] == b'"' => {
                        quoted = !quoted
                    }
                    byte if !quoted && (byte == delimiter || byte == b'\n' || byte == b'\r') => break,
                    _ => {}
                }
                end += 1;
            }
            from = (bytes.get(end) == Some(&delimiter)).then_some(end + 1);
            Some(start..end)
        })
    }
}

/// One row of as many cells as the table has columns.
pub(super) struct TableRow<'a> {
    table: &'a Table,
    start: usize,
    cells: &'a csv::StringRecord,
}

impl TableRow<'_> {
    fn check(&self) -> Result<()> {
        let (cells, columns) = (self.cells.len(), self.table.columns.len());
        if cells != columns {
            let length = if cells < columns { "short" } else { "long" };
            return Err(Error::input(format!("this row is too {length}: {cells} of {columns} cells"))
                .help("a cell that contains the separator must stand in quotation marks")
                .at(&self.table.source, self.span().range()));
        }
        for column in 0..columns {
            // Mostly a quote left open, which would swallow rows.
            one_line(self.text(column))
                .map_err(|error| self.blame(column, error.help("is a quotation mark left open?")))?;
        }
        Ok(())
    }
}

impl Cells for TableRow<'_> {
    fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", str::trim)
    }

    fn blame(&self, column: usize, error: Error) -> Error {
        error.at(&self.table.source, self.table.cell(self.start, column))
    }

    fn span(&self) -> Span {
        self.table.row(self.start).into()
    }
}

/// The separator that the first line with a text in it has most of; the comma where none.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |delimiter: u8| header.bytes().filter(|&byte| byte == delimiter).count();
    let mut most = b',';
    for delimiter in [b';', b'\t'] {
        if count(delimiter) > count(most) {
            most = delimiter;
        }
    }
    most
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    // The header is an ordinary row here, and rows of a wrong length get our own message.
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// The next row that is not blank; false at the end.
fn next(reader: &mut csv::Reader<&[u8]>, row: &mut csv::StringRecord) -> Result<bool> {
    loop {
        if !reader.read_record(row).map_err(|error| Error::input(error.to_string()))? {
            return Ok(false);
        }
        if row.len() > 1 || row.get(0).is_some_and(|cell| !cell.trim().is_empty()) {
            return Ok(true);
        }
    }
}

/// Where a row starts: the CSV reader's position may still be on the line breaks before it.
fn row_start(text: &str, row: &csv::StringRecord) -> usize {
    let from = row.position().map_or(0, |position| position.byte() as usize).min(text.len());
    let breaks = text.as_bytes()[from..].iter().take_while(|&&byte| byte == b'\n' || byte == b'\r').count();
    from + breaks
}
