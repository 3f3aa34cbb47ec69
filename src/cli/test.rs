//! `darkside test`: hypotheses from a file, tested and judged.

use std::io::Write;

use clap::Args;

use super::answer::{self, AnswerPlace};
use super::outcome::Outcome;
use super::request::{ScenarioChanges, at_least_one};
use super::{Call, imported, page};
use darkside::experiment::Overrides;
use darkside::experiment::hypothesis::HypothesisFile;
use darkside::question;

const EXAMPLES: &str = "\
Examples:
  darkside test hypotheses/dark_side           what the sources claim, as the project ships it
  darkside test my_hypotheses.toml             a file of one's own
  darkside test my_hypotheses.toml --seeds 500 a larger budget of seeds
  darkside test my_hypotheses.toml --check     read it and say what it would do

docs/experiments.md tells how such a file is written. Exit code 0 whatever the
verdicts; open report.html in the directory first.";

/// Test hypotheses that a file holds.
///
/// Runs the arms that the hypotheses name under the same seeds, adds seeds until every interval is as narrow as asked or the
/// budget is reached, and says of each claim whether it is supported, negligible, contrary or undecided. The file's hash is kept
/// before the first run: what comes of a changed file is marked as exploratory.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct TestArgs {
    /// A file of hypotheses, or the shipped `hypotheses/dark_side`.
    #[arg(value_name = "FILE")]
    file: String,
    /// Most seeds that an arm gets, in place of the file's `budget`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    /// Weeks to simulate in every arm.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    weeks: Option<u32>,
    /// Read the file and say what it would do; run nothing.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    changes: ScenarioChanges,
    #[command(flatten)]
    place: AnswerPlace,
}

impl TestArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let set = self.changes.all();
        let changes = Overrides { set: &set, weeks: self.weeks, seeds: self.seeds };
        let file = HypothesisFile::read(&self.file, changes)?;
        if self.check {
            imported::tell(&file.arms.iter().collect::<Vec<_>>(), out)?;
            return plan(&file, out);
        }
        let weeks = self.weeks.map(|weeks| format!("--weeks {weeks}"));
        let changes = set.iter().map(|set| format!("--set {set}")).chain(weeks).collect();
        let question = question::Test { file, registered_as: self.file.clone(), changes };
        answer::ask(&question, &self.place, call, out)
    }
}

fn plan(file: &HypothesisFile, out: &mut dyn Write) -> Outcome {
    page::heading(
        out,
        &format!(
            "{}: {} hypotheses, {} arms, {} seeds each and up to {} where an interval is not narrow enough",
            file.title,
            file.hypotheses.len(),
            file.arms.len(),
            file.first_stage,
            file.budget
        ),
    )?;
    let rows: Vec<Vec<String>> = file
        .hypotheses
        .iter()
        .map(|one| {
            let parts: Vec<&str> = one.parts.iter().map(|part| part.words.as_str()).collect();
            let read = one.parts[0].terms[0].reading.words();
            vec![one.id.clone(), format!("{} [{}]: {}", one.claims.words(), read, parts.join("; "))]
        })
        .collect();
    page::rows(out, rows, page::width())?;
    writeln!(out, "  SHA-256 of the file: {}", file.digest)?;
    Ok(())
}
