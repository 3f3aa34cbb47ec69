//! `darkside power`: how large a field study must be.

use std::io::Write;

use clap::Args;

use super::Call;
use super::answer::{self, AnswerPlace};
use super::outcome::Outcome;
use super::request::{ScenarioChanges, at_least_one};
use darkside::experiment::Overrides;
use darkside::field::power::{Power as Question, PowerFile};

const EXAMPLES: &str = "\
Examples:
  darkside power power/contagion             the grid that the project ships
  darkside power power/contagion --seeds 100 at most a hundred panels of each
  darkside power my_study.toml               a file of one's own

docs/field.md tells how such a file is written. The same command goes on with an
unfinished directory.";

/// Ask how large a field study must be.
///
/// Simulates studies of many sizes, gives each panel to methods that estimate contagion, and counts how often each finds
/// it. Studies near the wanted power get more panels. Names the cheapest study that reaches it.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct PowerArgs {
    /// A TOML file of a world, a grid of sizes, and methods, or the shipped `power/contagion`.
    #[arg(value_name = "FILE")]
    file: String,
    /// The most panels of a study, in place of the file's `budget`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    #[command(flatten)]
    changes: ScenarioChanges,
    #[command(flatten)]
    place: AnswerPlace,
}

impl PowerArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let set = self.changes.all();
        let file = PowerFile::read(&self.file, Overrides { set: &set, weeks: None, seeds: self.seeds })?;
        answer::ask(&Question { file }, &self.place, call, out)
    }
}
