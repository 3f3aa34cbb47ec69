//! Finished pieces of a study: the tables and texts of one run each, kept as parts until all are complete.
//!
//! Studies whose runs yield tables instead of single numbers keep them here instead of in a log of runs. A piece that
//! is truncated, damaged or from other inputs counts as missing, so an interrupted study only runs what it lacks.

use std::path::{Path, PathBuf};

use super::layout::PARTS;
use super::part::{Part, write_piece};
use super::plan::part_path;
use super::study::{Study, piece_inputs};
use super::study_digest::TablesDigest;
use super::whole_file;
use super::writing::Writing;
use crate::table::{Column, Heading, Kind, Table};
use darkside_engine::parameter::Unit;
use darkside_error::{Error, Result};

/// Table of a piece: text files by name.
const TEXTS: &str = "texts";

impl Study<'_> {
    fn piece(&self, number: u32) -> PathBuf {
        part_path(self.directory, number)
    }
}

impl Writing<'_> {
    /// Whether the piece with this number exists, complete and undamaged.
    pub fn has_piece(&self, number: u32) -> bool {
        Part::is_sound(&self.study.piece(number), &self.study.inputs(), number.into(), 1)
    }

    /// Stores a piece: its tables, and text files under the names that they will have in the directory.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep_piece(
        &self,
        number: u32,
        tables: Vec<(&'static str, Table)>,
        texts: &[(String, String)],
    ) -> Result<()> {
        let mut digest = TablesDigest::default();
        tables.iter().for_each(|(name, table)| digest.table(name, table));
        let columns = vec![
            Column::words("name", "name of the file", texts.iter().map(|(name, _)| name)),
            Column::words("text", "what it holds", texts.iter().map(|(_, text)| text)),
        ];
        let texts = (TEXTS, Table { columns });
        let tables = tables.into_iter().chain([texts]).collect();
        write_piece(&self.study.piece(number), &self.study.inputs(), number.into(), digest.finish(), tables)
    }

    /// A table over the first `pieces` pieces, in order.
    ///
    /// # Errors
    /// If a piece cannot be read.
    pub fn table_of_pieces(&self, pieces: u32, name: &str, headings: &[Heading]) -> Result<Table> {
        let mut all = Table::empty(headings);
        (0..pieces).try_for_each(|number| all.append(self.table_of_piece(number, name, headings)?))?;
        Ok(all)
    }

    /// Writes the text files of the first `pieces` pieces.
    ///
    /// # Errors
    /// If a piece cannot be read, or a file cannot be written.
    pub fn texts_of_pieces(&mut self, pieces: u32) -> Result<()> {
        let headings = ["name", "text"].map(|name| Heading::new(name, Kind::Word, Unit::None, ""));
        for number in 0..pieces {
            let table = self.table_of_piece(number, TEXTS, &headings)?;
            let ((names, name_rows), (texts, text_rows)) = (table.word("name")?, table.word("text")?);
            for (name, text) in name_rows.iter().zip(text_rows) {
                self.text(&names[*name as usize], &texts[*text as usize])?;
            }
        }
        Ok(())
    }

    fn table_of_piece(&self, number: u32, name: &str, headings: &[Heading]) -> Result<Table> {
        let path = self.study.piece(number);
        let part = Part::open(&path)?;
        if !part.is_of(&self.study.inputs(), number.into(), 1) {
            return Err(Error::machine(format!("{} is no longer a part of these results", path.display()))
                .help("something else has written there: run the same command again"));
        }
        let unreadable = |cause: std::io::Error| Error::file(&path, "read", &cause);
        let mut whole = Table::empty(headings);
        for stretch in part.read(name, headings.to_vec()).map_err(unreadable)?.into_iter().flatten() {
            whole.append(stretch.map_err(|cause| unreadable(whole_file::cause(cause)))?)?;
        }
        Ok(whole)
    }
}

/// How many sound and how many damaged pieces the unfinished study in a directory keeps; `None` if it keeps none.
pub(super) fn kept_pieces(directory: &Path) -> Option<(u64, u64)> {
    let inputs = piece_inputs(directory)?;
    let (mut kept, mut damaged) = (0, 0);
    for entry in std::fs::read_dir(directory.join(PARTS)).ok()?.flatten() {
        let path = entry.path();
        let is_part = path.extension().is_some_and(|ending| ending == "part");
        let number = path.file_stem().and_then(|stem| stem.to_str()?.parse().ok()).filter(|_| is_part);
        match number.map(|number: u32| Part::is_sound(&path, &inputs, number.into(), 1)) {
            Some(true) => kept += 1,
            Some(false) => damaged += 1,
            None => {}
        }
    }
    (kept + damaged > 0).then_some((kept, damaged))
}
