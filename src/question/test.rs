//! Whether hypotheses of a file hold.

use std::path::Path;

use serde_json::json;

use super::{PageContext, Question, scenario_inputs};
use crate::archive::{Planned, StudySummary, register, registered};
use crate::chart::{self, NamedPicture};
use crate::experiment::Executor;
use crate::experiment::hypothesis::{self, Hypothesis, HypothesisFile, JudgedHypothesis, Trial};
use crate::report::{self, Answer};
use crate::story::advice;
use crate::table::Table;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Runs the arms of a file of hypotheses and judges each hypothesis.
pub struct Test {
    /// The hypotheses.
    pub file: HypothesisFile,
    /// The name under which the file is registered: its path, or a shipped name.
    pub registered_as: String,
    /// The caller's changes to what the file plans, such as `--weeks 52`. More seeds do not change the plan, since how
    /// many are needed follows from the spread alone.
    pub changes: Vec<String>,
}

/// The results of a test's runs.
pub struct TestFindings {
    trial: Trial,
    judged: Vec<JudgedHypothesis>,
}

impl Question for Test {
    type Findings = TestFindings;
    const KIND: &'static str = "test";

    fn name(&self) -> String {
        self.file.name.clone()
    }

    fn directory_by_inputs(&self) -> bool {
        false
    }

    fn inputs(&self) -> Vec<String> {
        let file = &self.file;
        let mut words = vec![
            Self::KIND.to_owned(),
            file.digest.to_string(),
            format!("{} {} {} {}", file.first_seed, file.first_stage, file.batch, file.budget),
        ];
        words.extend(file.arms.iter().map(scenario_inputs));
        words
    }

    fn arms(&self) -> Vec<&Scenario> {
        self.file.arms.iter().collect()
    }

    fn seeds(&self) -> (u64, u32) {
        (self.file.first_seed, self.file.first_stage)
    }

    fn about(&self) -> String {
        let file = &self.file;
        format!("{} arms of {} weeks, {} seeds or more", file.arms.len(), self.weeks(), file.first_stage)
    }

    fn register(&self, directory: &Path) -> Result<Option<Planned>> {
        register(directory, &self.registered_as, self.file.digest, &self.changes).map(Some)
    }

    fn departs(&self, directory: &Path) -> Option<Error> {
        let found = registered(directory).ok()??;
        let (name, place) = (&self.registered_as, directory.display());
        let message = if found.file != *name {
            format!("{place} belongs to {}, which was registered there on {}", found.file, found.when())
        } else if found.sha256 != self.file.digest.to_string() {
            format!("{name} has changed since it was registered in {place} on {}", found.when())
        } else if found.changes != self.changes {
            let changes = if found.changes.is_empty() { "no changes".to_owned() } else { found.changes.join(" ") };
            format!("{name} was registered in {place} with {changes}")
        } else {
            return None;
        };
        let help = "to register a new plan, give another directory with --out; --force tests it here and marks everything as \
                    exploratory";
        Some(Error::input(message).help(help))
    }

    fn width(&self) -> Result<usize> {
        Ok(self.file.width())
    }

    fn run(&self, executor: &Executor<'_>) -> Result<TestFindings> {
        let trial = self.file.run(executor)?;
        let judged = hypothesis::judge(&self.file, &trial)?;
        Ok(TestFindings { trial, judged })
    }

    fn tables(&self, found: &TestFindings) -> Vec<(&'static str, Table)> {
        hypothesis::tables(&self.file, &found.trial, &found.judged)
    }

    fn pictures(&self, found: &TestFindings) -> Vec<NamedPicture> {
        chart::verdicts::pictures(&self.file, &found.judged)
    }

    fn page(&self, found: &TestFindings, context: &PageContext<'_>) -> Answer {
        let Some(planned) = context.planned else { return Answer::default() };
        let (file, trial, judged) = (&self.file, &found.trial, &found.judged);
        let advice = advice::on_test(file, trial, judged);
        report::test_page(file, trial, judged, planned, context.drawn, advice, fine_print(file))
    }

    fn rows(&self, found: &TestFindings) -> Vec<Vec<String>> {
        let row = |((hypothesis, one), seeds): ((&Hypothesis, &JudgedHypothesis), &u32)| {
            vec![
                hypothesis.id.clone(),
                one.verdict.to_string(),
                format!("[{}] {}, {seeds} seeds", hypothesis.status.words(), report::estimates(one)),
            ]
        };
        self.file.hypotheses.iter().zip(&found.judged).zip(&found.trial.seeds).map(row).collect()
    }

    fn files(&self, found: &TestFindings) -> Vec<(&'static str, String)> {
        vec![("verdicts.md", report::verdicts_markdown(&self.file, &found.trial, &found.judged))]
    }

    fn summary(&self, found: &TestFindings) -> StudySummary {
        StudySummary {
            question: format!("{}: {}", self.file.title, self.file.question),
            seeds: found.trial.seeds.iter().copied().max().unwrap_or(0),
            details: details(&self.file, &found.judged),
            ..StudySummary::default()
        }
    }
}

fn details(file: &HypothesisFile, judged: &[JudgedHypothesis]) -> serde_json::Value {
    let one = |(hypothesis, one): (&Hypothesis, &JudgedHypothesis)| {
        json!({
            "id": hypothesis.id,
            "status": hypothesis.status.name(),
            "verdict": one.verdict.name(),
            "p_for_adjusted": one.p_for.adjusted,
            "p_negligible_adjusted": one.p_negligible.adjusted,
            "p_contrary_adjusted": one.p_contrary.adjusted,
        })
    };
    let hypotheses: Vec<serde_json::Value> = file.hypotheses.iter().zip(judged).map(one).collect();
    json!({ "file_sha256": file.digest.to_string(), "hypotheses": hypotheses })
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
        format!(
            "SHA-256 of the file: {}. test.json holds every arm with all its values, and the digest of the results.",
            file.digest
        ),
    ]
}
