//! `darkside merge`: merges the shares of a sweep.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::outcome::Outcome;
use super::problem::note_unlocked;
use super::request::WritingOptions;
use super::sweep::{draw, tell};
use super::words::counted;
use darkside::archive::sweep::{FinishedSweep, Merge};

const EXAMPLES: &str = "\
Examples:
  darkside sweep my.toml --shard 1/2 --out one    on one machine
  darkside sweep my.toml --shard 2/2 --out two    on another
  darkside merge one two --out answer             where both directories are";

/// Put the shares of a sweep together.
///
/// What is written does not depend on the sharing: the same bytes as if the sweep had been run in one piece.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct MergeArgs {
    /// Directories that `darkside sweep --shard` has finished, in any order.
    #[arg(required = true, value_name = "DIR")]
    shares: Vec<PathBuf>,
    /// Directory to write into.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    writing: WritingOptions,
}

impl MergeArgs {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let asked = Merge { shares: &self.shares, directory: &self.out, force: self.writing.force };
        // Held until the charts are drawn, so that nobody else writes here.
        let hold = asked.hold()?;
        note_unlocked(hold.keeps_out(), &self.out);
        let outcome = asked.merge_holding(&hold)?;
        let mut finished = FinishedSweep::open(&self.out)?;
        let draws = self.writing.draws(outcome.was_finished, &finished);
        if draws {
            draw(&mut finished)?;
        }
        let how = match (outcome.was_finished, draws) {
            (true, false) => "already finished, nothing to do (--force merges again)".to_owned(),
            (true, true) => "already finished; charts and report are new".to_owned(),
            (false, _) => format!("{} merged", counted(self.shares.len(), "share")),
        };
        tell(&self.out, &outcome.manifest, &how, out)
    }
}
