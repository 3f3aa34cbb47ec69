//! Sizes and SHA-256 of files, as manifests list them: hashed while they are written, checked before they are read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// Size and SHA-256 of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checksum {
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its contents, in hexadecimal digits.
    pub sha256: String,
}

/// The files of a directory by name (`charts/effects.svg`), each with size and SHA-256.
pub type Checksums = BTreeMap<String, Checksum>;

/// Start of a manifest's last line, which holds the checksum of everything before it.
const SEAL: &str = ",\n  \"checksum\": \"";

/// A file that is hashed while it is written.
#[derive(Debug)]
pub struct Summed<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W> Summed<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    /// Size and SHA-256 of what has been written so far.
    pub(super) fn checksum(&self) -> Checksum {
        Checksum { bytes: self.bytes, sha256: Digest::from_bytes(self.digest()).to_string() }
    }

    /// SHA-256 of what has been written so far.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    /// Bytes written so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn inner(&self) -> &W {
        &self.inner
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The checksum of everything left to read.
pub(super) fn of(mut from: impl Read) -> io::Result<Checksum> {
    let mut sum = Summed::new(io::sink());
    io::copy(&mut io::BufReader::with_capacity(1 << 18, &mut from), &mut sum)?;
    Ok(sum.checksum())
}

/// What helps where a file is damaged or missing.
const REMEDY: &str = "take it from a copy, or write the results again: the command that wrote them, with --force; \
                      `darkside verify` checks every file";

/// Opens a file for reading after checking it against its manifest. A file that the manifest does not list, as in
/// earlier versions, is not checked.
///
/// # Errors
/// If it cannot be read, or is not the file that was written.
pub(super) fn open(directory: &Path, name: &str, listed: &Checksums) -> Result<File> {
    let path = directory.join(name);
    let unreadable = |cause: io::Error| Error::file(&path, "read", &cause);
    let Some(wanted) = listed.get(name) else { return File::open(&path).map_err(unreadable) };
    let mut file = File::open(&path).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => Error::machine(format!("{} is missing", path.display())).help(REMEDY),
        _ => unreadable(cause),
    })?;
    let found = file.metadata().map_err(unreadable)?.len();
    let same = found == wanted.bytes && of(&file).map_err(unreadable)? == *wanted;
    if !same {
        let message = format!("{} is damaged: it is not the file that was written", path.display());
        return Err(Error::machine(message).help(REMEDY));
    }
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Ok(file)
}

/// A value as indented JSON.
pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(value).map_err(|cause| Error::machine(cause.to_string()))
}

/// The text of a manifest, with its own checksum in the last line.
pub(super) fn sealed(manifest: &impl Serialize) -> Result<String> {
    let mut text = json(manifest)?;
    text.truncate(text.trim_end_matches('}').trim_end().len());
    let sum = Digest::of(text.as_bytes());
    Ok(format!("{text}{SEAL}{sum}\"\n}}\n"))
}

/// Whether a manifest's text is unchanged. Only manifests of earlier versions lack a seal; those list no checksums.
pub(super) fn is_as_written(text: &str) -> bool {
    let Some((before, seal)) = text.rsplit_once(SEAL) else { return !text.contains("\n  \"checksums\": {") };
    seal.strip_suffix("\"\n}\n") == Some(&Digest::of(before.as_bytes()).to_string())
}

/// The text of a manifest; `None` if there is none.
///
/// # Errors
/// If it cannot be read, or is not what was written.
pub(super) fn manifest_text(path: &Path) -> Result<Option<String>> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(cause) => return Err(Error::file(path, "read", &cause)),
    };
    match String::from_utf8(text) {
        // Manifests of earlier versions have no seal, but they still end with a brace.
        Ok(text) if is_as_written(&text) && text.trim_end().ends_with('}') => Ok(Some(text)),
        _ => Err(Error::machine(format!("{} is damaged, or was changed since it was written", path.display()))
            .help("take it from a copy, or write the results again: the command that wrote them, with --force")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bit_of_a_manifest_that_flips_is_noticed() {
        let text = sealed(&serde_json::json!({ "name": "a", "seeds": 30, "checksums": { "one": 1 } })).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok() && is_as_written(&text), "{text}");
        for place in 0..text.len() * 8 {
            let mut bytes = text.clone().into_bytes();
            bytes[place / 8] ^= 1 << (place % 8);
            let Ok(flipped) = String::from_utf8(bytes) else { continue };
            assert!(!is_as_written(&flipped), "{flipped}");
        }
    }

    #[test]
    fn a_file_is_checked_by_size_and_contents_before_it_is_read() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.csv");
        std::fs::write(&path, "a,b\n1,2\n").unwrap();
        let listed = Checksums::from([("a.csv".to_owned(), of(File::open(&path).unwrap()).unwrap())]);
        let read = |listed: &Checksums| {
            open(home.path(), "a.csv", listed).and_then(|mut file| {
                let mut text = String::new();
                file.read_to_string(&mut text).map_err(|cause| Error::machine(cause.to_string()))?;
                Ok(text)
            })
        };
        assert_eq!(read(&listed).unwrap(), "a,b\n1,2\n");
        let lost = open(&home.path().join("elsewhere"), "a.csv", &listed).unwrap_err();
        assert!(lost.message().ends_with("a.csv is missing") && lost.advice() == Some(REMEDY), "{lost:?}");
        for damaged in ["a,b\n1,3\n", "a,b\n1,2", ""] {
            std::fs::write(&path, damaged).unwrap();
            assert!(read(&listed).unwrap_err().message().contains("a.csv is damaged"));
            assert_eq!(read(&Checksums::new()).unwrap(), damaged, "earlier versions listed nothing");
        }
    }
}
