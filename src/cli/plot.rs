//! `darkside plot`: redraws the charts and report of finished runs from their tables.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Parser};

use super::outcome::{Outcome, Stop, unless_any};
use super::words::counted;
use super::{Call, Cli, Command, perform};
use darkside::archive::sweep::{FinishedSweep, SHARD_MANIFEST, SWEEP_MANIFEST};
use darkside::archive::{Hold, REPORT, Run, StudyManifest, Unfinished, unfinished};
use darkside::chart::{self, Drawn};
use darkside::report;
use darkside_error::{Error, Result};

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

/// Asks the question of the answer in `directory` again, so that its page and pictures are redrawn from the runs kept
/// there.
fn draw_answer(directory: &Path, study: &StudyManifest) -> Outcome {
    let line = study.command.join(" ");
    let Ok(cli) = Cli::try_parse_from(&study.command) else {
        let message = format!("{} holds an answer that this command did not give: {line}", directory.display());
        let help = "remove page and pictures and ask the same again, into the same directory: nothing is run anew";
        return Err(Error::input(message).help(help).into());
    };
    match &cli.command {
        Command::Compare(_)
        | Command::Test(_)
        | Command::Attribute(_)
        | Command::Sensitivity(_)
        | Command::Threshold(_)
        | Command::Robustness(_)
        | Command::Identify(_)
        | Command::Power(_) => {
            find_files(directory, study)?;
            let call = Call { line: study.command.clone(), redrawn: Some(directory.to_owned()) };
            perform(&cli.command, &call, &mut io::sink())
        }
        Command::Survey(_) => {
            let message = format!("{} holds a survey, whose page and picture are made with it", directory.display());
            Err(Error::input(message).help(format!("make everything again: {line} --force")).into())
        }
        _ => Err(Error::input(format!("{} says that `{line}` made it", directory.display())).into()),
    }
}

fn again(directory: &Path) -> Result<Vec<Drawn>> {
    let _hold = Hold::of(directory)?;
    if directory.join(SWEEP_MANIFEST).exists() {
        return super::sweep::draw(&mut FinishedSweep::open(directory)?);
    }
    report::draw(&mut Run::open(directory).map_err(|error| not_to_be_drawn(directory).unwrap_or(error))?)
}

/// What a directory without a finished run, sweep or answer holds instead, and the command that goes on from there.
fn not_to_be_drawn(directory: &Path) -> Option<Error> {
    let name = directory.display();
    if let Some(Unfinished { what, command }) = unfinished(directory) {
        let help = format!("continue it by the command that began it: `{command}` with the same arguments");
        return Some(Error::input(format!("{name} holds {what}, which has nothing to draw yet")).help(help));
    }
    directory.join(SHARD_MANIFEST).exists().then(|| {
        Error::input(format!("{name} holds a finished share of a sweep; only the whole sweep is drawn"))
            .help("put all shares together: darkside merge SHARE … --out DIR")
    })
}

/// Refuses to ask an answer's question again where a file that it names is not found.
fn find_files(directory: &Path, study: &StudyManifest) -> Result<()> {
    let named = study.command.iter().map(|word| word.rsplit_once('=').map_or(word.as_str(), |(_, file)| file));
    let Some(lost) = named.filter(|word| word.ends_with(".toml")).find(|file| !Path::new(file).exists()) else {
        return Ok(());
    };
    let error = Error::input(format!("{lost}, which the question of {} names, is not here", directory.display()));
    Err(if Path::new(lost).is_absolute() {
        error.help("put it back, or ask the question again with --force")
    } else {
        error.help(format!(
            "its path is kept as it was given: plot where `darkside {}` ran",
            study.command[1..].join(" ")
        ))
    })
}

fn tell_answer(directory: &Path, study: &StudyManifest, out: &mut dyn Write) -> io::Result<()> {
    let charts = study.checksums.keys().filter(|file| file.ends_with(".svg")).count();
    writeln!(
        out,
        "{}: {}, report in {}",
        directory.display(),
        counted(charts, "chart"),
        directory.join(REPORT).display()
    )
}

fn tell(directory: &Path, drawn: &[Drawn], out: &mut dyn Write) -> io::Result<()> {
    let written = drawn.iter().filter(|chart| matches!(chart.files, chart::Files::Written { .. })).count();
    writeln!(
        out,
        "{}: {}, report in {}",
        directory.display(),
        counted(written, "chart"),
        directory.join(REPORT).display()
    )?;
    for chart in drawn {
        if let chart::Files::LeftOut(reason) = &chart.files {
            writeln!(out, "  no {}: {reason}", chart.name)?;
        }
    }
    Ok(())
}
