//! `darkside identify`: which method finds the contagion that a world contains.

use std::io::Write;

use clap::Args;

use super::Call;
use super::answer::{self, AnswerPlace};
use super::outcome::Outcome;
use super::request::{ScenarioChanges, at_least_one};
use darkside::experiment::Overrides;
use darkside::field::identify::{Identify as Question, IdentifyFile};

const EXAMPLES: &str = "\
Examples:
  darkside identify identify/bench            the bench that the project ships
  darkside identify identify/bench --seeds 40 quicker and rougher
  darkside identify my_bench.toml             a file of one's own

docs/field.md tells how such a file is written. The same command goes on with an
unfinished directory.";

/// Ask which method finds the contagion that a world has.
///
/// Surveys worlds whose truth is known, gives each panel to methods that estimate contagion, and says how far off each
/// method is, how often its interval covers the truth, and how often it finds contagion that is there or is not.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct IdentifyArgs {
    /// A TOML file of worlds, designs and methods, or the shipped `identify/bench`.
    #[arg(value_name = "FILE")]
    file: String,
    /// Panels of each world and design, in place of the file's `seeds`, and at most as many seeds for the truth.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    #[command(flatten)]
    changes: ScenarioChanges,
    #[command(flatten)]
    place: AnswerPlace,
}

impl IdentifyArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let set = self.changes.all();
        let file = IdentifyFile::read(&self.file, Overrides { set: &set, weeks: None, seeds: self.seeds })?;
        answer::ask(&Question::new(file)?, &self.place, call, out)
    }
}
