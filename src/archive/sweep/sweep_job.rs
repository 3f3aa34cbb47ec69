//! Runs a sweep, or a share of one, into a directory, continuing from whatever is there.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::super::checksum::{Checksums, json, sealed};
use super::super::hold::Hold;
use super::super::layout::Format;
use super::super::memory_check::MachineMemory;
use super::super::place::{DirectoryState, Place, hold, runs_path};
use super::super::run_log::bring_back;
use super::super::waiting::{self, joined, joined_path};
use super::super::whole_file;
use super::description::{Description, Results, SweepManifest};
use super::join::{Shares, join};
use super::slots::Slots;
use super::target::finished;
use super::{NETWORK, SHARD_RUNS};
use crate::experiment::Progress;
use crate::experiment::sweep::{Share, Sweep};
use darkside_engine::record::Record;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Limit on the seeds of a point, which are all in memory when tables are written.
const MOST_SEEDS: u32 = 10_000;

/// A sweep to run into one directory.
pub struct SweepJob<'a> {
    /// The sweep.
    pub sweep: &'a Sweep,
    /// Where to write it; created if it does not exist.
    pub directory: &'a Path,
    /// Formats of the tables, at least one.
    pub formats: &'a [Format],
    /// Which share of the points to run, from 1, and how many shares there are; `None` for all points.
    pub shard: Option<[u32; 2]>,
    /// Threads, at least 1. No result depends on it.
    pub threads: usize,
    /// Whether to replace what another sweep, or this one, wrote there.
    pub force: bool,
}

/// The outcome of a sweep that succeeded.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepOutcome {
    /// Its manifest.
    pub manifest: SweepManifest,
    /// Whether it was finished already, so that nothing was done.
    pub was_finished: bool,
    /// Finished runs that an interrupted start left behind.
    pub runs_found: u64,
}

impl SweepJob<'_> {
    /// What the directory holds now.
    ///
    /// # Errors
    /// If it holds something else and `force` is off, if it is a file or cannot be read, or if the job makes no sense: no
    /// format, no such share, too many seeds, more memory than the machine has.
    pub fn look(&self) -> Result<DirectoryState> {
        let plan = self.plan()?;
        let found = self.place(&plan).look()?;
        self.fits()?;
        Ok(found)
    }

    /// Rejects the sweep if memory is short for any of its points. Points whose values are not allowed are set aside later.
    fn fits(&self) -> Result<()> {
        let memory = MachineMemory::read();
        memory.holds(&self.sweep.scenario, self.threads)?;
        // Nothing else changes what a point needs.
        let grows = |path: &str| path.starts_with("population.") || path.starts_with("ties.");
        if !self.sweep.factors.iter().any(|factor| grows(&factor.path)) {
            return Ok(());
        }
        for point in 0..self.sweep.design.points() {
            let coordinates = self.sweep.design.point(&self.sweep.factors, point)?;
            if let Ok(scenario) = self.sweep.scenario_at(&coordinates) {
                memory.holds(&scenario, self.threads).map_err(|error| error.within(&format!("point {point}")))?;
            }
        }
        Ok(())
    }

    /// Locks the directory for this process, creating it if it does not exist.
    ///
    /// # Errors
    /// If it cannot be created, or another process holds it.
    pub fn hold(&self) -> Result<Hold> {
        hold(self.directory)
    }

    fn place<'p>(&'p self, plan: &'p SweepManifest) -> Place<'p, SweepManifest> {
        Place { directory: self.directory, target: plan, force: self.force }
    }

    /// Runs what is not yet done and finishes the directory, which the caller [holds](Self::hold). `simulate` runs one
    /// seed of a point's scenario; `progress` is called for every run, from any thread.
    ///
    /// # Errors
    /// As [`Self::look`]; or if anything cannot be written. Runs finished by then are kept.
    pub fn run_holding(
        &self,
        _hold: &Hold,
        simulate: impl Fn(&Scenario, u64) -> Record + Sync,
        progress: impl Fn(Progress) + Sync,
    ) -> Result<SweepOutcome> {
        let plan = self.plan()?;
        let found = self.look()?;
        let runs = u64::from(self.share().points(plan.sweep.points)) * u64::from(plan.sweep.seeds);
        if found == DirectoryState::Finished && !self.force {
            self.place(&plan).clear()?;
            return Ok(SweepOutcome { manifest: finished(self.directory)?, was_finished: true, runs_found: runs });
        }
        if found != DirectoryState::Unfinished {
            self.place(&plan).begin()?;
        }
        if self.shard.is_some() && !self.force {
            bring_back(self.directory, SHARD_RUNS)?;
        }
        let slots = Slots::open(&runs_path(self.directory), &plan.sweep, plan.shard, true)?;
        let (done, runs_found) = (AtomicU64::new(0), AtomicU64::new(0));
        progress(Progress { done: 0, runs, found: 0 });
        self.share().run(
            self.sweep,
            self.threads,
            simulate,
            |run| Ok(slots.read(run.place)?.is_some()),
            |run, done| slots.write(run.place, &done),
            |was_there| {
                let found = runs_found.fetch_add(u64::from(was_there), Ordering::Relaxed) + u64::from(was_there);
                progress(Progress { done: done.fetch_add(1, Ordering::Relaxed) + 1, runs, found });
            },
        )?;
        slots.file.sync()?;
        let manifest = self.finish(plan, slots)?;
        Ok(SweepOutcome { manifest, was_finished: false, runs_found: runs_found.into_inner() })
    }

    /// Writes the final files, the manifest last.
    fn finish(&self, plan: SweepManifest, slots: Slots) -> Result<SweepManifest> {
        let mut files = Vec::new();
        let mut manifest = plan.clone();
        if let Some(network) = self.sweep.base.network() {
            let path = joined_path(self.directory, NETWORK);
            let text = format!("{}\n", json(network)?);
            manifest.checksums.insert(NETWORK.to_owned(), whole_file::write_bytes(&path, text.as_bytes())?);
            files.push((path, NETWORK.to_owned()));
        }
        if self.shard.is_some() {
            drop(slots);
            let runs = [(runs_path(self.directory), SHARD_RUNS.to_owned())];
            manifest.checksums.extend(waiting::checksums(&runs)?);
            files.extend(runs);
        } else {
            let names = vec![self.directory.display().to_string()];
            let (sums, results) = join(self.directory, &Shares { slots: vec![slots], sweep: &plan.sweep, names })?;
            files.extend(joined(self.directory, &sums));
            manifest.checksums.extend(sums);
            manifest.results = Some(results);
        }
        self.place(&plan).publish(&files, &sealed(&manifest)?)?;
        Ok(manifest)
    }

    /// Which points to run.
    pub fn share(&self) -> Share {
        self.shard.map_or(Share::WHOLE, |[number, of]| Share { number: number - 1, of })
    }

    fn plan(&self) -> Result<SweepManifest> {
        Format::check(self.formats)?;
        if let Some([number, of]) = self.shard
            && !(1..=of).contains(&number)
        {
            return Err(
                Error::input(format!("there is no share {number} of {of}")).help("shares count from 1: 1/16 to 16/16")
            );
        }
        if self.sweep.seeds > MOST_SEEDS {
            return Err(Error::input(format!("{} seeds a point", self.sweep.seeds))
                .help(format!("at most {MOST_SEEDS}; `darkside run` takes as many as you like")));
        }
        Ok(SweepManifest {
            sweep: Description::of(self.sweep, self.formats),
            results: None,
            shard: self.shard,
            checksums: Checksums::new(),
        })
    }
}

impl Results {
    /// Total number of points.
    pub fn points(&self) -> u32 {
        self.points_done + self.points_set_aside
    }
}
