//! Surveys of many seeds into one directory, continuing from what is already there.

use std::path::{Path, PathBuf};

use darkside_survey::{FieldStudy, Panel, Reliability, Scale};

use super::codebook::codebook;
use super::page;
use super::reported::{self, reported};
use super::tables::{TABLES, tables};
use super::target::Target;
use crate::archive::{
    Format, REPORT, Study, StudyArm, StudyManifest, StudySummary, Writing, check_seeds, digest_of_words, enough_room,
    inputs, people_tables,
};
use crate::experiment::{Executor, Progress, threads_within};
use crate::report::{Answer, answer_page};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::scenario::to_toml;
use darkside_error::Result;

/// The command, and the name of the manifest.
const KIND: &str = "survey";
/// Table within a piece: sums for the reliability of scales.
const SUMS: &str = "sums";
/// Means by wave, as reported and as they truly are.
const REPORTED: &str = "reported";

/// A survey of a scenario under its seeds, into one directory.
pub struct SurveyJob<'a> {
    /// What is surveyed, and how; its scenario sets the seeds.
    pub study: &'a FieldStudy,
    /// The directory; `output/survey-<name>-<digest>` if `None`.
    pub directory: Option<&'a Path>,
    /// Formats of the tables, at least one.
    pub formats: &'a [Format],
    /// Other programs to write files for.
    pub targets: &'a [Target],
    /// Threads, at least 1. No result depends on it.
    pub threads: usize,
    /// Whether to replace earlier results.
    pub force: bool,
    /// The command line, for the manifest.
    pub command: &'a [String],
}

/// A finished survey.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// Its directory.
    pub directory: PathBuf,
    /// Its manifest.
    pub manifest: StudyManifest,
    /// Whether other processes were kept out of the directory.
    pub kept_out: bool,
    /// The page; `None` if the survey had already been done.
    pub page: Option<Answer>,
    /// The reliability of each scale; empty if the survey had already been done.
    pub scales: Vec<Scale>,
}

impl SurveyJob<'_> {
    /// How many seeds are surveyed.
    fn seeds(&self) -> u32 {
        self.study.scenario().parameters.run.seeds
    }

    /// What will be run, in a few words.
    pub fn about(&self) -> String {
        let (seeds, waves) = (self.seeds(), self.study.waves().len());
        let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        format!("{} of {}", plural(seeds as usize, "panel"), plural(waves, "wave"))
    }

    /// Surveys the seeds that an earlier start left undone, and writes tables, files for other programs, picture, page
    /// and manifest. `begins` is called before the first seed; `tell` is called after every seed, from any thread.
    ///
    /// # Errors
    /// If the directory holds something else, nobody is left in a sample, a run panics, or anything cannot be written.
    /// What has been finished by then is kept: running again continues from there.
    pub fn run(&self, begins: impl FnOnce(), tell: &(dyn Fn(Progress) + Sync)) -> Result<Surveyed> {
        let scenario = self.study.scenario();
        check_seeds(scenario)?;
        let digest = inputs(scenario, &to_toml(scenario)).to_string();
        let targets = self.targets.iter().map(|target| target.name().to_owned());
        let inputs = digest_of_words([KIND.to_owned(), digest].into_iter().chain(targets));
        let named = format!("{KIND}-{}-{}", scenario.name, &inputs.to_string()[..8]);
        let directory = self.directory.map_or_else(|| PathBuf::from("output").join(named), Path::to_owned);
        let (formats, force, command) = (self.formats, self.force, self.command);
        let study = Study { kind: KIND, inputs, numbers: 0, directory: &directory, formats, force, command };
        if let Some(manifest) = study.finished()? {
            let directory = directory.clone();
            return Ok(Surveyed { directory, manifest, kept_out: true, page: None, scales: Vec::new() });
        }
        enough_room(&[scenario], self.threads)?;
        // Check before the directory is created, so that a refused survey leaves none behind.
        let sampled = self.study.sampled(scenario.parameters.run.seed)?.len();
        self.targets.iter().try_for_each(|target| target.check(sampled))?;
        let mut writing = study.begin()?;
        let kept_out = writing.keeps_out();
        begins();
        self.survey_seeds(&writing, tell)?;
        let (page, scales) = self.write(&mut writing)?;
        let summary = StudySummary {
            question: page.question.clone(),
            answer: page.answer.clone(),
            arms: vec![StudyArm::of(&scenario.name, scenario)],
            first_seed: scenario.parameters.run.seed,
            seeds: self.seeds(),
            weeks: scenario.parameters.run.weeks,
            ..StudySummary::default()
        };
        let manifest = writing.finish(summary, self.threads)?;
        Ok(Surveyed { directory: directory.clone(), manifest, kept_out, page: Some(page), scales })
    }

    /// Keeps the tables and files of each seed that an earlier start left undone.
    fn survey_seeds(&self, writing: &Writing<'_>, tell: &(dyn Fn(Progress) + Sync)) -> Result<()> {
        let first = self.study.scenario().parameters.run.seed;
        let within = threads_within(self.study.scenario(), self.seeds(), self.threads);
        Executor::with(self.threads, None, tell).each(self.seeds(), |number| {
            if writing.has_piece(number) {
                return Ok(true);
            }
            let panel = self.study.panel_on(within, first + u64::from(number))?;
            let mut kept = tables(self.study, &panel);
            kept.push((REPORTED, reported::table(&reported(self.study, &panel))));
            kept.push((SUMS, sums(&panel)));
            let files: Vec<(String, String)> =
                self.targets.iter().flat_map(|target| target.files(self.study, &panel)).collect();
            writing.keep_piece(number, kept, &files)?;
            Ok(false)
        })
    }

    /// Writes everything but the manifest from what was kept of the seeds.
    fn write(&self, writing: &mut Writing<'_>) -> Result<(Answer, Vec<Scale>)> {
        let (scenario, seeds) = (self.study.scenario(), self.seeds());
        for (name, empty) in tables(self.study, &Panel::default()) {
            let table = writing.table_of_pieces(seeds, name, &empty.headings())?;
            writing.table(name, &table)?;
        }
        let rows = writing.table_of_pieces(seeds, REPORTED, &reported::table(&[]).headings())?;
        writing.table(REPORTED, &rows)?;
        let rows = reported::rows(&rows)?;
        let sums = writing.table_of_pieces(seeds, SUMS, &sums(&Panel::default()).headings())?;
        let scales = Reliability::from_numbers(sums.number("sum")?, seeds as usize).scales();
        writing.table("reliability", &reliability(&scales))?;
        writing.table("codebook", &codebook(self.study))?;
        if scenario.network.is_some() {
            for (file, table) in people_tables(scenario) {
                writing.table(file.trim_end_matches(".csv"), &table)?;
            }
        }
        writing.texts_of_pieces(seeds)?;
        let drawn = page::picture(self.study, &rows, seeds, writing.pictures())?;
        let page = page::page(self.study, &rows, &scales, drawn, self.fine_print());
        writing.text(REPORT, &answer_page(&page)?)?;
        Ok((page, scales))
    }

    fn fine_print(&self) -> Vec<String> {
        let first = self.study.scenario().parameters.run.seed;
        let last = first.saturating_add(u64::from(self.seeds().saturating_sub(1)));
        let tables = TABLES.join(", ");
        vec![
            format!("Seeds {first} to {last}, a panel each; tables {tables} have a column `seed`."),
            "codebook says of each variable what it means, its scale, and the true quantity behind it.".to_owned(),
            format!("darkside {}.", env!("CARGO_PKG_VERSION")),
        ]
    }
}

/// Sums for the reliability of scales; they can be added up over panels.
fn sums(panel: &Panel) -> Table {
    let mut reliability = Reliability::default();
    reliability.add(panel);
    let meaning = "sums over answers";
    Table { columns: vec![Column::numbers("sum", Unit::Number, meaning, reliability.to_numbers())] }
}

fn reliability(scales: &[Scale]) -> Table {
    let share = |name: &str, meaning: &str, get: fn(&Scale) -> f64| {
        Column::numbers(name, Unit::Share, meaning, scales.iter().map(get))
    };
    let answers = scales.iter().map(|scale| scale.answers as u32);
    let validity = "squared correlation of the sum of the items with the true intensity";
    Table {
        columns: vec![
            Column::words("scale", "effect that it measures", scales.iter().map(|scale| scale.effect.name())),
            Column::whole("answers", Unit::Count, "answers to all of its items", answers),
            share("omega", "composite reliability", |scale| scale.omega),
            share("validity", validity, |scale| scale.validity),
        ],
    }
}
