//! `darkside plot`: charts and report of finished runs, drawn again from their tables.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, Stop};
use darkside::archive::sweep::{FinishedSweep, SWEEP_MANIFEST};
use darkside::archive::{Hold, REPORT, Run, StudyManifest};
use darkside::chart::{self, Drawn};
use darkside::report;
use darkside_error::{Error, Result};

const EXAMPLES: &str = "\
Examples:
  darkside plot output/baseline-1a2b3c4d
  darkside plot compared/*";

/// Draw charts and report of finished runs again.
///
/// Reads the tables in each directory; nothing is simulated.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Plot {
    /// Directories that `darkside run` has finished.
    #[arg(required = true, value_name = "DIR")]
    directories: Vec<PathBuf>,
}

impl Plot {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let mut errors = Vec::new();
        for directory in &self.directories {
            match again(directory) {
                Ok(drawn) => tell(directory, &drawn, out)?,
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(Stop::Errors(errors)) }
    }
}

fn again(directory: &Path) -> Result<Vec<Drawn>> {
    let _hold = Hold::of(directory)?;
    if directory.join(SWEEP_MANIFEST).exists() {
        return super::sweep::draw(&mut FinishedSweep::open(directory)?);
    }
    if let Some(study) = StudyManifest::in_directory(directory) {
        let message = format!("{} holds the answer of `darkside {}`", directory.display(), study.kind);
        let command = study.command.join(" ");
        return Err(Error::input(message).help(format!(
            "remove page and pictures and give its command again, which draws them from the runs that are kept: {command}"
        )));
    }
    report::draw(&mut Run::open(directory)?)
}

fn tell(directory: &Path, drawn: &[Drawn], out: &mut dyn Write) -> std::io::Result<()> {
    let written = drawn.iter().filter(|chart| matches!(chart.files, chart::Files::Written { .. })).count();
    writeln!(out, "{}: {written} charts, report in {}", directory.display(), directory.join(REPORT).display())?;
    for chart in drawn {
        if let chart::Files::LeftOut(reason) = &chart.files {
            writeln!(out, "  no {}: {reason}", chart.name)?;
        }
    }
    Ok(())
}
