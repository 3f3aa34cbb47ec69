//! Makes text fit: its width, wrapping and shortening. Also converts pixels into a drawing's units.

use crate::chart::paper::{self, Type, UNITS};
use crate::chart::style::LABEL;

/// Breaks a text between words into lines of at most `width` pixels; a longer word is shortened.
pub(crate) fn wrapped(text: &str, kind: Type, width: f64) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut() {
            // Keep a percent sign with its number.
            Some(number) if word.starts_with('%') => *number += &format!(" {word}"),
            _ => words.push(word.to_owned()),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for word in &words {
        let word = shortened(word, kind, width);
        match lines.last_mut() {
            Some(line) if wide(&format!("{line} {word}"), kind) <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// Cuts a text to at most `width` pixels and marks the cut with an ellipsis.
pub(crate) fn shortened(text: &str, kind: Type, width: f64) -> String {
    if wide(text, kind) <= width {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let cut = format!("{}…", kept.trim_end());
        if wide(&cut, kind) <= width {
            return cut;
        }
    }
    String::new()
}

/// Width of a label in pixels.
pub(crate) fn label_width(text: &str) -> f64 {
    wide(text, LABEL)
}

/// Width of the widest of these labels in pixels.
pub(crate) fn widest<S: AsRef<str>>(labels: impl IntoIterator<Item = S>) -> f64 {
    labels.into_iter().map(|label| label_width(label.as_ref())).fold(0.0, f64::max)
}

/// Width of a text in pixels.
pub(crate) fn wide(text: &str, kind: Type) -> f64 {
    paper::width(text, kind.size, kind.weight)
}

/// Converts pixels to the units of the drawing.
pub(super) fn units(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_no_word() {
        let text = "What managers see of a close relationship is not what it yields";
        let lines = wrapped(text, LABEL, 150.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| label_width(line) <= 150.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_percent_sign_never_begins_a_line() {
        for width in 60..200 {
            let lines = wrapped("In week 260, 64 % are mature and 11 % in decline", LABEL, f64::from(width));
            assert!(lines.iter().all(|line| !line.starts_with('%')), "{lines:?}");
        }
    }

    #[test]
    fn a_word_that_is_too_long_is_cut_with_an_ellipsis() {
        let cut = shortened("Donaudampfschifffahrtsgesellschaft", LABEL, 100.0);
        assert!(cut.ends_with('…') && label_width(&cut) <= 100.0, "{cut}");
    }
}
