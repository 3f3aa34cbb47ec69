//! `darkside sweep`: runs a scenario at many points of its parameters.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::outcome::Outcome;
use super::page;
use super::problem::note_unlocked;
use super::progress::{Watch, duration};
use super::quiet::quietly;
use super::request::{ScenarioChanges, Threads, WritingOptions, at_least_one, formats};
use super::words::counted;
use super::{imported, out_of_memory, slurm};
use darkside::archive::sweep::{
    Description, FinishedSweep, SET_ASIDE, SweepJob, SweepManifest, default_sweep_directory,
};
use darkside::archive::{DirectoryState, Finished, Format, REPORT};
use darkside::chart::{self, Drawn};
use darkside::experiment::{Overrides, sweep::Sweep as Experiment};
use darkside::report;
use darkside_engine::run;
use darkside_engine::scenario::{self, Scenario};
use darkside_error::{Error, Result};

const EXAMPLES: &str = "\
Examples:
  darkside sweep my.toml --out answer             every point, under every seed
  darkside sweep sweeps/programme_and_audit       a sweep that is shipped
  darkside sweep my.toml --seeds 20 --weeks 520   more seeds a point, ten years
  darkside sweep my.toml --shard 3/16 --out s3    one of 16 shares, for another machine
  darkside merge s1 s2 s3 … --out answer          all shares together
  darkside sweep my.toml --slurm=16 --out answer  the same on a Slurm cluster
  darkside replay answer --point 17 --seed 4      one run whole

The same command goes on with an unfinished directory and leaves a finished one
alone. Open report.html in the directory first; docs/sweeps.md tells what can
stand in the file.";

/// Run a scenario at many points: tables, charts and a report.
///
/// The file names a scenario, the parameters to vary and how: a grid, a Latin hypercube, a Sobol' sequence or a list of points.
/// Every point is run under the same seeds. A point that fails is set aside and the rest goes on.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct SweepArgs {
    /// A TOML file, or a shipped sweep.
    #[arg(value_name = "FILE")]
    file: String,
    /// Directory to write into
    ///
    /// Without it, output/<name>-<digest of everything that the results depend on>.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Run one share of the points, such as 3/16, for `darkside merge`.
    #[arg(long, value_name = "I/N", value_parser = shard, conflicts_with = "slurm")]
    shard: Option<[u32; 2]>,
    /// Write a job array of N tasks and the job that merges them, and submit both with sbatch
    ///
    /// Partition, account and time limit are taken from SBATCH_PARTITION, SBATCH_ACCOUNT and SBATCH_TIMELIMIT, as sbatch does. A task
    /// that dies is queued again and goes on where it was.
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "16", value_parser = at_least_one::<u16>)]
    slurm: Option<u16>,
    #[command(flatten)]
    changes: ScenarioChanges,
    /// Seeds of each point, in place of the file's.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    /// Weeks to simulate, in place of the scenario's `run.weeks`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    weeks: Option<u32>,
    #[command(flatten)]
    threads: Threads,
    /// Formats of the tables, separated by commas; `spreadsheet` is CSV with a byte-order mark.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "parquet,csv", value_parser = formats())]
    format: Vec<Format>,
    #[command(flatten)]
    writing: WritingOptions,
}

impl SweepArgs {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let set = self.changes.all();
        let changes = Overrides { set: &set, weeks: self.weeks, seeds: self.seeds };
        let sweep = Experiment::read(&self.file, changes)?;
        let directory = self.out.clone().unwrap_or_else(|| self.default_directory(&sweep));
        let job = SweepJob {
            sweep: &sweep,
            directory: &directory,
            formats: &self.format,
            shard: self.shard,
            threads: self.threads.count(),
            force: self.writing.force,
        };
        let found = job.look()?;
        imported::tell(&[&sweep.scenario], out)?;
        if let Some(tasks) = self.slurm
            && (found != DirectoryState::Finished || self.writing.force)
        {
            let tasks = u32::from(tasks).min(sweep.design.points());
            return slurm::submit(&self.file, &self.words(), &sweep.name, &directory, tasks, self.threads.given, out);
        }
        self.run(&job, out)
    }

    fn run(&self, job: &SweepJob<'_>, out: &mut dyn Write) -> Outcome {
        let hold = job.hold()?;
        note_unlocked(hold.keeps_out(), job.directory);
        let runs = self.writing.force || job.look()? != DirectoryState::Finished;
        out_of_memory::expect(scenario::memory(&job.sweep.scenario).total(job.threads), Some(job.directory));
        let began = Instant::now();
        let weeks = job.sweep.scenario.parameters.run.weeks;
        let points = job.share().points(job.sweep.design.points());
        let about = format!("{} × {} of {weeks} weeks", counted(points, "point"), counted(job.sweep.seeds, "seed"));
        let watch = runs.then(|| Watch::begin(&job.sweep.name, &about, "runs"));
        let simulate = |scenario: &Scenario, seed| run::run(scenario, seed, false);
        // A panic only sets its point aside, and that is reported.
        let outcome = quietly(|| {
            job.run_holding(&hold, simulate, |progress| watch.iter().for_each(|watch| watch.went(progress)))
        })?;
        let mut draws = self.shard.is_none() && !self.writing.no_charts;
        if draws {
            let mut finished = FinishedSweep::open(job.directory)?;
            draws = !(outcome.was_finished && finished.are_drawn());
            if draws {
                watch.iter().for_each(Watch::drawing);
                draw(&mut finished)?;
            }
        }
        watch.into_iter().for_each(Watch::end);
        let how = match (outcome.was_finished, outcome.runs_found) {
            (true, _) if draws => "already finished; charts and report are new".to_owned(),
            (true, _) => "already finished, nothing to do (--force runs it again)".to_owned(),
            (false, found) => {
                let before = if found > 0 { format!(" ({found} runs from an earlier start)") } else { String::new() };
                format!("{about}{before}, done in {}", duration(began.elapsed().as_secs_f64()))
            }
        };
        tell(job.directory, &outcome.manifest, &how, out)
    }

    /// Each share has its own directory beside the others.
    fn default_directory(&self, sweep: &Experiment) -> PathBuf {
        let whole = default_sweep_directory(&Description::of(sweep, &self.format));
        match self.shard {
            None => whole,
            Some([number, of]) => slurm::named_beside(&whole, &format!("share-{number}-of-{of}")),
        }
    }

    /// The command's arguments that say what to run, without the file.
    fn words(&self) -> Vec<String> {
        let mut words = vec!["sweep".to_owned()];
        let mut option = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                words.extend([name.to_owned(), value]);
            }
        };
        self.changes.all().into_iter().for_each(|set| option("--set", Some(set)));
        option("--seeds", self.seeds.map(|seeds| seeds.to_string()));
        option("--weeks", self.weeks.map(|weeks| weeks.to_string()));
        let named = |format: &Format| Format::ALL.iter().find(|(_, known)| known == format).map(|(word, _)| *word);
        option("--format", Some(self.format.iter().filter_map(named).collect::<Vec<_>>().join(",")));
        words
    }
}

/// Prints the result in a few lines.
pub(super) fn tell(directory: &Path, manifest: &SweepManifest, how: &str, out: &mut dyn Write) -> Outcome {
    page::heading(out, &format!("{}: {how}", manifest.sweep.name))?;
    let mut rows = Vec::new();
    if let Some([number, of]) = manifest.shard {
        rows.push(vec!["share".into(), format!("{number} of {of}; put all together with `darkside merge`")]);
    }
    if let Some(results) = &manifest.results {
        let done = format!("{} of {}", results.points_done, results.points());
        rows.push(vec!["points".into(), done]);
        if results.points_set_aside > 0 {
            let file = directory.join(SET_ASIDE);
            rows.push(vec!["set aside".into(), format!("{}: {}", results.points_set_aside, file.display())]);
            for line in first_set_aside(&file)? {
                rows.push(vec![String::new(), line.replace("replay . ", &format!("replay {} ", directory.display()))]);
            }
        }
        rows.push(vec!["digest".into(), results.digest.clone()]);
    }
    rows.extend(page::places(directory, directory.join(REPORT).is_file()));
    page::rows(out, rows, None)?;
    Ok(())
}

/// The first points that were set aside: why, and how to look at one in full.
fn first_set_aside(file: &Path) -> Result<Vec<String>> {
    let unreadable = |cause: csv::Error| Error::machine(format!("cannot read {}: {cause}", file.display()));
    let mut reader = csv::Reader::from_path(file).map_err(unreadable)?;
    let mut lines = Vec::new();
    for record in reader.records().take(3) {
        let record = record.map_err(unreadable)?;
        let cell = |column: usize| record.get(column).unwrap_or_default();
        lines.push(format!("point {}: {}", cell(0), cell(3)));
        lines.push(format!("  {}", cell(4)));
    }
    Ok(lines)
}

/// Draws every picture of a sweep and writes its report.
pub(super) fn draw(sweep: &mut FinishedSweep) -> Result<Vec<Drawn>> {
    sweep.draw(|sweep, folder| {
        let story = darkside::story::sweep::gather(sweep)?;
        let drawn = chart::sweep::draw(&story, folder)?;
        report::write_sweep(&story, &drawn, &folder.join(REPORT))?;
        Ok(drawn)
    })
}

/// A share: `3/16`.
fn shard(text: &str) -> std::result::Result<[u32; 2], String> {
    let wrong = || "must be a share and how many there are, such as 3/16".to_owned();
    let (number, of) = text.split_once('/').ok_or_else(wrong)?;
    let whole = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    match (whole(number), whole(of)) {
        (Some(number), Some(of)) if (1..=of).contains(&number) && of <= 1_000_000 => Ok([number, of]),
        (Some(_), Some(of)) if (1..=1_000_000).contains(&of) => {
            Err(format!("shares count from 1: 1/{of} to {of}/{of}"))
        }
        _ => Err(wrong()),
    }
}
