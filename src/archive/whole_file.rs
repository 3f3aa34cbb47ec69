//! Files that appear under their name only when they are complete and on the disk. The program writes all its files
//! here.

use std::borrow::Borrow;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::checksum::{Checksum, Summed};
use crate::table::{CsvWriter, Heading, Table};
use darkside_error::{Error, Result};

/// The temporary file for `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    path.with_file_name(name)
}

/// Writes a file under another name, syncs it to the disk, and only then renames it.
///
/// # Errors
/// If it cannot be written; the old file then stays.
pub fn write(path: &Path, fill: impl FnOnce(&mut Summed<File>) -> io::Result<()>) -> Result<Checksum> {
    let unfinished = beside(path);
    let written = create(&unfinished).and_then(|file| {
        let mut file = Summed::new(file);
        fill(&mut file)?;
        file.inner().sync_all()?;
        fs::rename(&unfinished, path)?;
        Ok(file.checksum())
    });
    written.map_err(|cause| {
        // A half-written file is of no use and would fill a full disk. If it cannot be removed, that does no further
        // harm.
        let _ = fs::remove_file(&unfinished);
        failure(path, &cause)
    })
}

/// The same, for contents in memory.
///
/// # Errors
/// As [`write()`].
pub fn write_bytes(path: &Path, contents: &[u8]) -> Result<Checksum> {
    write(path, |file| file.write_all(contents))
}

/// The same, for a table as CSV, in stretches of rows; with a byte-order mark if `mark` is set.
///
/// # Errors
/// As [`write()`].
pub(super) fn write_csv(
    path: &Path,
    mark: bool,
    headings: &[Heading],
    stretches: impl IntoIterator<Item = impl Borrow<Table>>,
) -> Result<Checksum> {
    write(path, |file| {
        let mut writer = CsvWriter::new(BufWriter::new(file), mark, headings)?;
        for stretch in stretches {
            writer.write(stretch.borrow())?;
        }
        writer.finish()?.flush()
    })
}

/// Creates a new file, removing what was there, so that no link is followed.
pub(super) fn create(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => File::options().read(true).write(true).create_new(true).open(path),
    }
}

/// The error for a failure to write `path`, with advice on what to do.
pub(super) fn failure(path: &Path, cause: &io::Error) -> Error {
    Error::file(path, "write", cause).help("what is finished is kept: once this is mended, the same command goes on")
}

/// Syncs the names in a directory to the disk, if the system can.
pub fn sync_directory(directory: &Path) {
    // Not every system can open a directory. The files themselves are already on the disk.
    if let Ok(directory) = File::open(directory) {
        let _ = directory.sync_all();
    }
}

/// The underlying I/O error of a Parquet error, or the Parquet error itself.
pub(super) fn cause(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause.to_string()),
        },
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_half_way_leaves_what_was_there() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("table.csv");
        assert_eq!(write_bytes(&path, b"whole").unwrap().bytes, 5);
        let failed = write(&path, |file| {
            file.write_all(b"ha")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.unwrap_err().message().contains("table.csv"));
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(directory.path().read_dir().unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_in_its_place_is_followed() {
        let directory = tempfile::tempdir().unwrap();
        let [path, outside] = ["table.csv", "outside"].map(|name| directory.path().join(name));
        fs::write(&outside, "mine").unwrap();
        std::os::unix::fs::symlink(&outside, beside(&path)).unwrap();
        write_bytes(&path, b"whole").unwrap();
        assert_eq!((fs::read(&path).unwrap(), fs::read(&outside).unwrap()), (b"whole".to_vec(), b"mine".to_vec()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_through_parquet() {
        use crate::table::{Cells, Column, Heading, Kind, encode};
        use darkside_engine::parameter::Unit;

        let heading = Heading::new("week", Kind::Whole, Unit::Weeks, "a test");
        let column = Column::new(heading.clone(), Cells::Whole((0..100_000).collect()));
        let full = File::options().write(true).open("/dev/full").unwrap();
        let error = encode(full, &[heading], [column]).unwrap_err();
        assert_eq!(cause(error).kind(), io::ErrorKind::StorageFull);
    }
}
