//! The report: one HTML page that tells a manager in plain words what a run or an [experiment](Answer) showed, and how
//! certain that is.
//!
//! The page opens offline: pictures, style and numbers are inside it, and a content security policy forbids everything
//! else. Every sentence about results is computed from the run ([`story`](crate::story)); the model's assumptions are
//! stated in the same words in every report.

#![allow(clippy::disallowed_methods, reason = "what is read may differ in its last bits, results may not")]

mod answer;
pub mod attribution;
mod compared;
mod page;
mod part;
pub mod robustness;
pub mod sensitivity;
mod sweep;
mod table;
mod tested;
pub mod threshold;

pub use sweep::write_sweep;

use std::path::Path;

pub use answer::{Answer, Section, TextTable, page as answer_page};
pub use compared::comparison_page;
pub use tested::{estimates, test_page, verdicts_markdown};

use crate::archive::whole_file::write_bytes;
use crate::archive::{Finished, REPORT, Run};
use crate::chart::{self, Drawn};
use crate::story::{Story, gather};
use darkside_error::Result;

/// Writes the report of a finished run to `path`, with the pictures written by
/// [`draw_story`](crate::chart::draw_story).
///
/// # Errors
/// If a picture cannot be read or the page cannot be written.
pub fn write_story(story: &Story, charts: &[Drawn], path: &Path) -> Result<()> {
    write_bytes(path, page::page(story, charts)?.as_bytes()).map(|_| ())
}

/// Draws every picture of a run and writes its report into the run's directory; the manifest then lists them all.
///
/// # Errors
/// If a table cannot be read or a file cannot be written.
pub fn draw(run: &mut Run) -> Result<Vec<Drawn>> {
    run.draw(|run, folder| {
        let story = gather(run)?;
        let drawn = chart::draw_story(&story, folder)?;
        write_story(&story, &drawn, &folder.join(REPORT))?;
        Ok(drawn)
    })
}

#[cfg(test)]
mod tests;
