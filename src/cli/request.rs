//! Options that several commands have.

use std::num::NonZero;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use darkside::archive::{Finished, Format};

/// Changes to a scenario, given on the command line.
#[derive(Args, Clone, Debug)]
pub(super) struct ScenarioChanges {
    /// Change a value: a dotted path and a TOML value (a bare word is a string). May be repeated
    ///
    /// Any parameter from `darkside list parameters`, such as `--set contagion.programme=0.03`, or a field
    /// of a practice, such as `--set practice.open_book_sharing.complexity=0.5`. Later ones win.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// The first seed, in place of the scenario's `run.seed`: with --seeds 30 and --first-seed 31, seeds 31 to 60.
    #[arg(long, value_name = "SEED", value_parser = seed, allow_negative_numbers = true)]
    first_seed: Option<u64>,
}

impl ScenarioChanges {
    /// The changes as paths and values.
    pub(super) fn all(&self) -> Vec<String> {
        let first_seed = self.first_seed.iter().map(|seed| format!("run.seed={seed}"));
        self.set.iter().cloned().chain(first_seed).collect()
    }
}

/// How many threads are used.
#[derive(Args, Clone, Debug)]
pub(super) struct Threads {
    /// Threads to use; all cores if left out.
    #[arg(long = "threads", value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub given: Option<usize>,
}

impl Threads {
    /// The number given, or that of all cores.
    pub(super) fn count(&self) -> usize {
        self.given.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get))
    }
}

/// What is written into a directory of results, and over what.
#[derive(Args, Clone, Debug)]
pub(super) struct WritingOptions {
    /// Write tables alone: no charts and no report.
    #[arg(long)]
    pub no_charts: bool,
    /// Replace what is in a directory that holds other results.
    #[arg(long)]
    pub force: bool,
}

impl WritingOptions {
    /// Whether to draw charts: unless they are not wanted, or the results were finished before and have theirs.
    pub(super) fn draws(&self, was_finished: bool, results: &impl Finished) -> bool {
        !(self.no_charts || was_finished && results.are_drawn())
    }
}

/// The number of a seed.
pub(super) fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("must be a whole number from 0 to {}", u64::MAX))
}

/// A whole number of at least 1, for options that count.
pub(super) fn at_least_one<T: TryFrom<u64>>(text: &str) -> Result<T, String> {
    let most = u64::MAX >> (u64::BITS as usize - 8 * size_of::<T>());
    T::try_from(from_one_to(most, text)?).map_err(|_| too_large(most))
}

/// A whole number from 1 to `most`.
fn from_one_to(most: u64, text: &str) -> Result<u64, String> {
    let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        Ok(1..) => Err(too_large(most)),
        Err(_) if is_whole => Err(too_large(most)),
        _ => Err("must be a whole number of at least 1".into()),
    }
}

fn too_large(most: u64) -> String {
    format!("must be at most {most}")
}

/// A number of threads.
fn threads(text: &str) -> Result<usize, String> {
    from_one_to(1024, text).map(|number| number as usize)
}

/// The formats of tables.
pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(|(word, _)| word)).try_map(|word| {
        let known = Format::ALL.iter().find(|(known, _)| *known == word);
        known.map(|(_, format)| *format).ok_or("no such format")
    })
}
