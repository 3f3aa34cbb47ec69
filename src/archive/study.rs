//! The directory of an experiment's answer: tables, pictures, a page, and last the manifest.
//!
//! While a study is being written its directory holds `<kind>.unfinished`, which says what it belongs to and which files
//! it has begun, and `<kind>.runs`, which keeps the runs that are finished. The manifest `<kind>.json` appears when all
//! files are whole, and these two go. So an interrupted study is never taken for a finished one; the same command
//! continues with the runs that are kept and writes every other file anew.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::hold::Hold;
use super::inputs::VERSION;
use super::layout::Format;
use super::manifest::Platform;
use super::plan::Found;
use super::run_log::{RunFile, Shape};
use super::study_digest::TablesDigest;
use super::study_manifest::{StudyManifest, StudySummary};
use super::whole_file;
use crate::experiment::RunLog;
use crate::table::{CsvWriter, Table, encode};
use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// An experiment whose answer goes into one directory.
///
/// ```
/// use darkside::archive::{Format, Found, Study, StudySummary};
/// use darkside::{record::Digest, table::{Column, Table}};
///
/// let directory = tempfile::tempdir().unwrap();
/// let study = Study {
///     kind: "compare",
///     inputs: Digest::of(b"arms, metrics, seeds"),
///     directory: &directory.path().join("answer"),
///     formats: &[Format::Csv],
///     force: false,
///     command: &[],
/// };
/// assert_eq!(study.look()?, Found::Nothing);
/// let mut writing = study.begin()?;
/// writing.table("effects", &Table { columns: vec![Column::words("arm", "the arm", ["audited"])] })?;
/// let manifest = writing.finish(StudySummary { seeds: 30, ..StudySummary::default() })?;
/// assert_eq!((manifest.seeds, manifest.tables), (30, vec!["effects".to_string()]));
/// assert_eq!(study.look()?, Found::Finished);
/// # Ok::<(), darkside::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// The command that asks: `compare`, `test`. The manifest is `<kind>.json`.
    pub kind: &'a str,
    /// Digest of everything that the results depend on; the version is added here.
    pub inputs: Digest,
    /// Where the answer lands; made if it does not exist.
    pub directory: &'a Path,
    /// Formats of the tables, at least one.
    pub formats: &'a [Format],
    /// Whether to replace what another study, or this one, wrote there.
    pub force: bool,
    /// The command line, for the manifest.
    pub command: &'a [String],
}

/// The first line of `<kind>.unfinished`; the names of the files begun follow, one a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Mark {
    version: String,
    kind: String,
    inputs: String,
}

impl Study<'_> {
    /// What the directory holds now: nothing, this study unfinished (it continues), or this study finished.
    ///
    /// # Errors
    /// If it holds something else and `force` is off, if it is a file or cannot be read, or if no format is asked for.
    pub fn look(&self) -> Result<Found> {
        if self.formats.is_empty() {
            return Err(Error::input("no format for the tables").help("--format takes parquet, csv or both"));
        }
        match self.found()? {
            Found::Other if !self.force => Err(self.refusal()),
            found => Ok(found),
        }
    }

    /// The manifest of this study, if it is finished already and is not to be made again.
    ///
    /// # Errors
    /// As [`Self::look`].
    pub fn finished(&self) -> Result<Option<StudyManifest>> {
        let found = self.look()?;
        if self.force || found != Found::Finished {
            return Ok(None);
        }
        let manifest = StudyManifest::read(self.directory, self.kind)?;
        // An interruption right after the manifest leaves these behind.
        remove(&self.directory.join(runs_file(self.kind)))?;
        remove(&self.directory.join(mark_file(self.kind)))?;
        Ok(Some(manifest))
    }

    /// Takes the directory, which is made if it does not exist, for this process.
    ///
    /// # Errors
    /// If it cannot be made, or another process holds it.
    pub fn hold(&self) -> Result<Hold> {
        fs::create_dir_all(self.directory).map_err(|cause| Error::file(self.directory, "create", &cause))?;
        Hold::of(self.directory)
    }

    /// Begins to write: takes the directory, removes what an earlier study of any kind left, and marks it as unfinished.
    ///
    /// # Errors
    /// As [`Self::look`] and [`Self::hold`]; or if anything cannot be removed or written.
    pub fn begin(&self) -> Result<Writing<'_>> {
        // What is refused leaves no directory behind.
        self.look()?;
        self.begin_holding(self.hold()?)
    }

    /// [`Self::begin`] for those who [hold](Self::hold) the directory already.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub fn begin_holding(&self, hold: Hold) -> Result<Writing<'_>> {
        // Looked at again: until the directory was held, somebody else could write.
        let found = self.look()?;
        let mut old = leftovers(self.directory)?;
        if found == Found::Unfinished && !self.force {
            old.files.retain(|name| *name != runs_file(self.kind));
        }
        let mut line = serde_json::to_vec(&self.mark()).map_err(|cause| Error::machine(cause.to_string()))?;
        line.push(b'\n');
        // Files of an earlier study stay named until they are gone, so that an interruption here forgets none.
        line.extend(old.files.iter().flat_map(|name| name.bytes().chain([b'\n'])));
        whole_file::write(&self.directory.join(mark_file(self.kind)), |file| file.write_all(&line))?;
        for mark in old.marks.iter().filter(|mark| **mark != mark_file(self.kind)) {
            remove(&self.directory.join(mark))?;
        }
        for file in &old.files {
            remove(&self.directory.join(file))?;
        }
        whole_file::sync_directory(self.directory);
        Ok(Writing { study: self, _hold: hold, tables: Vec::new(), files: Vec::new(), digest: TablesDigest::new() })
    }

    fn mark(&self) -> Mark {
        Mark { version: VERSION.to_owned(), kind: self.kind.to_owned(), inputs: self.inputs.to_string() }
    }

    fn found(&self) -> Result<Found> {
        match fs::metadata(self.directory) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(cause) => return Err(Error::file(self.directory, "read", &cause)),
            Ok(what) if !what.is_dir() => {
                return Err(Error::input(format!("{} is a file, not a directory", self.directory.display()))
                    .help("give another directory with --out"));
            }
            Ok(_) => {}
        }
        if self.directory.join(format!("{}.json", self.kind)).exists() {
            let same = StudyManifest::read(self.directory, self.kind).is_ok_and(|manifest| self.is_of(&manifest));
            return Ok(if same { Found::Finished } else { Found::Other });
        }
        if read_mark(&self.directory.join(mark_file(self.kind))).is_some_and(|mark| mark == self.mark()) {
            return Ok(Found::Unfinished);
        }
        let mut entries = fs::read_dir(self.directory).map_err(|cause| Error::file(self.directory, "read", &cause))?;
        // What an interruption leaves of the very first file is nothing.
        let begun = format!("{}.unfinished", mark_file(self.kind));
        let anything = entries.any(|entry| !entry.is_ok_and(|entry| entry.file_name() == *begun));
        Ok(if anything { Found::Other } else { Found::Nothing })
    }

    fn is_of(&self, manifest: &StudyManifest) -> bool {
        let mut formats = self.formats.to_vec();
        formats.sort_unstable();
        formats.dedup();
        manifest.inputs == self.inputs.to_string() && manifest.version == VERSION && manifest.formats == formats
    }

    fn refusal(&self) -> Error {
        let what = match StudyManifest::read(self.directory, self.kind) {
            Ok(manifest) if manifest.version != VERSION => {
                format!("a `darkside {}` of version {}; this is {VERSION}", self.kind, manifest.version)
            }
            Ok(manifest) if manifest.inputs == self.inputs.to_string() => "this answer in other formats".to_owned(),
            Ok(manifest) => format!("another `darkside {}`: {}", self.kind, manifest.question),
            Err(_) if self.directory.join(mark_file(self.kind)).exists() => {
                format!("an unfinished `darkside {}` of other inputs", self.kind)
            }
            Err(_) => format!("files that are not from a finished `darkside {}`", self.kind),
        };
        Error::input(format!("{} holds {what}", self.directory.display()))
            .help("give another directory with --out, or replace an earlier answer with --force; other files stay")
    }
}

/// A study that is being written; its directory is held until this is dropped.
#[derive(Debug)]
pub struct Writing<'a> {
    study: &'a Study<'a>,
    _hold: Hold,
    tables: Vec<String>,
    files: Vec<String>,
    digest: TablesDigest,
}

impl Writing<'_> {
    /// Where everything goes.
    pub fn directory(&self) -> &Path {
        self.study.directory
    }

    /// Writes a table in each format asked for; its columns enter the digest of the results.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn table(&mut self, name: &str, table: &Table) -> Result<()> {
        self.digest.table(name, table);
        for format in formats(self.study.formats) {
            let path = self.file(&format.file(name))?;
            whole_file::write(&path, |file| match format {
                Format::Csv => {
                    let names: Vec<&str> = table.columns.iter().map(|column| column.heading.name.as_str()).collect();
                    let mut writer = CsvWriter::new(std::io::BufWriter::new(file), names)?;
                    writer.write(table)?;
                    writer.finish()?.flush()
                }
                Format::Parquet => {
                    let columns = table.columns.iter().cloned();
                    encode(file, &table.headings(), columns).map(|_| ()).map_err(whole_file::cause)
                }
            })?;
        }
        self.tables.push(name.to_owned());
        Ok(())
    }

    /// Announces another file of the study, by its path in the directory (`charts/effects.svg`), and gives its whole path:
    /// the caller writes it.
    ///
    /// # Errors
    /// If the name cannot be noted.
    pub fn file(&mut self, name: &str) -> Result<PathBuf> {
        let mark = self.study.directory.join(mark_file(self.study.kind));
        let noted = fs::File::options().append(true).open(&mark).and_then(|mut file| {
            writeln!(file, "{name}")?;
            // Before the file itself: after a power cut no file may be there that nobody knows of.
            file.sync_data()
        });
        noted.map_err(|cause| whole_file::failure(&mark, &cause))?;
        self.files.push(name.to_owned());
        Ok(self.study.directory.join(name))
    }

    /// Writes a text file of the study, such as its page.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn text(&mut self, name: &str, text: &str) -> Result<()> {
        let path = self.file(name)?;
        whole_file::write(&path, |file| file.write_all(text.as_bytes()))
    }

    /// The study's log of finished runs, of each of which `numbers` numbers are kept. What an interrupted start of the same
    /// study left is in it.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn run_log(&self, numbers: usize) -> Result<impl RunLog + use<>> {
        let shape = Shape { coordinates: 0, digest: false, numbers, reason: 0 };
        let path = self.study.directory.join(runs_file(self.study.kind));
        RunFile::open(&path, shape, &format!("{VERSION} {}", self.study.inputs), true)
    }

    /// Writes the manifest, which makes the study a finished one.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self, summary: StudySummary) -> Result<StudyManifest> {
        let study = self.study;
        let manifest = StudyManifest {
            version: VERSION.to_owned(),
            kind: study.kind.to_owned(),
            question: summary.question,
            answer: summary.answer,
            arms: summary.arms,
            first_seed: summary.first_seed,
            seeds: summary.seeds,
            weeks: summary.weeks,
            planned: summary.planned,
            exploratory: summary.exploratory,
            details: summary.details,
            formats: formats(study.formats),
            tables: self.tables,
            files: self.files,
            inputs: study.inputs.to_string(),
            digest: self.digest.finish().to_string(),
            command: study.command.to_vec(),
            platform: Platform {
                system: std::env::consts::OS.to_owned(),
                architecture: std::env::consts::ARCH.to_owned(),
                threads: summary.threads,
            },
        };
        let mut text = serde_json::to_vec_pretty(&manifest).map_err(|cause| Error::machine(cause.to_string()))?;
        text.push(b'\n');
        whole_file::write(&study.directory.join(format!("{}.json", study.kind)), |file| file.write_all(&text))?;
        whole_file::sync_directory(study.directory);
        remove(&study.directory.join(runs_file(study.kind)))?;
        remove(&study.directory.join(mark_file(study.kind)))?;
        Ok(manifest)
    }
}

/// Every format once, in order.
fn formats(asked: &[Format]) -> Vec<Format> {
    let mut formats = asked.to_vec();
    formats.sort_unstable();
    formats.dedup();
    formats
}

fn mark_file(kind: &str) -> String {
    format!("{kind}.unfinished")
}

fn runs_file(kind: &str) -> String {
    format!("{kind}.runs")
}

fn read_mark(path: &Path) -> Option<Mark> {
    let text = fs::read(path).ok()?;
    serde_json::from_slice(text.split(|&byte| byte == b'\n').next()?).ok()
}

/// What earlier studies of any kind left in a directory.
struct Leftovers {
    marks: Vec<String>,
    files: Vec<String>,
}

fn leftovers(directory: &Path) -> Result<Leftovers> {
    let unreadable = |cause: std::io::Error| Error::file(directory, "read", &cause);
    let mut names = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        names.extend(entry.map_err(unreadable)?.file_name().into_string());
    }
    names.sort();
    let mut left = Leftovers { marks: Vec::new(), files: Vec::new() };
    for name in names {
        let path = directory.join(&name);
        if let Some(kind) = name.strip_suffix(".json")
            && let Ok(manifest) = StudyManifest::read(directory, kind)
            && manifest.kind == kind
        {
            // The manifest goes first: without it nothing is taken for whole.
            left.files.insert(0, name);
            left.files.extend(manifest.files);
        } else if let Some(kind) = name.strip_suffix(".unfinished")
            && read_mark(&path).is_some()
        {
            // After a power cut the end of a mark may be anything.
            let text = fs::read(&path).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            left.files.extend(text.lines().skip(1).map(str::to_owned));
            left.files.push(runs_file(kind));
            left.marks.push(name.clone());
        }
    }
    // A name in a file is only ever a file below this directory.
    let inside = |name: &String| {
        let plain = Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        plain && !name.is_empty() && !name.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER)
    };
    left.files.retain(inside);
    left.files.dedup();
    Ok(left)
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(cause) if !matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(Error::file(file, "remove", &cause))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "study_tests.rs"]
mod tests;
