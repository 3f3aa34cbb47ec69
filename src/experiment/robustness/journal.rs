//! Finished points on the disk, so that an interrupted analysis goes on where it was.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Point;
use darkside_error::{Error, Result};

/// A file with a line for each finished point, in the order in which they were finished.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

/// The first line.
#[derive(PartialEq, Serialize, Deserialize)]
struct Head {
    inputs: String,
}

/// A point's line. Numbers stand there bit by bit, so that nothing is lost.
#[derive(Serialize, Deserialize)]
struct Line {
    point: u32,
    refused: Option<String>,
    sums: Vec<Vec<u64>>,
}

impl Journal {
    /// Opens the journal at `path`, and gives the points in it that belong to these inputs; anything else is cut off.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub(super) fn open(path: &Path, inputs: &str) -> Result<(Self, Vec<(u32, Point)>)> {
        let failed = |cause: std::io::Error| Error::file(path, "write", &cause);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        let (found, sound) = points(&file, inputs).map_err(failed)?;
        file.set_len(sound).and_then(|()| file.seek(std::io::SeekFrom::End(0)).map(drop)).map_err(failed)?;
        let mut journal = Self { path: path.into(), file };
        if sound == 0 {
            journal.line(&Head { inputs: inputs.into() })?;
        }
        Ok((journal, found))
    }

    /// Adds a finished point.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn add(&mut self, number: u32, point: &Point) -> Result<()> {
        let bits = |sums: &Vec<f64>| sums.iter().map(|sum| sum.to_bits()).collect();
        let sums = point.sums.iter().map(bits).collect();
        self.line(&Line { point: number, refused: point.refused.clone(), sums })
    }

    fn line(&mut self, line: &impl Serialize) -> Result<()> {
        let mut text = serde_json::to_vec(line).map_err(|cause| Error::machine(cause.to_string()))?;
        text.push(b'\n');
        self.file.write_all(&text).map_err(|cause| {
            Error::file(&self.path, "write", &cause).help("finished points are kept: the same command goes on")
        })
    }

    /// Removes the journal: what it held stands in tables now.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub(super) fn remove(self) -> Result<()> {
        std::fs::remove_file(&self.path).map_err(|cause| Error::file(&self.path, "remove", &cause))
    }
}

/// The points of a journal that belongs to these inputs, and how many bytes of it are sound.
fn points(file: &File, inputs: &str) -> std::io::Result<(Vec<(u32, Point)>, u64)> {
    let mut lines = BufReader::new(file);
    let (mut found, mut sound, mut text) = (Vec::new(), 0, Vec::new());
    loop {
        text.clear();
        let length = lines.read_until(b'\n', &mut text)?;
        // A last line without its end was being written when the process died.
        if text.last() != Some(&b'\n') {
            return Ok((found, sound));
        }
        if sound == 0 {
            if !serde_json::from_slice(&text).is_ok_and(|head: Head| head.inputs == inputs) {
                return Ok((found, 0));
            }
        } else {
            let Ok(line) = serde_json::from_slice::<Line>(&text) else { return Ok((found, sound)) };
            let numbers = |bits: Vec<u64>| bits.into_iter().map(f64::from_bits).collect();
            let sums = line.sums.into_iter().map(numbers).collect();
            found.push((line.point, Point { sums, refused: line.refused }));
        }
        sound += length as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_come_back_bit_by_bit_and_what_is_half_written_is_cut_off() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("points");
        let (mut journal, found) = Journal::open(&path, "a").unwrap();
        assert!(found.is_empty());
        let point = Point { sums: vec![vec![0.1, -0.0], vec![f64::INFINITY, 1e-300]], refused: None };
        journal.add(7, &point).unwrap();
        journal.add(2, &Point { sums: Vec::new(), refused: Some("why".into()) }).unwrap();
        journal.file.write_all(b"{\"point\":3,\"sums\":[[").unwrap();
        drop(journal);
        let (mut journal, found) = Journal::open(&path, "a").unwrap();
        assert_eq!(found[0], (7, point.clone()));
        assert_eq!((found[1].0, found[1].1.refused.as_deref(), found.len()), (2, Some("why"), 2));
        journal.add(3, &point).unwrap();
        assert_eq!(Journal::open(&path, "a").unwrap().1.len(), 3);
        assert!(Journal::open(&path, "other inputs").unwrap().1.is_empty());
        assert!(Journal::open(&path, "a").unwrap().1.is_empty(), "the other one begins anew");
    }
}
