//! Tables: a header that names the columns, then rows of as many cells.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::cells::{Cells, Passes, Span, one_line, quoted};
use super::delimited::{Rows, separator};
use super::findings::Findings;
use super::headings::Heading;
use super::number;
use super::table_shape::{self, Shape};
use super::watch::Progress;
use darkside_error::{Error, Result, Source, nearest};

/// What a column without a name is called: names of rows, or texts in the boxes of a drawing.
pub(super) const NAMELESS: &str = "(no name)";

/// A table whose header has been read.
pub(super) struct Table {
    /// The file.
    pub(super) source: Arc<Source>,
    /// Names of the columns, as written; "" for row names.
    pub(super) columns: Vec<String>,
    /// Where each column stands in a row.
    positions: Vec<usize>,
    /// The bytes of their names.
    places: Vec<Range<usize>>,
    separator: u8,
    /// Cells of a row, at most and at least.
    width: usize,
    least: usize,
    /// Whether commas in numbers are decimal, by position in a row: where semicolons separate and any number has one.
    decimal_commas: Vec<bool>,
    header: Range<usize>,
    /// Where the rows begin.
    start: usize,
}

impl Table {
    /// Reads the header.
    ///
    /// Columns without a name and cells, and row numbers without a name, are passed over.
    pub(super) fn open(source: &Arc<Source>, findings: &mut Findings) -> Result<Self> {
        let text = &source.text;
        let (separator, start) = separator(text);
        closed(source, Rows::new(text, separator, start))?;
        let mut rows = Rows::new(text, separator, start);
        if !rows.next() {
            return Err(Error::input("this table has no header").at(source, 0..0));
        }
        let names: Vec<String> = (0..rows.cells.len()).map(|column| rows.text(column).to_owned()).collect();
        let ranges: Vec<Range<usize>> = rows.cells.iter().map(|cell| cell.range.clone()).collect();
        let start = rows.end();
        let Shape { columns, nameless, width, least } = table_shape::of(&names, || Rows::new(text, separator, start));
        let header = ranges.first().map_or(0, |cell| cell.start)..ranges.last().map_or(0, |cell| cell.end);
        let mut table = Self {
            source: Arc::clone(source),
            columns: Vec::new(),
            positions: Vec::new(),
            places: Vec::new(),
            separator,
            width,
            least,
            decimal_commas: decimal_commas(separator, width, Rows::new(text, separator, start)),
            header,
            start,
        };
        let mut seen = HashSet::new();
        for column in columns {
            let name = column.name.map_or("", |name| names[name].as_str());
            let place = column.name.map_or(table.header.clone(), |name| ranges[name].clone());
            if let Err(error) = one_line(name) {
                findings.problem("column name", "", || error.at(source, place.clone()));
            }
            if !name.is_empty() && !seen.insert(name.to_ascii_lowercase()) {
                let error = Error::input(format!("column {} is named twice", quoted(name)));
                findings.problem("column twice", "", || error.at(source, place.clone()));
            }
            table.places.push(place);
            table.columns.push(name.to_owned());
            table.positions.push(column.position);
        }
        for column in nameless {
            findings.note("columns without a name, left out", || format!("the first is column {}", column + 1));
        }
        Ok(table)
    }

    /// The position of a column that must be there.
    pub(super) fn required(&self, heading: &Heading) -> Result<usize> {
        heading.find(&self.columns).ok_or_else(|| {
            let name = heading.name;
            let error = Error::input(format!("column `{name}` is missing"));
            let columns: Vec<String> = self.columns.iter().map(|column| column.to_ascii_lowercase()).collect();
            let help = match nearest(name, columns.iter().map(String::as_str)) {
                Some(column) => format!("is column {} meant?", quoted(column)),
                None => "the first line names the columns".into(),
            };
            error.help(help).at(&self.source, self.header.clone())
        })
    }

    /// Reports how columns were `read`; the others are left out, or a mistake if their name is nearly that of a missing
    /// column.
    pub(super) fn say_columns(&self, read: &[(&Heading, Option<usize>)], findings: &mut Findings) {
        let file = &self.source.name;
        let missing: Vec<&'static str> =
            read.iter().filter(|(_, column)| column.is_none()).map(|(heading, _)| heading.name).collect();
        for (column, name) in self.columns.iter().enumerate() {
            let meaning = read.iter().find(|(_, position)| *position == Some(column)).map(|(heading, _)| heading.name);
            let near = nearest(&name.to_ascii_lowercase(), missing.iter().copied());
            match (name.as_str(), meaning, near) {
                ("", ..) => findings.column(file, NAMELESS, "passed over"),
                (name, Some(meaning), _) => findings.column(file, name, meaning),
                (name, None, None) => findings.column(file, name, "left out"),
                (name, None, Some(near)) => {
                    let known: Vec<&str> = read.iter().map(|(heading, _)| heading.name).collect();
                    let error = Error::input(format!("this table has no use for column {}", quoted(name)))
                        .help(format!("is `{near}` meant? columns are {}", known.join(", ")));
                    findings.problem("near column", near, || error.at(&self.source, self.places[column].clone()));
                }
            }
        }
    }

    /// Shows the rows one after the other. One that is too short or too long is a problem, and is still shown.
    pub(super) fn each_row(&self, findings: &mut Findings, visit: &mut dyn FnMut(&TableRow<'_>, &mut Findings)) {
        let mut rows = Rows::new(&self.source.text, self.separator, self.start);
        let mut progress = Progress::start(&self.source.name, self.source.text.len());
        while rows.next() {
            let row = TableRow { table: self, rows: &rows };
            row.check(findings);
            visit(&row, findings);
            progress.at(rows.end());
        }
    }

    /// Whether all texts of a column pass.
    pub(super) fn every(&self, column: usize, passes: Passes<'_>) -> bool {
        let mut rows = Rows::new(&self.source.text, self.separator, self.start);
        while rows.next() {
            if !passes(rows.text(self.positions[column])) {
                return false;
            }
        }
        true
    }

    /// Shows the text of a column in each row, if there are at most `most`; whether there are.
    pub(super) fn rows_at_most(&self, most: usize, column: usize, visit: &mut dyn FnMut(&str)) -> bool {
        let mut rows = Rows::new(&self.source.text, self.separator, self.start);
        for _ in 0..most {
            if !rows.next() {
                return true;
            }
            visit(rows.text(self.positions[column]));
        }
        !rows.next()
    }

    /// Whether commas in the numbers of any column are decimal.
    pub(super) fn decimal_comma(&self) -> bool {
        self.decimal_commas.contains(&true)
    }

    /// All columns hold the same kind of number: commas that are decimal in one are so in all.
    pub(super) fn share_decimal_commas(&mut self) {
        let any = self.decimal_comma();
        self.decimal_commas.fill(any);
    }
}

/// The error that a quotation mark is left open, which swallows the rows after it: nothing more can be said of them.
fn closed(source: &Arc<Source>, mut rows: Rows<'_>) -> Result<()> {
    // Where there are no quotation marks, no cell goes over several lines.
    while source.text.contains('"') && rows.next() {
        if let Some(cell) = rows.open_cell() {
            return Err(Error::input("a value goes over several lines, or its quotation mark is never closed")
                .at(source, cell)
                .help("is a quotation mark left open? a value stands on one line"));
        }
    }
    Ok(())
}

/// Whether any number of each column has a comma that is decimal.
fn decimal_commas(separator: u8, width: usize, mut rows: Rows<'_>) -> Vec<bool> {
    let mut commas = vec![false; width];
    while separator == b';' && rows.next() {
        for (column, comma) in commas.iter_mut().enumerate() {
            *comma |= number::has_comma(rows.text(column));
        }
    }
    commas
}

/// One row.
pub(super) struct TableRow<'a> {
    table: &'a Table,
    rows: &'a Rows<'a>,
}

impl TableRow<'_> {
    /// The bytes of a cell, if the row has it.
    pub(super) fn cell(&self, column: usize) -> Option<Span> {
        self.rows.cells.get(self.table.positions[column]).map(|cell| cell.range.clone().into())
    }

    fn check(&self, findings: &mut Findings) {
        let (cells, table) = (self.rows.cells.len(), self.table);
        let too_long = cells > table.width && (table.width..cells).any(|cell| !self.rows.text(cell).is_empty());
        if cells < table.least || too_long {
            let length = if cells < table.least { "short" } else { "long" };
            findings.problem(length, "row", || {
                Error::input(format!("this row is too {length}: {cells} of {} cells", table.width))
                    .help("a cell that contains the separator must stand in quotation marks")
                    .at(&table.source, self.span().range())
            });
        }
        for (cell, place) in self.rows.cells.iter().enumerate().map(|(column, cell)| (self.rows.text(column), cell)) {
            if let Err(error) = one_line(cell) {
                findings.problem("several lines", "", || error.at(&table.source, place.range.clone()));
            }
        }
    }
}

impl Cells for TableRow<'_> {
    fn text(&self, column: usize) -> &str {
        self.rows.text(self.table.positions[column])
    }

    fn blame(&self, column: usize, error: Error) -> Error {
        let cell = self.rows.cells.get(self.table.positions[column]).map(|cell| cell.range.clone());
        error.at(&self.table.source, cell.unwrap_or_else(|| self.span().range()))
    }

    fn span(&self) -> Span {
        let (first, last) = (self.rows.cells.first(), self.rows.cells.last());
        (first.map_or(0, |cell| cell.range.start)..last.map_or(0, |cell| cell.range.end)).into()
    }

    /// All cells have been looked at when the row was read.
    fn one_line(&self, _: usize) -> Result<()> {
        Ok(())
    }

    fn decimal_comma(&self, column: usize) -> bool {
        self.table.decimal_commas[self.table.positions[column]]
    }
}
