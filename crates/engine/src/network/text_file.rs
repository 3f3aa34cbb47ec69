//! Reads a file as text, and refuses what cannot be one.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use super::decode::{decode, decoded};
use darkside_error::{Error, Result, Source};

/// Larger files are refused: positions in a text are kept as 32 bits.
const MOST_BYTES: u64 = 2 << 30;

/// The folder in which shipped scenarios find their tables; there is none of this name on any disk.
pub(crate) const SHIPPED_FOLDER: &str = "(shipped)";

/// The text of a shipped table, or else of the one of this name among `texts`; without these, of a file on the disk.
///
/// # Errors
/// A machine fault where the file is missing, a directory or cannot be read; an input fault where there is no text of this
/// name, or it is empty, above 2 GiB or no text.
pub(super) fn read(path: &Path, texts: Option<&[Source]>) -> Result<Arc<Source>> {
    match (shipped(path), texts) {
        (Some(text), _) => decode(path.display().to_string(), text.into()),
        (None, Some(texts)) => among(texts, path),
        (None, None) => from_disk(path),
    }
}

/// The text of the shipped table at this path, if it is one.
fn shipped(path: &Path) -> Option<&'static str> {
    let within = path.strip_prefix(SHIPPED_FOLDER).ok()?;
    darkside_scenarios::in_folder("networks").find(|file| Path::new(file.path) == within).map(|file| file.text)
}

fn from_disk(path: &Path) -> Result<Arc<Source>> {
    let failed = |cause: io::Error| Error::file(path, "read", &cause);
    let kind = std::fs::metadata(path).map_err(failed)?;
    if kind.is_dir() {
        return Err(failed(io::Error::new(ErrorKind::IsADirectory, "it is a directory, not a file")));
    }
    if !kind.is_file() {
        return Err(failed(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file")));
    }
    if kind.len() > MOST_BYTES {
        return Err(too_large(path));
    }
    let mut bytes = Vec::new();
    // The file may have grown since it was measured.
    File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(path));
    }
    decode(path.display().to_string(), bytes)
}

fn among(texts: &[Source], path: &Path) -> Result<Arc<Source>> {
    match texts.iter().find(|text| Path::new(&text.name) == path) {
        Some(text) => decoded(text),
        None => Err(Error::input(format!("there is no file {} here", path.display()))
            .help("give it together with the scenario that names it")),
    }
}

fn too_large(path: &Path) -> Error {
    Error::input(format!("{} is larger than 2 GiB", path.display()))
        .help("a table or graph of at most 2 GiB can be read")
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_error::Fault;

    #[test]
    fn faults_of_the_machine_and_of_the_input_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let missing = from_disk(&folder.path().join("none.csv")).unwrap_err();
        assert_eq!(missing.fault(), Fault::Machine);
        assert!(missing.message().contains("none.csv"), "{missing}");

        let directory = from_disk(folder.path()).unwrap_err();
        assert_eq!(directory.fault(), Fault::Machine);
        assert!(directory.message().ends_with("it is a directory, not a file"), "{directory}");

        let path = folder.path().join("empty.csv");
        std::fs::write(&path, "").unwrap();
        let empty = from_disk(&path).unwrap_err();
        assert_eq!(empty.fault(), Fault::Input);
        assert!(empty.message().ends_with("empty.csv is empty"), "{empty}");
    }

    #[test]
    fn only_paths_in_the_shipped_folder_are_those_of_shipped_tables() {
        assert!(shipped(&Path::new(SHIPPED_FOLDER).join("networks/star.csv")).is_some());
        assert_eq!(shipped(Path::new("networks/star.csv")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_above_two_gibibytes_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.csv");
        // Sparse: takes no room.
        File::create(&path).unwrap().set_len(MOST_BYTES + 1).unwrap();
        assert!(from_disk(&path).unwrap_err().message().ends_with("is larger than 2 GiB"));
    }
}
