//! Rows of cells between separators, as RFC 4180 has them and programs write them, with the place of every cell.
//!
//! A cell in quotation marks may contain separators, line ends and doubled quotation marks; white space may stand before
//! and after the marks. Lines end in line feeds, carriage returns or both. Rows without any text are passed over.

use std::borrow::Cow;
use std::ops::Range;

/// What may separate cells, the likeliest first; white space only where a header has none of the others.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// One cell.
#[derive(Debug)]
pub(super) struct Cell<'a> {
    /// Its bytes in the text, with its quotation marks, without white space around it.
    pub(super) range: Range<usize>,
    /// Not as it stands there if it has a doubled quotation mark, or something after the last one.
    text: Cow<'a, str>,
    /// Whether it stands in quotation marks of which the second is missing.
    unclosed: bool,
}

/// Reads rows from a place on.
pub(super) struct Rows<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    /// The cells of the last row read.
    pub(super) cells: Vec<Cell<'a>>,
}

impl<'a> Rows<'a> {
    /// From byte `at` of `text` on.
    pub(super) fn new(text: &'a str, separator: u8, at: usize) -> Self {
        Self { text, separator, at, cells: Vec::new() }
    }

    /// The byte after the last row read.
    pub(super) fn end(&self) -> usize {
        self.at
    }

    /// The text of a cell; empty where the row has none.
    pub(super) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.trim())
    }

    /// Whether a cell stands in quotation marks.
    pub(super) fn is_quoted(&self, column: usize) -> bool {
        self.cells.get(column).is_some_and(|cell| self.text[cell.range.clone()].starts_with('"'))
    }

    /// The bytes of the first cell whose quotation marks hold an end of line, or of which the second is missing.
    pub(super) fn open_cell(&self) -> Option<Range<usize>> {
        let is_open = |cell: &&Cell<'_>| cell.unclosed || cell.text.trim().contains(['\n', '\r']);
        self.cells.iter().find(is_open).map(|cell| cell.range.clone())
    }

    /// Reads the next row that has any text; false at the end.
    pub(super) fn next(&mut self) -> bool {
        while self.at < self.text.len() {
            self.row();
            if (0..self.cells.len()).any(|column| !self.text(column).is_empty()) {
                return true;
            }
        }
        self.cells.clear();
        false
    }

    fn row(&mut self) {
        let bytes = self.text.as_bytes();
        self.cells.clear();
        self.skip_spaces();
        loop {
            let cell = self.cell();
            self.cells.push(cell);
            self.skip_spaces();
            match bytes.get(self.at) {
                None => return,
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => return self.at += 2,
                Some(b'\n' | b'\r') => return self.at += 1,
                // Already at the next cell.
                Some(_) if self.separator == b' ' => {}
                Some(_) => self.at += 1,
            }
        }
    }

    /// Where spaces separate, any number of them does, and none at the ends of a line.
    fn skip_spaces(&mut self) {
        if self.separator == b' ' {
            self.at += self.text.as_bytes()[self.at..].iter().take_while(|&&byte| byte == b' ').count();
        }
    }

    /// Reads the cell that starts here, up to its separator or the end of the line.
    fn cell(&mut self) -> Cell<'a> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let start = self.at;
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t') && *byte != self.separator;
        let opening = start + bytes[start..].iter().take_while(|byte| is_space(byte)).count();
        if bytes.get(opening) != Some(&b'"') {
            self.at = self.end_of_cell(start);
            let range = trimmed(text, start..self.at);
            return Cell { text: Cow::Borrowed(&text[range.clone()]), range, unclosed: false };
        }
        let mut made: Option<String> = None;
        let mut from = opening + 1;
        let closing = loop {
            let quote = bytes[from..].iter().position(|&byte| byte == b'"').map_or(bytes.len(), |at| from + at);
            let doubled = bytes.get(quote + 1) == Some(&b'"');
            if made.is_some() || doubled {
                made.get_or_insert_default().push_str(&text[from..quote]);
            }
            if !doubled {
                break quote;
            }
            made.get_or_insert_default().push('"');
            from = quote + 2;
        };
        let unclosed = closing == bytes.len();
        let after = (closing + 1).min(bytes.len());
        self.at = self.end_of_cell(after);
        let (range, rest) = (trimmed(text, opening..self.at), &text[after..self.at]);
        if made.is_none() && rest.trim().is_empty() {
            return Cell { range, text: Cow::Borrowed(&text[opening + 1..closing]), unclosed };
        }
        let made = made.unwrap_or_else(|| text[opening + 1..closing].to_owned());
        Cell { range, text: Cow::Owned(made + rest), unclosed }
    }

    fn end_of_cell(&self, from: usize) -> usize {
        let ends = |&byte: &u8| byte == self.separator || byte == b'\n' || byte == b'\r';
        self.text.as_bytes()[from..].iter().position(ends).map_or(self.text.len(), |at| from + at)
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let cell = &text[range.clone()];
    let start = range.start + cell.len() - cell.trim_start().len();
    start..start + cell.trim().len()
}

/// The separator, and the byte at which the header begins.
///
/// Spreadsheets write `sep=;` on a line of its own; otherwise it is what the first line with a text has most of outside
/// quotation marks.
pub(super) fn separator(text: &str) -> (u8, usize) {
    let (line, next) = first_line(text);
    if let Some(separator) = told_separator(line) {
        return (separator, next);
    }
    let mut counts = [0usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(position) = SEPARATORS.iter().position(|&separator| separator == byte && !quoted) {
            counts[position] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    if most == 0 && line.split_whitespace().nth(1).is_some() {
        return (b' ', 0);
    }
    let position = counts.iter().position(|&count| count == most).unwrap_or(0);
    (SEPARATORS[position], 0)
}

/// The first line with a text in it, and the byte after it.
fn first_line(text: &str) -> (&str, usize) {
    let mut next = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        next += line.len();
        if !line.trim().is_empty() {
            return (line.trim_end_matches(['\n', '\r']), next);
        }
    }
    ("", text.len())
}

fn told_separator(line: &str) -> Option<u8> {
    let line = line.trim_start().trim_end_matches(' ').trim_matches('"');
    let told = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| line.get(4..))?;
    match told.as_bytes() {
        [byte] if byte.is_ascii_punctuation() && *byte != b'"' || *byte == b'\t' => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let (separator, start) = separator(text);
        let mut rows = Rows::new(text, separator, start);
        let mut all = Vec::new();
        while rows.next() {
            all.push((0..rows.cells.len()).map(|column| rows.text(column).to_owned()).collect());
        }
        all
    }

    #[test]
    fn the_separator_is_told_or_what_the_first_line_has_most_of() {
        let expected = [vec!["a", "b"], vec!["1", "2"]];
        for text in
            ["a,b\n1,2", "\n a;b\r\n1;2\r\n", "a\tb\n1\t2", "a|b\n1|2", "sep=;\na;b\n1;2", "\"sep=;\"\na;b\n1;2"]
        {
            assert_eq!(rows(text), expected, "{text:?}");
        }
        assert_eq!(rows("a b \n1  2\n\"1\" \"x y\"\n"), [vec!["a", "b"], vec!["1", "2"], vec!["1", "x y"]]);
        assert_eq!(rows("\"x;y;z\",b\n1,2")[0], ["x;y;z", "b"]);
    }

    #[test]
    fn quotation_marks_may_follow_white_space() {
        assert_eq!(rows("a, \"b\"\n\"x, \"\"y\"\"\" , z\n"), [vec!["a", "b"], vec!["x, \"y\"", "z"]]);
    }

    #[test]
    fn rows_without_any_text_are_passed_over() {
        assert_eq!(rows("a,b\r,\r\r\"\", \r1,2\r"), [vec!["a", "b"], vec!["1", "2"]]);
    }

    proptest! {
        /// Where no white space stands before a quotation mark, rows are those of the `csv` crate.
        #[test]
        fn cells_are_those_of_the_csv_crate(pieces in prop::collection::vec(
            prop::sample::select(vec!["a", "é", "\"", "\"\"", ",", "\n", "\r\n", "\r", "\"b,c\"", "x y"]), 0..20)
        ) {
            let text = pieces.concat();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> = reader
                .records()
                .map(|row| row.unwrap().iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            let mut found = Vec::new();
            let mut rows = Rows::new(&text, b',', 0);
            while rows.next() {
                for cell in &rows.cells {
                    prop_assert!(text.is_char_boundary(cell.range.start) && text.is_char_boundary(cell.range.end));
                }
                found.push((0..rows.cells.len()).map(|column| rows.text(column).to_owned()).collect::<Vec<_>>());
            }
            prop_assert_eq!(found, expected);
        }
    }
}
