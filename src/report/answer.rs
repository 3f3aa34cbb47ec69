//! The page of an experiment: the question, the answer, the picture, the fine print.

use maud::{Markup, html};

use super::part;
use crate::chart::Drawn;
use darkside_error::Result;

/// What an experiment found, as a page shows it. All texts are plain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What kind of page it is, in a few words: `Comparison of scenarios`.
    pub kind: String,
    /// The page's title.
    pub title: String,
    /// What was asked; may be empty.
    pub question: String,
    /// The answer, in sentences.
    pub answer: Vec<String>,
    /// Figures at a glance, each with its meaning; may be empty.
    pub glance: Vec<(String, String)>,
    /// Caveats, each with what to do about it; may be empty.
    pub advice: Vec<String>,
    /// The sections of the page.
    pub sections: Vec<Section>,
    /// What was planned before the first run.
    pub planned: Vec<String>,
    /// What was looked at afterwards.
    pub exploratory: Vec<String>,
    /// Design, seeds, versions, digests.
    pub fine_print: Vec<String>,
}

/// A section of an [`Answer`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub sentences: Vec<String>,
    /// Its pictures; those left out are listed in the fine print.
    pub pictures: Vec<Drawn>,
    /// Its tables.
    pub tables: Vec<TextTable>,
}

/// A table as a page shows it: the first cell of a row is the row's name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextTable {
    /// What it shows.
    pub caption: String,
    /// Names of the columns.
    pub heads: Vec<String>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<String>>,
}

impl TextTable {
    /// A table of these columns and rows.
    pub fn new<H: Into<String>>(
        caption: impl Into<String>,
        heads: impl IntoIterator<Item = H>,
        rows: Vec<Vec<String>>,
    ) -> Self {
        Self { caption: caption.into(), heads: heads.into_iter().map(Into::into).collect(), rows }
    }
}

/// The page as HTML.
///
/// # Errors
/// If a picture cannot be read.
pub fn page(answer: &Answer) -> Result<String> {
    let sections = answer.sections.iter().map(section).collect::<Result<Vec<Markup>>>()?;
    let mut fine = answer.fine_print.clone();
    fine.push(
        "No value of the model is estimated from key account management: no such calibration exists. An interval says how \
         much chance inside the model matters, not how well the model fits any real organisation."
            .to_owned(),
    );
    let body = html! {
        header {
            p.kind { (answer.kind) }
            h1 { (answer.title) }
            @if !answer.question.trim().is_empty() { p.question { (answer.question.trim()) } }
            @for sentence in &answer.answer { p.answer { (part::prose(sentence)) } }
            @if !answer.glance.is_empty() { (part::glance(&answer.glance)) }
            (part::list("advice", "Caveats", &answer.advice))
        }
        @for section in &sections { (section) }
        (part::list("planned", "Planned before the first run", &answer.planned))
        (part::list("planned", "Looked at afterwards", &answer.exploratory))
        (part::fine_print(fine, answer.sections.iter().flat_map(|section| &section.pictures)))
    };
    Ok(part::document(&answer.title, &body))
}

fn section(section: &Section) -> Result<Markup> {
    let mut parts = section.pictures.iter().map(part::picture).collect::<Result<Vec<_>>>()?;
    let table = |table: &TextTable| Some(part::table(&table.caption, &table.heads, &table.rows));
    parts.extend(section.tables.iter().map(table));
    Ok(part::section(&section.heading, &section.sentences, &parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> Answer {
        Answer {
            kind: "Comparison".into(),
            title: "baseline & <audited>".into(),
            question: "Does it help?".into(),
            answer: vec!["Yes: −0.21.".into()],
            glance: vec![("−0.21".into(), "of dark share".into())],
            advice: vec!["Too few seeds: run about 90.".into()],
            sections: vec![Section {
                heading: "How much".into(),
                sentences: vec!["So much.".into()],
                tables: vec![TextTable::new("Effects", ["Arm"], vec![vec!["<a>".into()], vec!["a_long_name".into()]])],
                pictures: vec![Drawn {
                    name: "courses",
                    meaning: "courses",
                    files: crate::chart::Files::LeftOut("no weeks".into()),
                }],
            }],
            planned: vec!["dark_share at week 260".into()],
            exploratory: Vec::new(),
            fine_print: vec!["Seeds 1 to 30.".into()],
        }
    }

    #[test]
    fn every_part_stands_in_the_page_in_order_and_escaped() {
        let page = page(&answer()).unwrap();
        let places = [
            "<h1>baseline &amp; &lt;audited&gt;</h1>",
            "Does it help?",
            "Yes: −0.21.",
            "of dark share",
            "Caveats",
            "How much",
            "&lt;a&gt;",
            "a_<wbr>long_<wbr>name",
            "Planned before the first run",
            "Seeds 1 to 30.",
            "Picture left out: courses (no weeks).",
            "</html>",
        ];
        let found: Vec<Option<usize>> = places.iter().map(|part| page.find(part)).collect();
        assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{found:?}");
        assert!(!page.contains("Looked at afterwards"), "what is empty is left out");
    }
}
