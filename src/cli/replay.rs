//! `darkside replay`: repeats one run of a sweep with full output.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Call;
use super::outcome::Outcome;
use super::page;
use super::problem::note_unlocked;
use super::quiet::quietly;
use super::request::{WritingOptions, formats};
use darkside::archive::sweep::{FinishedSweep, Replay as Replayed};
use darkside::archive::{Format, Job, default_directory};
use darkside::experiment::attempt;
use darkside::report;
use darkside_engine::scenario::to_toml;
use darkside_error::Error;

const EXAMPLES: &str = "\
Examples:
  darkside replay answer --point 17 --seed 4              into output/
  darkside replay answer --point 17 --seed 4 --out whole  ledger, series, charts, report

A point that was set aside tells why.";

/// Run one run of a sweep again, whole.
///
/// Keeps what `darkside run` keeps: ledger, series, charts, report. Needs only the sweep's directory. Checks that it is the same run: its digest must equal the one in the sweep's outcomes.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ReplayArgs {
    /// Directory of a finished sweep.
    #[arg(value_name = "DIR")]
    sweep: PathBuf,
    /// The point's number, as in the table of points: from 1.
    #[arg(long, value_name = "N", value_parser = super::request::at_least_one::<u32>, allow_negative_numbers = true)]
    point: u32,
    /// The seed.
    #[arg(long, value_name = "SEED", value_parser = super::request::seed, allow_negative_numbers = true)]
    seed: u64,
    /// Directory to write into
    ///
    /// Without it, output/<scenario>-point-<N>-<digest of scenario, seed and version>.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Formats of the long tables, separated by commas; `spreadsheet` is CSV with a byte-order mark.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "parquet", value_parser = formats())]
    format: Vec<Format>,
    #[command(flatten)]
    writing: WritingOptions,
}

impl ReplayArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let sweep = FinishedSweep::open(&self.sweep)?;
        let Replayed { scenario, digest } = sweep.replay(self.point, self.seed)?;
        // A panic is reported before anything is written.
        let record =
            quietly(|| attempt(|| darkside_engine::run::run(&scenario, self.seed, true))).map_err(Error::machine)?;
        let resolved = to_toml(&scenario);
        let directory = self.out.clone().unwrap_or_else(|| default_directory(&scenario, &resolved));
        let job = Job {
            scenario: &scenario,
            resolved: &resolved,
            directory: &directory,
            formats: &self.format,
            threads: 1,
            force: self.writing.force,
            command: &call.line,
        };
        job.look()?;
        let hold = job.hold()?;
        note_unlocked(hold.keeps_out(), &directory);
        let mut outcome = job.run_holding(&hold, |_, _, _| record.clone(), |_| ())?;
        if self.writing.draws(outcome.was_finished, &outcome.run) {
            report::draw(&mut outcome.run)?;
        }
        let own = outcome.run.manifest().digests.first().cloned().unwrap_or_default();
        page::heading(out, &format!("{}, point {}, seed {}", sweep.manifest().sweep.name, self.point, self.seed))?;
        let mut rows: Vec<Vec<String>> =
            sweep.values(self.point)?.into_iter().map(|(path, value)| vec![path, value]).collect();
        let same = match &digest {
            Some(digest) if *digest == own => "the same run as in the sweep",
            Some(_) => "NOT the run of the sweep: it has another digest",
            None => "set aside in the sweep",
        };
        rows.push(vec!["digest".into(), own.clone()]);
        rows.push(vec![String::new(), same.into()]);
        rows.extend(page::places(&directory, false));
        page::rows(out, rows, None)?;
        if digest.is_some_and(|digest| digest != own) {
            let error = Error::machine("the run came out otherwise than in the sweep");
            return Err(error.help("was the sweep's directory changed, or written by another build?").into());
        }
        Ok(())
    }
}
