//! Which run the parts in a directory belong to.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::checksum::json;
use super::layout::{Format, LONG_TABLES, MANIFEST, NAME_TABLES, PARTS, SHORT_TABLES, plan_path};
use super::manifest::Manifest;
use super::place::Landing;
use darkside_error::Result;

/// Which run the parts in a directory belong to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RunPlan {
    /// Version of `darkside`.
    pub(super) version: String,
    /// Digest of the inputs.
    pub(super) inputs: String,
    /// The first seed.
    pub(super) first_seed: u64,
    /// How many seeds.
    pub(super) seeds: u32,
    /// Seeds in a part.
    pub(super) batch: u32,
    /// Formats of the long tables.
    pub(super) formats: Vec<Format>,
}

impl RunPlan {
    /// The plan of the unfinished run in `directory`.
    pub(super) fn read(directory: &Path) -> Option<Self> {
        let text = std::fs::read(plan_path(directory)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// The parts of the run in `directory`: the path of each, its first seed, and how many seeds it has.
    pub(super) fn parts(&self, directory: &Path) -> impl Iterator<Item = (PathBuf, u64, u32)> {
        (0..self.seeds.div_ceil(self.batch.max(1))).map(move |number| {
            let before = number * self.batch;
            let first_seed = self.first_seed + u64::from(before);
            (part_path(directory, number), first_seed, self.batch.min(self.seeds - before))
        })
    }
}

impl Landing for RunPlan {
    fn plan(&self) -> Result<String> {
        json(self)
    }

    fn manifest(&self) -> String {
        MANIFEST.to_owned()
    }

    fn is_finished_in(&self, directory: &Path) -> bool {
        let same = |found: Manifest| {
            found.inputs == self.inputs && found.version == self.version && found.formats == self.formats
        };
        Manifest::read(directory).is_ok_and(same)
    }

    fn found_instead(&self, directory: &Path) -> String {
        if Self::read(directory).is_some() {
            return "an unfinished run of other inputs".to_owned();
        }
        match Manifest::read(directory) {
            Ok(manifest) if manifest.inputs == self.inputs => "this run in other formats".to_owned(),
            Ok(manifest) => format!(
                "another run: {}, {} seeds from {}, {} weeks, version {}",
                manifest.name, manifest.seeds, manifest.first_seed, manifest.weeks, manifest.version
            ),
            Err(_) => "files that are not from a finished run".to_owned(),
        }
    }

    fn writes(&self) -> Vec<String> {
        let long = LONG_TABLES.iter().flat_map(|table| self.formats.iter().map(|format| format.file(table)));
        long.chain(SHORT_TABLES.into_iter().chain(NAME_TABLES).chain([MANIFEST]).map(str::to_owned)).collect()
    }
}

/// The file of a part.
pub(super) fn part_path(directory: &Path, batch: u32) -> PathBuf {
    directory.join(PARTS).join(format!("{batch:07}.part"))
}
