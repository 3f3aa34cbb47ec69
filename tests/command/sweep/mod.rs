//! Sweeps from a file to a finished directory: interrupted, shared out, failing, replayed, and given nonsense.

mod failing;
#[cfg(target_os = "linux")]
mod killed;
mod lists;
mod refused;
mod shares;
mod user;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use darkside::archive::Format;
use darkside::archive::sweep::{SweepJob, SweepOutcome};
use darkside::error::Result;
use darkside::experiment::{ExperimentFile, Overrides, sweep::Sweep};
use darkside::record::Record;
use darkside::scenario::Scenario;

/// Twelve points of a tiny scenario, three seeds each.
const SMALL: &str = r#"
question = "What does a programme change?"
scenario = "baseline"
set = { population = { firms = 2, managers = 6 }, run = { weeks = 12 } }
outcomes = ["dark_share", { metric = "value", window = "6..12" }, "total_adoptions"]
[design]
kind = "grid"
seeds = 3
[factors]
"contagion.programme" = [0.0, 0.03]
"lapse.audit" = { from = 0.0, to = 0.04, levels = 3 }
contagion.rule = ["hazard", "threshold"]
"#;

/// Reads a sweep from its text.
fn sweep(text: &str) -> Sweep {
    Sweep::of_text(&ExperimentFile::of("small.toml", text, Path::new("")), Overrides::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Runs a sweep, or a share of it, into a directory.
fn run_with(
    sweep: &Sweep,
    directory: &Path,
    shard: Option<[u32; 2]>,
    threads: usize,
    simulate: impl Fn(&Scenario, u64) -> Record + Sync,
) -> Result<SweepOutcome> {
    let formats = [Format::Parquet, Format::Csv];
    let job = SweepJob { sweep, directory, formats: &formats, shard, threads, force: false };
    job.look()?;
    job.run_holding(&job.hold()?, simulate, |_| ())
}

fn run(sweep: &Sweep, directory: &Path, shard: Option<[u32; 2]>, threads: usize) -> SweepOutcome {
    let simulate = |scenario: &Scenario, seed: u64| darkside::run::run(scenario, seed, false);
    run_with(sweep, directory, shard, threads, simulate).unwrap_or_else(|error| panic!("{error}"))
}

/// The rows of a CSV table, by column's name.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| names.iter().map(String::from).zip(record.iter().map(String::from)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}
