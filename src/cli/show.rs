//! `darkside show`: a scenario with every value that the model reads.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::imported;
use super::outcome::Outcome;
use super::request::ScenarioChanges;
use darkside_engine::scenario::{self, Request};

const EXAMPLES: &str = "\
Examples:
  darkside show baseline                          every value, as TOML
  darkside show my.toml --format json             the same for other programs
  darkside show programme --set run.weeks=520     with a value changed
  darkside show baseline > mine.toml              a scenario to begin from";

/// Print a scenario with every value that the model reads.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Show {
    /// A shipped scenario (see `darkside list scenarios`) or a TOML file.
    scenario: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: ShowFormat,
    #[command(flatten)]
    changes: ScenarioChanges,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// TOML; `darkside run` takes it again, unless an organisation was imported.
    #[default]
    Toml,
    /// JSON, for other programs.
    Json,
}

impl Show {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let scenario = scenario::load(&Request { set: &self.changes.all(), ..Request::of(&self.scenario) })?;
        match self.format {
            ShowFormat::Toml => {
                imported::comment(&scenario, out)?;
                write!(out, "{}", scenario::to_toml(&scenario))?;
            }
            ShowFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &scenario::to_json(&scenario)).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
        }
        Ok(())
    }
}
