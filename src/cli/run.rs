//! `darkside run`: scenarios into directories of results.

use std::io::{self, Write};
use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::request::{Changes, at_least_one};
use super::{Outcome, Stop};
use crate::archive::Format;
use crate::error::{Error, Result};
use crate::scenario::{self, Request, Scenario};

const EXAMPLES: &str = "\
Examples:
  darkside run baseline                                the baseline, 30 seeds, into output/
  darkside run baseline --seeds 200 --weeks 520        more seeds, ten years
  darkside run my.toml --set contagion.programme=0.03  a file, one value changed
  darkside run baseline isolated --out compared        into compared/baseline, compared/isolated
  darkside run big.toml --no-charts --format csv       tables alone, as CSV

The same command goes on with a directory that is unfinished, and leaves one alone that is finished.
Begin with report.html in the directory; `darkside list metrics` tells what the tables hold.";

/// Run scenarios: simulate them under many seeds, write tables, charts and a report.
///
/// Every scenario is read and checked before the first one runs. The same scenario, seeds and version
/// give the same results whatever the number of threads.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Run {
    /// Shipped scenarios (see `darkside list scenarios`) or TOML files.
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Seeds (replicates) to run.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    /// Weeks to simulate.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    weeks: Option<u32>,
    #[command(flatten)]
    changes: Changes,
    /// Directory to write into; of several scenarios, each into DIR/<name>
    ///
    /// Without it, each scenario writes into output/<name>-<digest of scenario, seeds and version>.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads to use; all cores if left out.
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    threads: Option<usize>,
    /// Formats of the long tables, separated by commas.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "parquet", value_parser = formats())]
    format: Vec<Format>,
    /// Write tables alone: no charts and no report.
    #[arg(long)]
    no_charts: bool,
    /// Replace what is in a directory that holds other results.
    #[arg(long)]
    force: bool,
}

/// A scenario and where its results go.
struct Plan {
    scenario: Scenario,
    directory: PathBuf,
}

fn threads(text: &str) -> std::result::Result<usize, String> {
    let most = 1024;
    let number: usize = at_least_one::<u16>(text)?.into();
    if number > most { Err(format!("must be at most {most}")) } else { Ok(number) }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(|(word, _)| word)).try_map(|word| {
        let known = Format::ALL.iter().find(|(known, _)| *known == word);
        known.map(|(_, format)| *format).ok_or("no such format")
    })
}
