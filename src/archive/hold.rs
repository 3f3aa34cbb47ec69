//! One process at a time in a run's directory.

use std::fs::{File, TryLockError};
use std::path::Path;

use darkside_error::{Error, Result};

/// A directory that no other process writes into, until this is dropped or the process ends, however it ends.
///
/// The system keeps the lock, on the directory itself: it leaves no file behind, and none when a process is killed.
/// Where a system cannot open directories (Windows) or a file system cannot lock, nobody is kept out
/// ([`Hold::keeps_out`]); two that replace each other's work then end with an error.
#[derive(Debug)]
pub struct Hold {
    directory: Option<File>,
}

impl Hold {
    /// Takes a directory that exists.
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

    /// Whether others are kept out.
    pub fn keeps_out(&self) -> bool {
        self.directory.is_some()
    }
}

impl Drop for Hold {
    /// Unlocks, since closing alone would not: a child process that is just being started has the same open directory until
    /// it becomes another program.
    fn drop(&mut self) {
        if let Some(directory) = &self.directory {
            // Where it cannot be unlocked, closing it is all that is left.
            let _ = directory.unlock();
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn adirectory_is_held_once_and_free_again_afterwards() {
        let directory = tempfile::tempdir().unwrap();
        let hold = Hold::of(directory.path()).unwrap();
        let refused = Hold::of(directory.path()).unwrap_err();
        assert!(refused.message().starts_with("another process is writing into"), "{refused}");
        drop(hold);
        Hold::of(directory.path()).unwrap();
        assert_eq!(directory.path().read_dir().unwrap().count(), 0, "nothing is left behind");
    }
}
