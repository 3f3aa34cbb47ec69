//! `darkside sensitivity`: which parameters move an outcome.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::answer;
use super::asked::{self, Asked, Shot};
use super::progress::Watch;
use crate::archive::{StudyArm, StudySummary, digest_of_words, inputs};
use crate::chart::sensitivity as pictures;
use crate::experiment::sensitivity::{
    Changes, Outcomes, Plan, Question, check_size, ends, factors_table, outcomes_table, points_table, run, swings,
};
use crate::report;
use darkside_engine::scenario;
use darkside_error::Result;

const EXAMPLES: &str = "\
Examples:
  darkside sensitivity sensitivity/contagion --method morris
  darkside sensitivity my.toml --method sobol --seeds 10

A file names a scenario, what is read and what is varied:

  scenario = \"baseline\"
  metric = \"dark_share\"
  window = 260                # a week, or \"104..260\": the mean over these
  seeds = 5                   # at every point, the same ones
  set = { run.weeks = 260 }   # values that hold at every point
  [factors]
  \"contagion.spontaneous\" = \"catalogue\"
  \"lapse.review\" = { from = 0.01, to = 0.04 }
  \"dark_side.growth\" = { around = 0.2 }
  [morris]
  trajectories = 20           # points: trajectories × (factors + 1)
  [sobol]
  blocks = 128                # points: blocks × (factors + 2)

docs/sensitivity.md tells what the ranges and figures mean.";

/// Ask which parameters move an outcome, over ranges of all of them at once.
///
/// Elementary effects (Morris) tell from few runs which parameters matter at all; Sobol' indices tell which share of the
/// variance comes from which, alone and together with others. Both come with bootstrap intervals.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Sensitivity {
    /// A TOML file with `scenario`, `[factors]` and what else differs from the defaults; or a shipped one:
    /// sensitivity/contagion, sensitivity/levers.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How factors are judged.
    #[arg(long, value_enum)]
    method: Method,
    #[command(flatten)]
    asked: Asked,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Method {
    /// Elementary effects: which factors matter at all.
    Morris,
    /// Sobol' indices: which share of the variance comes from which factor.
    Sobol,
}

/// The kind of answer, and its manifest's name.
const KIND: &str = "sensitivity";

impl Sensitivity {
    pub(super) fn perform(&self, command: &[String], out: &mut dyn Write) -> Outcome {
        let asked = &self.asked;
        let changes = Changes { set: &asked.changes.set, weeks: asked.weeks, seeds: asked.seeds };
        let question = Question::read(&self.file, changes)?;
        let method = match self.method {
            Method::Morris => question.morris,
            Method::Sobol => question.sobol,
        };
        let plan = Plan::new(question.factors.clone(), method, question.design_seed)?;
        check_size(&plan, question.scenario.parameters.run.seeds)?;
        let digest = digest_of_words(self.words(&question, &plan));
        let directory = asked.place.directory(&format!("{KIND}-{}", question.name), &digest);
        let study = asked.place.study(KIND, digest, &directory, command);
        if let Some(manifest) = study.finished()? {
            return answer::tell_finished(&manifest, &directory, out);
        }
        let mut writing = study.begin()?;
        let outcomes = self.look(&question, &plan)?;
        let findings = plan.judge(&outcomes.means)?;
        let (mean, swings) = swings(&plan, &findings, &outcomes.means);
        asked::keep_tables(
            &mut writing,
            &[
                ("factors", factors_table(&question, &plan, &findings, &swings)),
                ("points", points_table(&question, &plan, &outcomes)),
                ("outcomes", outcomes_table(&question, &outcomes)),
            ],
        )?;
        let scene = crate::story::sensitivity::Scene {
            question: &question,
            plan: &plan,
            findings: &findings,
            swings: &swings,
            mean,
        };
        let drawn = asked::keep_pictures(&mut writing, shots(&scene, mean.is_finite()))?;
        let run = &question.scenario.parameters.run;
        let mut fine = asked::fine_print(run.seed, run.seeds, run.weeks);
        fine.push(format!(
            "{} points, a function of the design seed {}: {}.",
            plan.points(),
            question.design_seed,
            method.words()
        ));
        let page = report::sensitivity::answer(&scene, &outcomes, drawn, fine);
        let summary = StudySummary {
            arms: vec![StudyArm::of(question.scenario.name.clone(), &question.scenario)],
            first_seed: run.seed,
            seeds: run.seeds,
            weeks: run.weeks,
            threads: asked.place.threads(),
            ..StudySummary::default()
        };
        asked::finish(writing, &page, summary, out)
    }

    /// All that the answer depends on.
    fn words(&self, question: &Question, plan: &Plan) -> Vec<String> {
        let scenario = &question.scenario;
        let mut words = vec![
            KIND.to_owned(),
            inputs(scenario, &scenario::to_toml(scenario)).to_string(),
            question.question.clone(),
            question.reading.words(),
            format!("{:?} {}", plan.method, question.design_seed),
        ];
        for (factor, source) in question.factors.iter().zip(&question.ranges) {
            let [from, to] = ends(factor);
            words.push(format!("{} {from:?} {to:?} {source:?}", factor.path));
        }
        words
    }

    fn look(&self, question: &Question, plan: &Plan) -> Result<Outcomes> {
        let runs = plan.points().saturating_mul(question.scenario.parameters.run.seeds);
        let weeks = question.scenario.parameters.run.weeks;
        let watch = Watch::of_runs(&question.name, &format!("{} points, {runs} runs of {weeks} weeks", plan.points()));
        let done = AtomicU32::new(0);
        let progress = || watch.went((done.fetch_add(1, Ordering::Relaxed) + 1).into(), 0, runs.into());
        let outcomes = run(question, plan, self.asked.place.threads(), progress);
        watch.end();
        outcomes
    }
}

fn shots(scene: &crate::story::sensitivity::Scene<'_>, defined: bool) -> Vec<Shot> {
    let nothing = || "the outcome is undefined at every point".to_owned();
    let tornado = if defined { Ok(pictures::tornado(scene)) } else { Err(nothing()) };
    let mut shots: Vec<Shot> = vec![(
        "tornado",
        "mean outcome at the two ends of each factor's range, the most important factor first",
        tornado,
    )];
    let plane = pictures::morris(scene).filter(|_| defined);
    shots.extend(plane.map(|plane| -> Shot {
        (
            "elementary_effects",
            "μ*, how much each factor moves the outcome, against σ, how much that depends on the others",
            Ok(plane),
        )
    }));
    let indices = pictures::sobol(scene).filter(|_| defined);
    shots.extend(indices.map(|indices| -> Shot {
        ("sobol_indices", "first-order and total index of each factor, with 95 % bootstrap intervals", Ok(indices))
    }));
    shots
}
