//! What the commands share that ask one question with many runs: options, pictures, how the answer ends.

use std::io::Write;

use clap::Args;

use super::answer::{self, Place};
use super::plot::REPORT;
use super::request::{Changes, at_least_one};
use super::{Outcome, page};
use crate::archive::{StudySummary, Writing};
use crate::chart::{self, Drawn, Picture};
use crate::report::{Answer, write_answer};
use crate::table::Table;
use darkside_error::{Error, Result};

/// The options of a question.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// Seeds (replicates) of every scenario that is run.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    pub seeds: Option<u32>,
    /// Weeks to simulate, in place of the scenario's `run.weeks`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    pub weeks: Option<u32>,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub place: Place,
}

/// A picture to keep: its name, what it shows, and itself.
pub type Shot = (&'static str, &'static str, Picture);

/// Writes the tables of an answer.
pub fn keep_tables(writing: &mut Writing<'_>, tables: &[(&str, Table)]) -> Result<()> {
    tables.iter().try_for_each(|(name, table)| writing.table(name, table))
}

/// Writes the pictures of an answer.
pub fn keep_pictures(writing: &mut Writing<'_>, pictures: Vec<Shot>) -> Result<Vec<Drawn>> {
    let charts = writing.directory().join("charts");
    std::fs::create_dir_all(&charts).map_err(|cause| Error::file(&charts, "create", &cause))?;
    let keep = |(name, meaning, picture): Shot| {
        if picture.is_ok() {
            answer::announce_charts(writing, &[name])?;
        }
        chart::save_picture(name, meaning, picture, &charts)
    };
    pictures.into_iter().map(keep).collect()
}

/// Writes the page and the manifest, which ends the answer, and tells it.
pub fn finish(mut writing: Writing<'_>, answer: &Answer, summary: StudySummary, out: &mut dyn Write) -> Outcome {
    let report = writing.file(REPORT)?;
    write_answer(answer, &report)?;
    let directory = writing.directory().to_owned();
    let words = [answer.answer.clone(), answer.advice.clone()].concat();
    let question = if answer.question.is_empty() { answer.title.clone() } else { answer.question.clone() };
    let planned = answer.planned.clone();
    let manifest = writing.finish(StudySummary { question, answer: words, planned, ..summary })?;
    page::heading(out, &answer.title)?;
    answer::tell(&answer.answer, &answer.advice, &manifest, &directory, out)
}

/// Fine print that every answer has.
pub fn fine_print(first_seed: u64, seeds: u32, weeks: u32) -> Vec<String> {
    let last = first_seed.saturating_add(u64::from(seeds.saturating_sub(1)));
    vec![
        format!("Seeds {first_seed} to {last} in every scenario, so that differences are paired; weeks 0 to {weeks}."),
        format!(
            "darkside {}. The digests of inputs and results stand in the manifest beside this page.",
            env!("CARGO_PKG_VERSION")
        ),
    ]
}
