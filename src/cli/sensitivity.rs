//! `darkside sensitivity`: which parameters move an outcome.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::Call;
use super::answer::{self, RunOptions};
use super::outcome::Outcome;
use darkside::experiment::Overrides;
use darkside::experiment::sensitivity::FactorQuestion;
use darkside::question;

const EXAMPLES: &str = "\
Examples:
  darkside sensitivity sensitivity/contagion --method morris
  darkside sensitivity my.toml --method sobol --seeds 10

A file names a scenario, what is read and what is varied:

  scenario = \"baseline\"
  metric = \"dark_share\"
  window = 260                # a week, or \"104..260\": the mean over these
  seeds = 5                   # at every point, the same ones
  set = { run.weeks = 260 }   # values that hold at every point
  [factors]
  \"contagion.spontaneous\" = \"catalogue\"
  \"lapse.review\" = { from = 0.01, to = 0.04 }
  \"dark_side.growth\" = { around = 0.2 }
  [morris]
  trajectories = 20           # points: trajectories × (factors + 1)
  [sobol]
  blocks = 128                # points: blocks × (factors + 2)

docs/sensitivity.md tells what the ranges and figures mean.";

/// Ask which parameters move an outcome, over ranges of all of them at once.
///
/// Elementary effects (Morris) tell from few runs which parameters matter at all; Sobol' indices tell which share of the
/// variance comes from which, alone and together with others. Both come with bootstrap intervals.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct SensitivityArgs {
    /// A TOML file with `scenario`, `[factors]` and what else differs from the defaults; or a shipped one:
    /// sensitivity/contagion, sensitivity/levers.
    #[arg(value_name = "FILE")]
    file: String,
    /// How factors are judged.
    #[arg(long, value_enum)]
    method: MethodArg,
    #[command(flatten)]
    options: RunOptions,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MethodArg {
    /// Elementary effects: which factors matter at all.
    Morris,
    /// Sobol' indices: which share of the variance comes from which factor.
    Sobol,
}

impl SensitivityArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let options = &self.options;
        let set = options.changes.all();
        let changes = Overrides { set: &set, weeks: options.weeks, seeds: options.seeds };
        let asked = FactorQuestion::read(&self.file, changes)?;
        let method = match self.method {
            MethodArg::Morris => asked.morris,
            MethodArg::Sobol => asked.sobol,
        };
        let question = question::Sensitivity::new(asked, method)?;
        answer::ask(&question, &options.place, call, out)
    }
}
