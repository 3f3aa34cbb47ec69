//! A directory that results are to be written to, whatever state it is in. Runs, sweeps and studies differ in what they
//! write, but not in how:
//!
//! 1. `parts/plan.json` says what is being computed, `parts/replaced.txt` which files it replaces. Finished pieces wait
//!    in `parts/`, and so do the final files until all are complete.
//! 2. [`Place::publish`] removes the manifest of earlier results, then their other files, gives the new files their
//!    names, and writes the new manifest, which marks the directory as finished. `parts/` is removed last.
//!
//! Between these steps names are synced to disk. Even after a power cut, a manifest therefore stands beside exactly the
//! files that it lists, and the same command continues the work.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::checksum::manifest_text;
use super::hold::Hold;
use super::layout::{CHARTS, PARTS, PLAN, plan_path};
use super::owned::{self, REPLACED};
use super::waiting::{VIEWS_WAIT, remove_views};
use super::whole_file::{self, sync_directory, write_bytes};
use darkside_error::{Error, Result};

/// What a directory holds, compared with what is to be written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectoryState {
    /// Nothing: it does not exist, or is empty.
    Nothing,
    /// The same results, unfinished; they will be continued.
    Unfinished,
    /// The same results, finished; there is nothing to do.
    Finished,
    /// Other results, or files that are not results; only `--force` writes here.
    Other,
}

/// Results that are to be written to a directory.
pub(super) trait Landing {
    /// What identifies these results while they are unfinished: the contents of `parts/plan.json`.
    ///
    /// # Errors
    /// If it cannot be serialised as JSON.
    fn plan(&self) -> Result<String>;

    /// The name of the manifest, which is written last.
    fn manifest(&self) -> String;

    /// Whether the manifest in `directory` belongs to these results.
    fn is_finished_in(&self, directory: &Path) -> bool;

    /// What `directory` holds instead, in words.
    fn found_instead(&self, directory: &Path) -> String;

    /// Names of the files that will be written, as far as they are known in advance.
    fn writes(&self) -> Vec<String>;
}

/// A directory and what is to be written there.
pub(super) struct Place<'a, T: Landing> {
    pub(super) directory: &'a Path,
    pub(super) target: &'a T,
    /// Whether to replace other results, or the same ones.
    pub(super) force: bool,
}

impl<T: Landing> Place<'_, T> {
    /// What the directory holds now.
    ///
    /// # Errors
    /// If it holds something else and `force` is off, or if it is a file or cannot be read.
    pub(super) fn look(&self) -> Result<DirectoryState> {
        let found = self.found()?;
        if found == DirectoryState::Other && !self.force {
            // If the manifest is damaged, its own error gives the best advice.
            manifest_text(&self.directory.join(self.target.manifest()))?;
            // Nor does --force replace what is not from results.
            owned::check(self.directory, &self.target.writes())?;
            let message = format!("{} holds {}", self.directory.display(), self.target.found_instead(self.directory));
            return Err(Error::input(message)
                .help("give another directory with --out, or replace earlier results with --force; other files stay"));
        }
        if self.force {
            owned::check(self.directory, &self.target.writes())?;
        }
        Ok(found)
    }

    fn found(&self) -> Result<DirectoryState> {
        match fs::metadata(self.directory) {
            Err(cause) if cause.kind() == ErrorKind::NotFound && self.directory.is_symlink() => {
                return Err(Error::input(format!(
                    "{} is a link to something that is not there",
                    self.directory.display()
                ))
                .help("make that directory, or give another with --out"));
            }
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(DirectoryState::Nothing),
            Err(cause) => return Err(Error::file(self.directory, "read", &cause)),
            Ok(what) if !what.is_dir() => {
                return Err(Error::input(format!("{} is a file, not a directory", self.directory.display()))
                    .help("give another directory with --out"));
            }
            Ok(_) => {}
        }
        if let Ok(plan) = fs::read(plan_path(self.directory)) {
            let same = plan == self.target.plan()?.as_bytes();
            return Ok(if same { DirectoryState::Unfinished } else { DirectoryState::Other });
        }
        if self.directory.join(self.target.manifest()).exists() {
            let same = self.target.is_finished_in(self.directory);
            return Ok(if same { DirectoryState::Finished } else { DirectoryState::Other });
        }
        Ok(if holds_anything(self.directory)? { DirectoryState::Other } else { DirectoryState::Nothing })
    }

    /// Prepares the directory for results of which nothing exists yet: removes the parts of others and writes the plan.
    ///
    /// # Errors
    /// If anything in it cannot be removed or written.
    pub(super) fn begin(&self) -> Result<()> {
        let parts = self.directory.join(PARTS);
        let owned = owned::owned(self.directory);
        self.clear()?;
        fs::create_dir_all(&parts).map_err(|cause| Error::file(&parts, "create", &cause))?;
        owned::note(self.directory, owned.into_iter().chain(self.target.writes()))?;
        sync_directory(&parts);
        write_bytes(&plan_path(self.directory), self.target.plan()?.as_bytes())?;
        sync_directory(&parts);
        sync_directory(self.directory);
        Ok(())
    }

    /// Renames files that wait among the parts to their final names, after removing the files that earlier results list
    /// and these do not. Then writes the manifest.
    ///
    /// # Errors
    /// If a file would replace one that is not from results, or cannot be removed, renamed or written.
    pub(super) fn publish(&self, files: &[(PathBuf, String)], manifest: &str) -> Result<()> {
        self.is_still_ours()?;
        let name = self.target.manifest();
        let names: Vec<String> = files.iter().map(|(_, name)| name.clone()).chain([name.clone()]).collect();
        owned::check(self.directory, &names)?;
        let owned = owned::owned(self.directory);
        owned::note(self.directory, owned.iter().chain(&names).cloned())?;
        sync_directory(&self.directory.join(PARTS));
        // The manifests must be gone from the disk before the first file that they list is removed.
        let (manifests, others): (Vec<&String>, Vec<&String>) = owned
            .iter()
            .filter(|file| !names.contains(file) || **file == name)
            .partition(|file| file.ends_with(".json"));
        remove_all(self.directory, manifests)?;
        remove_all(self.directory, others)?;
        rename_into(self.directory, files)?;
        write_bytes(&self.directory.join(&name), manifest.as_bytes())?;
        sync_directory(self.directory);
        self.is_still_ours()?;
        self.clear()
    }

    /// Removes the parts, which an interruption after the manifest was written leaves behind.
    ///
    /// # Errors
    /// If they cannot be removed.
    pub(super) fn clear(&self) -> Result<()> {
        clear(self.directory).map_err(|cause| Error::file(self.directory, "remove the parts in", &cause))
    }

    /// Checks that no other process has taken over this directory, which can happen where directories cannot be locked.
    ///
    /// # Errors
    /// If one has.
    pub(super) fn is_still_ours(&self) -> Result<()> {
        let plan = fs::read_to_string(plan_path(self.directory));
        if plan.is_ok_and(|plan| self.target.plan().is_ok_and(|own| plan == own)) {
            return Ok(());
        }
        let message = format!("another process has written into {}", self.directory.display());
        Err(Error::machine(message).help("let one command at a time write there: run the same command again"))
    }
}

/// Locks a directory for this process, creating it if it does not exist.
///
/// # Errors
/// If it cannot be created, or another process holds it.
pub(super) fn hold(directory: &Path) -> Result<Hold> {
    let new: Vec<&Path> = directory.ancestors().take_while(|folder| !folder.exists()).collect();
    fs::create_dir_all(directory).map_err(|cause| Error::file(directory, "create", &cause))?;
    // New folders must be on the disk before anything in them can be relied on.
    for folder in new.iter().filter_map(|folder| folder.parent()) {
        sync_directory(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    }
    Hold::of(directory)
}

/// Renames files into a directory, creating the subfolders that they need.
pub(super) fn rename_into(directory: &Path, files: &[(PathBuf, String)]) -> Result<()> {
    let parents = files.iter().filter_map(|(_, name)| Path::new(name).parent());
    let folders: BTreeSet<&Path> =
        parents.flat_map(Path::ancestors).filter(|folder| !folder.as_os_str().is_empty()).collect();
    for folder in folders.iter().map(|folder| directory.join(folder)) {
        owned::check_folder(&folder)?;
        fs::create_dir_all(&folder).map_err(|cause| Error::file(&folder, "create", &cause))?;
    }
    for (from, name) in files {
        let path = directory.join(name);
        fs::rename(from, &path).map_err(|cause| whole_file::failure(&path, &cause))?;
    }
    folders.iter().for_each(|folder| sync_directory(&directory.join(folder)));
    sync_directory(directory);
    Ok(())
}

/// Where a sweep or a study keeps its finished runs while it is unfinished.
pub(super) fn runs_path(directory: &Path) -> PathBuf {
    directory.join(PARTS).join("runs.part")
}

/// Removes result files from the disk; the folder `charts` stays.
///
/// # Errors
/// If a file cannot be removed.
pub(super) fn remove_all<'f>(directory: &Path, files: impl IntoIterator<Item = &'f String>) -> Result<()> {
    for file in files.into_iter().map(|file| directory.join(file)) {
        match fs::remove_file(&file) {
            Err(cause) if !matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) && !file.is_dir() => {
                return Err(Error::file(&file, "remove", &cause));
            }
            _ => {}
        }
    }
    sync_directory(&directory.join(CHARTS));
    sync_directory(directory);
    Ok(())
}

/// Removes the parts, the plan first, so that what is left is never taken for unfinished results. Files that are not
/// the program's own stay.
fn clear(directory: &Path) -> std::io::Result<()> {
    let parts = directory.join(PARTS);
    match fs::remove_file(parts.join(PLAN)) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
        _ => {}
    }
    let entries = match fs::read_dir(&parts) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    sync_directory(&parts);
    let mut foreign = false;
    for entry in entries {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let ours = path.extension().is_some_and(|ending| match &*ending.to_string_lossy() {
            "part" => stem == "runs" || stem.bytes().all(|byte| byte.is_ascii_digit()),
            "joined" | "unfinished" => true,
            _ => path.file_name().is_some_and(|name| name == REPLACED),
        });
        match path.file_name().is_some_and(|name| name == VIEWS_WAIT) {
            true => remove_views(&path)?,
            false if ours => fs::remove_file(&path)?,
            false => foreign = true,
        }
    }
    if !foreign {
        fs::remove_dir(&parts)?;
    }
    sync_directory(directory);
    Ok(())
}

/// Whether a directory holds more than an interruption at the very start would leave.
fn holds_anything(directory: &Path) -> Result<bool> {
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
