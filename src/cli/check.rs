//! `darkside check`: whether scenarios can be run, and everything that is wrong with them.

use std::io::Write;

use clap::Args;

use super::page::visible;
use super::problem::note_defaults;
use super::request::Changes;
use super::{Outcome, Stop, imported};
use darkside::archive::check_seeds;
use darkside_engine::scenario::{self, Request};

const EXAMPLES: &str = "\
Examples:
  darkside check my.toml
  darkside check scenarios/*.toml";

/// Check scenarios without running them.
///
/// Every file is read; of each sort of error in it the first is shown. Of an imported organisation it
/// says what was read, and as what.
/// Exit code 0 if all of them can be run, 2 if any makes no sense, 1 if a file cannot be read.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Check {
    /// TOML files, or names of shipped scenarios.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    changes: Changes,
}

impl Check {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let mut errors = Vec::new();
        let set = self.changes.all();
        for file in &self.files {
            match scenario::load(&Request { set: &set, ..Request::of(file) }) {
                Ok(scenario) => match check_seeds(&scenario) {
                    Ok(()) => {
                        writeln!(out, "{}: can be run", visible(file))?;
                        imported::tell(&scenario, out)?;
                    }
                    Err(error) => errors.push(error),
                },
                Err(error) => errors.push(error),
            }
        }
        note_defaults(&self.files);
        if errors.is_empty() { Ok(()) } else { Err(Stop::Errors(errors)) }
    }
}
