//! `darkside compare`: what scenarios change against the first of them, under the same seeds.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::Outcome;
use super::answer::{self, Place};
use super::page::{self, Table};
use super::progress::{Watch, duration};
use super::request::{Changes, at_least_one, seed};
use super::run::gather;
use crate::archive::{self, StudyArm, StudySummary, digest_of_words};
use crate::experiment::compare::{self, Asked, Comparison, Question};
use crate::experiment::replay::{Replay, check, replay};
use crate::story::advice;
use crate::{chart, report};
use darkside_engine::practice::Practice;
use darkside_engine::scenario::{self, Request, Scenario};
use darkside_error::Result;

const EXAMPLES: &str = "\
Examples:
  darkside compare baseline audited                    dark share and value at the end
  darkside compare baseline isolated same_volume       two arms against the first
  darkside compare baseline my.toml --seeds 200 --metric dark_share --over 156..260
  darkside compare baseline audited --metric total_adoptions --metric copied_share
  darkside compare baseline isolated --replay 7        who has what only in one of them, seed 7

The first scenario is what the others are compared with. `darkside list metrics`
tells what can be read; begin with report.html in the directory.";

/// What is read where nobody says.
const METRICS: [&str; 3] = ["dark_share", "value", "visible_value"];

/// Compare scenarios with the first of them, paired by seed.
///
/// Runs every scenario under the same seeds and says by how much each differs from the first, with intervals, in a sentence,
/// in tables, pictures and a report.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Compare {
    /// Shipped scenarios (see `darkside list scenarios`) or TOML files; the first is the one to compare with.
    #[arg(required = true, num_args = 2.., value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// What to read off each run: a metric's name. May be repeated [default: dark_share, value, visible_value]
    #[arg(long, value_name = "METRIC")]
    metric: Vec<String>,
    /// Read at the end of this week; the last one if left out.
    #[arg(long, value_name = "WEEK", conflicts_with = "over", allow_negative_numbers = true)]
    at: Option<String>,
    /// Read the mean over these weeks, such as 104..260; figures of whole runs are read as they are.
    #[arg(long, value_name = "A..B")]
    over: Option<String>,
    /// The difference that you ask about: say how many seeds it takes to see one so small.
    #[arg(long, value_name = "DIFFERENCE", value_parser = positive, allow_negative_numbers = true)]
    detect: Option<f64>,
    /// Also list the adoptions and onsets that exist only in the first or only in the second scenario under this seed.
    #[arg(long, value_name = "SEED", value_parser = seed, allow_negative_numbers = true)]
    replay: Option<u64>,
    /// Seeds that every scenario gets, in place of the first one's `run.seeds`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    /// Weeks to simulate, in place of each scenario's `run.weeks`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    weeks: Option<u32>,
    #[command(flatten)]
    changes: Changes,
    #[command(flatten)]
    place: Place,
}

/// A number above 0.
pub fn positive(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number),
        _ => Err("must be a number above 0".into()),
    }
}

impl Compare {
    pub(super) fn perform(&self, command: &[String], out: &mut dyn Write) -> Outcome {
        let request = |which| Request { which, set: &self.changes.set, weeks: self.weeks, seeds: self.seeds };
        let scenarios = gather(self.scenarios.iter().map(|which| scenario::load(&request(which))))?;
        let arms: Vec<&Scenario> = scenarios.iter().collect();
        let asked = self.asked(&arms[0].practices)?;
        let run = &arms[0].parameters.run;
        let question = Question {
            arms: &arms,
            asked: &asked,
            first_seed: run.seed,
            seeds: run.seeds,
            threads: self.place.threads(),
        };
        question.check()?;
        if self.replay.is_some() {
            check(arms[0], arms[1])?;
        }
        let digest = digest_of_words(self.inputs(&question));
        let name = format!("compare-{}", arms[0].name);
        let directory: PathBuf = self.place.directory(&name, &digest);
        let study = self.place.study("compare", digest, &directory, command);
        if let Some(manifest) = study.finished()? {
            return answer::tell_finished(&manifest, &directory, out);
        }
        archive::enough_room(&arms, self.place.threads())?;
        let mut writing = study.begin()?;
        let began = Instant::now();
        let watch = Watch::begin("compare", run.seeds, run.weeks);
        let done = std::sync::atomic::AtomicU32::new(0);
        let comparison = question.answer(|| {
            let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            watch.reached(done / arms.len() as u32, run.seeds);
        })?;
        let replayed = self.replay.map(|seed| replay(arms[0], arms[1], seed)).transpose()?;
        watch.end();
        for (name, table) in compare::tables(&comparison) {
            writing.table(name, &table)?;
        }
        let practices = [0, 1].map(|arm: usize| {
            arms[arm].practices.iter().map(|practice| practice.name.clone()).collect::<Vec<String>>()
        });
        if let Some(replay) = &replayed {
            writing.table("replay", &compare::replay_table(replay, &practices))?;
        }
        let charts = directory.join("charts");
        answer::announce_charts(&mut writing, &chart::compared::NAMES)?;
        let with = replayed.as_ref().map(|replay| (replay, &practices));
        let drawn = chart::compared::draw_comparison(&comparison, with, &charts)?;
        let advice: Vec<String> =
            advice::on_comparison(&comparison, &arms, self.detect).iter().map(ToString::to_string).collect();
        let page = report::comparison_page(
            &comparison,
            replayed.as_ref(),
            &drawn,
            advice.clone(),
            self.fine_print(&comparison, &digest.to_string()),
        );
        report::write_answer(&page, &writing.file(super::plot::REPORT)?)?;
        let mut sentences = report::comparison_sentences(&comparison);
        sentences.extend(replayed.iter().flat_map(report::replay_sentences));
        let lines = lines(&comparison);
        let manifest = writing.finish(StudySummary {
            question: page.question.clone(),
            answer: lines.iter().cloned().chain(sentences.iter().cloned()).collect(),
            arms: arms.iter().map(|arm| StudyArm::of(&arm.name, arm)).collect(),
            first_seed: run.seed,
            seeds: run.seeds,
            weeks: run.weeks,
            threads: self.place.threads(),
            planned: page.planned.clone(),
            exploratory: page.exploratory.clone(),
            details: details(&comparison, replayed.as_ref()),
        })?;
        let seconds = duration(began.elapsed().as_secs_f64());
        let seeds = if run.seeds == 1 { "1 seed".into() } else { format!("{} paired seeds", run.seeds) };
        page::heading(out, &format!("{}: {seeds} of {} weeks, done in {seconds}", page.title, run.weeks))?;
        numbers(&comparison, out)?;
        answer::tell(&sentences, &advice, &manifest, &directory, out)
    }

    fn asked(&self, practices: &[Practice]) -> Result<Vec<Asked>> {
        let window = answer::window(self.at.as_deref(), self.over.as_deref())?;
        let named = self.metric.iter().map(String::as_str);
        let metrics: Vec<&str> = if self.metric.is_empty() { METRICS.to_vec() } else { named.collect() };
        // Beside columns of the series, figures of whole runs are read as they are; alone they take no window, which is told.
        let columns = darkside_engine::record::metrics(practices);
        let is_column = |metric: &str| columns.iter().any(|column| column.name == metric);
        let mixed = metrics.iter().any(|metric| is_column(metric));
        let window_of = |metric: &str| window.filter(|_| is_column(metric) || !mixed);
        Ok(metrics.into_iter().map(|metric| Asked { metric: metric.to_owned(), window: window_of(metric) }).collect())
    }

    /// Everything that the results depend on.
    fn inputs(&self, question: &Question<'_>) -> Vec<String> {
        let mut words = vec!["compare".to_owned(), question.first_seed.to_string(), question.seeds.to_string()];
        for arm in question.arms {
            words.push(arm.name.clone());
            words.push(archive::inputs(arm, &scenario::to_toml(arm)).to_string());
        }
        words.extend(question.asked.iter().map(|asked| format!("{asked:?}")));
        words.push(format!("{:?} {:?}", self.replay, self.detect));
        words
    }

    fn fine_print(&self, comparison: &Comparison, inputs: &str) -> Vec<String> {
        let last = comparison.first_seed + u64::from(comparison.seeds) - 1;
        let interval = "Intervals: Student's t on the paired differences, and the BCa bootstrap of their mean with 2,000 resamples.";
        vec![
            format!(
                "Arms {}, seeds {} to {last}, weeks 0 to {}, darkside {}. Common random numbers: arms share every draw that they can.",
                comparison.arms.join(", "),
                comparison.first_seed,
                comparison.weeks,
                env!("CARGO_PKG_VERSION")
            ),
            interval.to_owned(),
            format!("Digest of the inputs: {inputs}. The same inputs give the same tables on any machine; compare.json holds the digest of the results."),
            "What audit and cleansing do, how presets rank, and that each locus of copying adds to the dark share is largely built in by \
             assumption (model, section 8)."
                .to_owned(),
        ]
    }
}

/// Each difference on a line: what, the signed number, the interval.
fn lines(comparison: &Comparison) -> Vec<String> {
    rows(comparison).into_iter().map(|row| row.join("  ")).collect()
}

fn rows(comparison: &Comparison) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for metric in &comparison.metrics {
        for (arm, effect) in comparison.arms[1..].iter().zip(&metric.effects) {
            let (difference, reading) = (effect.difference, &metric.reading);
            let mut how = vec![match difference.lower95.is_finite() {
                true => format!("95 % interval {}", reading.interval(difference.lower95, difference.upper95)),
                false => "no interval from one seed".into(),
            }];
            // What is undefined, where nothing varies or nothing differs, is left out.
            let mut add = |value: f64, words: String| how.extend(value.is_finite().then_some(words));
            add(effect.holds(), format!("{:.0} % of seeds", effect.holds() * 100.0));
            add(effect.effect, format!("d = {:.2}", effect.effect));
            let removed = effect.variance_removed;
            add(removed, format!("pairing removes {:.0} % of the variance", removed * 100.0));
            let what = if comparison.arms.len() > 2 { format!("{}, {arm}", reading.words()) } else { reading.words() };
            rows.push(vec![what, reading.signed(difference.mean), how.join("; ")]);
        }
    }
    rows
}

fn numbers(comparison: &Comparison, out: &mut dyn Write) -> std::io::Result<()> {
    let rows = rows(comparison);
    let count = rows.len();
    let table = Table::new(rows, page::width()).indented(2);
    (0..count).try_for_each(|row| table.write_row(out, row))
}

fn details(comparison: &Comparison, replay: Option<&Replay>) -> serde_json::Value {
    let mut effects = Vec::new();
    for metric in &comparison.metrics {
        for (arm, effect) in comparison.arms[1..].iter().zip(&metric.effects) {
            effects.push(serde_json::json!({
                "metric": metric.reading.metric.name,
                "window": metric.reading.window().map(|window| window.to_string()),
                "arm": arm,
                "against": comparison.arms[0],
                "difference": effect.difference.mean,
                "lower95": effect.difference.lower95,
                "upper95": effect.difference.upper95,
            }));
        }
    }
    serde_json::json!({ "effects": effects, "replay_seed": replay.map(|replay| replay.seed) })
}
