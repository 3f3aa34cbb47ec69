//! Checks whether a directory of results still holds what was written to it.

mod digest;
mod unfinished;

use std::fs;
use std::path::Path;

use super::checksum::{self, Checksums};
use super::layout::MANIFEST;
use super::layout::plan_path;
use super::read::Run;
use super::registration::REGISTERED;
use super::study_manifest::StudyManifest;
use super::sweep::{FinishedSweep, NETWORK, SHARD_MANIFEST, SWEEP_MANIFEST, SweepManifest};
pub use unfinished::{Unfinished, unfinished};

use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// What was found in a directory of results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verified {
    /// What it holds, in words: `a finished run`.
    pub holds: Vec<String>,
    /// Files that are as their manifest lists them.
    pub files: usize,
    /// What could not be checked, or is unfinished.
    pub notes: Vec<String>,
    /// What is damaged or missing, each with advice on what to do.
    pub faults: Vec<Error>,
}

/// Checks every file listed by the manifests in a directory, recomputes the digests of results from the tables where
/// these allow it, and checks what unfinished results keep.
///
/// # Errors
/// If the directory holds no results, or cannot be read.
pub fn verify(directory: &Path) -> Result<Verified> {
    let mut found = Verified::default();
    let mut manifests = Vec::new();
    for entry in fs::read_dir(directory).map_err(|cause| Error::file(directory, "read", &cause))? {
        let entry = entry.map_err(|cause| Error::file(directory, "read", &cause))?;
        manifests
            .extend(entry.file_name().into_string().ok().filter(|name| name.ends_with(".json") && name != NETWORK));
    }
    manifests.sort();
    for name in manifests {
        let Some(kind) = name.strip_suffix(".json") else { continue };
        match name.as_str() {
            MANIFEST => found.run(directory),
            SWEEP_MANIFEST => found.sweep(directory),
            SHARD_MANIFEST => found.share(directory),
            REGISTERED => found.registration(directory),
            _ if is_study(directory, kind) => found.study(directory, kind),
            _ => {}
        }
    }
    if plan_path(directory).exists() {
        unfinished::check(directory, &mut found)?;
    }
    if found.holds.is_empty() {
        return Err(Error::input(format!("{} holds no results", directory.display()))
            .help("give a directory that `darkside run`, `sweep`, `compare` or another question wrote"));
    }
    Ok(found)
}

/// Whether a file looks like a study's manifest, damaged or not.
fn is_study(directory: &Path, kind: &str) -> bool {
    let text = fs::read(directory.join(format!("{kind}.json"))).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    [": ", ":"].iter().any(|between| text.contains(&format!("\"kind\"{between}\"{kind}\"")))
}

impl Verified {
    fn run(&mut self, directory: &Path) {
        self.holds.push("a finished run".to_owned());
        if let Some(run) = self.take(Run::open(directory))
            && self.files(directory, &run.manifest().checksums)
        {
            let manifest = run.manifest();
            let seeds = self.take(digest::of_run(&run)).unwrap_or_default();
            for (seed, (found, listed)) in (manifest.first_seed..).zip(seeds.iter().zip(&manifest.digests)) {
                if found.to_string() != *listed {
                    self.wrong_digest(directory, &format!("seed {seed}"));
                }
            }
            self.digest(directory, &manifest.digest, Some(Digest::of_seeds((manifest.first_seed..).zip(seeds))));
        }
    }

    fn sweep(&mut self, directory: &Path) {
        self.holds.push("a finished sweep".to_owned());
        if let Some(sweep) = self.take(FinishedSweep::open(directory))
            && self.files(directory, &sweep.manifest().checksums)
            && let Some(results) = sweep.manifest().results.clone()
        {
            let found = if results.points_set_aside > 0 { Ok(None) } else { digest::of_sweep(&sweep).map(Some) };
            if let Some(found) = self.take(found) {
                self.digest(directory, &results.digest, found);
            }
        }
    }

    fn share(&mut self, directory: &Path) {
        self.holds.push("a finished share of a sweep".to_owned());
        if let Some(share) = self.take(SweepManifest::read_shard(directory)) {
            self.files(directory, &share.checksums);
        }
    }

    fn study(&mut self, directory: &Path, kind: &str) {
        self.holds.push(format!("a finished `darkside {kind}`"));
        if let Some(study) = self.take(StudyManifest::read(directory, kind))
            && self.files(directory, &study.checksums)
            && let Some(found) = self.take(digest::of_study(directory, &study))
        {
            self.digest(directory, &study.digest, found);
        }
    }

    /// The registration outlives the manifest, which does not list it; it has its own checksum.
    fn registration(&mut self, directory: &Path) {
        self.holds.push("what was planned".to_owned());
        self.files += usize::from(self.take(checksum::manifest_text(&directory.join(REGISTERED))).is_some());
    }

    /// Checks all files that a manifest lists; returns whether all are sound.
    fn files(&mut self, directory: &Path, listed: &Checksums) -> bool {
        if listed.is_empty() {
            self.notes
                .push("an earlier version wrote it and listed no checksums; its tables alone are checked".to_owned());
        }
        let before = self.faults.len();
        for name in listed.keys() {
            if self.take(checksum::open(directory, name, listed)).is_some() {
                self.files += 1;
            }
        }
        self.faults.len() == before
    }

    fn digest(&mut self, directory: &Path, listed: &str, found: Option<Digest>) {
        match found {
            None => self.notes.push("the tables do not carry all that the digest of results covers".to_owned()),
            Some(found) if found.to_string() == listed => self.notes.push(format!("digest of results: {found}")),
            Some(_) => self.wrong_digest(directory, "the tables"),
        }
    }

    fn wrong_digest(&mut self, directory: &Path, of: &str) {
        let message =
            format!("{}: the results of {of} have another digest than the manifest says", directory.display());
        self.faults.push(Error::machine(message).help("run the same command again with --force"));
    }

    /// The value, or `None` after recording a fault.
    fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|fault| self.faults.push(fault)).ok()
    }
}
