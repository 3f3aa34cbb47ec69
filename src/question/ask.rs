//! The driver: asks any question, and writes its answer into a directory.

use std::path::{Path, PathBuf};

use super::{PageContext, Question};
use crate::archive::{Format, REPORT, Study, StudyArm, StudyManifest, StudySummary, digest_of_words, enough_room};
use crate::chart::{Drawn, save_picture};
use crate::experiment::{Executor, Progress};
use crate::report::{Answer, answer_page};
use crate::table::Table;
use darkside_engine::record::Digest;
use darkside_error::Result;

/// Where an answer goes, and the means used to get it.
#[derive(Clone, Copy, Debug)]
pub struct AnswerOptions<'a> {
    /// The directory; `output/<kind>-<name>-<digest>` if `None`.
    pub directory: Option<&'a Path>,
    /// Formats of the tables, at least one.
    pub formats: &'a [Format],
    /// Threads, at least 1. No result depends on it.
    pub threads: usize,
    /// Whether to replace an earlier answer.
    pub force: bool,
    /// Whether to rebuild a finished answer's page and pictures from the runs that were kept.
    pub again: bool,
    /// The command line, for the manifest.
    pub command: &'a [String],
}

impl Default for AnswerOptions<'_> {
    fn default() -> Self {
        Self {
            directory: None,
            formats: &[Format::Parquet, Format::Csv],
            threads: 1,
            force: false,
            again: false,
            command: &[],
        }
    }
}

/// The answer to a question, and where it is.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The directory of the answer.
    pub directory: PathBuf,
    /// Its manifest.
    pub manifest: StudyManifest,
    /// Whether other processes were kept out of the directory.
    pub kept_out: bool,
    /// The page and the answer line by line; `None` if the question had already been answered.
    pub answer: Option<(Answer, Vec<Vec<String>>)>,
    /// The tables by name, each with units and meanings; empty if the question had already been answered.
    pub tables: Vec<(&'static str, Table)>,
}

/// Asks a question: runs what an earlier start left undone, and writes tables, pictures, page and manifest. `begins` is
/// called before the first run with a description of what will be run; `tell` is called after every run, from any
/// thread.
///
/// # Errors
/// If the question makes no sense, the directory holds something else, a run panics, or anything cannot be written.
/// What has been finished by then is kept: asking again continues from there.
pub fn ask<Q: Question>(
    question: &Q,
    options: &AnswerOptions<'_>,
    begins: impl FnOnce(&str),
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Answered> {
    question.check()?;
    let inputs = digest_of_words(question.inputs());
    let directory = options.directory.map_or_else(|| default_directory(question, &inputs), Path::to_owned);
    let study = Study {
        kind: Q::KIND,
        inputs,
        numbers: question.width()?,
        directory: &directory,
        formats: options.formats,
        force: options.force,
        command: options.command,
    };
    let finished = study.finished().map_err(|error| question.departs(&directory).unwrap_or(error));
    if let Some(manifest) = finished?
        && !options.again
    {
        let directory = directory.clone();
        return Ok(Answered { directory, manifest, kept_out: true, answer: None, tables: Vec::new() });
    }
    enough_room(&question.arms(), options.threads)?;
    let mut writing = study.begin()?;
    let kept_out = writing.keeps_out();
    let planned = question.register(&directory)?;
    begins(&question.about());
    let log = writing.run_log()?;
    let found = question.run(&Executor::with(options.threads, Some(&log), tell))?;
    let tables = question.tables(&found);
    for (name, table) in &tables {
        writing.table(name, table)?;
    }
    let pictures = question.pictures(&found).into_iter();
    let save = |(name, meaning, picture)| save_picture(name, meaning, picture, writing.pictures());
    let drawn: Vec<Drawn> = pictures.map(save).collect::<Result<_>>()?;
    let (planned, fine_print) = (planned.as_ref(), fine_print(question.seeds(), question.weeks()));
    let page = question.page(&found, &PageContext { drawn: &drawn, planned, inputs: &inputs.to_string(), fine_print });
    writing.text(REPORT, &answer_page(&page)?)?;
    for (name, text) in question.files(&found) {
        writing.text(name, &text)?;
    }
    let rows = question.rows(&found);
    let manifest = writing.finish(summary(question, &found, &page, &rows), options.threads)?;
    Ok(Answered { manifest, kept_out, answer: Some((page, rows)), tables, directory: directory.clone() })
}

/// The directory of an answer for which none is given.
fn default_directory<Q: Question>(question: &Q, inputs: &Digest) -> PathBuf {
    let name = format!("{}-{}", Q::KIND, question.name());
    PathBuf::from("output").join(match question.directory_by_inputs() {
        true => format!("{name}-{}", &inputs.to_string()[..8]),
        false => name,
    })
}

/// What the manifest says.
fn summary<Q: Question>(question: &Q, found: &Q::Findings, page: &Answer, rows: &[Vec<String>]) -> StudySummary {
    let own = question.summary(found);
    let (first_seed, seeds) = question.seeds();
    let title = if page.question.is_empty() { &page.title } else { &page.question };
    StudySummary {
        question: if own.question.is_empty() { title.clone() } else { own.question },
        answer: rows.iter().map(|row| row.join("  ")).chain(page.answer.iter().chain(&page.advice).cloned()).collect(),
        arms: question.arms().iter().map(|arm| StudyArm::of(&arm.name, arm)).collect(),
        first_seed,
        seeds: if own.seeds > 0 { own.seeds } else { seeds },
        weeks: question.weeks(),
        planned: page.planned.clone(),
        exploratory: page.exploratory.clone(),
        details: own.details,
    }
}

/// Fine print common to all answers.
fn fine_print((first_seed, seeds): (u64, u32), weeks: u32) -> Vec<String> {
    let last = first_seed.saturating_add(u64::from(seeds.saturating_sub(1)));
    vec![
        format!("Seeds {first_seed} to {last} in every scenario, so that differences are paired; weeks 0 to {weeks}."),
        format!(
            "darkside {}. The digests of inputs and results are in the manifest beside this page.",
            env!("CARGO_PKG_VERSION")
        ),
    ]
}
