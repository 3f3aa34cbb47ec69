//! `darkside threshold`: at which value of a lever a practice stops taking off.

use std::io::Write;

use clap::Args;

use super::Call;
use super::answer::{self, RunOptions};
use super::outcome::Outcome;
use darkside::experiment::threshold::{Inquiry, levers};
use darkside::question;
use darkside_engine::scenario::{self, Base};

const EXAMPLES: &str = "\
Examples:
  darkside threshold epidemic --lever enablers.blindness
  darkside threshold epidemic --lever lapse.audit --from 0 --to 0.5
  darkside threshold epidemic --lever lapse.drift --lever ties.inside=1..6 --map

A lever is any number of a scenario (see `darkside list parameters`). Without a
range, a share takes all that is allowed, and any other number goes from its
least value to twice the scenario's.

docs/threshold.md walks through an example.";

/// Ask at which value of a lever a practice stops taking off.
///
/// Computes the household reproduction number along the lever, then runs the same seeds at values chosen round by round,
/// fits the chance to take off, and gives the value at which half of the seeds take off, with its interval. Several
/// levers are searched one by one; --map also varies two of them together.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ThresholdArgs {
    /// A shipped scenario (see `darkside list scenarios`) or a TOML file. It introduces the practice.
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// What is varied: a dotted path, with its range if there are several.
    #[arg(long = "lever", value_name = "PATH[=FROM..TO]", required = true)]
    levers: Vec<String>,
    /// Least value of the only lever.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    from: Option<f64>,
    /// Greatest value of the only lever.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    to: Option<f64>,
    /// The practice; the one that the scenario introduces if left out.
    #[arg(long, value_name = "PRACTICE")]
    practice: Option<String>,
    /// Also vary the two levers together, and draw a map.
    #[arg(long)]
    map: bool,
    #[command(flatten)]
    options: RunOptions,
}

impl ThresholdArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let scenario = scenario::load(&self.options.request(&self.scenario, &self.options.changes.all()))?;
        let base = Base::of(&scenario)?;
        let levers = levers(&self.levers, (self.from, self.to), &base, &scenario)?;
        let inquiry = Inquiry::new(scenario, self.practice.as_deref(), levers, self.map)?;
        answer::ask(&question::Threshold(inquiry), &self.options.place, call, out)
    }
}
