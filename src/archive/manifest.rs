//! `run.json`: where the tables come from. It is written last, so that its presence marks a finished run.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksum::{Checksums, manifest_text, sealed};
use super::layout::{Format, MANIFEST, PracticeName};
use super::whole_file::write_bytes;
use darkside_engine::parameter::find;
use darkside_error::{Error, Result};

/// The contents of `run.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of `darkside` that ran it.
    pub version: String,
    /// Short name of the scenario.
    pub name: String,
    /// The question that the scenario answers.
    pub question: String,
    /// What to look at in the results.
    pub look_at: String,
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds: the first and those after it.
    pub seeds: u32,
    /// Weeks simulated; the series has one more row per seed, for week 0.
    pub weeks: u32,
    /// The catalogue of practices, in order.
    pub practices: Vec<PracticeName>,
    /// Names of the firms, in order.
    pub firms: Vec<String>,
    /// Formats of the long tables.
    pub formats: Vec<Format>,
    /// The long tables that exist: `series`, and `ledger`, `lapses`, `onsets`, `snapshots`, `ties` where recorded.
    pub tables: Vec<String>,
    /// Every file of the directory with its size and SHA-256, including page and pictures. Empty in manifests of
    /// earlier versions.
    #[serde(default)]
    pub checksums: Checksums,
    /// Short digest of resolved scenario, seeds and version: the end of the directory's default name.
    pub inputs: String,
    /// SHA-256 over the results of all seeds, before any file encoding.
    pub digest: String,
    /// SHA-256 over the results of each seed, if there are at most 10,000.
    pub digests: Vec<String>,
    /// The command line.
    pub command: Vec<String>,
    /// Where it ran.
    pub platform: Platform,
    /// How long it took. For an interrupted run, only the last stretch.
    pub timings: Timings,
    /// The scenario with every value that the model reads, as TOML.
    pub scenario: String,
}

/// Where a run was computed. No result depends on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Platform {
    /// Operating system.
    pub system: String,
    /// Processor architecture.
    pub architecture: String,
    /// Threads used.
    pub threads: usize,
}

impl Platform {
    /// This machine, with this many threads.
    pub(super) fn here(threads: usize) -> Self {
        let (system, architecture) = (std::env::consts::OS.to_owned(), std::env::consts::ARCH.to_owned());
        Self { system, architecture, threads }
    }
}

/// How long a run took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    /// When the run was started, in seconds since 1970-01-01 UTC.
    pub started_unix: u64,
    /// Seconds spent simulating seeds and writing parts.
    pub simulating_seconds: f64,
    /// Seconds spent joining the parts and summing up.
    pub joining_seconds: f64,
    /// Seeds that an earlier, interrupted run had already finished.
    pub seeds_found: u32,
}

impl Manifest {
    /// Reads `run.json` in `directory`.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or is not as this version writes it.
    pub fn read(directory: &Path) -> Result<Self> {
        let path = directory.join(MANIFEST);
        let missing = || {
            Error::input(format!("{} holds no finished run: it has no {MANIFEST}", directory.display()))
                .help("give the directory that `darkside run` wrote; the same command finishes an unfinished run")
        };
        let text = manifest_text(&path)?.ok_or_else(missing)?;
        let wrong = |cause: String| {
            Error::input(format!("{} is not a manifest of this version of darkside: {cause}", path.display()))
                .help("run the scenario again with --force")
        };
        let manifest: Self = serde_json::from_str(&text).map_err(|cause| wrong(cause.to_string()))?;
        // Readers of the tables allocate room for this many weeks.
        let most = find("run.weeks").map_or(f64::INFINITY, |weeks| weeks.allowed.to);
        if f64::from(manifest.weeks) > most {
            return Err(wrong(format!("{} weeks, at most {most}", manifest.weeks)));
        }
        Ok(manifest)
    }

    /// Writes `run.json` in `directory`.
    pub(super) fn write(&self, directory: &Path) -> Result<()> {
        write_bytes(&directory.join(MANIFEST), sealed(self)?.as_bytes()).map(|_| ())
    }
}
