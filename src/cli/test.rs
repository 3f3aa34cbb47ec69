//! `darkside test`: hypotheses from a file, tested and judged.

use std::io::Write;
use std::time::Instant;

use clap::Args;

use super::Outcome;
use super::answer::{self, Place};
use super::page::{self, Table};
use super::progress::{Watch, duration};
use super::request::{Changes as Set, at_least_one};
use crate::archive::{self, Planned, StudyArm, StudySummary, digest_of_words, register};
use crate::experiment::hypothesis::{self, Changes, HypothesisFile, Judged, Trial};
use crate::story::advice;
use crate::{chart, report};
use darkside_engine::scenario;

const EXAMPLES: &str = "\
Examples:
  darkside test hypotheses/dark_side           what the sources claim, as the project ships it
  darkside test my_hypotheses.toml             a file of one's own
  darkside test my_hypotheses.toml --seeds 500 a larger budget of seeds
  darkside test my_hypotheses.toml --check     read it and say what it would do

docs/experiments.md tells how such a file is written. Exit code 0 whatever the
verdicts; begin with report.html in the directory.";

/// Test hypotheses that a file holds.
///
/// Runs the arms that the hypotheses name under the same seeds, adds seeds until every interval is as narrow as asked or the
/// budget is reached, and says of each claim whether it is supported, not supported or undecided. The file's hash is kept
/// before the first run: what comes of a changed file is marked as exploratory.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Test {
    /// A file of hypotheses, or the shipped `hypotheses/dark_side`.
    #[arg(value_name = "FILE")]
    file: String,
    /// Most seeds that an arm gets, in place of the file's `budget`.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    seeds: Option<u32>,
    /// Weeks to simulate in every arm.
    #[arg(long, value_name = "N", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    weeks: Option<u32>,
    /// Read the file and say what it would do; run nothing.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    changes: Set,
    #[command(flatten)]
    place: Place,
}

impl Test {
    pub(super) fn perform(&self, command: &[String], out: &mut dyn Write) -> Outcome {
        let changes = Changes { set: &self.changes.set, weeks: self.weeks, budget: self.seeds };
        let file = HypothesisFile::read(&self.file, changes)?;
        if self.check {
            return plan(&file, out);
        }
        let inputs = digest_of_words(inputs(&file));
        let directory = self.place.directory_named(&format!("test-{}", file.name));
        let study = self.place.study("test", inputs, &directory, command);
        if let Some(manifest) = study.finished()? {
            return answer::tell_finished(&manifest, &directory, out);
        }
        let arms: Vec<&scenario::Scenario> = file.arms.iter().collect();
        archive::enough_room(&arms, self.place.threads())?;
        let mut writing = study.begin()?;
        let planned = register(&directory, &self.file, file.digest, &self.plan_changes())?;
        let began = Instant::now();
        let (trial, judged) = self.run(&file)?;
        for (name, table) in hypothesis::tables(&file, &trial, &judged) {
            writing.table(name, &table)?;
        }
        answer::announce_charts(&mut writing, &chart::verdicts::NAMES)?;
        let drawn = chart::verdicts::draw_verdicts(&file, &judged, &directory.join("charts"))?;
        let advice: Vec<String> = advice::on_test(&file, &trial, &judged).iter().map(ToString::to_string).collect();
        let page = report::test_page(&file, &trial, &judged, &planned, &drawn, advice.clone(), fine_print(&file));
        report::write_answer(&page, &writing.file(super::plot::REPORT)?)?;
        let markdown = report::verdicts_markdown(&file, &trial, &judged);
        write_markdown(&writing.file("verdicts.md")?, &markdown)?;
        let mut sentences = page.answer.clone();
        if matches!(planned, Planned::Changed(_)) {
            sentences.push("Exploratory: the file is not the one that was registered before the first run.".into());
        }
        let rows = rows(&file, &trial, &judged);
        let manifest = writing.finish(StudySummary {
            question: format!("{}: {}", file.title, file.question),
            answer: rows.iter().map(|row| row.join("  ")).chain(sentences.iter().cloned()).collect(),
            arms: file.arms.iter().map(|arm| StudyArm::of(&arm.name, arm)).collect(),
            first_seed: file.first_seed,
            seeds: trial.seeds.iter().copied().max().unwrap_or(0),
            weeks: file.arms.iter().map(|arm| arm.parameters.run.weeks).max().unwrap_or(0),
            threads: self.place.threads(),
            planned: page.planned.clone(),
            exploratory: page.exploratory.clone(),
            details: details(&file, &judged),
        })?;
        let arms = arms.len();
        let seconds = duration(began.elapsed().as_secs_f64());
        page::heading(out, &format!("{}: {} hypotheses, {arms} arms, done in {seconds}", file.title, judged.len()))?;
        let count = rows.len();
        let table = Table::new(rows, page::width()).indented(2);
        (0..count).try_for_each(|row| table.write_row(out, row))?;
        answer::tell(&sentences, &advice, &manifest, &directory, out)
    }

    fn run(&self, file: &HypothesisFile) -> darkside_error::Result<(Trial, Vec<Judged>)> {
        let weeks = file.arms.iter().map(|arm| arm.parameters.run.weeks).max().unwrap_or(0);
        let watch = Watch::of_runs(
            "test",
            &format!("{} arms of {weeks} weeks, {} seeds or more", file.arms.len(), file.first_stage),
        );
        let [runs, done] = [0, 0].map(std::sync::atomic::AtomicU64::new);
        let relaxed = std::sync::atomic::Ordering::Relaxed;
        let trial = file.run(
            self.place.threads(),
            |all| runs.store(all, relaxed),
            || {
                let done = done.fetch_add(1, relaxed) + 1;
                watch.went(done, 0, runs.load(relaxed));
            },
        );
        watch.end();
        let trial = trial?;
        let judged = hypothesis::judge(file, &trial)?;
        Ok((trial, judged))
    }

    /// What the command line changes in what the file plans. More seeds are no other plan: how many are needed follows from
    /// the spread alone.
    fn plan_changes(&self) -> Vec<String> {
        let weeks = self.weeks.map(|weeks| format!("--weeks {weeks}"));
        self.changes.set.iter().map(|set| format!("--set {set}")).chain(weeks).collect()
    }
}

/// Everything that the results depend on.
fn inputs(file: &HypothesisFile) -> Vec<String> {
    let mut words = vec![
        "test".to_owned(),
        file.digest.to_string(),
        format!("{} {} {} {}", file.first_seed, file.first_stage, file.batch, file.budget),
    ];
    words.extend(file.arms.iter().map(|arm| archive::inputs(arm, &scenario::to_toml(arm)).to_string()));
    words
}

fn plan(file: &HypothesisFile, out: &mut dyn Write) -> Outcome {
    page::heading(
        out,
        &format!(
            "{}: {} hypotheses, {} arms, {} seeds each and up to {} where an interval is not narrow enough",
            file.title,
            file.hypotheses.len(),
            file.arms.len(),
            file.first_stage,
            file.budget
        ),
    )?;
    let rows: Vec<Vec<String>> = file
        .hypotheses
        .iter()
        .map(|one| {
            let parts: Vec<&str> = one.parts.iter().map(|part| part.words.as_str()).collect();
            let read = one.parts[0].terms[0].reading.words();
            vec![one.id.clone(), format!("{} [{}]: {}", one.claims.words(), read, parts.join("; "))]
        })
        .collect();
    let count = rows.len();
    let table = Table::new(rows, page::width()).indented(2);
    (0..count).try_for_each(|row| table.write_row(out, row))?;
    writeln!(out, "  SHA-256 of the file: {}", file.digest)?;
    Ok(())
}

fn rows(file: &HypothesisFile, trial: &Trial, judged: &[Judged]) -> Vec<Vec<String>> {
    let row = |((hypothesis, one), seeds): ((&hypothesis::Hypothesis, &Judged), &u32)| {
        vec![
            hypothesis.id.clone(),
            one.verdict.to_string(),
            format!("[{}] {}, {seeds} seeds", hypothesis.status.words(), report::estimates(one)),
        ]
    };
    file.hypotheses.iter().zip(judged).zip(&trial.seeds).map(row).collect()
}

fn details(file: &HypothesisFile, judged: &[Judged]) -> serde_json::Value {
    let one = |(hypothesis, one): (&hypothesis::Hypothesis, &Judged)| {
        serde_json::json!({
            "id": hypothesis.id,
            "status": hypothesis.status.name(),
            "verdict": one.verdict.name(),
            "p_for_adjusted": one.p_for_adjusted,
            "p_against_adjusted": one.p_against_adjusted,
        })
    };
    let hypotheses: Vec<serde_json::Value> = file.hypotheses.iter().zip(judged).map(one).collect();
    serde_json::json!({ "file_sha256": file.digest.to_string(), "hypotheses": hypotheses })
}

fn fine_print(file: &HypothesisFile) -> Vec<String> {
    vec![
        format!(
            "Seeds from {}, common to all arms; {} in the first stage, then batches of {}, at most {}; darkside {}.",
            file.first_seed,
            file.first_stage,
            file.batch,
            file.budget,
            env!("CARGO_PKG_VERSION")
        ),
        "How many seeds: Stein's two stages. The spread of the first stage alone says how many are needed, so that no look at an effect \
         decides when to stop; intervals and tests rest on that spread and keep their levels exactly for normal contrasts."
            .to_owned(),
        "A claim of several contrasts is shown if each is (its p is the largest of theirs) and refuted if any is refuted (the smallest, times \
         their number). Holm's correction runs over all hypotheses of the file, for and against separately. Equivalence: two one-sided \
         tests."
            .to_owned(),
        format!("SHA-256 of the file: {}. test.json holds every arm with all its values, and the digest of the results.", file.digest),
    ]
}

fn write_markdown(path: &std::path::Path, text: &str) -> darkside_error::Result<()> {
    std::fs::write(path, text).map_err(|cause| darkside_error::Error::file(path, "write", &cause))
}
