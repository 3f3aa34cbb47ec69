//! Whether claims rest on values that were tuned.

use std::path::Path;

use super::{PageContext, Question, keep_pictures};
use crate::archive::inputs;
use crate::chart::{self, Drawn};
use crate::experiment::Executor;
use crate::experiment::robustness::{
    Judged, Point, Robustness, claims_table, factors_table, forms_table, judge, judge_by_word, sums_table, words_table,
};
use crate::report::{self, Answer};
use crate::table::Table;
use darkside_engine::scenario::reader::name_of_file;
use darkside_engine::scenario::{Scenario, to_toml};
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

    fn weeks(&self) -> u32 {
        self.robustness.claims.arms.iter().map(|arm| arm.parameters.run.weeks).max().unwrap_or(0)
    }
}

impl Question for Robust {
    type Found = (Vec<Point>, Vec<Judged>);
    const KIND: &'static str = "robustness";

    fn name(&self) -> String {
        self.name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        let robustness = &self.robustness;
        let design = format!("{} {} {} {:?}", Self::KIND, robustness.points(), robustness.seeds, robustness.within);
        let arms = robustness.claims.arms.iter().map(|arm| inputs(arm, &to_toml(arm)).to_string());
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

    fn run(&self, executor: &Executor<'_>) -> Result<Self::Found> {
        let points = self.robustness.run(executor)?;
        let judged = judge(&self.robustness, &points);
        Ok((points, judged))
    }

    fn tables(&self, (points, judged): &Self::Found) -> Vec<(&'static str, Table)> {
        let mut tables = vec![
            ("claims", claims_table(&self.robustness, judged)),
            ("sums", sums_table(&self.robustness, points)),
            ("tuned", factors_table(&self.robustness, points)),
        ];
        if !self.robustness.claims.forms.is_empty() {
            tables.push(("forms", forms_table(&self.robustness, points)));
            tables.push(("words", words_table(&self.robustness, points)));
        }
        tables
    }

    fn draw(&self, (points, judged): &Self::Found, folder: &Path) -> Result<Vec<Drawn>> {
        let picture = chart::robustness::draw(&self.robustness, judged, &judge_by_word(&self.robustness, points));
        let meaning = "share of points over the tuned values at which each claim keeps its sign";
        keep_pictures(folder, vec![("robustness", meaning, Ok(picture))])
    }

    fn page(&self, (points, judged): &Self::Found, context: &PageContext<'_>) -> Answer {
        let mut fine = context.fine_print.clone();
        fine.push(format!(
            "{} arms of up to {} weeks. A value is cut at what the catalogue of parameters allows, and one that an arm sets to 0 stays 0. \
             Dated changes, and what a firm's levers set, stay as they are.",
            self.robustness.claims.arms.len(),
            self.weeks()
        ));
        report::robustness::answer(&self.robustness, judged, points, context.drawn[0].clone(), fine)
    }
}
