//! Files that wait among the parts until all are complete: where they are, and the names that they will get.

use std::fs;
use std::path::{Path, PathBuf};

use super::checksum::{self, Checksums};
use super::layout::CHARTS;
use super::layout::PARTS;
use super::whole_file::sync_directory;
use darkside_error::{Error, Result};

/// Where pictures and page wait to be renamed, among the parts.
pub(super) const VIEWS_WAIT: &str = "views.unfinished";

/// Where a final file waits until all are complete.
pub(super) fn joined_path(directory: &Path, file: &str) -> PathBuf {
    // All files wait in one folder, including those that belong in a subfolder.
    directory.join(PARTS).join(format!("{}.joined", file.replace('/', "+")))
}

/// The final files that wait, with their names.
pub(super) fn joined(directory: &Path, sums: &Checksums) -> Vec<(PathBuf, String)> {
    sums.keys().map(|name| (joined_path(directory, name), name.clone())).collect()
}

/// The folder in which page and pictures wait; it is emptied first.
///
/// # Errors
/// If it cannot be created.
pub(super) fn views_folder(directory: &Path) -> Result<PathBuf> {
    let folder = directory.join(PARTS).join(VIEWS_WAIT);
    let made = remove_views(&folder).and_then(|()| fs::create_dir_all(&folder));
    made.map_err(|cause| Error::file(&folder, "create", &cause))?;
    Ok(folder)
}

/// Removes that folder, and the parts folder if nothing else is in it.
///
/// # Errors
/// If it cannot be removed.
pub(super) fn remove_views_folder(directory: &Path) -> Result<()> {
    let parts = directory.join(PARTS);
    remove_views(&parts.join(VIEWS_WAIT)).map_err(|cause| Error::file(&parts, "remove", &cause))?;
    // If anything else is in there, the folder stays.
    let _ = fs::remove_dir(&parts);
    sync_directory(directory);
    Ok(())
}

/// The files that wait in that folder, with their names.
///
/// # Errors
/// If it cannot be read.
pub(super) fn views_waiting(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let unreadable = |cause: std::io::Error| Error::file(folder, "read", &cause);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_picture = [".svg", ".png"].iter().any(|ending| name.ends_with(ending));
        files.push((path, if is_picture { format!("{}/{name}", CHARTS) } else { name }));
    }
    files.sort();
    Ok(files)
}

/// The checksums of files.
///
/// # Errors
/// If a file cannot be read.
pub(super) fn checksums(files: &[(PathBuf, String)]) -> Result<Checksums> {
    let one = |(path, name): &(PathBuf, String)| {
        let sum = fs::File::open(path).and_then(checksum::of);
        Ok((name.clone(), sum.map_err(|cause| Error::file(path, "read", &cause))?))
    };
    files.iter().map(one).collect()
}

pub(super) fn remove_views(folder: &Path) -> std::io::Result<()> {
    // Do not enter anything that the program did not make, such as a link.
    match folder.symlink_metadata() {
        Ok(found) if found.is_dir() => fs::remove_dir_all(folder),
        Ok(_) => fs::remove_file(folder),
        Err(_) => Ok(()),
    }
}
