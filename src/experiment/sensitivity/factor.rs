//! A factor: what is varied, and over which range.

use crate::experiment::setting_at::value_at;
use crate::experiment::sweep::{Factor, leaves, named_number, rounded};
use darkside_engine::parameter::Unit;
use darkside_engine::scenario::node::{Content, Key, Node};
use darkside_engine::scenario::reader;
use darkside_engine::scenario::{Base, Named, Scenario};
use darkside_error::Result;

/// How far a number that is not a share is varied, as a fraction of its value.
pub const AROUND: f64 = 0.5;

/// The keys of a factor's table.
const KEYS: [&str; 3] = ["from", "to", "around"];

/// Where a factor's range comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeSource {
    /// The file gives both ends.
    Given,
    /// All values that the catalogue of parameters allows, for a share.
    Allowed,
    /// A fraction of the scenario's value below and above it, within the allowed range.
    Around,
}

impl RangeSource {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Allowed => "all that is allowed",
            Self::Around => "around the scenario's value",
        }
    }
}

/// The factors that `[factors]` names, in its order.
pub(super) fn factors(node: &Node, base: &Base, scenario: &Scenario) -> Result<Vec<(Factor, RangeSource)>> {
    let entries = leaves("", node.table("`factors`")?, base)?;
    if entries.is_empty() {
        let error = node.error("`factors` names nothing to vary");
        return Err(error.help("for example \"contagion.spontaneous\" = { from = 0.001, to = 0.003 }"));
    }
    entries.iter().map(|(path, key, node)| factor(path, key, node, base, scenario)).collect()
}

fn factor(path: &str, key: &Key, node: &Node, base: &Base, scenario: &Scenario) -> Result<(Factor, RangeSource)> {
    let named = named_number(path, (key, node), base, "factor")?;
    let (ends, source) = range(path, node, &named, scenario)?;
    let factor = Factor::new(path, &named).over(ends);
    let [from, to] = factor.ends();
    if !from.is_finite() || !to.is_finite() {
        let error = node.error(format!("`{path}` cannot vary: its range has no end"));
        return Err(error.help("both ends are finite numbers"));
    }
    if from >= to {
        let what = if source == RangeSource::Given { "its range" } else { "the range of the catalogue" };
        let error = node.error(format!("`{path}` cannot vary: {what} from {from} to {to} is empty"));
        return Err(error.help("give `from` and a `to` above it"));
    }
    for (end, value) in [("from", from), ("to", to)] {
        let at = node.entry(end).unwrap_or(node);
        let value = Node { place: at.place.clone(), ..Node::of(&factor.value(value)) };
        base.check(path, &value)?;
    }
    Ok((factor, source))
}

fn range(path: &str, node: &Node, named: &Named, scenario: &Scenario) -> Result<([f64; 2], RangeSource)> {
    match &node.content {
        // For other numbers than shares the allowed range says what makes sense at all (a hazard may be infinite), not what is
        // plausible, so they vary around their value.
        Content::Text(text) if text == "catalogue" => match named.unit == Unit::Share && named.allowed.to <= 1.0 {
            true => Ok(([named.allowed.from, named.allowed.to], RangeSource::Allowed)),
            false => near(path, node, named, scenario, AROUND),
        },
        Content::List(ends) => match &ends[..] {
            [from, to] => Ok(([end(from, path)?, end(to, path)?], RangeSource::Given)),
            _ => Err(node.must_be(&format!("`{path}`"), "two numbers, the ends of its range")),
        },
        Content::Table(_) => {
            reader::table(node, &format!("the range of `{path}`"), &KEYS)?;
            match (node.entry("from"), node.entry("to"), node.entry("around")) {
                (Some(from), Some(to), None) => Ok(([end(from, path)?, end(to, path)?], RangeSource::Given)),
                (None, None, Some(around)) => {
                    let part = end(around, path)?;
                    if !(part > 0.0 && part.is_finite()) {
                        return Err(around.must_be("`around`", "a part of the value above 0, such as 0.5"));
                    }
                    near(path, node, named, scenario, part)
                }
                _ => {
                    let error = node.error(format!("the range of `{path}` is not complete"));
                    Err(error.help("give `from` and `to`, or `around` alone"))
                }
            }
        }
        _ => {
            let error = node.must_be(&format!("`{path}`"), "a range");
            Err(error.help(
                "\"catalogue\", { from = 0.1, to = 0.3 }, or { around = 0.5 }, a part of its value below and above it",
            ))
        }
    }
}

/// An end of a range. Infinite ends are refused later, with a better message.
fn end(node: &Node, path: &str) -> Result<f64> {
    let number = node.number().filter(|number| !number.is_nan());
    number.ok_or_else(|| node.must_be(&format!("an end of `{path}`"), "a number"))
}

fn near(path: &str, node: &Node, named: &Named, scenario: &Scenario, part: f64) -> Result<([f64; 2], RangeSource)> {
    let value = match value_at(scenario, path) {
        Some(value) if value != 0.0 && value.is_finite() => value,
        value => {
            let is = value.map_or("no single number".to_owned(), |value| value.to_string());
            let error = node.error(format!("`{path}` is {is} in {}: nothing lies around it", scenario.name));
            return Err(error.help("give `from` and `to`"));
        }
    };
    let (one, other) = (rounded(value * (1.0 - part)), rounded(value * (1.0 + part)));
    let (low, high) = if value > 0.0 { (one, other) } else { (other, one) };
    let low = if low > named.allowed.from { low } else { named.allowed.from };
    let high = if high < named.allowed.to { high } else { named.allowed.to };
    Ok(([low, high], RangeSource::Around))
}
