//! A file with one slot per run of an experiment, filled in any order, so that finished runs survive an interruption.
//!
//! A slot holds the run's coordinates (of a sweep's point), the digest of its results if that is kept, and its numbers,
//! or the reason why there are none. Then comes a checksum over that, the experiment's inputs and the run's number. A
//! slot that was never written, was half-written, was moved, or belongs to another experiment counts as empty. After an
//! interruption every run is therefore either complete or run again. The bytes do not depend on the order in which runs
//! finish.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::place::runs_path;
use super::whole_file;
use crate::experiment::RunLog;
use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

const DONE: u8 = 1;
const SET_ASIDE: u8 = 2;
/// Lengths in bytes: of the state, of a reason's length field, of a digest and of a checksum.
const STATE: usize = 1;
const LENGTH: usize = 2;
const DIGEST: usize = 32;
const CHECKSUM: usize = 16;

/// The lengths of the parts of a slot.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogShape {
    pub(super) coordinates: usize,
    pub(super) digest: bool,
    pub(super) numbers: usize,
    /// Least number of bytes reserved for a reason.
    pub(super) reason: usize,
}

/// What is kept of one run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LoggedRun {
    pub(super) coordinates: Vec<f64>,
    /// Digest and numbers, or why there are none.
    pub(super) result: std::result::Result<(Option<Digest>, Vec<f64>), String>,
}

/// A file of finished runs.
#[derive(Debug)]
pub(super) struct RunFile {
    file: Mutex<File>,
    path: PathBuf,
    shape: LogShape,
    inputs: String,
}

impl LogShape {
    /// Bytes for a digest and numbers, or for a reason, whichever is larger.
    fn room(self) -> usize {
        let numbers = if self.digest { DIGEST } else { 0 } + 8 * self.numbers;
        if numbers > self.reason { numbers } else { self.reason }
    }

    fn bytes(self) -> usize {
        STATE + LENGTH + 8 * self.coordinates + self.room() + CHECKSUM
    }
}

impl RunFile {
    /// Opens the file. If `writing` is set, creates it if it does not exist.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(super) fn open(path: &Path, shape: LogShape, inputs: &str, writing: bool) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(writing).create(writing).truncate(false).open(path);
        let file = file.map_err(|cause| Error::file(path, if writing { "write" } else { "read" }, &cause))?;
        Ok(Self { file: Mutex::new(file), path: path.into(), shape, inputs: inputs.into() })
    }

    /// Keeps a run.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn keep(&self, run: u64, entry: &LoggedRun) -> Result<()> {
        let bytes = self.encoded(run, entry);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.seek(SeekFrom::Start(run * bytes.len() as u64)).and_then(|_| file.write_all(&bytes));
        written.map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    /// Syncs what was written to the disk.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(super) fn sync(&self) -> Result<()> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.sync_all().map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    /// The contents of `count` slots starting at `run`; `None` for an empty one.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn entries(&self, run: u64, count: usize) -> Result<Vec<Option<LoggedRun>>> {
        let bytes = self.places(run, count)?;
        Ok(bytes.chunks(self.shape.bytes()).zip(run..).map(|(place, run)| self.decoded(run, place)).collect())
    }

    /// The bytes of `count` slots; zeros beyond the end of the file.
    fn places(&self, run: u64, count: usize) -> Result<Vec<u8>> {
        let length = self.shape.bytes();
        let mut bytes = Vec::with_capacity(length * count);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let found = file.seek(SeekFrom::Start(run * length as u64));
        let read = found.and_then(|_| (&*file).take((length * count) as u64).read_to_end(&mut bytes));
        read.map_err(|cause| Error::file(&self.path, "read", &cause))?;
        bytes.resize(length * count, 0);
        Ok(bytes)
    }

    /// The number of runs kept, and the number of slots that hold something else.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn count(&self) -> Result<(u64, u64)> {
        const AT_ONCE: usize = 1024;
        let found = std::fs::metadata(&self.path).map_err(|cause| Error::file(&self.path, "read", &cause))?;
        let places = found.len().div_ceil(self.shape.bytes() as u64);
        let (mut kept, mut damaged) = (0, 0);
        for first in (0..places).step_by(AT_ONCE) {
            let count = AT_ONCE.min((places - first) as usize);
            let bytes = self.places(first, count)?;
            for (place, run) in bytes.chunks(self.shape.bytes()).zip(first..) {
                match self.decoded(run, place) {
                    Some(_) => kept += 1,
                    None => damaged += u64::from(place.iter().any(|byte| *byte != 0)),
                }
            }
        }
        Ok((kept, damaged))
    }

    fn encoded(&self, run: u64, entry: &LoggedRun) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.shape.bytes());
        let (state, room) = match &entry.result {
            Ok((digest, numbers)) => {
                let numbers = numbers.iter().flat_map(|number| canonical(*number).to_le_bytes());
                (DONE, digest.iter().flat_map(|digest| digest.bytes()).chain(numbers).collect::<Vec<u8>>())
            }
            Err(reason) => (SET_ASIDE, cut(reason, self.shape.room()).as_bytes().to_vec()),
        };
        bytes.push(state);
        bytes.extend((room.len() as u16).to_le_bytes());
        bytes.extend(entry.coordinates.iter().flat_map(|coordinate| coordinate.to_le_bytes()));
        bytes.extend(&room);
        bytes.resize(self.shape.bytes() - CHECKSUM, 0);
        let sum = self.checksum(run, &bytes);
        bytes.extend(sum);
        bytes
    }

    fn decoded(&self, run: u64, place: &[u8]) -> Option<LoggedRun> {
        let (bytes, sum) = place.split_at(place.len() - CHECKSUM);
        if !matches!(bytes[0], DONE | SET_ASIDE) || self.checksum(run, bytes) != sum {
            return None;
        }
        let length = usize::from(u16::from_le_bytes([bytes[1], bytes[2]]));
        let (coordinates, room) = bytes[STATE + LENGTH..].split_at(8 * self.shape.coordinates);
        let numbers = |bytes: &[u8]| -> Vec<f64> {
            bytes.as_chunks::<8>().0.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect()
        };
        let result = if bytes[0] == DONE {
            let (digest, rest) = room.split_at(if self.shape.digest { DIGEST } else { 0 });
            let digest = <[u8; DIGEST]>::try_from(digest).ok().map(Digest::from_bytes);
            Ok((digest, numbers(&rest[..8 * self.shape.numbers])))
        } else {
            Err(String::from_utf8_lossy(room.get(..length)?).into_owned())
        };
        Some(LoggedRun { coordinates: numbers(coordinates), result })
    }

    fn checksum(&self, run: u64, bytes: &[u8]) -> [u8; CHECKSUM] {
        let mut hash = Sha256::new();
        hash.update(self.inputs.as_bytes());
        hash.update(run.to_le_bytes());
        hash.update(bytes);
        let sum: [u8; 32] = hash.finalize().into();
        std::array::from_fn(|byte| sum[byte])
    }
}

/// Copies the runs that a directory keeps under this name to where unfinished results look for them, if nothing is
/// there. An interruption may have left them under their final name.
///
/// # Errors
/// If they cannot be copied.
pub(super) fn bring_back(directory: &Path, name: &str) -> Result<()> {
    let (from, to) = (directory.join(name), runs_path(directory));
    if to.exists() {
        return Ok(());
    }
    match File::open(&from) {
        Ok(mut kept) => whole_file::write(&to, |file| std::io::copy(&mut kept, file).map(|_| ())).map(|_| ()),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(Error::file(&from, "read", &cause)),
    }
}

impl RunLog for RunFile {
    fn read(&self, run: u64) -> Result<Option<Vec<f64>>> {
        let entry = self.entries(run, 1)?.pop().flatten();
        Ok(entry.and_then(|entry| entry.result.ok()).map(|(_, numbers)| numbers))
    }

    /// Missing numbers are filled up with NaN.
    fn write(&self, run: u64, numbers: &[f64]) -> Result<()> {
        let mut numbers = numbers.to_vec();
        numbers.resize(self.shape.numbers, f64::NAN);
        self.keep(run, &LoggedRun { coordinates: Vec::new(), result: Ok((None, numbers)) })
    }
}

/// Gives every NaN the same bits.
pub(super) fn canonical(number: f64) -> f64 {
    if number.is_nan() { f64::NAN } else { number }
}

/// A reason cut to one line that fits.
fn cut(reason: &str, room: usize) -> String {
    let mut line = reason.replace(['\n', '\r'], " ");
    if line.len() > room {
        let end = (0..=room - 3).rev().find(|&end| line.is_char_boundary(end)).unwrap_or(0);
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
#[path = "run_log_tests.rs"]
mod tests;
