//! Joins stretches that were encoded separately into one Parquet file, without encoding them again.

use std::fs::File;
use std::io::{BufReader, Write};

use bytes::Bytes;
use parquet::errors::Result;
use parquet::file::metadata::ParquetMetaDataReader;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::writer::SerializedFileWriter;

use super::Heading;
use super::dictionary::closed;
use super::parquet::{properties, schema};

/// A Parquet file inside another file.
pub struct Stretch {
    file: File,
    start: u64,
    length: u64,
}

impl Stretch {
    /// The `length` bytes of `file` from `start`.
    pub fn new(file: File, start: u64, length: u64) -> Self {
        Self { file, start, length }
    }
}

impl Length for Stretch {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Stretch {
    type T = BufReader<File>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        self.file.get_read(self.start + start)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.file.get_bytes(self.start + start, length)
    }
}

/// A Parquet file that grows by whole row groups.
pub struct ParquetJoiner<W: Write + Send> {
    writer: SerializedFileWriter<W>,
}

impl<W: Write + Send> ParquetJoiner<W> {
    /// Starts a table with these columns; their units and meanings are stored in the file.
    ///
    /// # Errors
    /// If `file` cannot be written.
    pub fn new(file: W, headings: &[Heading]) -> Result<Self> {
        let writer = SerializedFileWriter::new(file, schema(headings)?, properties(headings))?;
        Ok(Self { writer })
    }

    /// Adds the row groups of a Parquet file with the same columns, byte for byte; empty ones are skipped.
    ///
    /// # Errors
    /// If `stretch` cannot be read or has other columns, or the table cannot be written.
    pub fn append(&mut self, stretch: &impl ChunkReader) -> Result<()> {
        let metadata = ParquetMetaDataReader::new().parse_and_finish(stretch)?;
        for group in metadata.row_groups().iter().filter(|group| group.num_rows() > 0) {
            let mut rows = self.writer.next_row_group()?;
            for column in group.columns() {
                rows.append_column(stretch, closed(column.clone()))?;
            }
            rows.close()?;
        }
        Ok(())
    }

    /// Finishes the table and returns the file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<W> {
        self.writer.into_inner()
    }
}
