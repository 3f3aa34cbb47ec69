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
//! assert!(!asked.manifest.summary.answer.is_empty());
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

mod ask;
mod attribute;
mod compare;
mod robustness;
mod sensitivity;
mod test;
mod threshold;

pub use ask::{AnswerOptions, Answered, ask};
pub use attribute::Attribute;
pub use compare::Compare;
pub use robustness::Robust;
pub use sensitivity::Sensitivity;
pub use test::Test;
pub use threshold::Threshold;

use std::path::Path;

use crate::archive::{Planned, StudySummary, inputs};
use crate::chart::{Drawn, NamedPicture};
use crate::experiment::Executor;
use crate::report::Answer;
use crate::table::Table;
use darkside_engine::scenario::{Scenario, to_toml};
use darkside_error::{Error, Result};

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

    /// What was registered in a directory that holds something else than this question, and differs from it. `None` if
    /// that is not why the directory is refused.
    fn departs(&self, _directory: &Path) -> Option<Error> {
        None
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
    fn pictures(&self, found: &Self::Findings) -> Vec<NamedPicture>;

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

/// Digest of everything that the runs of a scenario depend on.
fn scenario_inputs(scenario: &Scenario) -> String {
    inputs(scenario, &to_toml(scenario)).to_string()
}
