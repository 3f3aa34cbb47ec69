//! Entries that several kinds of experiment files have.

use std::path::Path;

use super::overrides::Overrides;
use super::reading::{Reading, readable};
use super::window::Window;
use darkside_engine::scenario::node::{Content, Node};
use darkside_engine::scenario::reader::number;
use darkside_engine::scenario::{Request, Scenario, load_over};
use darkside_error::Result;

/// The scenario that `which` names, with the changes `over` and those of the command line.
pub(super) fn scenario(
    which: &Node,
    over: Option<&Node>,
    folder: &Path,
    Overrides { set, weeks, seeds }: Overrides<'_>,
) -> Result<Scenario> {
    let request = Request { which: which.text("`scenario`")?, set, weeks, seeds };
    load_over(&request, folder, over).map_err(|error| error.or_at(which.place.as_ref()))
}

/// A week (`260`) or a stretch of weeks (`"104..260"`).
pub(super) fn window(node: &Node) -> Result<Window> {
    let text = match &node.content {
        Content::Integer(week) => week.to_string(),
        Content::Text(text) => text.clone(),
        _ => return Err(node.must_be("`window`", "a week (260) or a stretch of weeks (\"104..260\")")),
    };
    text.parse().map_err(|error: darkside_error::Error| error.or_at(node.place.as_ref()))
}

/// Upper limit for weights, so that sums of weighted readings, and their squares, stay finite.
const MOST_WEIGHT: f64 = 1e12;

/// The number by which a reading is multiplied.
pub(super) fn weight(node: &Node) -> Result<f64> {
    let times = number(node, "a weight")?;
    if times.abs() > MOST_WEIGHT {
        return Err(node.error(format!("a weight of {times:e}")).help(format!("at most {MOST_WEIGHT:e} either way")));
    }
    Ok(times)
}

/// The reading of a metric in runs of `scenario`. An error points at whichever of the two is wrong.
pub(super) fn reading(metric: &Node, window: Option<&Node>, scenario: &Scenario) -> Result<Reading> {
    let name = metric.text("`metric`")?;
    let weeks = window.map(self::window).transpose()?;
    Reading::new(name, weeks, &scenario.practices, scenario.parameters.run.weeks).map_err(|error| {
        let is_known = readable(&scenario.practices).iter().any(|known| known.name == name);
        let wrong = window.filter(|_| is_known).unwrap_or(metric);
        error.or_at(wrong.place.as_ref())
    })
}
