//! The directory of an experiment's answer: tables, pictures, a page, and last the manifest `<kind>.json`.
//!
//! It is written like every directory of results ([`Place`]). The runs are kept as `<kind>.runs`: if page or pictures
//! are lost, the same command makes them again without running anything.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksum::json;
use super::hold::Hold;
use super::inputs::VERSION;
use super::layout::{Format, plan_path};
use super::place::{DirectoryState, Landing, Place, hold, runs_path};
use super::run_log::{LogShape, RunFile};
use super::study_manifest::StudyManifest;
use darkside_engine::record::Digest;
use darkside_error::Result;

/// An experiment whose answer is written to a directory.
///
/// ```
/// use darkside::archive::{Format, DirectoryState, Study, StudySummary};
/// use darkside::{record::Digest, table::{Column, Table}};
///
/// let directory = tempfile::tempdir().unwrap();
/// let study = Study {
///     kind: "compare",
///     inputs: Digest::of(b"arms, metrics, seeds"),
///     numbers: 1,
///     directory: &directory.path().join("answer"),
///     formats: &[Format::Csv],
///     force: false,
///     command: &[],
/// };
/// assert_eq!(study.look()?, DirectoryState::Nothing);
/// let mut writing = study.begin()?;
/// writing.table("effects", &Table { columns: vec![Column::words("arm", "the arm", ["audited"])] })?;
/// let manifest = writing.finish(StudySummary { seeds: 30, ..StudySummary::default() }, 1)?;
/// assert_eq!((manifest.summary.seeds, manifest.tables), (30, vec!["effects".to_string()]));
/// assert_eq!(study.look()?, DirectoryState::Finished);
/// # Ok::<(), darkside::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// The command: `compare`, `test`. The manifest is `<kind>.json`.
    pub kind: &'a str,
    /// Digest of everything that the results depend on except the version, which is added here.
    pub inputs: Digest,
    /// How many numbers are kept per run.
    pub numbers: usize,
    /// Where to write the answer; created if it does not exist.
    pub directory: &'a Path,
    /// Formats of the tables, at least one.
    pub formats: &'a [Format],
    /// Whether to replace what another study, or this one, wrote there.
    pub force: bool,
    /// The command line, for the manifest.
    pub command: &'a [String],
}

/// What identifies an unfinished study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct StudyPlan {
    version: String,
    kind: String,
    inputs: String,
    numbers: usize,
}

impl StudyPlan {
    fn read(directory: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(plan_path(directory)).ok()?).ok()
    }

    fn runs(&self, directory: &Path, writing: bool) -> Result<RunFile> {
        let shape = LogShape { coordinates: 0, digest: false, numbers: self.numbers, reason: 0 };
        RunFile::open(&runs_path(directory), shape, &format!("{} {}", self.version, self.inputs), writing)
    }
}

/// The log of runs of the unfinished study in a directory, if there is one.
///
/// # Errors
/// If it cannot be opened.
pub(super) fn kept_runs(directory: &Path) -> Result<Option<RunFile>> {
    let plan = StudyPlan::read(directory).filter(|_| runs_path(directory).exists());
    plan.map(|plan| plan.runs(directory, false)).transpose()
}

/// The kind of the unfinished study in a directory, if there is one: `compare`.
pub(super) fn unfinished_kind(directory: &Path) -> Option<String> {
    StudyPlan::read(directory).map(|plan| plan.kind)
}

/// What identifies the pieces of the unfinished study in a directory, if there is one that keeps no log of runs.
pub(super) fn piece_inputs(directory: &Path) -> Option<String> {
    let plan = StudyPlan::read(directory).filter(|_| !runs_path(directory).exists())?;
    Some(format!("{} {}", plan.version, plan.inputs))
}

impl Study<'_> {
    /// What identifies its runs and pieces.
    pub(super) fn inputs(&self) -> String {
        format!("{VERSION} {}", self.inputs)
    }

    /// What the directory holds now: nothing, this study unfinished (it continues), or this study finished.
    ///
    /// # Errors
    /// If it holds something else and `force` is off, if it is a file or cannot be read, or if no format is given.
    pub fn look(&self) -> Result<DirectoryState> {
        Format::check(self.formats)?;
        self.place().look()
    }

    /// The manifest of this study if it is finished and need not be written again, either by force or because a file is
    /// lost.
    ///
    /// # Errors
    /// As [`Self::look`].
    pub fn finished(&self) -> Result<Option<StudyManifest>> {
        let found = self.look()?;
        if self.force || found != DirectoryState::Finished {
            return Ok(None);
        }
        let manifest = StudyManifest::read(self.directory, self.kind)?;
        let there = |name: &String| self.directory.join(name).metadata().is_ok_and(|file| file.len() > 0);
        if !manifest.checksums.keys().all(there) {
            return Ok(None);
        }
        self.place().clear()?;
        Ok(Some(manifest))
    }

    /// Locks the directory for this process, creating it if it does not exist.
    ///
    /// # Errors
    /// If it cannot be created, or another process holds it.
    pub fn hold(&self) -> Result<Hold> {
        hold(self.directory)
    }

    pub(super) fn place(&self) -> Place<'_, Self> {
        Place { directory: self.directory, target: self, force: self.force }
    }

    fn unfinished(&self) -> StudyPlan {
        let (kind, inputs) = (self.kind.to_owned(), self.inputs.to_string());
        StudyPlan { version: VERSION.to_owned(), kind, inputs, numbers: self.numbers }
    }

    /// The log of finished runs.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(super) fn runs(&self) -> Result<RunFile> {
        self.unfinished().runs(self.directory, true)
    }

    /// The file name of the runs once the study is finished.
    pub(super) fn runs_file(&self) -> String {
        format!("{}.runs", self.kind)
    }
}

impl Landing for Study<'_> {
    fn plan(&self) -> Result<String> {
        json(&self.unfinished())
    }

    fn manifest(&self) -> String {
        format!("{}.json", self.kind)
    }

    fn is_finished_in(&self, directory: &Path) -> bool {
        let formats = Format::distinct(self.formats);
        let same = |found: StudyManifest| {
            found.inputs == self.inputs.to_string() && found.version == VERSION && found.formats == formats
        };
        StudyManifest::read(directory, self.kind).is_ok_and(same)
    }

    fn found_instead(&self, directory: &Path) -> String {
        if let Some(plan) = StudyPlan::read(directory) {
            return format!("an unfinished `darkside {}` of other inputs", plan.kind);
        }
        match StudyManifest::read(directory, self.kind) {
            Ok(manifest) if manifest.version != VERSION => {
                format!("a `darkside {}` of version {}; this is {VERSION}", self.kind, manifest.version)
            }
            Ok(manifest) if manifest.inputs == self.inputs.to_string() => "this answer in other formats".to_owned(),
            Ok(manifest) => format!("another `darkside {}`: {}", self.kind, manifest.summary.question),
            Err(_) => format!("files that are not from a finished `darkside {}`", self.kind),
        }
    }

    fn writes(&self) -> Vec<String> {
        vec![self.manifest(), self.runs_file()]
    }
}

#[cfg(test)]
#[path = "study_tests.rs"]
mod tests;
