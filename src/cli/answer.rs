//! What the commands that answer a question share: where the answer goes, and how it is told.

use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::page::{self, Table};
use super::plot::REPORT;
use super::run::{formats, shown, threads};
use crate::archive::{Format, Study, StudyManifest, Writing};
use crate::experiment::Window;
use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// Where an answer goes, and what may be spent on it.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Directory to write into; without it, one in output/ named after the question.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads to use; all cores if left out.
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    threads: Option<usize>,
    /// Formats of the tables, separated by commas.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "parquet,csv", value_parser = formats())]
    format: Vec<Format>,
    /// Replace what is in a directory that holds another answer.
    #[arg(long)]
    force: bool,
}

impl Place {
    /// How many threads to use.
    pub fn threads(&self) -> usize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get))
    }

    /// Whether to replace what is there.
    pub fn force(&self) -> bool {
        self.force
    }

    /// The directory: what was asked for, or output/<name>-<first digits of the digest>.
    pub fn directory(&self, name: &str, inputs: &Digest) -> PathBuf {
        let named = || PathBuf::from("output").join(format!("{name}-{}", &inputs.to_string()[..8]));
        self.out.clone().unwrap_or_else(named)
    }

    /// The directory: what was asked for, or output/<name>.
    pub fn directory_named(&self, name: &str) -> PathBuf {
        self.out.clone().unwrap_or_else(|| PathBuf::from("output").join(name))
    }

    /// The study in a directory.
    pub fn study<'a>(&'a self, kind: &'a str, inputs: Digest, directory: &'a Path, command: &'a [String]) -> Study<'a> {
        Study { kind, inputs, directory, formats: &self.format, force: self.force, command }
    }
}

/// The weeks that `--at` or `--over` name.
pub fn window(at: Option<&str>, over: Option<&str>) -> Result<Option<Window>> {
    match (at, over) {
        (Some(week), _) => match week.parse()? {
            Window::At(week) => Ok(Some(Window::At(week))),
            Window::Over(..) => {
                Err(Error::input(format!("--at {week} is a stretch of weeks")).help(format!("--over {week}")))
            }
        },
        (None, Some(weeks)) => weeks.parse().map(Some),
        (None, None) => Ok(None),
    }
}

/// Announces the SVG and PNG files of these pictures.
pub fn announce_charts(writing: &mut Writing<'_>, names: &[&str]) -> Result<()> {
    for name in names {
        for ending in ["svg", "png"] {
            writing.file(&format!("charts/{name}.{ending}"))?;
        }
    }
    Ok(())
}

/// Tells the answer in sentences, what to take care of, and where the rest is.
pub fn tell(
    sentences: &[String],
    advice: &[String],
    manifest: &StudyManifest,
    directory: &Path,
    out: &mut dyn Write,
) -> Outcome {
    let width = page::width();
    writeln!(out)?;
    for sentence in sentences {
        page::paragraph(out, sentence, 2, width)?;
    }
    if !advice.is_empty() {
        writeln!(out)?;
        page::heading(out, "Take care")?;
        for advice in advice {
            page::paragraph(out, advice, 2, width)?;
        }
    }
    writeln!(out)?;
    where_it_is(manifest, directory, out)
}

/// Tells the answer of a study that had been finished before.
pub fn tell_finished(manifest: &StudyManifest, directory: &Path, out: &mut dyn Write) -> Outcome {
    page::heading(out, &format!("{} already finished, nothing to do (--force runs it again)", manifest.question))?;
    for line in &manifest.answer {
        page::paragraph(out, line, 2, page::width())?;
    }
    where_it_is(manifest, directory, out)
}

fn where_it_is(manifest: &StudyManifest, directory: &Path, out: &mut dyn Write) -> Outcome {
    let rows = vec![
        vec!["digest".to_owned(), manifest.digest.clone()],
        vec!["results".to_owned(), shown(directory)],
        vec!["begin with".to_owned(), shown(&directory.join(REPORT))],
    ];
    let count = rows.len();
    let table = Table::new(rows, None).indented(2);
    (0..count).try_for_each(|row| table.write_row(out, row))?;
    Ok(())
}
