//! Whether claims rest on values that were tuned.

use std::path::Path;

use super::{PageContext, Question, scenario_inputs};
use crate::chart::{self, NamedPicture};
use crate::experiment::Executor;
use crate::experiment::robustness::{
    Robustness, RobustnessFindings, claims_table, factors_table, forms_table, sums_table, words_table,
};
use crate::report::{self, Answer};
use crate::table::Table;
use darkside_engine::scenario::Scenario;
use darkside_engine::scenario::reader::name_of_file;
use darkside_error::Result;

/// Checks claims again at many points of the tuned values.
pub struct Robust {
    name: String,
    robustness: Robustness,
}

impl Robust {
    /// Asks about claims; `file` is where they come from and names the directory.
    pub fn new(file: Option<&str>, robustness: Robustness) -> Self {
        Self { name: name_of_file(Path::new(file.unwrap_or_default()), "claims"), robustness }
    }
}

impl Question for Robust {
    type Findings = RobustnessFindings;
    const KIND: &'static str = "robustness";

    fn name(&self) -> String {
        self.name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        let robustness = &self.robustness;
        let design = format!("{} {} {} {:?}", Self::KIND, robustness.points(), robustness.seeds, robustness.within);
        let arms = robustness.claims.arms.iter().map(scenario_inputs);
        let claims = robustness.claims.claims.iter().map(|claim| format!("{claim:?}"));
        let forms = robustness.claims.forms.iter().map(|form| format!("{form:?}"));
        [design].into_iter().chain(arms).chain(claims).chain(forms).collect()
    }

    fn arms(&self) -> Vec<&Scenario> {
        self.robustness.claims.arms.iter().collect()
    }

    fn seeds(&self) -> (u64, u32) {
        (self.robustness.first_seed, self.robustness.seeds)
    }

    fn about(&self) -> String {
        let points = self.robustness.points();
        format!("{points} points, {} runs", u64::from(points) * u64::from(self.robustness.runs_each()))
    }

    fn width(&self) -> Result<usize> {
        Ok(self.robustness.width())
    }

    fn run(&self, executor: &Executor<'_>) -> Result<RobustnessFindings> {
        self.robustness.run(executor)
    }

    fn tables(&self, found: &RobustnessFindings) -> Vec<(&'static str, Table)> {
        let mut tables = vec![
            ("claims", claims_table(&self.robustness, &found.judged)),
            ("sums", sums_table(&self.robustness, &found.points)),
            ("tuned", factors_table(&self.robustness, &found.points)),
        ];
        if !self.robustness.claims.forms.is_empty() {
            tables.push(("forms", forms_table(&self.robustness, &found.by_word)));
            tables.push(("words", words_table(&self.robustness, &found.points)));
        }
        tables
    }

    fn pictures(&self, found: &RobustnessFindings) -> Vec<NamedPicture> {
        let meaning = "share of points over the tuned values at which each claim keeps its sign";
        vec![("robustness", meaning, Ok(chart::robustness::draw(&self.robustness, &found.judged, &found.by_word)))]
    }

    fn page(&self, found: &RobustnessFindings, context: &PageContext<'_>) -> Answer {
        let mut fine = context.fine_print.clone();
        fine.push(format!(
            "{} arms of up to {} weeks. A value is cut at what the catalogue of parameters allows, and one that an arm sets to 0 stays 0. \
             Dated changes, and what a firm's levers set, stay as they are.",
            self.robustness.claims.arms.len(),
            self.weeks()
        ));
        report::robustness::answer(&self.robustness, found, context.drawn[0].clone(), fine)
    }
}
