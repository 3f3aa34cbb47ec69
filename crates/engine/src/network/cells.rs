//! One row of a table or one element of a graph: texts by column, and where each of them stands.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use darkside_error::{Error, Result, Source};

/// Bytes of a source text; files are below 2 GiB, so 32 bits do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The first byte.
    pub(super) fn start(self) -> u32 {
        self.start
    }

    /// As an error takes it.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The line on which it starts, from 1.
    pub(super) fn line(self, source: &Source) -> usize {
        let before = &source.text.as_bytes()[..(self.start as usize).min(source.text.len())];
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: clip(range.start), end: clip(range.end) }
    }
}

/// What the meaning of columns is read from, whatever the format of the file.
pub(super) trait Cells {
    /// The trimmed text of a column; empty where there is none.
    fn text(&self, column: usize) -> &str;
    /// Points an error at a column's text.
    fn blame(&self, column: usize, error: Error) -> Error;
    /// The whole record.
    fn span(&self) -> Span;
    /// An error, without a place yet, if a column's text goes over several lines.
    fn one_line(&self, column: usize) -> Result<()> {
        one_line(self.text(column))
    }
    /// Whether commas in the numbers of a column are decimal.
    fn decimal_comma(&self, _column: usize) -> bool {
        false
    }
}

/// Tells whether all texts of a column pass.
pub(super) type Every<'a> = &'a dyn Fn(usize, Passes<'_>) -> bool;
/// Whether a text passes.
pub(super) type Passes<'a> = &'a dyn Fn(&str) -> bool;

/// A text from a file, quoted for a message and cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let shown = |text: &str| text.replace(char::is_control, "\u{fffd}");
    match text.char_indices().nth(60) {
        Some((cut, _)) => format!("`{}…`", shown(&text[..cut])),
        None => format!("`{}`", shown(text)),
    }
}

/// A name as names are compared: in Unicode's normal form C, so that an `ë` of one character and one of two are equal.
pub(super) fn normal(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// Whether a text in a column of numbers says that there is none.
pub(super) fn is_missing(text: &str) -> bool {
    matches!(text, "" | "-") || is_not_available(text)
}

/// Whether a text says that there is none, as R, pandas and spreadsheets write it.
pub(super) fn is_not_available(text: &str) -> bool {
    ["NA", "N/A", "#N/A", "<NA>", "NaN", "NULL"].iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// An error, without a place yet, if `text` goes over several lines.
pub(super) fn one_line(text: &str) -> Result<()> {
    match text.contains(char::is_control) {
        true => Err(Error::input("a value goes over several lines or holds a control character")),
        false => Ok(()),
    }
}
