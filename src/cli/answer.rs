//! Shared by the commands that answer a question: where the answer is written, and how it is printed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use clap::Args;

use super::outcome::Outcome;
use super::problem::note_unlocked;
use super::progress::{Watch, duration};
use super::request::{ScenarioChanges, Threads, at_least_one, formats};
use super::{Call, imported, out_of_memory, page};
use darkside::archive::{Format, StudyManifest};
use darkside::experiment::{Progress, Window};
use darkside::question::{self, AnswerOptions, Question};
use darkside::report::Answer;
use darkside_engine::scenario::{self, Request, Scenario};
use darkside_error::{Error, Result};

/// The options of a question about runs of scenarios.
#[derive(Args, Clone, Debug)]
pub(super) struct RunOptions {
    /// Seeds (replicates) of every scenario that is run.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    pub seeds: Option<u32>,
    /// Weeks to simulate, in place of the scenario's `run.weeks`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    pub weeks: Option<u32>,
    #[command(flatten)]
    pub changes: ScenarioChanges,
    #[command(flatten)]
    pub place: AnswerPlace,
}

impl RunOptions {
    /// The scenario `which` with the changes `set`, as given by [`ScenarioChanges::all`].
    pub(super) fn request<'a>(&'a self, which: &'a str, set: &'a [String]) -> Request<'a> {
        Request { which, set, weeks: self.weeks, seeds: self.seeds }
    }
}

/// Where an answer goes, and what may be spent on it.
#[derive(Args, Clone, Debug)]
pub(super) struct AnswerPlace {
    /// Directory to write into; without it, one in output/ named after the question.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub threads: Threads,
    /// Formats of the tables, separated by commas; `spreadsheet` is CSV with a byte-order mark.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "parquet,csv", value_parser = formats())]
    pub format: Vec<Format>,
    /// Replace what is in a directory that holds another answer.
    #[arg(long)]
    pub force: bool,
}

/// Asks a question, shows the progress of its runs, and prints the answer.
pub(super) fn ask<Q: Question>(question: &Q, place: &AnswerPlace, call: &Call, out: &mut dyn Write) -> Outcome {
    let options = AnswerOptions {
        directory: call.redrawn.as_deref().or(place.out.as_deref()),
        formats: &place.format,
        threads: place.threads.count(),
        force: place.force && call.redrawn.is_none(),
        again: call.redrawn.is_some(),
        command: &call.line,
    };
    question.check()?;
    imported::tell(&question.arms(), out)?;
    let began = Instant::now();
    let asked = watched(&question.name(), options.directory, |begins, tell| {
        let needs = |scenario: &&Scenario| scenario::memory(scenario).total(options.threads);
        let most = || question.arms().iter().map(needs).fold(0.0, f64::max);
        question::ask(question, &options, |about| begins(about, most()), tell)
    })?;
    note_unlocked(asked.kept_out, &asked.directory);
    match asked.answer {
        None => tell_finished(&asked.manifest, &asked.directory, out),
        Some((page, rows)) => {
            let seconds = duration(began.elapsed().as_secs_f64());
            page::heading(out, &format!("{}: {}, done in {seconds}", page.title, question.about()))?;
            page::rows(out, rows, page::width())?;
            tell(&page, &asked.manifest, &asked.directory, out)
        }
    }
}

/// Does `work` and shows the progress of its runs. It is given two functions: one to call when runs begin, with what they
/// are and the memory that they need, and one to call after each run.
pub(super) fn watched<T>(
    name: &str,
    directory: Option<&Path>,
    work: impl FnOnce(&dyn Fn(&str, f64), &(dyn Fn(Progress) + Sync)) -> Result<T>,
) -> Result<T> {
    let watch: OnceLock<Watch> = OnceLock::new();
    let begins = |about: &str, memory: f64| {
        out_of_memory::expect(memory, Some(directory.unwrap_or(Path::new("output"))));
        drop(watch.set(Watch::begin(name, about, "runs")));
    };
    let done = work(&begins, &|progress| watch.get().into_iter().for_each(|watch| watch.went(progress)));
    if let Some(watch) = watch.into_inner() {
        watch.end();
    }
    done
}

/// The weeks given by `--at` or `--over`.
pub(super) fn window(at: Option<&str>, over: Option<&str>) -> Result<Option<Window>> {
    match (at, over) {
        (Some(week), _) => match week.parse()? {
            Window::At(week) => Ok(Some(Window::At(week))),
            Window::Over(..) => {
                Err(Error::input(format!("--at {week} is a stretch of weeks")).help(format!("--over {week}")))
            }
        },
        (None, Some(weeks)) => weeks.parse().map(Some),
        (None, None) => Ok(None),
    }
}

/// Prints the answer in sentences, the caveats, and where the rest is.
pub(super) fn tell(answer: &Answer, manifest: &StudyManifest, directory: &Path, out: &mut dyn Write) -> Outcome {
    let width = page::width();
    writeln!(out)?;
    for sentence in &answer.answer {
        page::paragraph(out, sentence, 2, width)?;
    }
    if !answer.advice.is_empty() {
        writeln!(out)?;
        page::heading(out, "Caveats")?;
        for advice in &answer.advice {
            page::paragraph(out, advice, 2, width)?;
        }
    }
    writeln!(out)?;
    where_it_is(manifest, directory, out)
}

/// Prints the answer of a study that was finished already.
pub(super) fn tell_finished(manifest: &StudyManifest, directory: &Path, out: &mut dyn Write) -> Outcome {
    page::heading(
        out,
        &format!("{} already finished, nothing to do (--force runs it again)", manifest.summary.question),
    )?;
    for line in &manifest.summary.answer {
        page::paragraph(out, line, 2, page::width())?;
    }
    where_it_is(manifest, directory, out)
}

fn where_it_is(manifest: &StudyManifest, directory: &Path, out: &mut dyn Write) -> Outcome {
    let mut rows = vec![vec!["digest".to_owned(), manifest.digest.clone()]];
    rows.extend(page::places(directory, true));
    page::rows(out, rows, None)?;
    Ok(())
}
