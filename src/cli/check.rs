//! `darkside check`: whether scenarios and question files can be run, and everything that is wrong with them.

use std::io::Write;

use clap::Args;

use super::imported;
use super::outcome::{Outcome, unless_any};
use super::page::visible;
use super::problem::{note_defaults, note_slips};
use super::question_file::FileKind;
use super::request::ScenarioChanges;
use darkside::archive::check_seeds;
use darkside::experiment::Overrides;
use darkside_engine::scenario::{self, Request};

const EXAMPLES: &str = "\
Examples:
  darkside check my.toml
  darkside check scenarios/*.toml
  darkside check identify/bench my_sweep.toml   a bench for methods, a sweep";

/// Check scenarios, sweeps and other files without running them.
///
/// Every file is read; of each sort of error in it the first is shown. Of an imported organisation it
/// says what was read, and as what. Files for sweep, test, sensitivity, robustness, identify and power are known by their keys.
/// Exit code 0 if all of them can be run, 2 if any makes no sense, 1 if a file cannot be read.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Check {
    /// TOML files, or names of what is shipped (`darkside list scenarios`, `darkside list questions`).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    changes: ScenarioChanges,
}

impl Check {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let (mut errors, mut scenarios) = (Vec::new(), Vec::new());
        let set = self.changes.all();
        for file in &self.files {
            if let Some(kind) = FileKind::of(file) {
                match kind.check(file, Overrides { set: &set, weeks: None, seeds: None }) {
                    Ok(what) => writeln!(out, "{}: can be run {what}", visible(file))?,
                    Err(error) => errors.push(error),
                }
                continue;
            }
            let loaded = scenario::load(&Request { set: &set, ..Request::of(file) });
            match loaded.and_then(|scenario| check_seeds(&scenario).map(|()| scenario)) {
                Ok(scenario) => {
                    writeln!(out, "{}: can be run", visible(file))?;
                    imported::answer(&scenario, out)?;
                    scenarios.push(file.clone());
                    note_slips([(file, &scenario)]);
                }
                Err(error) => errors.push(error),
            }
        }
        note_defaults(&scenarios);
        unless_any(errors)
    }
}
