//! Runs one scenario into one directory, continuing from whatever is there.

use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::hold::Hold;
use super::inputs::{VERSION, inputs};
use super::join::{Joined, join};
use super::layout::{Format, PracticeName};
use super::manifest::{Manifest, Platform, Timings};
use super::part::{Part, RunShape};
use super::place::{DirectoryState, Place, hold};
use super::plan::{RunPlan, part_path};
use super::read::Run;
use super::{checksum, memory_check, people, waiting, whole_file};
use crate::epidemiology::{self, Epidemic};
use crate::experiment::{Ensemble, Progress};
use darkside_engine::record::{Digest, Record};
use darkside_engine::scenario::{self, Scenario};
use darkside_error::Result;

/// A part holds at most this many relationship-weeks, unless a single seed has more.
const PART_RELATIONSHIP_WEEKS: u64 = 10_000_000;
/// It also holds at most this many rows of the series, one per seed and week, with the same exception.
const PART_ROWS: u64 = 500_000;
/// No part holds more seeds than this.
const MOST_SEEDS_IN_PART: u64 = 256;
/// Above this many seeds the manifest does not list the digest of each one.
const MOST_DIGESTS: usize = 10_000;

/// A scenario to run into a directory.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The scenario. Its `run` sets seeds and weeks, its `record` what is kept.
    pub scenario: &'a Scenario,
    /// The scenario as TOML with every value that the model reads, as stored in `run.json`.
    pub resolved: &'a str,
    /// Where to write the run; created if it does not exist.
    pub directory: &'a Path,
    /// Formats of the long tables, at least one.
    pub formats: &'a [Format],
    /// Threads, at least 1. No result depends on it.
    pub threads: usize,
    /// Whether to replace what another run, or this one, wrote there.
    pub force: bool,
    /// The command line, for `run.json`.
    pub command: &'a [String],
}

/// The outcome of a job that succeeded.
#[derive(Clone, Debug)]
pub struct FinishedJob {
    /// The finished run.
    pub run: Run,
    /// Whether it was finished already, so that nothing was done.
    pub was_finished: bool,
    /// Finished seeds that an interrupted run left behind.
    pub seeds_found: u32,
}

impl Job<'_> {
    /// What the directory holds now.
    ///
    /// # Errors
    /// If it holds something else and `force` is off, if it is a file or cannot be read, if the job itself makes no
    /// sense (no format, seeds beyond the largest), or if the remaining work needs more memory than the machine has.
    /// The last is only checked where the system reports its memory.
    pub fn look(&self) -> Result<DirectoryState> {
        let plan = self.plan()?;
        let found = self.place(&plan).look()?;
        if self.force || found != DirectoryState::Finished {
            let single = Job { threads: 1, ..*self };
            memory_check::check(self.memory(), self.threads, single.memory(), memory_check::of_machine())?;
        }
        Ok(found)
    }

    /// Approximate bytes of memory that the job needs: for the run itself and for the seeds whose part is not yet
    /// written. What the ledger records is not included.
    pub fn memory(&self) -> f64 {
        let memory = darkside_engine::scenario::memory(self.scenario);
        let at_a_time = self.threads.min(self.scenario.parameters.run.seeds as usize);
        // A batch is held as records and, while it is written, as columns too.
        memory.total(at_a_time) + 2.0 * f64::from(batch(self.scenario)) * memory.series
    }

    /// Locks the directory for this process, creating it if it does not exist.
    ///
    /// # Errors
    /// If it cannot be created, or another process holds it.
    pub fn hold(&self) -> Result<Hold> {
        hold(self.directory)
    }

    fn place<'p>(&'p self, plan: &'p RunPlan) -> Place<'p, RunPlan> {
        Place { directory: self.directory, target: plan, force: self.force }
    }

    /// Runs what is not yet done and finishes the directory. `simulate` runs one seed, with or without snapshots;
    /// `progress` is called for every seed, from any thread.
    ///
    /// # Errors
    /// As [`Self::look`] and [`Self::hold`]; or if anything cannot be written. Seeds finished by then are kept.
    pub fn run(
        &self,
        simulate: impl Fn(&Scenario, u64, bool) -> Record + Sync,
        progress: impl Fn(Progress) + Sync,
    ) -> Result<FinishedJob> {
        // Fails before any directory is created.
        self.look()?;
        self.run_holding(&self.hold()?, simulate, progress)
    }

    /// [`Self::run`] for callers that already [hold](Self::hold) the directory and keep holding it.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn run_holding(
        &self,
        _hold: &Hold,
        simulate: impl Fn(&Scenario, u64, bool) -> Record + Sync,
        progress: impl Fn(Progress) + Sync,
    ) -> Result<FinishedJob> {
        let plan = self.plan()?;
        let found = self.look()?;
        if found == DirectoryState::Finished && !self.force {
            self.place(&plan).clear()?;
            let run = Run::open(self.directory)?;
            return Ok(FinishedJob { run, was_finished: true, seeds_found: plan.seeds });
        }
        if found != DirectoryState::Unfinished {
            self.place(&plan).begin()?;
        }
        #[allow(clippy::disallowed_methods, reason = "run.json says when and how long; no result depends on it")]
        let (started, clock) = (SystemTime::now(), Instant::now());
        let started = started.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let shape = RunShape::of(self.scenario);
        let seeds_found = self.simulate(&plan, &shape, simulate, progress)?;
        let simulating_seconds = clock.elapsed().as_secs_f64();
        let mut joined = join(self.directory, &plan, &shape, self.scenario.parameters.run.weeks)?;
        joined.checksums.extend(people::write(self.directory, self.scenario, Format::mark(&plan.formats))?);
        let joining_seconds = clock.elapsed().as_secs_f64() - simulating_seconds;
        let timings = Timings { started_unix: started, simulating_seconds, joining_seconds, seeds_found };
        let files = waiting::joined(self.directory, &joined.checksums);
        self.place(&plan).publish(&files, &checksum::sealed(&self.manifest(&plan, joined, timings))?)?;
        Ok(FinishedJob { run: Run::open(self.directory)?, was_finished: false, seeds_found })
    }

    /// Runs the seeds of all parts that are missing; returns how many seeds were found finished.
    fn simulate(
        &self,
        plan: &RunPlan,
        shape: &RunShape,
        simulate: impl Fn(&Scenario, u64, bool) -> Record + Sync,
        progress: impl Fn(Progress) + Sync,
    ) -> Result<u32> {
        let ensemble =
            Ensemble { first_seed: plan.first_seed, seeds: plan.seeds, batch: plan.batch, threads: self.threads };
        let seeds_found = std::cell::Cell::new(0);
        let sound = |batch: u32| {
            let (first, seeds) = ensemble.seeds_of(batch);
            let sound = Part::is_sound(&part_path(self.directory, batch), &plan.inputs, first, seeds);
            seeds_found.set(seeds_found.get() + if sound { seeds } else { 0 });
            sound
        };
        let simulate = |scenario: &Scenario, seed, snapshots| {
            let record = simulate(scenario, seed, snapshots);
            let epidemic = epidemiology::of(scenario, &record);
            let digest = Digest::of_record(&record, &shape.metrics);
            (record, (epidemic, digest))
        };
        let keep = |batch: u32, seeds: Vec<(Record, (Epidemic, Digest))>| {
            let (records, of_records): (Vec<_>, Vec<_>) = seeds.into_iter().unzip();
            let (epidemics, digests): (Vec<_>, Vec<_>) = of_records.into_iter().unzip();
            shape.write(&part_path(self.directory, batch), &plan.inputs, &records, &epidemics, &digests)
        };
        ensemble.run(self.scenario, simulate, sound, keep, progress)?;
        whole_file::sync_directory(&self.directory.join(super::layout::PARTS));
        Ok(seeds_found.get())
    }

    fn plan(&self) -> Result<RunPlan> {
        let run = &self.scenario.parameters.run;
        Format::check(self.formats)?;
        check_seeds(self.scenario)?;
        Ok(RunPlan {
            version: VERSION.to_owned(),
            inputs: inputs(self.scenario, self.resolved).to_string(),
            first_seed: run.seed,
            seeds: run.seeds,
            batch: batch(self.scenario),
            formats: Format::distinct(self.formats),
        })
    }

    fn manifest(&self, plan: &RunPlan, joined: Joined, timings: Timings) -> Manifest {
        let digests = if joined.digests.len() > MOST_DIGESTS { Vec::new() } else { joined.digests };
        Manifest {
            version: VERSION.to_owned(),
            name: self.scenario.name.clone(),
            question: self.scenario.question.clone(),
            look_at: self.scenario.look_at.clone(),
            first_seed: plan.first_seed,
            seeds: plan.seeds,
            weeks: self.scenario.parameters.run.weeks,
            practices: self.scenario.practices.iter().map(PracticeName::of).collect(),
            firms: self.scenario.firms.iter().map(|firm| firm.name.clone()).collect(),
            formats: plan.formats.clone(),
            tables: joined.tables,
            checksums: joined.checksums,
            inputs: plan.inputs.clone(),
            digest: joined.digest.to_string(),
            digests: digests.iter().map(ToString::to_string).collect(),
            command: self.command.to_vec(),
            platform: Platform::here(self.threads),
            timings,
            scenario: self.resolved.to_owned(),
        }
    }
}

/// Refuses a scenario without seeds, or with seeds beyond the largest.
///
/// # Errors
/// If the seeds are not allowed; the error names them.
pub fn check_seeds(scenario: &Scenario) -> Result<()> {
    scenario::check_seeds(scenario.parameters.run.seed, scenario.parameters.run.seeds)
}

/// Seeds in a part. It depends only on the size of the scenario, so neither threads nor interruptions change a byte.
fn batch(scenario: &Scenario) -> u32 {
    let population = &scenario.parameters.population;
    let managers = scenario.network.as_ref().map_or(u64::from(population.managers), |n| n.managers.len() as u64);
    let weeks = managers * u64::from(population.portfolio) * u64::from(scenario.parameters.run.weeks);
    let rows = PART_ROWS / (u64::from(scenario.parameters.run.weeks) + 1);
    (PART_RELATIONSHIP_WEEKS / weeks.max(1)).min(rows).clamp(1, MOST_SEEDS_IN_PART) as u32
}
