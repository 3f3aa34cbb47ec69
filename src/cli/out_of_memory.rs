//! What a command expects to need and has already saved, for the message when memory runs out.

use std::path::Path;
use std::sync::{Mutex, PoisonError, TryLockError};

use super::page::visible;
use darkside_engine::scenario::memory_words;

/// What that message will say.
static EXPECTED: Mutex<Expected> = Mutex::new(Expected { memory: String::new(), directory: String::new() });

struct Expected {
    memory: String,
    directory: String,
}

/// Records that about `bytes` bytes are expected to be needed from now on, and that finished work is kept in
/// `directory`, if any.
pub(super) fn expect(bytes: f64, directory: Option<&Path>) {
    let directory = directory.map(|directory| visible(&directory.display().to_string())).unwrap_or_default();
    let next = Expected { memory: memory_words(bytes), directory };
    // The previous value is dropped after the lock has been released.
    let former = std::mem::replace(&mut *EXPECTED.lock().unwrap_or_else(PoisonError::into_inner), next);
    drop(former);
}

/// Reports that the system refuses another `bytes` bytes, without allocating any.
pub(crate) fn tell_out_of_memory(bytes: usize) {
    eprint!("error: out of memory: the system does not give {bytes} bytes more");
    let expected = match EXPECTED.try_lock() {
        Ok(expected) => Some(expected),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    };
    tell_expected(expected.as_deref());
}

fn tell_expected(expected: Option<&Expected>) {
    let Some(Expected { memory, directory }) = expected else { return eprintln!() };
    if !memory.is_empty() {
        eprint!("; the estimate was about {memory}");
    }
    match directory.is_empty() {
        true => eprintln!("\n  help: fewer managers, relationships or ties, or fewer threads (--threads), need less"),
        false => eprintln!(
            "\n  help: what is finished is kept in {directory}: the same command continues; fewer threads (--threads) need less"
        ),
    }
}
