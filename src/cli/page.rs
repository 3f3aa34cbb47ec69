//! Layout of printed text: aligned rows and paragraphs within the terminal's width.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::builder::styling::{AnsiColor, Style};

use darkside::archive::REPORT;

/// Longer lines are hard to read, however wide the terminal.
const WIDEST: usize = 110;

/// The style of headings.
const HEADING: Style = Style::new().bold();

/// The style of names.
const NAME: Style = AnsiColor::Cyan.on_default();

/// Columns available on standard output. `None` if it is a file or a pipe, so that each row stays on one line for other
/// programs.
pub(super) fn width() -> Option<usize> {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    let stdout = io::stdout();
    let there = || {
        stdout.is_terminal().then(|| terminal_size::terminal_size_of(&stdout).map_or(80, |(width, _)| width.0.into()))
    };
    asked.filter(|&columns| columns > 0).or_else(there).map(|columns| columns.clamp(40, WIDEST))
}

/// If the last column would be narrower than this, it goes below its row instead.
const NARROWEST: usize = 36;

/// Removes characters that control a terminal, since names of files and titles come from others.
pub(super) fn visible(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', "\u{fffd}")
}

/// Rows with equal numbers of cells in aligned columns; the last column takes the remaining width.
pub(super) struct AlignedRows {
    rows: Vec<Vec<String>>,
    widths: Vec<usize>,
    width: Option<usize>,
    indent: usize,
}

impl AlignedRows {
    /// A table of these rows, indented and within `width` if there is one.
    pub(super) fn new(rows: Vec<Vec<String>>, indent: usize, width: Option<usize>) -> Self {
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|row| row.into_iter().map(|cell| visible(&cell)).collect()).collect();
        let columns = rows.first().map_or(0, Vec::len);
        let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        // A single long cell must not push all others to the right.
        let most = |column| if column == 0 { 36 } else { 16 };
        let widths = (0..columns.saturating_sub(1)).map(|column| widest(column).min(most(column))).collect();
        Self { rows, widths, width, indent }
    }

    /// Writes all rows.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        (0..self.rows.len()).try_for_each(|position| self.write_row(out, position))
    }

    /// Writes the row at `position`, with its first cell styled as a name.
    pub(super) fn write_row(&self, out: &mut dyn Write, position: usize) -> io::Result<()> {
        let Some((last, cells)) = self.rows[position].split_last() else { return Ok(()) };
        let mut line = " ".repeat(self.indent);
        for (column, cell) in cells.iter().enumerate() {
            let padding = self.widths[column].saturating_sub(cell.chars().count()) + 2;
            let style = if column == 0 && !cell.is_empty() { NAME } else { Style::new() };
            line.push_str(&format!("{style}{cell}{style:#}{:padding$}", ""));
        }
        let Some(width) = self.width else { return writeln!(out, "{}", format!("{line}{last}").trim_end()) };
        let taken = self.indent + self.widths.iter().map(|width| width + 2).sum::<usize>();
        let overfull = anstream::adapter::strip_str(&line).to_string().chars().count() > taken;
        if overfull || taken + NARROWEST > width {
            writeln!(out, "{}", line.trim_end())?;
            return paragraph(out, last, self.indent + 4, self.width);
        }
        for (position, part) in wrap(last, width - taken).iter().enumerate() {
            match position {
                0 => writeln!(out, "{}", format!("{line}{part}").trim_end())?,
                _ => writeln!(out, "{:taken$}{part}", "")?,
            }
        }
        Ok(())
    }
}

/// Writes rows of cells in aligned columns, indented; the last column takes the rest of `width`.
pub(super) fn rows(out: &mut dyn Write, rows: Vec<Vec<String>>, width: Option<usize>) -> io::Result<()> {
    AlignedRows::new(rows, 2, width).write(out)
}

/// Rows that say where results are, and what to open first if they have a page.
pub(super) fn places(directory: &Path, has_page: bool) -> Vec<Vec<String>> {
    let page = directory.join(REPORT);
    let row = |what: &str, path: &Path| vec![what.to_owned(), path.display().to_string()];
    [row("results", directory)].into_iter().chain(has_page.then(|| row("open first", &page))).collect()
}

/// Writes a heading.
pub(super) fn heading(out: &mut dyn Write, text: &str) -> io::Result<()> {
    for line in wrap(&visible(text), width().unwrap_or(usize::MAX)) {
        writeln!(out, "{HEADING}{line}{HEADING:#}")?;
    }
    Ok(())
}

/// Writes a paragraph, each line indented.
pub(super) fn paragraph(out: &mut dyn Write, text: &str, indent: usize, width: Option<usize>) -> io::Result<()> {
    for line in wrap(&visible(text), width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(20))) {
        writeln!(out, "{:indent$}{line}", "")?;
    }
    Ok(())
}

/// Breaks text between words into lines of at most `width` characters; a longer word gets its own line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width_and_lose_no_word() {
        let text = "How strongly success makes a manager credible ('celebrity') — among colleagues.";
        for width in 1..90 {
            let lines = wrap(text, width);
            assert_eq!(lines.join(" "), text);
            for line in &lines {
                assert!(line.chars().count() <= width || !line.contains(' '), "{line:?} at {width}");
            }
        }
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn no_text_reaches_the_terminal_as_a_command() {
        let mut out = Vec::new();
        let text = "a\u{1b}]0;title\u{7} b\u{9b}2J";
        heading(&mut out, text).unwrap();
        paragraph(&mut out, text, 2, None).unwrap();
        rows(&mut out, vec![vec![text.to_owned(), text.to_owned()]], None).unwrap();
        let shown = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(shown.matches("a\u{fffd}]0;title\u{fffd} b\u{fffd}2J").count(), 4, "{shown:?}");
    }

    #[test]
    fn the_last_column_takes_the_width_that_is_left() {
        let rows = vec![
            vec!["up".into(), "0.05".into(), "How fast expectation rises.".into()],
            vec!["account_spill".into(), "0.02".into(), "How fast a customer who compares expects the mean.".into()],
        ];
        let mut text = Vec::new();
        let table = AlignedRows::new(rows, 0, Some(60));
        table.write_row(&mut text, 0).unwrap();
        table.write_row(&mut text, 1).unwrap();
        let text = anstream::adapter::strip_str(std::str::from_utf8(&text).unwrap()).to_string();
        insta::assert_snapshot!(text, @r"
        up             0.05  How fast expectation rises.
        account_spill  0.02  How fast a customer who compares
                             expects the mean.
        ");
        assert!(text.lines().all(|line| line.chars().count() <= 60));
    }

    #[test]
    fn a_page_too_narrow_for_a_last_column_sets_it_below() {
        let row =
            vec!["contagion.spontaneous".into(), "0.0015".into(), "Hazard of inventing the practice anew.".into()];
        let mut text = Vec::new();
        AlignedRows::new(vec![row.clone()], 0, Some(50)).write_row(&mut text, 0).unwrap();
        AlignedRows::new(vec![row], 0, None).write_row(&mut text, 0).unwrap();
        let text = anstream::adapter::strip_str(std::str::from_utf8(&text).unwrap()).to_string();
        insta::assert_snapshot!(text, @r"
        contagion.spontaneous  0.0015
            Hazard of inventing the practice anew.
        contagion.spontaneous  0.0015  Hazard of inventing the practice anew.
        ");
    }
}
