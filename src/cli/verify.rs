//! `darkside verify`: whether directories still hold what was written to them.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::outcome::{Outcome, unless_any};
use super::page;
use super::words::counted;
use darkside::archive::verify;

const EXAMPLES: &str = "\
Examples:
  darkside verify output/baseline-1a2b3c4d
  darkside verify compared/* answer

Exit code 0 if everything is as it was written, 1 if anything is damaged or
missing, 2 if a directory holds no results.";

/// Check that directories still hold what was written into them.
///
/// Compares every file with the size and SHA-256 that the manifest lists, recomputes the digest of the results from the
/// tables, and checks the runs that unfinished results keep. Changes nothing.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Verify {
    /// Directories of results, finished or not.
    #[arg(required = true, value_name = "DIR")]
    directories: Vec<PathBuf>,
}

impl Verify {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let mut errors = Vec::new();
        for directory in &self.directories {
            match verify(directory) {
                Ok(found) => {
                    let holds = found.holds.join(" and ");
                    let how = match found.faults.len() {
                        0 => "sound".to_owned(),
                        faults => counted(faults, "fault"),
                    };
                    page::heading(out, &format!("{}: {holds}, {how}", directory.display()))?;
                    writeln!(out, "  {} as listed", counted(found.files, "file"))?;
                    for note in &found.notes {
                        writeln!(out, "  {note}")?;
                    }
                    errors.extend(found.faults);
                }
                Err(error) => errors.push(error),
            }
        }
        unless_any(errors)
    }
}
