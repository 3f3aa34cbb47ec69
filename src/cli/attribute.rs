//! `darkside attribute`: which mechanism brought the dark side.

use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};

use clap::Args;

use super::Outcome;
use super::answer;
use super::asked::{self, Asked};
use super::progress::Watch;
use crate::archive::{StudyArm, StudySummary, digest_of_words, inputs};
use crate::chart;
use crate::experiment::Reading;
use crate::experiment::attribution::{self, Attribution};
use crate::report;
use darkside_engine::scenario::{self, Request, Scenario};
use darkside_error::Result;

const EXAMPLES: &str = "\
Examples:
  darkside attribute baseline
  darkside attribute programme --metric conflict --over 156..260
  darkside attribute my.toml --seeds 100 --out who_brought_it

The mechanisms are those with a positive hazard in the scenario, its firms and its
dated changes, without `contagion.spontaneous`: four in the baseline, so 16 sets.";

/// Ask which mechanism brought the dark side.
///
/// Knocks out every set of the mechanisms by which practices spread, under the same seeds, shares what they add
/// among them (Shapley values), and lays beside it what the ledger counts: by which way the practices came that
/// the onsets are credited to.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Attribute {
    /// A shipped scenario (see `darkside list scenarios`) or a TOML file.
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// What is shared among the mechanisms (see `darkside list metrics`).
    #[arg(long, value_name = "METRIC", default_value = "dark_share")]
    metric: String,
    /// Week at whose end it is read; the last if left out.
    #[arg(long, value_name = "WEEK", conflicts_with = "over", allow_negative_numbers = true)]
    at: Option<String>,
    /// Weeks over which its mean is read, such as 104..260.
    #[arg(long, value_name = "FROM..TO", allow_hyphen_values = true)]
    over: Option<String>,
    #[command(flatten)]
    asked: Asked,
}

/// The kind of answer, and its manifest's name.
const KIND: &str = "attribute";

impl Attribute {
    pub(super) fn perform(&self, command: &[String], out: &mut dyn Write) -> Outcome {
        let asked = &self.asked;
        let request =
            Request { which: &self.scenario, set: &asked.changes.set, weeks: asked.weeks, seeds: asked.seeds };
        let scenario = scenario::load(&request)?;
        let reading = self.reading(&scenario)?;
        let words =
            ["attribute".to_owned(), inputs(&scenario, &scenario::to_toml(&scenario)).to_string(), reading.words()];
        let digest = digest_of_words(words);
        let directory = asked.place.directory(&format!("{KIND}-{}", scenario.name), &digest);
        let study = asked.place.study(KIND, digest, &directory, command);
        if let Some(manifest) = study.finished()? {
            return answer::tell_finished(&manifest, &directory, out);
        }
        // What cannot be answered leaves no directory behind.
        attribution::check(&scenario)?;
        let mut writing = study.begin()?;
        let found = self.find(&scenario, &reading)?;
        asked::keep_tables(
            &mut writing,
            &[
                ("attribution", found.parts_table()),
                ("coalitions", found.sets_table()),
                ("values", found.values_table()),
            ],
        )?;
        let picture = chart::attribution::draw(&found, &scenario.name);
        let meaning = "Shapley share of each mechanism beside its share of the onsets in the ledger";
        let mut pictures = asked::keep_pictures(&mut writing, vec![("attribution", meaning, Ok(picture))])?;
        let run = &scenario.parameters.run;
        let mut fine = asked::fine_print(run.seed, run.seeds, run.weeks);
        fine.push(format!(
            "{} sets of {} mechanisms: every one of them was run.",
            found.values.len(),
            found.mechanisms.len()
        ));
        let page = report::attribution::answer(&found, &scenario, pictures.remove(0), fine);
        let summary = StudySummary {
            arms: vec![StudyArm::of(scenario.name.clone(), &scenario)],
            first_seed: run.seed,
            seeds: run.seeds,
            weeks: run.weeks,
            threads: asked.place.threads(),
            ..StudySummary::default()
        };
        asked::finish(writing, &page, summary, out)
    }

    fn reading(&self, scenario: &Scenario) -> Result<Reading> {
        let window = answer::window(self.at.as_deref(), self.over.as_deref())?;
        Reading::new(&self.metric, window, &scenario.practices, scenario.parameters.run.weeks)
    }

    fn find(&self, scenario: &Scenario, reading: &Reading) -> Result<Attribution> {
        let runs = u32::try_from(attribution::runs(scenario)).unwrap_or(u32::MAX);
        let watch = Watch::of_runs(&scenario.name, &format!("{runs} runs of {} weeks", scenario.parameters.run.weeks));
        let done = AtomicU32::new(0);
        let progress = || watch.went((done.fetch_add(1, Ordering::Relaxed) + 1).into(), 0, runs.into());
        let found = attribution::attribute(scenario, reading, self.asked.place.threads(), progress);
        watch.end();
        found
    }
}
