//! `darkside compare`: how scenarios differ from the first of them, under the same seeds.

use std::io::Write;

use clap::Args;

use super::Call;
use super::answer::{self, AnswerPlace};
use super::outcome::{Outcome, gather};
use super::problem::{note_defaults, note_slips};
use super::request::{ScenarioChanges, at_least_one, seed};
use darkside::experiment::compare::MetricAsked;
use darkside::experiment::nulls;
use darkside::question;
use darkside_engine::scenario::{self, Request};
use darkside_error::Error;

const EXAMPLES: &str = "\
Examples:
  darkside compare baseline audited                    dark cost and value at the end
  darkside compare baseline isolated inter_only        two arms against the first
  darkside compare baseline --yoked                    what contagion does: volume, mix, placement
  darkside compare baseline my.toml --seeds 200 --metric dark_share --over 156..260
  darkside compare baseline audited --metric total_adoptions --metric copied_share
  darkside compare baseline isolated --replay 7        who has what only in one of them, seed 7

The first scenario is what the others are compared with. `darkside list metrics`
tells what can be read; open report.html in the directory first.";

/// Metrics that are compared by default.
const METRICS: [&str; 4] = ["dark_cost", "value", "visible_value", "dark_share"];

/// Compare scenarios with the first of them, paired by seed.
///
/// Runs every scenario under the same seeds and says by how much each differs from the first, with intervals, in a sentence,
/// in tables, pictures and a report.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct CompareArgs {
    /// Shipped scenarios (see `darkside list scenarios`) or TOML files; the first is the one to compare with.
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Also compare the first scenario with three arms in which contagion is replaced: by as many adoptions of each practice in each
    /// week, taken up at random (`_yoked`), by as many in all (`_yoked_in_total`), and by none (`_uncopied`).
    #[arg(long)]
    yoked: bool,
    /// What to read off each run: a metric's name. May be repeated [default: dark_cost, value, visible_value, dark_share]
    #[arg(long, value_name = "METRIC")]
    metric: Vec<String>,
    /// Read at the end of this week; the last one if left out.
    #[arg(long, value_name = "WEEK", conflicts_with = "over", allow_negative_numbers = true)]
    at: Option<String>,
    /// Read the mean over these weeks, such as 104..260; figures of whole runs are read as they are.
    #[arg(long, value_name = "A..B")]
    over: Option<String>,
    /// The difference that you ask about: say how many seeds it takes to see one so small.
    #[arg(long, value_name = "DIFFERENCE", value_parser = positive, allow_negative_numbers = true)]
    detect: Option<f64>,
    /// Also list the adoptions and onsets that exist only in the first or only in the second scenario under this seed.
    #[arg(long, value_name = "SEED", value_parser = seed, allow_negative_numbers = true)]
    replay: Option<u64>,
    /// Seeds that every scenario gets, in place of the first one's `run.seeds`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    /// Weeks to simulate, in place of each scenario's `run.weeks`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    weeks: Option<u32>,
    #[command(flatten)]
    changes: ScenarioChanges,
    #[command(flatten)]
    place: AnswerPlace,
}

/// A difference to detect.
fn positive(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if question::Compare::can_detect(number) => Ok(number),
        _ => Err("must be a number above 0".into()),
    }
}

impl CompareArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let set = self.changes.all();
        let request = |which| Request { which, set: &set, weeks: self.weeks, seeds: self.seeds };
        let mut scenarios = gather(self.scenarios.iter().map(|which| scenario::load(&request(which))))?;
        if self.yoked {
            scenarios.extend(nulls(&scenarios[0])?);
        } else if scenarios.len() < 2 {
            return Err(Error::input("there is nothing to compare with")
                .help("name a second scenario, or add --yoked to compare with as many adoptions at random")
                .into());
        }
        let window = answer::window(self.at.as_deref(), self.over.as_deref())?;
        let named = self.metric.iter().map(String::as_str);
        let metrics: Vec<&str> = if self.metric.is_empty() { METRICS.to_vec() } else { named.collect() };
        let metrics = MetricAsked::all(&metrics, window, &scenarios[0].practices);
        note_defaults(&self.scenarios);
        note_slips(self.scenarios.iter().zip(&scenarios));
        let question = question::Compare { scenarios, metrics, detect: self.detect, replay: self.replay };
        answer::ask(&question, &self.place, call, out)
    }
}
