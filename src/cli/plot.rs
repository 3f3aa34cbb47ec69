//! `darkside plot`: charts and report of finished runs, drawn again from their tables.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, Stop};
use darkside::archive::sweep::SWEEP_MANIFEST;
use darkside::archive::{Hold, Run};
use darkside::chart::{self, Drawn};
use darkside::report;
use darkside_error::{Error, Result};

const EXAMPLES: &str = "\
Examples:
  darkside plot output/baseline-1a2b3c4d
  darkside plot compared/*";

/// The directory of pictures inside a run's directory.
const CHARTS: &str = "charts";

/// The report's file name.
pub const REPORT: &str = "report.html";

/// Draw charts and report of finished runs again.
///
/// Reads the tables in each directory; nothing is simulated.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Plot {
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
        return super::sweep::draw(directory);
    }
    draw(&Run::open(directory)?)
}

/// Draws every picture of a run and writes its report, both into the run's directory.
pub fn draw(run: &Run) -> Result<Vec<Drawn>> {
    let story = darkside::story::gather(run)?;
    let drawn = chart::draw_story(&story, &run.directory().join(CHARTS))?;
    report::write_story(&story, &drawn, &run.directory().join(REPORT))?;
    Ok(drawn)
}

/// Whether a directory has its report, which is written last.
pub fn is_drawn(directory: &Path) -> bool {
    directory.join(REPORT).is_file()
}

/// Removes the report and the pictures of an earlier run, so that none stands beside other results.
pub fn remove(directory: &Path) -> Result<()> {
    let charts = directory.join(CHARTS);
    let pictures = chart::ALL.iter().flat_map(|chart| ["svg", "png"].map(|kind| format!("{}.{kind}", chart.name)));
    let files = std::iter::once(directory.join(REPORT)).chain(pictures.map(|picture| charts.join(picture)));
    // Where nothing can be removed, what is not there needs not be.
    for file in files.filter(|file| file.symlink_metadata().is_ok()) {
        match fs::remove_file(&file) {
            Err(cause) if !matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(Error::file(&file, "remove", &cause));
            }
            _ => {}
        }
    }
    Ok(())
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
