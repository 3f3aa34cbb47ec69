//! `darkside plot`: redraws the charts and report of finished runs from their tables.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, Stop, draw_answer, unless_any};
use darkside::archive::sweep::{FinishedSweep, SWEEP_MANIFEST};
use darkside::archive::{Hold, REPORT, Run, StudyManifest};
use darkside::chart::{self, Drawn};
use darkside::report;
use darkside_error::Result;

const EXAMPLES: &str = "\
Examples:
  darkside plot output/baseline-1a2b3c4d
  darkside plot compared/*";

/// Draw charts and report of finished results again.
///
/// Reads the tables in each directory, or the runs that an answer keeps; nothing is simulated. The files that an answer's
/// question names must still be there.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Plot {
    /// Directories with finished runs, sweeps or answers.
    #[arg(required = true, value_name = "DIR")]
    directories: Vec<PathBuf>,
}

impl Plot {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let mut errors = Vec::new();
        for directory in &self.directories {
            if let Some(study) = StudyManifest::in_directory(directory) {
                match draw_answer(directory, &study) {
                    Ok(()) => tell_answer(directory, &study, out)?,
                    Err(Stop::Errors(wrong)) => errors.extend(wrong),
                    Err(stop) => return Err(stop),
                }
                continue;
            }
            match again(directory) {
                Ok(drawn) => tell(directory, &drawn, out)?,
                Err(error) => errors.push(error),
            }
        }
        unless_any(errors)
    }
}

fn again(directory: &Path) -> Result<Vec<Drawn>> {
    let _hold = Hold::of(directory)?;
    if directory.join(SWEEP_MANIFEST).exists() {
        return super::sweep::draw(&mut FinishedSweep::open(directory)?);
    }
    report::draw(&mut Run::open(directory)?)
}

fn tell_answer(directory: &Path, study: &StudyManifest, out: &mut dyn Write) -> std::io::Result<()> {
    let charts = study.checksums.keys().filter(|file| file.ends_with(".svg")).count();
    writeln!(out, "{}: {charts} charts, report in {}", directory.display(), directory.join(REPORT).display())
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
