//! The parts that every page is made of: head, sections, pictures, tables, fine print.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::chart::paper::FONT_NOTICE;
use crate::chart::{Drawn, Files};
use crate::story::words::capital;
use darkside_error::{Error, Result};

const STYLE: &str = include_str!("style.css");
/// The page loads nothing from outside.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/// A whole page.
pub(super) fn document(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · darkside" }
                (PreEscaped(format!("<!-- {FONT_NOTICE} -->")))
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    page.into_string() + "\n"
}

/// Figures at a glance, each with its meaning.
pub(super) fn glance(figures: &[(String, String)]) -> Markup {
    html! {
        dl.glance {
            @for (figure, words) in figures {
                div { dt { (words) } dd { (figure) } }
            }
        }
    }
}

/// Text in which a percent sign stays on the line of its number, and text between backticks is code.
pub(super) fn prose(text: &str) -> Markup {
    marked_up(text, false)
}

/// The same; if `breaks`, a long name may break after each underscore.
fn marked_up(text: &str, breaks: bool) -> Markup {
    let text = text.replace(" %", "\u{a0}%");
    let plain = |piece: &str| match breaks {
        true => html! { @for (n, part) in piece.split('_').enumerate() { @if n > 0 { "_" wbr; } (part) } },
        false => html! { (piece) },
    };
    html! {
        @for (n, piece) in text.split('`').enumerate() {
            @if n % 2 == 1 { code { (plain(piece)) } } @else { (plain(piece)) }
        }
    }
}

/// A heading, sentences, and pictures and tables below them; empty if there is nothing to say or show.
pub(super) fn section(heading: &str, sentences: &[String], parts: &[Option<Markup>]) -> Markup {
    html! {
        @if !sentences.is_empty() || parts.iter().any(Option::is_some) {
            section {
                h2 { (heading) }
                @for sentence in sentences { p { (prose(sentence)) } }
                @for part in parts.iter().flatten() { (part) }
            }
        }
    }
}

/// A heading with a list below it; empty if the list is empty.
pub(super) fn list(class: &str, heading: &str, items: &[String]) -> Markup {
    html! {
        @if !items.is_empty() {
            section class=(class) {
                h2 { (heading) }
                ul { @for item in items { li { (prose(item)) } } }
            }
        }
    }
}

/// A picture with its meaning; `None` if it was left out.
///
/// # Errors
/// If its file cannot be read.
pub(super) fn picture(drawn: &Drawn) -> Result<Option<Markup>> {
    let Files::Written { headline, svg, .. } = &drawn.files else { return Ok(None) };
    let picture = std::fs::read(svg).map_err(|cause| Error::file(svg, "read", &cause))?;
    Ok(Some(html! {
        figure {
            div.scroll tabindex="0" {
                img alt=(headline) src={ "data:image/svg+xml;base64," (BASE64_STANDARD.encode(picture)) };
            }
            figcaption { (capital(drawn.meaning)) "." }
        }
    }))
}

/// A table; the first cell of each row is the row's name. Columns of words are aligned left.
pub(super) fn table(caption: &str, heads: &[impl AsRef<str>], rows: &[Vec<String>]) -> Markup {
    let class = |n: usize| is_words(n, rows).then_some("words");
    html! {
        figure {
            figcaption { (prose(caption)) }
            div.wide tabindex="0" {
                table {
                    thead { tr { @for (n, head) in heads.iter().enumerate() { th scope="col" class=[class(n)] { (head.as_ref()) } } } }
                    tbody {
                        @for row in rows {
                            tr {
                                @for (n, text) in row.iter().enumerate() {
                                    @if n == 0 { th scope="row" { (cell(text)) } } @else { td class=[class(n)] { (cell(text)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a column holds words: some cell begins with a letter and does not just mark a missing number.
fn is_words(column: usize, rows: &[Vec<String>]) -> bool {
    let begins =
        |cell: &String| cell.starts_with(char::is_alphabetic) && !["undefined", "unknown"].contains(&cell.as_str());
    column > 0 && rows.iter().filter_map(|row| row.get(column)).any(begins)
}

/// A cell of a table. A number with its interval, `0.3 (0.2 to 0.4)`, takes two lines, and the second may break only
/// between its ends; a standard error is in small print; any other text is left as it is.
fn cell(text: &str) -> Markup {
    let number = |text: &str| text.trim_start_matches(['+', '-', '−']).starts_with(|c: char| c.is_ascii_digit());
    let ends = |text: &str| text.replacen(" to ", "\u{a0}to ", 1);
    let with_interval = text.split_once(" (").filter(|(value, interval)| {
        number(value) && number(interval) && interval.ends_with(')') && interval.contains(" to ")
    });
    if let Some((value, interval)) = with_interval {
        return html! { (marked_up(value, true)) br; "(" (marked_up(&ends(interval), true)) };
    }
    if let Some((value, error)) = text.split_once(" ± ").filter(|(value, error)| number(value) && number(error)) {
        return html! { (value) " " small { "± " (error) } };
    }
    match text.strip_prefix("< ") {
        Some(small) => html! { "<\u{a0}" (small) },
        None if number(text) => marked_up(&ends(text), true),
        None => marked_up(text, true),
    }
}

/// The fine print: these items, the notice about the letters in pictures, and the pictures that were left out.
pub(super) fn fine_print<'a>(mut items: Vec<String>, pictures: impl IntoIterator<Item = &'a Drawn>) -> Markup {
    items.push(FONT_NOTICE.to_owned());
    items.extend(pictures.into_iter().filter_map(|drawn| match &drawn.files {
        Files::LeftOut(reason) => Some(format!("Picture left out: {} ({reason}).", drawn.name)),
        Files::Written { .. } => None,
    }));
    list("fine", "Fine print", &items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_percent_signs_with_their_numbers_and_show_code() {
        let html = |text: &str| prose(text).into_string();
        assert_eq!(html("More `blocks` under 5 % & more"), "More <code>blocks</code> under 5\u{a0}% &amp; more");
        assert_eq!(html("one ` alone"), "one <code> alone</code>", "no tag stays open");
    }

    #[test]
    fn an_interval_has_a_line_of_its_own_and_a_sentence_has_not() {
        let html = |text: &str| cell(text).into_string();
        assert_eq!(html("−0.3 (−0.4 to 0.2)"), "−0.3<br>(−0.4\u{a0}to 0.2)");
        assert_eq!(html("12 ± 3"), "12 <small>± 3</small>");
        assert_eq!(html("< 0.001"), "&lt;\u{a0}0.001");
        assert_eq!(html("+0.1 to +0.2"), "+0.1\u{a0}to +0.2");
        for same in ["from 1 to 2", "2 (a share)", "6 of 6", ""] {
            assert_eq!(html(same), same);
        }
    }

    #[test]
    fn columns_of_words_are_aligned_left() {
        let heads = ["x", "number", "range", "rest"];
        let rows = [["a", "1.5 (1 to 2)", "all that is allowed", "undefined"].map(String::from).to_vec()];
        let page = table("", &heads, &rows).into_string();
        assert_eq!(page.matches("class=\"words\"").count(), 2, "head and cell of one column: {page}");
        assert!(page.contains("<td class=\"words\">all that"));
    }
}
