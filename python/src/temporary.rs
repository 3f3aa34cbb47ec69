//! Temporary folders, which are gone when Python ends even if a thread that was interrupted still holds one.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use darkside_error::{Error, Result};
use pyo3::prelude::*;
use tempfile::TempDir;

/// The folders that may still be there, each with the process that made it: a forked child leaves its parent's alone.
static MADE: Mutex<Vec<(u32, PathBuf)>> = Mutex::new(Vec::new());

/// A folder that is removed with what holds it, or when Python ends.
pub(crate) fn temporary() -> Result<TempDir> {
    let folder = tempfile::tempdir().map_err(|cause| Error::machine(cause.to_string()))?;
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.retain(|(_, path)| path.exists());
    made.push((std::process::id(), folder.path().to_owned()));
    Ok(folder)
}

/// Removes what is left; called when Python ends.
#[pyfunction]
pub(crate) fn remove_temporary() {
    let made = std::mem::take(&mut *MADE.lock().unwrap_or_else(PoisonError::into_inner));
    for (_, path) in made.iter().filter(|(process, _)| *process == std::process::id()) {
        // A thread that is still writing may put a file where the folder has just been emptied.
        let gone = (0..10).any(|_| std::fs::remove_dir_all(path).is_ok() || !path.exists());
        if !gone {
            eprintln!("darkside: cannot remove {}", path.display());
        }
    }
}
