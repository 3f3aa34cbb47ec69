//! Questions answered by many runs, from the question to a directory with tables, pictures and a page.
//!
//! Each question is a type that implements [`Question`]; [`ask`] is the one driver. Each command is a thin file that
//! turns options into such a value, and other programs ask in the same way:
//!
//! ```
//! use darkside::archive::Format;
//! use darkside::question::{AnswerOptions, Attribute, ask};
//! use darkside::scenario::{Request, load};
//!
//! let set = ["population.managers=12", "population.firms=1", "run.weeks=20", "run.seeds=2"].map(String::from);
//! let scenario = load(&Request { set: &set, ..Request::of("intra_only") })?;
//! let question = Attribute::new(scenario, "dark_share", None)?;
//! let place = tempfile::tempdir().unwrap();
//! let options = AnswerOptions { directory: Some(place.path()), formats: &[Format::Csv], ..AnswerOptions::default() };
//! let asked = ask(&question, &options, |_| (), &|_| ())?;
//! assert!(!asked.manifest.answer.is_empty());
//! assert!(place.path().join("report.html").exists());
//! # Ok::<(), darkside::error::Error>(())
//! ```
//!
//! | file | question |
//! |---|---|
//! | `compare.rs` | what scenarios change against the first of them |
//! | `test.rs` | whether hypotheses of a file hold |
//! | `attribute.rs` | which mechanism caused the dark side |
//! | `sensitivity.rs` | which parameters move an outcome |
//! | `threshold.rs` | at which value of a lever a practice stops taking off |
//! | `robustness.rs` | whether claims rest on values that were tuned |

mod attribute;
mod compare;
mod robustness;
mod sensitivity;
mod test;
mod threshold;

pub use attribute::Attribute;
pub use compare::Compare;
pub use robustness::Robust;
pub use sensitivity::Sensitivity;
pub use test::Test;
pub use threshold::Threshold;

use std::path::{Path, PathBuf};

use crate::archive::{
    Format, Planned, REPORT, Study, StudyArm, StudyManifest, StudySummary, digest_of_words, enough_room, inputs,
};
use crate::chart::{Drawn, Picture, save_picture};
use crate::experiment::{Executor, Progress};
use crate::report::{Answer, answer_page};
use crate::table::Table;
use darkside_engine::record::Digest;
use darkside_engine::scenario::{Scenario, to_toml};
use darkside_error::Result;

/// A question answered by many runs.
pub trait Question {
    /// The results of the runs.
    type Findings;

    /// The command that asks it; the manifest is `<kind>.json`.
    const KIND: &'static str;

    /// The part of its default directory's name that follows the kind.
    fn name(&self) -> String;

    /// Whether the default directory's name also distinguishes other inputs. A file that is registered before its first
    /// run always has the same directory.
    fn directory_by_inputs(&self) -> bool {
        true
    }

    /// Everything the results depend on, besides the version.
    fn inputs(&self) -> Vec<String>;

    /// The scenarios that are run or varied.
    fn arms(&self) -> Vec<&Scenario>;

    /// The first seed, and how many seeds each arm gets, as far as known in advance: those of the first arm, unless the
    /// question has its own.
    fn seeds(&self) -> (u64, u32) {
        self.arms().first().map_or((0, 0), |arm| (arm.parameters.run.seed, arm.parameters.run.seeds))
    }

    /// Weeks of the longest arm.
    fn weeks(&self) -> u32 {
        self.arms().iter().map(|arm| arm.parameters.run.weeks).max().unwrap_or(0)
    }

    /// What will be run, in a few words: points, runs, weeks.
    fn about(&self) -> String;

    /// Refuses a question that makes no sense, before anything is written.
    ///
    /// # Errors
    /// Says what makes no sense.
    fn check(&self) -> Result<()> {
        Ok(())
    }

    /// Registers in the directory what is planned, before the first run.
    ///
    /// # Errors
    /// If the registration cannot be read or written.
    fn register(&self, _directory: &Path) -> Result<Option<Planned>> {
        Ok(None)
    }

    /// How many numbers are kept of each run.
    ///
    /// # Errors
    /// As [`Self::check`].
    fn width(&self) -> Result<usize>;

    /// Runs whatever the answer needs.
    ///
    /// # Errors
    /// As [`Executor::collect`].
    fn run(&self, executor: &Executor<'_>) -> Result<Self::Findings>;

    /// The tables of the answer.
    fn tables(&self, found: &Self::Findings) -> Vec<(&'static str, Table)>;

    /// The pictures of the answer, each with its name and meaning; one that cannot be drawn gives its reason.
    fn pictures(&self, found: &Self::Findings) -> Vec<(&'static str, &'static str, Picture)>;

    /// The page.
    fn page(&self, found: &Self::Findings, context: &PageContext<'_>) -> Answer;

    /// The answer line by line, if it is a list: what, the number, the rest.
    fn rows(&self, _found: &Self::Findings) -> Vec<Vec<String>> {
        Vec::new()
    }

    /// Other text files, by name.
    fn files(&self, _found: &Self::Findings) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What else the manifest says; [`ask`] fills in the seeds unless they are set here.
    fn summary(&self, _found: &Self::Findings) -> StudySummary {
        StudySummary::default()
    }
}

/// The context a page is written in.
pub struct PageContext<'a> {
    /// The pictures, in the order in which they were drawn.
    pub drawn: &'a [Drawn],
    /// What was registered, for questions that register.
    pub planned: Option<&'a Planned>,
    /// Digest of the inputs.
    pub inputs: &'a str,
    /// Fine print common to all answers.
    pub fine_print: Vec<String>,
}

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
    if let Some(manifest) = study.finished()?
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
    let drawn = draw(question, &found, writing.pictures())?;
    let (planned, fine_print) = (planned.as_ref(), fine_print(question.seeds(), question.weeks()));
    let page = question.page(&found, &PageContext { drawn: &drawn, planned, inputs: &inputs.to_string(), fine_print });
    writing.text(REPORT, &answer_page(&page)?)?;
    for (name, text) in question.files(&found) {
        writing.text(name, &text)?;
    }
    let rows = question.rows(&found);
    let summary = summary(question, &found, &page, &rows, options.threads);
    let manifest = writing.finish(summary)?;
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

/// Draws the pictures into a folder.
fn draw<Q: Question>(question: &Q, found: &Q::Findings, folder: &Path) -> Result<Vec<Drawn>> {
    let pictures = question.pictures(found).into_iter();
    pictures.map(|(name, meaning, picture)| save_picture(name, meaning, picture, folder)).collect()
}

/// What the manifest says.
fn summary<Q: Question>(
    question: &Q,
    found: &Q::Findings,
    page: &Answer,
    rows: &[Vec<String>],
    threads: usize,
) -> StudySummary {
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
        threads,
        planned: page.planned.clone(),
        exploratory: page.exploratory.clone(),
        details: own.details,
    }
}

/// Digest of everything that the runs of a scenario depend on.
fn scenario_inputs(scenario: &Scenario) -> String {
    inputs(scenario, &to_toml(scenario)).to_string()
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
