//! Which columns of a table hold data: row numbers and empty columns, as R, pandas and spreadsheets add them, do not.

use super::delimited::Rows;

/// The columns that hold data, and how many cells rows have.
pub(super) struct Shape {
    pub(super) columns: Vec<DataColumn>,
    /// Columns that have texts but no name, by position in the header.
    pub(super) nameless: Vec<usize>,
    /// Most cells of a row.
    pub(super) width: usize,
    /// Fewest.
    pub(super) least: usize,
}

/// A column that holds data.
pub(super) struct DataColumn {
    /// Its position in the header; `None` for the names of rows.
    pub(super) name: Option<usize>,
    /// Its position in a row.
    pub(super) position: usize,
}

/// The shape of a table with these names in its header.
pub(super) fn of<'a>(names: &[String], rows: impl Fn() -> Rows<'a>) -> Shape {
    let shift = usize::from(has_row_names(names.len(), rows()));
    let (have_texts, first_is_whole) = texts(names, shift, rows());
    let (mut columns, mut nameless) = (Vec::new(), Vec::new());
    let mut row_names = (shift == 1).then_some(0);
    for (name, text) in names.iter().enumerate() {
        let position = name + shift;
        let is_empty = !have_texts[position];
        if position == 0 && (text.is_empty() || is_nameless(text) && first_is_whole) {
            row_names = Some(0);
        } else if text.is_empty() || is_nameless(text) && is_empty {
            nameless.extend((!is_empty).then_some(name));
        } else {
            columns.push(DataColumn { name: Some(name), position });
        }
    }
    // Nothing need stand in columns without a name at the end.
    let least = columns.iter().map(|column| column.position + 1).max().unwrap_or(0);
    columns.extend(row_names.map(|position| DataColumn { name: None, position }));
    Shape { columns, nameless, width: names.len() + shift, least }
}

/// Whether each column has any text, and whether the first has whole numbers alone; looked up only where a name is missing.
fn texts(names: &[String], shift: usize, mut rows: Rows<'_>) -> (Vec<bool>, bool) {
    let (mut have_texts, mut first_is_whole) = (vec![false; names.len() + shift], true);
    let any_nameless = names.iter().any(|name| name.is_empty() || is_nameless(name));
    while any_nameless && rows.next() {
        first_is_whole &= is_whole(rows.text(0));
        for (column, has_text) in have_texts.iter_mut().enumerate() {
            *has_text |= !rows.text(column).is_empty();
        }
    }
    (have_texts, first_is_whole)
}

/// pandas and readr call a column without a name `Unnamed: 0` or `...1`.
fn is_nameless(name: &str) -> bool {
    name.strip_prefix("Unnamed: ").or_else(|| name.strip_prefix("...")).is_some_and(is_whole)
}

/// Whether a text is a whole number in digits.
pub(super) fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether R's `write.table` has put a quoted number before every row, for which the header has no name.
fn has_row_names(names: usize, mut rows: Rows<'_>) -> bool {
    let mut any = false;
    while rows.next() {
        if rows.cells.len() != names + 1 || !rows.is_quoted(0) || !is_whole(rows.text(0)) {
            return false;
        }
        any = true;
    }
    any
}
