//! One file with a place for each run of a share, filled in any order.
//!
//! A slot holds the point's coordinates, and the digest and outcomes of the run, or why there are none; then a checksum over that, the
//! sweep's inputs and the slot's place. A slot that was never written, was half-written, or belongs to another sweep is empty.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::super::whole_file;
use super::description::Description;
use crate::experiment::sweep::{Done, Yield};
use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

const DONE: u8 = 1;
const SET_ASIDE: u8 = 2;
/// Bytes of the state, of the length of a reason, of a digest and of a checksum.
const STATE: usize = 1;
const LENGTH: usize = 2;
const DIGEST: usize = 32;
const CHECKSUM: usize = 16;
/// At least so many bytes for a reason.
const REASON: usize = 480;

/// A file of slots.
pub(super) struct Slots {
    file: Mutex<File>,
    path: PathBuf,
    shape: Shape,
    inputs: String,
}

/// How long a slot's parts are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    factors: usize,
    outcomes: usize,
    /// Outcomes of which the change over the last tenth of the run is kept.
    watched: usize,
    /// Room for a digest and numbers, or for a reason.
    room: usize,
}

impl Shape {
    fn of(sweep: &Description) -> Self {
        let outcomes = sweep.outcomes.len();
        let watched = sweep.outcomes.iter().filter(|column| column.watched).count();
        let numbers = DIGEST + 8 * (outcomes + watched);
        Self { factors: sweep.factors.len(), outcomes, watched, room: if numbers > REASON { numbers } else { REASON } }
    }

    fn bytes(self) -> usize {
        STATE + LENGTH + 8 * self.factors + self.room + CHECKSUM
    }
}

impl Slots {
    /// Opens a file of slots, which is made if `writing` and it is not there.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(super) fn open(path: &Path, sweep: &Description, writing: bool) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(writing).create(writing).truncate(false).open(path);
        let file = file.map_err(|cause| Error::file(path, if writing { "write" } else { "read" }, &cause))?;
        Ok(Self { file: Mutex::new(file), path: path.into(), shape: Shape::of(sweep), inputs: sweep.inputs.clone() })
    }

    /// Fills a slot.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(&self, place: u64, done: &Done) -> Result<()> {
        let bytes = self.encoded(place, done);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.seek(SeekFrom::Start(place * bytes.len() as u64)).and_then(|_| file.write_all(&bytes));
        written.map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    /// Brings what was written to the disk.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(super) fn sync(&self) -> Result<()> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.sync_all().map_err(|cause| whole_file::failure(&self.path, &cause))
    }

    /// What a slot holds; `None` if it is empty.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn read(&self, place: u64) -> Result<Option<Done>> {
        Ok(self.read_all(place, 1)?.pop().flatten())
    }

    /// What so many slots from `place` on hold.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn read_all(&self, place: u64, count: usize) -> Result<Vec<Option<Done>>> {
        let length = self.shape.bytes();
        let mut bytes = vec![0; length * count];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut filled = 0;
        let mut fill = || -> std::io::Result<()> {
            file.seek(SeekFrom::Start(place * length as u64))?;
            while filled < bytes.len() {
                match file.read(&mut bytes[filled..])? {
                    0 => break,
                    more => filled += more,
                }
            }
            Ok(())
        };
        fill().map_err(|cause| Error::file(&self.path, "read", &cause))?;
        drop(file);
        Ok(bytes.chunks(length).zip(place..).map(|(slot, place)| self.decoded(place, slot)).collect())
    }

    fn encoded(&self, place: u64, done: &Done) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.shape.bytes());
        let (state, room) = match &done.result {
            Ok(yielded) => {
                let numbers = yielded.outcomes.iter().chain(&yielded.late);
                let numbers = numbers.flat_map(|number| canonical(*number).to_le_bytes());
                (DONE, yielded.digest.bytes().into_iter().chain(numbers).collect::<Vec<u8>>())
            }
            Err(reason) => (SET_ASIDE, cut(reason, self.shape.room).as_bytes().to_vec()),
        };
        bytes.push(state);
        bytes.extend((room.len() as u16).to_le_bytes());
        bytes.extend(done.coordinates.iter().flat_map(|coordinate| coordinate.to_le_bytes()));
        bytes.extend(&room);
        bytes.resize(self.shape.bytes() - CHECKSUM, 0);
        let sum = self.checksum(place, &bytes);
        bytes.extend(sum);
        bytes
    }

    fn decoded(&self, place: u64, slot: &[u8]) -> Option<Done> {
        let (bytes, sum) = slot.split_at(slot.len() - CHECKSUM);
        if !matches!(bytes[0], DONE | SET_ASIDE) || self.checksum(place, bytes) != sum {
            return None;
        }
        let length = usize::from(u16::from_le_bytes([bytes[1], bytes[2]]));
        let (coordinates, room) = bytes[STATE + LENGTH..].split_at(8 * self.shape.factors);
        let numbers = |bytes: &[u8]| -> Vec<f64> {
            bytes.as_chunks::<8>().0.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect()
        };
        let result = if bytes[0] == DONE {
            let (digest, rest) = room.split_at(DIGEST);
            let (outcomes, rest) = rest.split_at(8 * self.shape.outcomes);
            Ok(Yield {
                digest: Digest::from_bytes(digest.try_into().ok()?),
                outcomes: numbers(outcomes),
                late: numbers(&rest[..8 * self.shape.watched]),
            })
        } else {
            Err(String::from_utf8_lossy(room.get(..length)?).into_owned())
        };
        Some(Done { coordinates: numbers(coordinates), result })
    }

    fn checksum(&self, place: u64, bytes: &[u8]) -> [u8; CHECKSUM] {
        let mut hash = Sha256::new();
        hash.update(self.inputs.as_bytes());
        hash.update(place.to_le_bytes());
        hash.update(bytes);
        let sum: [u8; 32] = hash.finalize().into();
        std::array::from_fn(|byte| sum[byte])
    }
}

/// Every NaN as the same bits.
fn canonical(number: f64) -> f64 {
    if number.is_nan() { f64::NAN } else { number }
}

/// A reason on one line, that fits.
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
mod tests {
    use super::*;

    fn slots(path: &Path, inputs: &str) -> Slots {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).unwrap();
        let shape = Shape { factors: 2, outcomes: 3, watched: 1, room: REASON };
        Slots { file: Mutex::new(file), path: path.into(), shape, inputs: inputs.into() }
    }

    fn run(outcome: f64) -> Done {
        let outcomes = vec![outcome, f64::NAN, -0.0];
        let result = Ok(Yield { digest: Digest::of(b"run"), outcomes, late: vec![0.5] });
        Done { coordinates: vec![0.1, f64::INFINITY], result }
    }

    #[test]
    fn slots_are_filled_in_any_order_and_the_others_stay_empty() {
        let directory = tempfile::tempdir().unwrap();
        let slots = slots(&directory.path().join("runs"), "a");
        assert_eq!(slots.read(3).unwrap(), None);
        slots.write(5, &run(1.0)).unwrap();
        let aside = Done { coordinates: vec![1.0, 2.0], result: Err("offset is above onset\nhelp".into()) };
        slots.write(2, &aside).unwrap();
        assert_eq!(format!("{:?}", slots.read(5).unwrap().unwrap()), format!("{:?}", run(1.0)));
        assert_eq!(slots.read(2).unwrap().unwrap().result, Err("offset is above onset help".into()));
        let all: Vec<bool> = slots.read_all(0, 8).unwrap().iter().map(Option::is_some).collect();
        assert_eq!(all, [false, false, true, false, false, true, false, false]);
    }

    #[test]
    fn what_is_damaged_cut_off_moved_or_of_another_sweep_is_empty() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("runs");
        let these = slots(&path, "a");
        these.write(0, &run(1.0)).unwrap();
        these.write(1, &run(2.0)).unwrap();
        assert_eq!(slots(&path, "b").read(0).unwrap(), None, "another sweep");
        let whole = std::fs::read(&path).unwrap();
        let length = these.shape.bytes();
        for byte in [0, 1, 5, 60, length - 1] {
            let mut damaged = whole.clone();
            damaged[byte] ^= 1;
            std::fs::write(&path, damaged).unwrap();
            assert!(these.read(0).unwrap().is_none() && these.read(1).unwrap().is_some(), "byte {byte}");
        }
        std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        assert!(these.read(0).unwrap().is_some() && these.read(1).unwrap().is_none(), "cut off");
        std::fs::write(&path, [&whole[length..], &whole[..length]].concat()).unwrap();
        assert!(these.read(0).unwrap().is_none(), "moved");
    }

    #[test]
    fn a_long_reason_is_cut_between_letters() {
        let long = "é".repeat(1000);
        let cut = cut(&long, REASON);
        assert!(cut.len() <= REASON && cut.ends_with('…'));
    }
}
