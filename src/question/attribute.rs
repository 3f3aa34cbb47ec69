//! Which mechanism caused the dark side.

use super::{PageContext, Question, scenario_inputs};
use crate::chart::{self, NamedPicture};
use crate::experiment::attribution::{self, Attribution};
use crate::experiment::{Executor, Reading, Window};
use crate::report::{self, Answer};
use crate::table::Table;
use darkside_engine::scenario::Scenario;
use darkside_error::Result;

/// Knocks out every set of mechanisms and divides what spreading adds among them.
pub struct Attribute {
    scenario: Scenario,
    reading: Reading,
}

impl Attribute {
    /// Asks about `metric` in `scenario`, over `window` (the last week if `None`).
    ///
    /// # Errors
    /// If there is no such metric, or the run does not have these weeks.
    pub fn new(scenario: Scenario, metric: &str, window: Option<Window>) -> Result<Self> {
        let reading = Reading::new(metric, window, &scenario.practices, scenario.parameters.run.weeks)?;
        Ok(Self { scenario, reading })
    }
}

impl Question for Attribute {
    type Findings = Attribution;
    const KIND: &'static str = "attribute";

    fn name(&self) -> String {
        self.scenario.name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        vec![Self::KIND.to_owned(), scenario_inputs(&self.scenario), self.reading.words()]
    }

    fn arms(&self) -> Vec<&Scenario> {
        vec![&self.scenario]
    }

    fn about(&self) -> String {
        format!("{} runs of {} weeks", attribution::runs(&self.scenario), self.scenario.parameters.run.weeks)
    }

    fn check(&self) -> Result<()> {
        attribution::check(&self.scenario)
    }

    fn width(&self) -> Result<usize> {
        Ok(attribution::WIDTH)
    }

    fn run(&self, executor: &Executor<'_>) -> Result<Attribution> {
        attribution::attribute(&self.scenario, &self.reading, executor)
    }

    fn tables(&self, found: &Attribution) -> Vec<(&'static str, Table)> {
        let mut tables = vec![("attribution", found.parts_table())];
        tables.extend(found.split.as_ref().map(|_| ("spreading", found.split_table())));
        tables.extend([("coalitions", found.sets_table()), ("values", found.values_table())]);
        tables
    }

    fn pictures(&self, found: &Attribution) -> Vec<NamedPicture> {
        let meaning = "Shapley share of each mechanism beside its share of the onsets in the ledger";
        vec![("attribution", meaning, Ok(chart::attribution::draw(found, &self.scenario.name)))]
    }

    fn page(&self, found: &Attribution, context: &PageContext<'_>) -> Answer {
        let mut fine = context.fine_print.clone();
        fine.push(format!("All {} sets of {} mechanisms were run.", found.values.len(), found.mechanisms.len()));
        report::attribution::answer(found, &self.scenario, context.drawn[0].clone(), fine)
    }
}
