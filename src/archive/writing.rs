//! Writes the answer of a study. Its files wait among the parts until all are complete.

use std::path::{Path, PathBuf};

use super::checksum::{Checksums, sealed};
use super::hold::Hold;
use super::inputs::VERSION;
use super::layout::Format;
use super::manifest::Platform;
use super::place::{DirectoryState, runs_path};
use super::run_log::bring_back;
use super::study::Study;
use super::study_digest::TablesDigest;
use super::study_manifest::{StudyManifest, StudySummary};
use super::waiting::{checksums, joined, joined_path, views_folder, views_waiting};
use super::whole_file;
use crate::experiment::RunLog;
use crate::table::{Table, encode};
use darkside_error::Result;

/// A study that is being written. Its directory is held until this is dropped.
#[derive(Debug)]
pub struct Writing<'a> {
    pub(super) study: &'a Study<'a>,
    hold: Hold,
    pictures: PathBuf,
    tables: Vec<String>,
    checksums: Checksums,
    digest: TablesDigest,
}

impl Study<'_> {
    /// Starts writing, or continues: locks the directory and marks it as unfinished.
    ///
    /// # Errors
    /// As [`Self::look`] and [`Self::hold`]; or if anything cannot be removed or written.
    pub fn begin(&self) -> Result<Writing<'_>> {
        // Fails before any directory is created.
        self.look()?;
        let hold = self.hold()?;
        // Checked again: another process could have written until the directory was held.
        let found = self.look()?;
        if found != DirectoryState::Unfinished {
            self.place().begin()?;
        }
        if !self.force {
            bring_back(self.directory, &self.runs_file())?;
        }
        let pictures = views_folder(self.directory)?;
        let (tables, checksums, digest) = (Vec::new(), Checksums::new(), TablesDigest::default());
        Ok(Writing { study: self, hold, pictures, tables, checksums, digest })
    }
}

impl Writing<'_> {
    /// Whether other processes are kept out of the directory.
    pub fn keeps_out(&self) -> bool {
        self.hold.keeps_out()
    }

    /// Where pictures go until the study is finished. Whatever the caller writes there ends up in `charts/`.
    pub fn pictures(&self) -> &Path {
        &self.pictures
    }

    /// Writes a table in each requested format and adds its columns to the digest of the results.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn table(&mut self, name: &str, table: &Table) -> Result<()> {
        self.digest.table(name, table);
        for format in Format::distinct(self.study.formats) {
            let file = format.file(name);
            let (path, headings) = (joined_path(self.study.directory, &file), table.headings());
            let sum = match format {
                Format::Csv | Format::Spreadsheet => {
                    whole_file::write_csv(&path, format == Format::Spreadsheet, &headings, [table])
                }
                Format::Parquet => whole_file::write(&path, |file| {
                    encode(file, &headings, table.columns.iter().cloned()).map(drop).map_err(whole_file::cause)
                }),
            }?;
            self.checksums.insert(file, sum);
        }
        self.tables.push(name.to_owned());
        Ok(())
    }

    /// Writes a text file of the study, such as its page.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn text(&mut self, name: &str, text: &str) -> Result<()> {
        let sum = whole_file::write_bytes(&joined_path(self.study.directory, name), text.as_bytes())?;
        self.checksums.insert(name.to_owned(), sum);
        Ok(())
    }

    /// The study's log of finished runs, including those that an interrupted start left behind.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn run_log(&self) -> Result<impl RunLog + use<>> {
        self.study.runs()
    }

    /// Gives every file its name and writes the manifest, which marks the study as finished; `threads` were used.
    ///
    /// # Errors
    /// If a file would replace one that is not from results, or cannot be written.
    pub fn finish(mut self, summary: StudySummary, threads: usize) -> Result<StudyManifest> {
        let (study, directory) = (self.study, self.study.directory);
        study.place().is_still_ours()?;
        let mut files = joined(directory, &self.checksums);
        let mut more = views_waiting(&self.pictures)?;
        let runs = runs_path(directory);
        if runs.exists() {
            let synced = std::fs::File::options().write(true).open(&runs).and_then(|file| file.sync_all());
            synced.map_err(|cause| whole_file::failure(&runs, &cause))?;
            more.push((runs, study.runs_file()));
        }
        self.checksums.extend(checksums(&more)?);
        files.extend(more);
        let manifest = StudyManifest {
            version: VERSION.to_owned(),
            kind: study.kind.to_owned(),
            summary,
            formats: Format::distinct(study.formats),
            tables: self.tables,
            checksums: self.checksums,
            inputs: study.inputs.to_string(),
            digest: self.digest.finish().to_string(),
            command: study.command.to_vec(),
            platform: Platform::here(threads),
        };
        study.place().publish(&files, &sealed(&manifest)?)?;
        Ok(manifest)
    }
}
