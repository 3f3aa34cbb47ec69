//! The parts that every page is made of: head, sections, pictures, tables, fine print.

use std::fmt::Write;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::chart::paper::{FONT_NOTICE, escape};
use crate::chart::{Drawn, Files};
use crate::story::words::capital;
use darkside_error::{Error, Result};

const STYLE: &str = include_str!("style.css");

/// Everything up to the first heading; `title` is escaped already.
pub fn begin(title: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · darkside</title>\n\
         <!-- {FONT_NOTICE} -->\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
}

/// Everything after the last section.
pub fn end() -> &'static str {
    "</main>\n</body>\n</html>\n"
}

/// Figures at a glance, each with what it is.
pub fn glance<'a>(figures: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::from("<dl class=\"glance\">\n");
    for (figure, words) in figures {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", escape(words), escape(figure));
    }
    out.push_str("</dl>\n");
    out
}

/// A text as HTML: a percent sign stays on the line of its number, and what stands between backticks is code.
pub fn prose(text: &str) -> String {
    let mut out = String::new();
    for (n, piece) in escape(text).replace(" %", "\u{a0}%").split('`').enumerate() {
        if n > 0 {
            out.push_str(if n % 2 == 1 { "<code>" } else { "</code>" });
        }
        out.push_str(piece);
    }
    if text.matches('`').count() % 2 == 1 {
        out.push_str("</code>");
    }
    out
}

/// A heading, sentences, and below them pictures and tables; nothing if there is nothing to say or show.
pub fn section(out: &mut String, heading: &str, sentences: &[String], parts: &[String]) {
    if sentences.is_empty() && parts.iter().all(String::is_empty) {
        return;
    }
    let _ = writeln!(out, "<section>\n<h2>{}</h2>", escape(heading));
    for sentence in sentences {
        let _ = writeln!(out, "<p>{}</p>", prose(sentence));
    }
    for part in parts.iter().filter(|part| !part.is_empty()) {
        out.push_str(part);
        out.push('\n');
    }
    out.push_str("</section>\n");
}

/// A picture, with what it shows in words; nothing if it was left out.
pub fn picture(drawn: &Drawn) -> Result<String> {
    let Files::Written { headline, svg, .. } = &drawn.files else { return Ok(String::new()) };
    let picture = std::fs::read(svg).map_err(|cause| Error::file(svg, "read", &cause))?;
    Ok(format!(
        "<figure><div class=\"scroll\" tabindex=\"0\"><img alt=\"{}\" src=\"data:image/svg+xml;base64,{}\"></div><figcaption>{}.</figcaption></figure>",
        escape(headline),
        BASE64_STANDARD.encode(picture),
        escape(&capital(drawn.meaning))
    ))
}

/// A table; every cell and the caption are HTML already. The first column and those of words stand on the left.
pub fn table(caption: &str, heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut out =
        format!("<figure><figcaption>{caption}</figcaption><div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    let kinds: Vec<&str> = (0..heads.len()).map(|n| if is_words(n, rows) { " class=\"words\"" } else { "" }).collect();
    let kind = |n: usize| kinds.get(n).copied().unwrap_or("");
    for (n, head) in heads.iter().enumerate() {
        let _ = write!(out, "<th scope=\"col\"{}>{head}</th>", kind(n));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (n, cell) in row.iter().enumerate() {
            let _ = match n {
                0 => write!(out, "<th scope=\"row\">{cell}</th>"),
                _ => write!(out, "<td{}>{cell}</td>", kind(n)),
            };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div></figure>");
    out
}

/// Whether a column holds words: some cell of it begins with a letter, and does not stand in a number's place.
fn is_words(column: usize, rows: &[Vec<String>]) -> bool {
    let begins =
        |cell: &String| cell.starts_with(char::is_alphabetic) && !["undefined", "unknown"].contains(&cell.as_str());
    column > 0 && rows.iter().filter_map(|row| row.get(column)).any(begins)
}

/// A number with its interval, `0.3 (0.2 to 0.4)`, as a cell of two lines, of which the second breaks between its ends alone; any
/// other cell as it is. Escaped already.
pub fn figure_cell(cell: &str) -> String {
    let number = |text: &str| text.trim_start_matches(['+', '-', '−']).starts_with(|c: char| c.is_ascii_digit());
    let ends = |text: &str| text.replacen(" to ", "\u{a0}to ", 1);
    let with_interval = cell.split_once(" (").filter(|(value, interval)| {
        number(value) && number(interval) && interval.ends_with(')') && interval.contains(" to ")
    });
    if let Some((value, interval)) = with_interval {
        return format!("{value}<br>({}", ends(interval));
    }
    match cell.strip_prefix("&lt; ") {
        Some(small) => format!("&lt;\u{a0}{small}"),
        None if number(cell) => ends(cell),
        None => cell.to_owned(),
    }
}

/// The fine print; every item is HTML already.
pub fn fine_print(items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{item}</li>\n")).collect();
    format!("<section class=\"fine\">\n<h2>Fine print</h2>\n<ul>\n{items}</ul>\n</section>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_percent_signs_with_their_numbers_and_show_code() {
        assert_eq!(prose("More `blocks` under 5 % & more"), "More <code>blocks</code> under 5\u{a0}% &amp; more");
        assert_eq!(prose("one ` alone"), "one <code> alone</code>", "no tag stays open");
    }

    #[test]
    fn an_interval_has_a_line_of_its_own_and_a_sentence_has_not() {
        assert_eq!(figure_cell("−0.3 (−0.4 to 0.2)"), "−0.3<br>(−0.4\u{a0}to 0.2)");
        assert_eq!(figure_cell("&lt; 0.001"), "&lt;\u{a0}0.001");
        assert_eq!(figure_cell("+0.1 to +0.2"), "+0.1\u{a0}to +0.2");
        for same in ["from 1 to 2", "2 (a share)", "6 of 6", ""] {
            assert_eq!(figure_cell(same), same);
        }
    }

    #[test]
    fn columns_of_words_stand_on_the_left() {
        let rows = [["a", "1.5 (1 to 2)", "all that is allowed", "undefined"].map(String::from).to_vec()];
        let page = table("", &["x", "number", "range", "rest"], &rows);
        assert_eq!(page.matches("class=\"words\"").count(), 2, "head and cell of one column: {page}");
        assert!(page.contains("<td class=\"words\">all that"));
    }
}
