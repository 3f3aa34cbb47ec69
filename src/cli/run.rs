//! `darkside run`: runs scenarios into directories of results.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::outcome::{Outcome, Stop, gather};
use super::page;
use super::problem::{note_defaults, note_slips, note_unlocked};
use super::progress::{self, Watch, duration};
use super::request::{ScenarioChanges, Threads, WritingOptions, at_least_one, formats};
use super::words::counted;
use super::{Call, imported, out_of_memory};
use darkside::archive::{self, DirectoryState, Finished, Format, Job};
use darkside::experiment::threads_within;
use darkside::report;
use darkside_engine::run::run_on;
use darkside_engine::scenario::{self, Request, Scenario};
use darkside_error::Error;

const EXAMPLES: &str = "\
Examples:
  darkside run baseline                           30 seeds, into output/
  darkside run baseline --seeds 200 --weeks 520   more seeds, ten years
  darkside run my.toml --set people.turnover=0    a file, one value changed
  darkside run baseline isolated --out both       both/baseline, both/isolated
  darkside run my.toml --no-charts --format csv   tables alone, as CSV

The same command goes on with an unfinished directory and leaves a finished one
alone. Open report.html in the directory first; `darkside list metrics` tells
what the tables hold.";

/// Run scenarios: tables, charts and a report of each.
///
/// Simulates each scenario under many seeds and writes a directory of results. Every scenario is read and checked before the first one runs. The same scenario, seeds and version
/// give the same results whatever the number of threads.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct RunArgs {
    /// Shipped scenarios (see `darkside list scenarios`) or TOML files.
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Seeds (replicates) to run, in place of the scenario's `run.seeds`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    /// Weeks to simulate, in place of the scenario's `run.weeks`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    weeks: Option<u32>,
    #[command(flatten)]
    changes: ScenarioChanges,
    /// Directory to write into; of several scenarios, each into DIR/<name>
    ///
    /// Without it, each scenario writes into output/<name>-<digest of scenario, seeds and version>.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    threads: Threads,
    /// Formats of the long tables, separated by commas; `spreadsheet` is CSV with a byte-order mark.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "parquet", value_parser = formats())]
    format: Vec<Format>,
    #[command(flatten)]
    writing: WritingOptions,
}

/// A scenario and where its results are written.
struct PlannedRun {
    /// The name or file that the user gave.
    given: String,
    scenario: Scenario,
    /// Every value that the model reads, as TOML.
    resolved: String,
    directory: PathBuf,
}

impl RunArgs {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let plans = self.plans()?;
        let jobs = plans.iter().map(|plan| Job {
            scenario: &plan.scenario,
            resolved: &plan.resolved,
            directory: &plan.directory,
            formats: &self.format,
            threads: self.threads.count(),
            force: self.writing.force,
            command: &call.line,
        });
        let jobs: Vec<Job<'_>> = jobs.collect();
        gather(jobs.iter().map(Job::look))?;
        note_defaults(&self.scenarios);
        note_slips(self.scenarios.iter().zip(jobs.iter().map(|job| job.scenario)));
        for (position, job) in jobs.iter().enumerate() {
            if position > 0 {
                writeln!(out)?;
            }
            self.run(job, out)?;
            out.flush()?;
        }
        Ok(())
    }

    /// Every scenario, checked, each with its own directory.
    fn plans(&self) -> std::result::Result<Vec<PlannedRun>, Stop> {
        let set = self.changes.all();
        let request = |which| Request { which, set: &set, weeks: self.weeks, seeds: self.seeds };
        let scenarios = gather(self.scenarios.iter().map(|which| scenario::load(&request(which))))?;
        let several = scenarios.len() > 1;
        let mut plans: Vec<PlannedRun> = Vec::new();
        for (scenario, given) in scenarios.into_iter().zip(&self.scenarios) {
            let resolved = scenario::to_toml(&scenario);
            let directory = match &self.out {
                Some(out) if several => out.join(&scenario.name),
                Some(out) => out.clone(),
                None => archive::default_directory(&scenario, &resolved),
            };
            if let Some(other) = plans.iter().find(|plan| plan.directory == directory) {
                return Err(same_directory(&scenario, given, other).into());
            }
            plans.push(PlannedRun { given: given.clone(), scenario, resolved, directory });
        }
        Ok(plans)
    }

    fn run(&self, job: &Job<'_>, out: &mut dyn Write) -> Outcome {
        // Held until the charts are drawn, so that nobody else writes here.
        let hold = job.hold()?;
        note_unlocked(hold.keeps_out(), job.directory);
        imported::tell(&[job.scenario], out)?;
        let runs = self.writing.force || job.look()? != DirectoryState::Finished;
        out_of_memory::expect(job.memory(), Some(job.directory));
        let began = Instant::now();
        let run = &job.scenario.parameters.run;
        let about = format!("{} of {} weeks", counted(run.seeds, "seed"), run.weeks);
        let watch = runs.then(|| Watch::begin(&job.scenario.name, &about, "seeds"));
        progress::say_more(|| {
            let gigabytes = job.memory() / 1e9;
            let threads = counted(job.threads, "thread");
            format!("{}: on {threads}, about {gigabytes:.2} GB of memory", job.scenario.name)
        });
        let within = threads_within(job.scenario, run.seeds, job.threads);
        let simulate = |scenario: &Scenario, seed, snapshots| run_on(within, scenario, seed, snapshots);
        let mut outcome =
            job.run_holding(&hold, simulate, |progress| watch.iter().for_each(|watch| watch.went(progress)))?;
        let drew = Instant::now();
        let draws = self.writing.draws(outcome.was_finished, &outcome.run);
        if draws {
            watch.iter().for_each(Watch::drawing);
            report::draw(&mut outcome.run)?;
        }
        watch.into_iter().for_each(Watch::end);
        let manifest = outcome.run.manifest();
        progress::say_more(|| {
            let timings = &manifest.timings;
            let drawing =
                if draws { format!(", drawn in {}", duration(drew.elapsed().as_secs_f64())) } else { String::new() };
            let (simulated, joined) = (duration(timings.simulating_seconds), duration(timings.joining_seconds));
            format!("{}: simulated in {simulated}, tables joined in {joined}{drawing}", manifest.name)
        });
        let how = match (outcome.was_finished, outcome.seeds_found) {
            (true, _) if draws => "already finished; charts and report are new".into(),
            (true, _) => "already finished, nothing to do (--force runs it again)".into(),
            (false, found) => {
                let before = if found > 0 { format!(" ({found} from an earlier start)") } else { String::new() };
                format!("{about}{before}, done in {}", duration(began.elapsed().as_secs_f64()))
            }
        };
        tell(&outcome.run, &how, out)
    }
}

fn same_directory(scenario: &Scenario, given: &str, other: &PlannedRun) -> Error {
    let (directory, first) = (other.directory.display(), &other.given);
    if *scenario == other.scenario {
        return Error::input(format!("scenario {} is given twice", scenario.name)).help("give it once");
    }
    let name = &scenario.name;
    Error::input(format!("{first} and {given} are both called {name}: both would write into {directory}"))
        .help("give one of them another name with `name = \"…\"` at its top, or run each with a --out of its own")
}

/// Prints the result in a few lines: where it is, how much dark side, what value, and how certain.
fn tell(run: &archive::Run, how: &str, out: &mut dyn Write) -> Outcome {
    let manifest = run.manifest();
    page::heading(out, &format!("{}: {how}", manifest.name))?;
    let summary = run.summary()?;
    let mut rows = Vec::new();
    let mut when = format!("week {}", manifest.weeks);
    for (metric, label) in [
        ("dark_cost", "dark cost"),
        ("value", "value"),
        ("visible_value", "visible value"),
        ("dark_share", "dark share"),
    ] {
        let last = summary.iter().find(|course| course.metric == metric).and_then(|course| course.weeks.last());
        if let Some(last) = last.filter(|last| last.mean.is_finite()) {
            let interval = match last.lower95.is_finite() {
                true => format!(" (95 % interval {:.3} to {:.3})", last.lower95, last.upper95),
                false => String::new(),
            };
            rows.push(vec![std::mem::take(&mut when), format!("{label} {:.3}{interval}", last.mean)]);
        }
    }
    rows.push(vec!["digest".into(), manifest.digest.clone()]);
    rows.extend(page::places(run.directory(), run.are_drawn()));
    page::rows(out, rows, None)?;
    Ok(())
}
