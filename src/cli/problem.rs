//! How errors are shown: the message, the faulty line with a mark under it, and how to fix it.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::page::visible;
use super::progress::say;
use darkside_engine::scenario::{Scenario, likely_slips, starts_from_defaults};
use darkside_error::{Error, Place};

/// The longest line that is shown in full, in bytes; of longer ones, about this much around the fault.
const LONGEST_LINE: usize = 400;

/// Prints each error to standard error, coloured if that is a terminal.
pub(super) fn print(errors: &[Error]) {
    let mut err = anstream::stderr().lock();
    let errors: Vec<&Error> = errors.iter().flat_map(|error| [error].into_iter().chain(error.others())).collect();
    for (position, error) in errors.iter().enumerate() {
        let shows_lines = |error: &&Error| error.place().is_some();
        let gap = if position > 0 && errors[position - 1..=position].iter().any(shows_lines) { "\n" } else { "" };
        // If standard error is closed, nobody is left to tell; the exit code still says it.
        let _ = writeln!(err, "{gap}{}", render(error));
    }
}

/// Notes on standard error that other processes are not kept out of a directory, if that is so.
pub(super) fn note_unlocked(locked: bool, directory: &Path) {
    if !locked {
        let name = visible(&directory.display().to_string());
        say(&format!("note: {name} cannot be locked: let no other command write there until this one has ended"));
    }
}

/// Notes on standard error which files extend nothing, since many users expect them to build on the baseline.
pub(super) fn note_defaults(files: &[String]) {
    for file in files.iter().filter(|file| starts_from_defaults(file).unwrap_or(false)) {
        say(&format!(
            "note: {} extends nothing, so it starts from the default values, not from the baseline (`extends = \"baseline_0_1\"` means the same)",
            visible(file)
        ));
    }
}

/// Notes on standard error which practices a scenario adds whose names are nearly those of others.
pub(super) fn note_slips<'a>(scenarios: impl IntoIterator<Item = (&'a String, &'a Scenario)>) {
    for (file, scenario) in scenarios {
        for (name, near) in likely_slips(scenario) {
            say(&format!("note: {} adds practice `{name}`; is `{near}` meant?", visible(file)));
        }
    }
}

/// The error as text with styles.
fn render(error: &Error) -> String {
    let renderer = Renderer::styled();
    let (message, advice) = (visible(error.message()), error.advice().map(visible));
    let title = Level::ERROR.primary_title(&message);
    let help = advice.as_deref().map(|help| Level::HELP.secondary_title(help)).map(Group::with_title);
    let Some(place) = error.place() else {
        let title = renderer.render(&[Group::with_title(title)]);
        return match help {
            Some(help) => format!("{title}\n{}", renderer.render(&[help])),
            None => title,
        };
    };
    let (line, column) = place.line_and_column();
    let name = visible(&place.source.name);
    let excerpt = excerpt(place);
    let snippet = Snippet::source(excerpt.text).line_start(line).annotation(AnnotationKind::Primary.span(excerpt.span));
    let first = match excerpt.cut {
        false => title.element(snippet.path(&name)),
        // The renderer would count the column from where the line was cut.
        true => title.element(Origin::path(&name).line(line).char_column(column)).element(snippet),
    };
    let report: Vec<Group<'_>> = [first].into_iter().chain(help).collect();
    renderer.render(&report)
}

/// The faulty line.
struct Excerpt {
    text: String,
    span: Range<usize>,
    /// Whether the beginning of the line is missing from the text.
    cut: bool,
}

/// The first line of a place, cut to the relevant part: a source may be a single line of many megabytes.
fn excerpt(place: &Place) -> Excerpt {
    let text = &place.source.text;
    let start = floor(text, place.span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let end = floor(text, place.span.end).clamp(start, line_end);

    let (from, to) = if line_end - line_start <= LONGEST_LINE {
        (line_start, line_end)
    } else {
        let from = floor(text, start.saturating_sub(LONGEST_LINE / 2)).max(line_start);
        (from, floor(text, start + LONGEST_LINE / 2).min(line_end))
    };
    let text = text[from..to].trim_end_matches('\r');
    let span = (start - from).min(text.len())..(end.min(to) - from).min(text.len());
    Excerpt { text: text.to_owned(), span, cut: from > line_start }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use darkside_error::Source;

    fn shown(text: &str, span: Range<usize>) -> String {
        let source = Arc::new(Source { name: "my.toml".into(), text: text.into() });
        let error = Error::input("`x` is 2, but must be from 0 to 1").at(&source, span).help("write a share");
        anstream::adapter::strip_str(&render(&error)).to_string()
    }

    #[test]
    fn the_line_is_marked_under_what_is_wrong() {
        insta::assert_snapshot!(shown("[a]\nx = 2\ny = 3\n", 8..9), @r"
        error: `x` is 2, but must be from 0 to 1
         --> my.toml:2:5
          |
        2 | x = 2
          |     ^
          |
        help: write a share
        ");
    }

    #[test]
    fn an_error_without_a_place_is_a_message_and_help() {
        let error = Error::input("no firm is called `Z`").help("the firms are A and B");
        insta::assert_snapshot!(anstream::adapter::strip_str(&render(&error)).to_string(), @r"
        error: no firm is called `Z`
        help: the firms are A and B
        ");
    }

    #[test]
    fn any_place_in_any_text_can_be_shown() {
        for text in ["", "\n", "ä", "x = 2\r\nö", "a\tb\n\n", "\u{feff}x", &"ü,".repeat(100_000)] {
            for start in 0..text.len().min(20) + 2 {
                for end in [0, start, start + 1, start + 7, usize::MAX] {
                    assert!(shown(text, start..end).contains("my.toml"), "{text:?} {start}..{end}");
                }
            }
            assert!(shown(text, usize::MAX..usize::MAX).contains("my.toml"));
        }
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_fault() {
        let text = format!("{}WRONG{}", "a,".repeat(5000), ",b".repeat(5000));
        let shown = shown(&text, 10_000..10_005);
        assert!(shown.contains("WRONG") && shown.contains("my.toml:1:10001") && shown.len() < 2000, "{shown}");
    }
}
