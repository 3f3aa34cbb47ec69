//! Page and pictures of finished tables. They wait among the parts until all are complete. The manifest lists them
//! before they get their names, so that an interruption never leaves an incomplete set that passes for complete, or a
//! file that no manifest lists.

use std::fs;
use std::path::Path;

use super::checksum::Checksums;
use super::layout::{CHARTS, REPORT};
use super::owned;
use super::place::{remove_all, rename_into};
use super::read::Run;
use super::sweep::FinishedSweep;
use super::waiting::{checksums, remove_views_folder, views_folder, views_waiting};
use super::whole_file::sync_directory;
use darkside_error::Result;

/// Finished results with page and pictures: a run or a sweep.
pub trait Finished {
    /// Where they are.
    fn directory(&self) -> &Path;

    /// The files that the manifest lists.
    fn checksums(&self) -> &Checksums;

    /// Writes the manifest again with another list of files.
    ///
    /// # Errors
    /// If it cannot be written.
    fn list(&mut self, checksums: Checksums) -> Result<()>;

    /// Whether page and pictures exist as listed.
    fn are_drawn(&self) -> bool {
        let there = |name: &String| fs::metadata(self.directory().join(name)).is_ok_and(|file| file.len() > 0);
        self.checksums().contains_key(REPORT) && self.checksums().keys().filter(|name| is_view(name)).all(there)
    }

    /// Lets `draw` write page and pictures to a folder, and moves them to their places once all are complete.
    ///
    /// # Errors
    /// As `draw`; or if anything cannot be written.
    fn draw<T>(&mut self, draw: impl FnOnce(&Self, &Path) -> Result<T>) -> Result<T>
    where
        Self: Sized,
    {
        let directory = self.directory().to_owned();
        owned::check(&directory, &[])?;
        let folder = views_folder(&directory)?;
        let drawn = draw(self, &folder)?;
        let files = views_waiting(&folder)?;
        let mut listed = self.checksums().clone();
        let former: Vec<String> = listed.keys().filter(|name| is_view(name)).cloned().collect();
        listed.retain(|name, _| !is_view(name));
        listed.extend(checksums(&files)?);
        // The old ones must not pass for those that the manifest will list. Without the page none of them counts.
        let report = REPORT.to_owned();
        remove_all(&directory, former.iter().filter(|name| !listed.contains_key(*name)).chain([&report]))?;
        self.list(listed)?;
        sync_directory(&directory);
        rename_into(&directory, &files)?;
        remove_views_folder(&directory)?;
        Ok(drawn)
    }
}

/// Whether a file is the page or a picture.
fn is_view(name: &str) -> bool {
    name == REPORT || Path::new(name).starts_with(CHARTS)
}

impl Finished for Run {
    fn directory(&self) -> &Path {
        self.directory()
    }

    fn checksums(&self) -> &Checksums {
        &self.manifest.checksums
    }

    fn list(&mut self, checksums: Checksums) -> Result<()> {
        self.manifest.checksums = checksums;
        self.manifest.write(self.directory())
    }
}

impl Finished for FinishedSweep {
    fn directory(&self) -> &Path {
        self.directory()
    }

    fn checksums(&self) -> &Checksums {
        &self.manifest.checksums
    }

    fn list(&mut self, checksums: Checksums) -> Result<()> {
        self.manifest.checksums = checksums;
        self.manifest.write(self.directory())
    }
}
