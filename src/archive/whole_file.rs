//! Files that appear under their name only when they are whole and on the disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What is being written beside `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    path.with_file_name(name)
}

/// Writes a file under another name, brings it to the disk, and only then gives it its name.
///
/// # Errors
/// If it cannot be written; what was there before stays.
pub(super) fn write(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<()> {
    let unfinished = beside(path);
    let written = File::create(&unfinished).and_then(|mut file| {
        fill(&mut file)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    });
    written.map_err(|cause| {
        // What is half-written serves nobody and would fill a full disk; that it may stay is no further harm.
        let _ = fs::remove_file(&unfinished);
        failure(path, &cause)
    })
}

/// The error of not having been able to write `path`, and what to do.
pub(super) fn failure(path: &Path, cause: &io::Error) -> Error {
    Error::file(path, "write", cause).help("finished seeds are kept: once this is mended, the same command goes on")
}

/// Brings the names in a directory to the disk, where the system can.
pub(super) fn sync_directory(directory: &Path) {
    // Not every system lets a directory be opened; the files themselves are on the disk already.
    if let Ok(directory) = File::open(directory) {
        let _ = directory.sync_all();
    }
}

/// What went wrong below Parquet, or in it.
pub(super) fn cause(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause.to_string()),
        },
        other => io::Error::other(other.to_string()),
    }
}
