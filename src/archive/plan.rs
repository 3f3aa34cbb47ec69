//! What a directory's parts belong to, and what is found in a directory before a run.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::inputs::VERSION;
use super::layout::{Format, LONG_TABLES, MANIFEST, PARTS, PLAN, SHORT_TABLES};
use super::manifest::Manifest;
use super::owned::REPLACED;
use super::{owned, whole_file};
use darkside_error::{Error, Result};

/// `parts/plan.json`: which run the parts belong to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Plan {
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

/// What a directory holds, seen from a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: it does not exist, or is empty.
    Nothing,
    /// An unfinished run of the same inputs; it goes on.
    Unfinished,
    /// A finished run of the same inputs; there is nothing to do.
    Finished,
    /// Another run, or files that no run wrote; only `--force` writes here.
    Other,
}

impl Plan {
    /// The plan of a run by this version.
    pub(super) fn new(inputs: String, first_seed: u64, seeds: u32, batch: u32, formats: Vec<Format>) -> Self {
        Self { version: VERSION.to_owned(), inputs, first_seed, seeds, batch, formats }
    }

    /// What `directory` holds.
    ///
    /// # Errors
    /// If it is a file, or cannot be read.
    pub(super) fn look(&self, directory: &Path) -> Result<Found> {
        match fs::metadata(directory) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(cause) => return Err(Error::file(directory, "read", &cause)),
            Ok(what) if !what.is_dir() => {
                return Err(Error::input(format!("{} is a file, not a directory", directory.display()))
                    .help("give another directory with --out"));
            }
            Ok(_) => {}
        }
        if directory.join(PARTS).join(PLAN).exists() {
            let same = Self::read(directory).is_some_and(|plan| plan == *self);
            return Ok(if same { Found::Unfinished } else { Found::Other });
        }
        if directory.join(MANIFEST).exists() {
            let same = Manifest::read(directory).is_ok_and(|manifest| self.is_of(&manifest));
            return Ok(if same { Found::Finished } else { Found::Other });
        }
        Ok(if holds_anything(directory)? { Found::Other } else { Found::Nothing })
    }

    /// The files that the run will write, by name.
    pub(super) fn writes(&self) -> Vec<String> {
        let long = LONG_TABLES.iter().flat_map(|table| self.formats.iter().map(|format| format.file(table)));
        long.chain(SHORT_TABLES.map(str::to_owned)).chain([MANIFEST.to_owned()]).collect()
    }

    fn is_of(&self, manifest: &Manifest) -> bool {
        manifest.inputs == self.inputs && manifest.version == self.version && manifest.formats == self.formats
    }

    /// The refusal to write into a directory that holds something else.
    pub(super) fn refusal(&self, directory: &Path) -> Error {
        let what = if Self::read(directory).is_some() {
            "an unfinished run of other inputs".to_owned()
        } else {
            match Manifest::read(directory) {
                Ok(manifest) if manifest.inputs == self.inputs => "this run in other formats".to_owned(),
                Ok(manifest) => format!(
                    "another run: {}, {} seeds from {}, {} weeks, version {}",
                    manifest.name, manifest.seeds, manifest.first_seed, manifest.weeks, manifest.version
                ),
                Err(_) => "files that are not from a finished run".to_owned(),
            }
        };
        Error::input(format!("{} holds {what}", directory.display()))
            .help("give another directory with --out, or replace a run's files with --force; other files stay")
    }

    fn read(directory: &Path) -> Option<Self> {
        let text = fs::read(directory.join(PARTS).join(PLAN)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Makes `directory` ready: parts of another run go, and the plan is written.
    ///
    /// # Errors
    /// If anything in it cannot be written.
    pub(super) fn begin(&self, directory: &Path) -> Result<()> {
        let parts = directory.join(PARTS);
        begin(directory, &self.writes())?;
        let text = serde_json::to_vec_pretty(self).map_err(|cause| Error::machine(cause.to_string()))?;
        whole_file::write(&parts.join(PLAN), |file| std::io::Write::write_all(file, &text))?;
        whole_file::sync_directory(directory);
        Ok(())
    }
}

/// Takes a directory over: parts of other results go, and what is this program's own is noted.
///
/// # Errors
/// If anything in it cannot be removed or written.
pub(super) fn begin(directory: &Path, writes: &[String]) -> Result<()> {
    let parts = directory.join(PARTS);
    let owned = owned::owned(directory);
    fs::create_dir_all(&parts).map_err(|cause| Error::file(&parts, "create", &cause))?;
    clear(directory).map_err(|cause| Error::file(&parts, "clear", &cause))?;
    fs::create_dir_all(&parts).map_err(|cause| Error::file(&parts, "create", &cause))?;
    owned::note(directory, &owned, writes)
}

/// The file of a part.
pub(super) fn part_path(directory: &Path, batch: u32) -> PathBuf {
    directory.join(PARTS).join(format!("{batch:07}.part"))
}

/// Where the final tables wait until all are whole.
pub(super) fn joined_path(directory: &Path, file: &str) -> PathBuf {
    directory.join(PARTS).join(format!("{file}.joined"))
}

/// Removes the parts and their plan, the plan first, so that what is left is never taken for a run. Files
/// that no run wrote stay.
pub(super) fn clear(directory: &Path) -> std::io::Result<()> {
    let parts = directory.join(PARTS);
    match fs::remove_file(parts.join(PLAN)) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
        _ => {}
    }
    let entries = match fs::read_dir(&parts) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    let mut foreign = false;
    for entry in entries {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let ours = path.extension().is_some_and(|ending| match &*ending.to_string_lossy() {
            "part" => stem == "runs" || stem.bytes().all(|byte| byte.is_ascii_digit()),
            "joined" | "unfinished" => true,
            _ => path.file_name().is_some_and(|name| name == REPLACED),
        });
        if ours {
            fs::remove_file(&path)?;
        } else {
            foreign = true;
        }
    }
    if foreign { Ok(()) } else { fs::remove_dir(&parts) }
}

/// Whether a directory holds more than what an interruption at the very start leaves.
pub(super) fn holds_anything(directory: &Path) -> Result<bool> {
    let unreadable = |cause: std::io::Error| Error::file(directory, "read", &cause);
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let parts = entry.file_name() == PARTS && entry.path().is_dir();
        let first = [format!("{PLAN}.unfinished"), REPLACED.to_owned(), format!("{REPLACED}.unfinished")];
        let is_first = |inside: &fs::DirEntry| first.iter().any(|name| *inside.file_name() == **name);
        if !parts || entry.path().read_dir().map_err(unreadable)?.flatten().any(|inside| !is_first(&inside)) {
            return Ok(true);
        }
    }
    Ok(false)
}
