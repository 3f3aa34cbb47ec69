//! `darkside attribute`: which mechanism caused the dark side.

use std::io::Write;

use clap::Args;

use super::Call;
use super::answer::{self, RunOptions};
use super::outcome::Outcome;
use darkside::question;
use darkside_engine::scenario;

const EXAMPLES: &str = "\
Examples:
  darkside attribute baseline
  darkside attribute programme --metric conflict --over 156..260
  darkside attribute my.toml --seeds 100 --out who_brought_it

The mechanisms are those with a positive hazard in the scenario, its firms and its
dated changes, without `contagion.spontaneous`: four in the baseline, so 16 sets.";

/// Ask which mechanism caused the dark side.
///
/// Knocks out every set of the mechanisms by which practices spread, under the same seeds. Splits what spreading adds
/// into volume, mix and placement, shares it among the mechanisms (Shapley values), and sets that beside the ledger,
/// which says how the practices that onsets are credited to arrived.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct AttributeArgs {
    /// A shipped scenario (see `darkside list scenarios`) or a TOML file.
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// What is shared among the mechanisms (see `darkside list metrics`).
    #[arg(long, value_name = "METRIC", default_value = "dark_cost")]
    metric: String,
    /// Week at whose end it is read; the last if left out.
    #[arg(long, value_name = "WEEK", conflicts_with = "over", allow_negative_numbers = true)]
    at: Option<String>,
    /// Weeks over which its mean is read, such as 104..260.
    #[arg(long, value_name = "FROM..TO", allow_hyphen_values = true)]
    over: Option<String>,
    #[command(flatten)]
    options: RunOptions,
}

impl AttributeArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let scenario = scenario::load(&self.options.request(&self.scenario, &self.options.changes.all()))?;
        let window = answer::window(self.at.as_deref(), self.over.as_deref())?;
        let question = question::Attribute::new(scenario, &self.metric, window)?;
        answer::ask(&question, &self.options.place, call, out)
    }
}
