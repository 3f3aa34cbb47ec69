//! What a sweep keeps of each run: columns of numbers.

use std::collections::BTreeSet;

use crate::experiment::{Reading, Window, readable};
use darkside_engine::practice::Practice;
use darkside_engine::scenario::node::{Node, Value, pointed};
use darkside_error::{Error, Result};

/// Weeks in a year, over which the second of the default columns is a mean.
const YEAR: u32 = 52;

/// One column of the outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The column's name.
    pub column: String,
    /// What it holds.
    pub reading: Reading,
    /// Whether its change over the last tenth of the run is kept beside it, to tell whether it is a final level: of what is read
    /// up to the last week; where nothing was planned, of what is read in that week alone.
    pub watched: bool,
}

impl Outcome {
    /// What the column means, its weeks included.
    pub fn meaning(&self) -> String {
        match self.reading.window() {
            Some(window) => format!("{}, {window}", self.reading.metric.meaning),
            None => format!("{}, whole run", self.reading.metric.meaning),
        }
    }
}

/// Every metric of the series at the last week, every one as a mean over the last year, every figure of the whole run.
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

/// The columns that `outcomes` of a file lists: metrics by name, or `{ metric, window }`.
pub(super) fn listed(node: &Node, practices: &[Practice], weeks: u32) -> Result<Vec<Outcome>> {
    let items = node.list("`outcomes`")?;
    if items.is_empty() {
        return Err(node.error("`outcomes` is empty").help("leave it out to keep every metric"));
    }
    let mut columns = BTreeSet::new();
    items
        .iter()
        .map(|item| {
            let outcome = one(item, practices, weeks)?;
            match columns.insert(outcome.column.clone()) {
                true => Ok(outcome),
                false => Err(item.error(format!("outcome `{}` stands twice", outcome.column))),
            }
        })
        .collect()
}

fn one(item: &Node, practices: &[Practice], weeks: u32) -> Result<Outcome> {
    let at = |error: Error, node: &Node| pointed(error, node.place.as_ref());
    if let Value::Text(name) = &item.value {
        let reading = Reading::new(name, None, practices, weeks).map_err(|error| at(error, item))?;
        let watched = reading.window().is_some();
        return Ok(Outcome { column: name.clone(), reading, watched });
    }
    let entries = item.table("an outcome").map_err(|error| {
        error.help("a metric's name, or for example { metric = \"dark_share\", window = \"104..260\" }")
    })?;
    let (mut name, mut window) = (None, None);
    for (key, node) in entries {
        match key.name.as_str() {
            "metric" => name = Some((node.text("`metric`")?, node)),
            "window" => {
                let text = match &node.value {
                    Value::Integer(week) => week.to_string(),
                    _ => node.text("`window`")?.to_owned(),
                };
                window = Some((text.parse::<Window>().map_err(|error| at(error, node))?, node));
            }
            other => {
                return Err(key
                    .error(format!("unknown key `{other}` in an outcome"))
                    .help("known here: metric, window"));
            }
        }
    }
    let Some((name, metric)) = name else {
        return Err(item.error("an outcome lacks its `metric`").help("`darkside list metrics` shows all"));
    };
    let place = window.map_or(metric, |(_, node)| node);
    let window = window.map(|(window, _)| window);
    let known = readable(practices).iter().any(|known| known.name == name);
    let reading =
        Reading::new(name, window, practices, weeks).map_err(|error| at(error, if known { place } else { metric }))?;
    let column = match window {
        None => name.to_owned(),
        Some(Window::At(week)) => format!("{name}_week_{week}"),
        Some(Window::Over(from, to)) => format!("{name}_weeks_{from}_to_{to}"),
    };
    let watched = reading.window().is_some_and(|window| window.last() == weeks);
    Ok(Outcome { column, reading, watched })
}
