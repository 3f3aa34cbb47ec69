//! What a sweep keeps of each run: columns of numbers.

use std::collections::BTreeSet;

use crate::experiment::{Reading, Window, file_entries, readable};
use darkside_engine::practice::Practice;
use darkside_engine::scenario::Scenario;
use darkside_engine::scenario::node::{Content, Node};
use darkside_engine::scenario::reader::{required, table};
use darkside_error::Result;

/// Weeks in a year; the second kind of default column is a mean over them.
const YEAR: u32 = 52;

/// One column of the outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The column's name.
    pub column: String,
    /// What is read into it.
    pub reading: Reading,
    /// Whether its change over the last tenth of the run is also kept, to tell whether it has settled. True for
    /// readings that end at the last week; among the default columns, only for those of the last week alone.
    pub watched: bool,
}

impl Outcome {
    /// The outcome for `metric` over `window` in runs of `scenario`. Without a window, a column of the series is read
    /// at the last week, and a figure of the whole run as it is. The column is named after metric and window.
    ///
    /// # Errors
    /// As [`Reading::new`].
    pub fn new(metric: &str, window: Option<Window>, scenario: &Scenario) -> Result<Self> {
        let weeks = scenario.parameters.run.weeks;
        Ok(Self::of(Reading::new(metric, window, &scenario.practices, weeks)?, window.is_some(), weeks))
    }

    fn of(reading: Reading, windowed: bool, weeks: u32) -> Self {
        let name = &reading.metric.name;
        let column = match reading.window().filter(|_| windowed) {
            None => name.clone(),
            Some(Window::At(week)) => format!("{name}_week_{week}"),
            Some(Window::Over(from, to)) => format!("{name}_weeks_{from}_to_{to}"),
        };
        let watched = reading.window().is_some_and(|window| window.last() == weeks);
        Self { column, reading, watched }
    }

    /// What the column means, including its weeks.
    pub fn meaning(&self) -> String {
        format!("{}, {}", self.reading.metric.meaning, self.reading.when())
    }
}

/// Every metric of the series at the last week and as a mean over the last year, plus every figure of the whole run.
pub(super) fn all(practices: &[Practice], weeks: u32) -> Result<Vec<Outcome>> {
    let year = Window::Over((weeks + 1).saturating_sub(YEAR), weeks);
    let (mut last, mut means, mut figures) = (Vec::new(), Vec::new(), Vec::new());
    for metric in readable(practices) {
        let reading = Reading::new(&metric.name, None, practices, weeks)?;
        if reading.window().is_none() {
            figures.push(Outcome { column: metric.name, reading, watched: false });
            continue;
        }
        let mean = Reading::new(&metric.name, Some(year), practices, weeks)?;
        means.push(Outcome { column: format!("{}_last_year", metric.name), reading: mean, watched: false });
        last.push(Outcome { column: metric.name, reading, watched: true });
    }
    Ok([last, means, figures].concat())
}

/// The columns listed under `outcomes` in a file: metrics by name, or `{ metric, window }`.
pub(super) fn listed(node: &Node, scenario: &Scenario) -> Result<Vec<Outcome>> {
    let items = node.list("`outcomes`")?;
    if items.is_empty() {
        return Err(node.error("`outcomes` is empty").help("leave it out to keep every metric"));
    }
    let mut columns = BTreeSet::new();
    items
        .iter()
        .map(|item| {
            let outcome = one(item, scenario)?;
            match columns.insert(outcome.column.clone()) {
                true => Ok(outcome),
                false => Err(item.error(format!("outcome `{}` is listed twice", outcome.column))),
            }
        })
        .collect()
}

fn one(item: &Node, scenario: &Scenario) -> Result<Outcome> {
    if let Content::Text(name) = &item.content {
        let reading = file_entries::reading(item, None, scenario)?;
        let watched = reading.window().is_some();
        return Ok(Outcome { column: name.clone(), reading, watched });
    }
    let example = "a metric's name, or for example { metric = \"dark_share\", window = \"104..260\" }";
    item.table("an outcome").map_err(|error| error.help(example))?;
    table(item, "an outcome", &["metric", "window"])?;
    let metric =
        required(item, "metric", "an outcome").map_err(|error| error.help("`darkside list metrics` shows all"))?;
    let reading = file_entries::reading(metric, item.entry("window"), scenario)?;
    Ok(Outcome::of(reading, item.entry("window").is_some(), scenario.parameters.run.weeks))
}
