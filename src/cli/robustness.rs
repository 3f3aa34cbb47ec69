//! `darkside robustness`: whether the patterns depend on the values that were tuned.

use std::io::Write;

use clap::Args;

use super::Call;
use super::answer::{self, RunOptions};
use super::outcome::Outcome;
use super::request::at_least_one;
use darkside::experiment::hypothesis::HypothesisFile;
use darkside::experiment::robustness::{Claims, Robustness};
use darkside::experiment::{ExperimentFile, Overrides};
use darkside::question;
use darkside_error::Result;
use darkside_scenarios::in_folder;

const EXAMPLES: &str = "\
Examples:
  darkside robustness                        patterns and hypotheses: half an hour on two cores
  darkside robustness patterns               the patterns of docs/model.md, section 8
  darkside robustness --points 40 --seeds 3  quicker and rougher
  darkside robustness my_claims.toml --within 0.25
  darkside robustness patterns --forms rules  three rules of imitation

Interrupted, the same command goes on where it was. scenarios/robustness/patterns.toml
shows what a file of claims looks like.";

/// Seeds at each point unless told otherwise.
const SEEDS: u32 = 5;

/// Ask whether the patterns rest on the values that were tuned.
///
/// Multiplies every tuned value by a factor of its own, drawn over a Latin hypercube, and looks at each point whether each
/// claim keeps its sign, in the same arms and under the same seeds.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct RobustArgs {
    /// What is claimed: `patterns` (docs/model.md, section 8), `hypotheses/dark_side`, or a TOML file of arms and
    /// claims; the two shipped ones together if left out.
    #[arg(value_name = "FILE")]
    file: Option<String>,
    /// Points of the Latin hypercube.
    #[arg(long, value_name = "N", default_value = "200", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    points: u32,
    /// How far every tuned value varies, as a part of itself.
    #[arg(long, value_name = "PART", default_value = "0.5", allow_negative_numbers = true)]
    within: f64,
    /// Forms of the model, of which each point takes one: `rules` (contagion.rule), or a TOML file of [[form]] entries.
    #[arg(long, value_name = "FILE")]
    forms: Option<String>,
    #[command(flatten)]
    options: RunOptions,
}

impl RobustArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let question = question::Robust::new(self.file.as_deref(), self.robustness()?);
        answer::ask(&question, &self.options.place, call, out)
    }

    fn robustness(&self) -> Result<Robustness> {
        let seeds = self.options.seeds.unwrap_or(SEEDS);
        let all = self.options.changes.all();
        let changes = Overrides { set: &all, weeks: self.options.weeks, seeds: Some(seeds) };
        let file = self.file.as_deref();
        // All shipped hypotheses if no file is given, or the one that is.
        let shipped = in_folder("hypotheses").map(|shipped| shipped.name());
        let hypotheses: Vec<&str> = shipped.filter(|name| file.is_none_or(|file| file == *name)).collect();
        let mut claims = match file {
            Some(_) if !hypotheses.is_empty() => Claims::default(),
            file => Claims::read(file.unwrap_or("patterns"), changes)?,
        };
        for name in hypotheses {
            claims.add_hypotheses(&HypothesisFile::read(name, Overrides { seeds: None, ..changes })?);
        }
        if let Some(file) = self.forms.as_deref() {
            claims.add_forms(&ExperimentFile::find(file, "robustness")?)?;
        }
        Robustness::new(claims, self.points, seeds, self.within, 1)
    }
}
