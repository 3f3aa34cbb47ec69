//! Which parameters move an outcome.

use super::{PageContext, Question, scenario_inputs};
use crate::chart::sensitivity as pictures;
use crate::chart::{NamedPicture, Picture};
use crate::experiment::Executor;
use crate::experiment::sensitivity::{
    self, FactorQuestion, Findings, Method, Outcomes, Plan, Swing, check_size, factors_table, outcomes_table,
    points_table, swings,
};
use crate::report::{self, Answer};
use crate::story::sensitivity::Scene;
use crate::table::Table;
use darkside_engine::scenario::Scenario;
use darkside_error::Result;

/// Varies all factors of a file at once.
pub struct Sensitivity {
    question: FactorQuestion,
    plan: Plan,
}

/// What the points of a plan show.
pub struct SensitivityFindings {
    outcomes: Outcomes,
    findings: Findings,
    swings: Vec<Swing>,
    mean: f64,
}

impl Sensitivity {
    /// The question of a file; `method` is one of the two that it sets up.
    ///
    /// # Errors
    /// If the design makes no sense.
    pub fn new(question: FactorQuestion, method: Method) -> Result<Self> {
        let plan = Plan::new(question.factors.clone(), method, question.design_seed)?;
        Ok(Self { question, plan })
    }

    fn scene<'a>(&'a self, found: &'a SensitivityFindings) -> Scene<'a> {
        Scene {
            question: &self.question,
            plan: &self.plan,
            findings: &found.findings,
            swings: &found.swings,
            mean: found.mean,
        }
    }
}

impl Question for Sensitivity {
    type Findings = SensitivityFindings;
    const KIND: &'static str = "sensitivity";

    fn name(&self) -> String {
        self.question.name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        let question = &self.question;
        let mut words = vec![
            Self::KIND.to_owned(),
            scenario_inputs(&question.scenario),
            question.question.clone(),
            question.reading.words(),
            format!("{:?} {}", self.plan.method, question.design_seed),
        ];
        for (factor, source) in question.factors.iter().zip(&question.ranges) {
            let [from, to] = factor.ends();
            words.push(format!("{} {from:?} {to:?} {source:?}", factor.path));
        }
        words
    }

    fn arms(&self) -> Vec<&Scenario> {
        vec![&self.question.scenario]
    }

    fn about(&self) -> String {
        let (points, run) = (self.plan.points(), &self.question.scenario.parameters.run);
        format!("{points} points, {} runs of {} weeks", u64::from(points) * u64::from(run.seeds), run.weeks)
    }

    fn check(&self) -> Result<()> {
        check_size(&self.plan, self.question.scenario.parameters.run.seeds).map(|_| ())
    }

    fn width(&self) -> Result<usize> {
        Ok(1)
    }

    fn run(&self, executor: &Executor<'_>) -> Result<SensitivityFindings> {
        let outcomes = sensitivity::run(&self.question, &self.plan, executor)?;
        let findings = self.plan.judge(&outcomes.means)?;
        let (mean, swings) = swings(&self.plan, &findings, &outcomes.means);
        Ok(SensitivityFindings { outcomes, findings, swings, mean })
    }

    fn tables(&self, found: &SensitivityFindings) -> Vec<(&'static str, Table)> {
        vec![
            ("factors", factors_table(&self.question, &self.plan, &found.findings, &found.swings)),
            ("points", points_table(&self.question, &self.plan, &found.outcomes)),
            ("outcomes", outcomes_table(&self.question, &found.outcomes)),
        ]
    }

    fn pictures(&self, found: &SensitivityFindings) -> Vec<NamedPicture> {
        let (scene, defined) = (self.scene(found), found.mean.is_finite());
        let tornado: Picture = match defined {
            true => Ok(pictures::tornado(&scene)),
            false => Err("the outcome is undefined at every point".to_owned()),
        };
        let mut shown = vec![(
            "tornado",
            "mean outcome at the two ends of each factor's range, the most important factor first",
            tornado,
        )];
        if let Some(plane) = pictures::morris(&scene).filter(|_| defined) {
            let meaning = "μ*, how much each factor moves the outcome, against σ, how much that depends on the others";
            shown.push(("elementary_effects", meaning, Ok(plane)));
        }
        if let Some(indices) = pictures::sobol(&scene).filter(|_| defined) {
            let meaning = "first-order and total index of each factor, with 95 % bootstrap intervals";
            shown.push(("sobol_indices", meaning, Ok(indices)));
        }
        shown
    }

    fn page(&self, found: &SensitivityFindings, context: &PageContext<'_>) -> Answer {
        let mut fine = context.fine_print.clone();
        fine.push(format!(
            "{} points, a function of the design seed {}: {}.",
            self.plan.points(),
            self.question.design_seed,
            self.plan.method.words()
        ));
        report::sensitivity::answer(&self.scene(found), &found.outcomes, context.drawn.to_vec(), fine)
    }
}
