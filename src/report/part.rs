//! The parts that every page is made of: head, sections, pictures, tables, fine print.

use std::fmt::Write;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::chart::paper::{FONT_NOTICE, escape};
use crate::chart::words::capital;
use crate::chart::{Drawn, Outcome};
use crate::error::{Error, Result};

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

/// A heading, sentences, and below them pictures and tables; nothing if there is nothing to say or show.
///
/// A percent sign stays on the line of its number.
pub fn section(out: &mut String, heading: &str, sentences: &[String], parts: &[String]) {
    if sentences.is_empty() && parts.iter().all(String::is_empty) {
        return;
    }
    let _ = writeln!(out, "<section>\n<h2>{}</h2>", escape(heading));
    for sentence in sentences {
        let _ = writeln!(out, "<p>{}</p>", escape(sentence).replace(" %", "\u{a0}%"));
    }
    for part in parts.iter().filter(|part| !part.is_empty()) {
        out.push_str(part);
        out.push('\n');
    }
    out.push_str("</section>\n");
}

/// A picture, with what it shows in words; nothing if it was left out.
pub fn picture(drawn: &Drawn) -> Result<String> {
    let Outcome::Written { headline, svg, .. } = &drawn.outcome else { return Ok(String::new()) };
    let picture = std::fs::read(svg).map_err(|cause| Error::file(svg, "read", &cause))?;
    Ok(format!(
        "<figure><div class=\"scroll\" tabindex=\"0\"><img alt=\"{}\" src=\"data:image/svg+xml;base64,{}\"></div><figcaption>{}.</figcaption></figure>",
        escape(headline),
        BASE64_STANDARD.encode(picture),
        escape(&capital(drawn.meaning))
    ))
}

/// A table; every cell and the caption are HTML already.
pub fn table(caption: &str, heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut out =
        format!("<figure><figcaption>{caption}</figcaption><div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (n, cell) in row.iter().enumerate() {
            let _ = if n == 0 { write!(out, "<th scope=\"row\">{cell}</th>") } else { write!(out, "<td>{cell}</td>") };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div></figure>");
    out
}

/// The fine print; every item is HTML already.
pub fn fine_print(items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{item}</li>\n")).collect();
    format!("<section class=\"fine\">\n<h2>Fine print</h2>\n<ul>\n{items}</ul>\n</section>\n")
}
