//! One process at a time in a run's directory.

use std::fs::{File, TryLockError};
use std::path::Path;

use darkside_error::{Error, Result};

/// A lock on a directory. No other process writes there until this is dropped or the process ends, however it ends.
///
/// The lock is on the directory itself and belongs to the system: there is no lock file, and a killed process leaves
/// nothing behind. Where a system cannot open directories (Windows) or a file system cannot lock, other processes are
/// not kept out ([`Hold::keeps_out`]); two that replace each other's work then end with an error.
#[derive(Debug)]
pub struct Hold {
    directory: Option<File>,
}

impl Hold {
    /// Locks a directory that exists.
    ///
    /// # Errors
    /// If another process holds it.
    pub fn of(directory: &Path) -> Result<Self> {
        let Ok(opened) = File::open(directory) else { return Ok(Self { directory: None }) };
        match opened.try_lock() {
            Ok(()) => Ok(Self { directory: Some(opened) }),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another process is writing into {}", directory.display());
                Err(Error::machine(message).help("wait until it has finished, or give another directory with --out"))
            }
            Err(TryLockError::Error(_)) => Ok(Self { directory: None }),
        }
    }

    /// Whether other processes are kept out.
    pub fn keeps_out(&self) -> bool {
        self.directory.is_some()
    }
}

impl Drop for Hold {
    /// Unlocks explicitly. Closing is not enough: a child process that is just being started shares the open directory
    /// until it becomes another program.
    fn drop(&mut self) {
        if let Some(directory) = &self.directory {
            // If unlocking fails, closing is all that is left.
            let _ = directory.unlock();
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_held_once_and_free_again_afterwards() {
        let directory = tempfile::tempdir().unwrap();
        let hold = Hold::of(directory.path()).unwrap();
        let refused = Hold::of(directory.path()).unwrap_err();
        assert!(refused.message().starts_with("another process is writing into"), "{refused}");
        drop(hold);
        Hold::of(directory.path()).unwrap();
        assert_eq!(directory.path().read_dir().unwrap().count(), 0, "nothing is left behind");
    }
}
