//! `<kind>.json`: where an experiment's tables come from. It is written last, so that its presence marks a finished
//! study.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksum::{Checksums, manifest_text};
use super::layout::Format;
use super::manifest::Platform;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// The contents of `<kind>.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudyManifest {
    /// Version of `darkside` that made it.
    pub version: String,
    /// What kind of experiment: `compare`, `test`.
    pub kind: String,
    /// What the experiment reports.
    #[serde(flatten)]
    pub summary: StudySummary,
    /// Formats of the tables.
    pub formats: Vec<Format>,
    /// The tables, by name.
    pub tables: Vec<String>,
    /// Every file of the directory with its size and SHA-256; empty in manifests of earlier versions.
    #[serde(default)]
    pub checksums: Checksums,
    /// Digest of everything that the results depend on.
    pub inputs: String,
    /// SHA-256 over the columns of all tables, before any file encoding.
    pub digest: String,
    /// The command line.
    pub command: Vec<String>,
    /// Where it ran.
    pub platform: Platform,
}

/// An arm of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudyArm {
    /// Its name in the study's tables.
    pub name: String,
    /// The scenario with every value that the model reads, as TOML.
    pub scenario: String,
}

impl StudyArm {
    /// The arm `name` with this scenario.
    pub fn of(name: impl Into<String>, scenario: &Scenario) -> Self {
        Self { name: name.into(), scenario: darkside_engine::scenario::to_toml(scenario) }
    }
}

/// What a finished experiment reports; the [`Study`](super::Study) adds the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StudySummary {
    /// The question, in words.
    pub question: String,
    /// The result, in sentences.
    pub answer: Vec<String>,
    /// The arms, in order.
    pub arms: Vec<StudyArm>,
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds each arm had: the first and those after it.
    pub seeds: u32,
    /// Weeks simulated in a run.
    pub weeks: u32,
    /// What was planned before the first run.
    pub planned: Vec<String>,
    /// What was looked at after the first run.
    pub exploratory: Vec<String>,
    /// Anything else that this kind of experiment records: its design, its figures.
    pub details: serde_json::Value,
}

impl StudyManifest {
    /// The manifest of the finished study of any kind in `directory`; `None` if none can be read.
    pub fn in_directory(directory: &Path) -> Option<Self> {
        let names =
            std::fs::read_dir(directory).ok()?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut kinds: Vec<String> = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect();
        kinds.sort();
        kinds.iter().find_map(|kind| Self::read(directory, kind).ok().filter(|study| study.kind == *kind))
    }

    /// Reads `<kind>.json` in `directory`.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or is not as this version writes it.
    pub fn read(directory: &Path, kind: &str) -> Result<Self> {
        let path = directory.join(format!("{kind}.json"));
        let missing = || {
            let message = format!("{} holds no finished `darkside {kind}`", directory.display());
            Error::input(message).help(format!("{kind}.json is missing; the same command begins again"))
        };
        let text = manifest_text(&path)?.ok_or_else(missing)?;
        serde_json::from_str(&text).map_err(|cause| {
            Error::input(format!("{} is not a manifest of this version of darkside: {cause}", path.display()))
                .help(format!("run `darkside {kind}` again with --force"))
        })
    }
}
