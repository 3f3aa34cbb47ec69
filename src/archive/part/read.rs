//! Reading a part.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::super::{checksum, whole_file};
use super::index::{Index, TRAILER, TableSpan};
use crate::table::{Heading, ParquetStretches, Stretch};
use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// A finished part, opened for reading.
pub(in super::super) struct Part {
    file: File,
    pub(in super::super) index: Index,
}

impl Part {
    /// Opens a part.
    ///
    /// # Errors
    /// If it cannot be read or is incomplete.
    pub(in super::super) fn open(path: &Path) -> Result<Self> {
        let unreadable = |cause: std::io::Error| Error::file(path, "read", &cause);
        let mut file = File::open(path).map_err(unreadable)?;
        let index = read_index(&mut file).map_err(unreadable)?;
        let damaged = |why: String| Error::machine(format!("{} is damaged: {why}", path.display()));
        let index: Index = serde_json::from_slice(&index).map_err(|cause| damaged(cause.to_string()))?;
        let length = file.metadata().map_err(unreadable)?.len();
        let inside = |table: &TableSpan| table.start.checked_add(table.length).is_some_and(|end| end <= length);
        match index.tables.iter().all(inside) {
            true => Ok(Self { file, index }),
            false => Err(damaged("a table lies outside it".into())),
        }
    }

    /// Whether `path` is a complete, undamaged part for these inputs and seeds.
    pub(in super::super) fn is_sound(path: &Path, inputs: &str, first_seed: u64, seeds: u32) -> bool {
        let Ok(part) = Self::open(path) else { return false };
        part.is_of(inputs, first_seed, seeds) && checksum_holds(part.file).unwrap_or(false)
    }

    /// Whether this is the part for these inputs and seeds.
    pub(in super::super) fn is_of(&self, inputs: &str, first_seed: u64, seeds: u32) -> bool {
        self.index.inputs == inputs && self.index.first_seed == first_seed && self.index.digests.len() == seeds as usize
    }

    /// Where a table lies in the file, if the part holds it.
    ///
    /// # Errors
    /// If the file cannot be opened a second time.
    pub(in super::super) fn stretch(&self, table: &str) -> std::io::Result<Option<Stretch>> {
        let Some(entry) = self.index.tables.iter().find(|entry| entry.name == table) else { return Ok(None) };
        Ok(Some(Stretch::new(self.file.try_clone()?, entry.start, entry.length)))
    }

    /// The row groups of a table, if the part holds it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(in super::super) fn read(
        &self,
        table: &str,
        headings: Vec<Heading>,
    ) -> std::io::Result<Option<ParquetStretches<Stretch>>> {
        let Some(stretch) = self.stretch(table)? else { return Ok(None) };
        ParquetStretches::open(stretch, headings).map(Some).map_err(whole_file::cause)
    }
}

/// The bytes of the index at the end of a part.
fn read_index(file: &mut File) -> std::io::Result<Vec<u8>> {
    let truncated = || std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "it is truncated");
    let length = file.metadata()?.len();
    let end = length.checked_sub(TRAILER as u64).ok_or_else(truncated)?;
    let mut trailer = [0; 8];
    file.seek(SeekFrom::Start(end))?;
    file.read_exact(&mut trailer)?;
    let index = u64::from_le_bytes(trailer);
    file.seek(SeekFrom::Start(end.checked_sub(index).ok_or_else(truncated)?))?;
    let mut bytes = vec![0; index as usize];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn checksum_holds(mut file: File) -> std::io::Result<bool> {
    let end = file.metadata()?.len() - 32;
    file.seek(SeekFrom::Start(0))?;
    let found = checksum::of((&file).take(end))?;
    let mut sum = [0; 32];
    file.read_exact(&mut sum)?;
    Ok(found.sha256 == Digest::from_bytes(sum).to_string())
}
