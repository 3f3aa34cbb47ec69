//! How a command ends: well, or early with errors.

use std::io;

use darkside_error::{Error, Fault, Result};

/// How a command ends.
pub(super) type Outcome = std::result::Result<(), Stop>;

/// Why a command stops early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The input or the machine is at fault; each error is shown.
    Errors(Vec<Error>),
    /// Standard output accepts nothing more.
    Output(io::Error),
    /// A known case fails; the answer says which one.
    Failed,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Errors(vec![error])
    }
}

/// Plain I/O errors come only from writing to standard output: files report [`Error`]s.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Output(error)
    }
}

/// Done, if there are no errors.
pub(super) fn unless_any(errors: Vec<Error>) -> Outcome {
    if errors.is_empty() { Ok(()) } else { Err(Stop::Errors(errors)) }
}

/// All results, or all distinct errors.
pub(super) fn gather<T>(results: impl Iterator<Item = Result<T>>) -> std::result::Result<Vec<T>, Stop> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => good.push(value),
            // An error in an argument would be repeated for every scenario.
            Err(error) if bad.contains(&error) => {}
            Err(error) => bad.push(error),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(Stop::Errors(bad)) }
}

/// The exit code: 2 if any part of the request makes no sense, else 1.
pub(super) fn worst(errors: &[Error]) -> i32 {
    if errors.iter().any(|error| error.fault() == Fault::Input) { 2 } else { 1 }
}
