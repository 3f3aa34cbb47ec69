//! What the commands share that ask one question with many runs: options, the directory of the answer, how it is told.

use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::Args;

use super::page::{self, Table};
use super::plot::REPORT;
use super::request::{Changes, at_least_one};
use super::run::threads;
use super::{Outcome, Stop};
use crate::archive::{Format, Study, StudyManifest, StudySummary, Writing};
use crate::chart::{self, Drawn, Picture};
use crate::error::{Error, Result};
use crate::record::Digest;
use crate::report::{Answer, write_answer};
use crate::table;

/// Pictures stand in a directory of their own.
const CHARTS: &str = "charts";

/// The options of a question.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// Seeds (replicates) of every scenario that is run.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    pub seeds: Option<u32>,
    /// Weeks to simulate, in place of the scenario's `run.weeks`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    pub weeks: Option<u32>,
    #[command(flatten)]
    pub changes: Changes,
    /// Directory to write into; without it, one below output/.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads to use; all cores if left out.
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    threads: Option<usize>,
    /// Replace what is in a directory that holds another answer.
    #[arg(long)]
    pub force: bool,
}

/// A picture to keep: its name, what it shows, and itself.
pub type Shot = (&'static str, &'static str, Picture);

impl Asked {
    /// Threads to use.
    pub fn threads(&self) -> usize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get))
    }

    /// Where the answer goes: as asked, or `output/<kind>-<name>-<first 8 digits of the digest>`.
    pub fn directory(&self, kind: &str, name: &str, inputs: Digest) -> PathBuf {
        let given = self.out.clone();
        given.unwrap_or_else(|| PathBuf::from("output").join(format!("{kind}-{name}-{}", &inputs.to_string()[..8])))
    }

    /// The study that is asked for.
    pub fn study<'a>(&self, kind: &'a str, inputs: Digest, directory: &'a Path, command: &'a [String]) -> Study<'a> {
        let formats = &[Format::Parquet, Format::Csv];
        Study { kind, inputs, directory, formats, force: self.force, command }
    }
}

/// Writes the tables of an answer.
pub fn keep_tables(writing: &mut Writing<'_>, tables: &[(&str, table::Table)]) -> Result<()> {
    tables.iter().try_for_each(|(name, table)| writing.table(name, table))
}

/// Writes the pictures of an answer.
pub fn keep_pictures(writing: &mut Writing<'_>, pictures: Vec<Shot>) -> Result<Vec<Drawn>> {
    let charts = writing.directory().join(CHARTS);
    std::fs::create_dir_all(&charts).map_err(|cause| Error::file(&charts, "create", &cause))?;
    let keep = |(name, meaning, picture): Shot| {
        if picture.is_ok() {
            for ending in ["svg", "png"] {
                writing.file(&format!("{CHARTS}/{name}.{ending}"))?;
            }
        }
        chart::keep(name, meaning, picture, &charts)
    };
    pictures.into_iter().map(keep).collect()
}

/// Writes the page and the manifest, which ends the answer.
pub fn finish(mut writing: Writing<'_>, answer: &Answer, summary: StudySummary) -> Result<StudyManifest> {
    let report = writing.file(REPORT)?;
    write_answer(answer, &report)?;
    let words = [answer.answer.clone(), answer.advice.clone()].concat();
    writing.finish(StudySummary { question: answer.question.clone(), answer: words, ..summary })
}

/// Fine print that every answer has.
pub fn fine_print(first_seed: u64, seeds: u32, weeks: u32) -> Vec<String> {
    let last = first_seed.saturating_add(u64::from(seeds.saturating_sub(1)));
    vec![
        format!("Seeds {first_seed} to {last} in every scenario, so that differences are paired; weeks 0 to {weeks}."),
        format!(
            "darkside {}. The digests of inputs and results stand in the manifest beside this page.",
            env!("CARGO_PKG_VERSION")
        ),
    ]
}

/// Says what came out, what to take care of, and where it is.
pub fn tell(out: &mut dyn Write, heading: &str, manifest: &StudyManifest, directory: &Path) -> Outcome {
    page::heading(out, heading)?;
    for sentence in &manifest.answer {
        page::paragraph(out, sentence, 2, page::width())?;
    }
    let shown = |path: &Path| path.display().to_string();
    let rows = vec![
        vec!["digest".into(), manifest.digest.clone()],
        vec!["results".into(), shown(directory)],
        vec!["begin with".into(), shown(&directory.join(REPORT))],
    ];
    let table = Table::new(rows, None).indented(2);
    (0..3).try_for_each(|row| table.write_row(out, row))?;
    Ok(())
}

/// Tells of an answer that stands already; `None` if there is none or it is to be made again.
pub fn already(study: &Study<'_>, out: &mut dyn Write) -> std::result::Result<Option<()>, Stop> {
    let Some(manifest) = study.finished()? else { return Ok(None) };
    tell(out, "already answered, nothing to do (--force answers again)", &manifest, study.directory)?;
    Ok(Some(()))
}
