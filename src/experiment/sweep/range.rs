//! `[factors]` of a sweep's file: a list of values or a range for each dotted path.

use super::factor::{Factor, FactorKind, rounded, written};
use darkside_engine::scenario::node::{Content, Key, Node};
use darkside_engine::scenario::reader::{number, unknown_key, whole};
use darkside_engine::scenario::{Base, Named, Takes};
use darkside_error::{Error, Result};

/// Most levels of one factor.
const MOST_LEVELS: u64 = 1_000_000;
/// Paths that have to be the same at every point, and why.
const FIXED: [(&str, &str); 4] = [
    ("run.seed", "every point is run under the same seeds: `first_seed` in [design]"),
    ("run.seeds", "every point is run under the same seeds: `seeds` in [design]"),
    (
        "run.weeks",
        "every point runs for the same time, so that outcomes compare: set it for all, in [set] or with --weeks",
    ),
    ("record.", "what is recorded changes no outcome: set it for all points, in [set]"),
];

/// The factors, in the order in which they are written.
pub(super) fn factors(node: &Node, base: &Base, kind: &str) -> Result<Vec<Factor>> {
    let mut factors: Vec<Factor> = Vec::new();
    for (path, key, node) in leaves("", node.table("`factors`")?, base)? {
        let factor = one(&path, &key, &node, base, kind)?;
        if factors.iter().any(|other| other.path == path) {
            return Err(key.error(format!("factor `{path}` is given twice")));
        }
        factors.push(factor);
    }
    Ok(factors)
}

/// Turns dotted keys and nested tables alike into paths; a table with `from` or `to`, or an empty one, is a range.
pub(crate) fn leaves(path: &str, table: &[(Key, Node)], base: &Base) -> Result<Vec<(String, Key, Node)>> {
    let mut found = Vec::new();
    for (key, node) in table {
        let path = if path.is_empty() { key.name.clone() } else { format!("{path}.{}", key.name) };
        match &node.content {
            Content::Table(entries)
                if !is_range(entries)
                    && base.name(&path, key, node).map_or(true, |named| named.takes == Takes::Other) =>
            {
                found.extend(leaves(&path, entries, base)?);
            }
            _ => found.push((path, key.clone(), node.clone())),
        }
    }
    Ok(found)
}

fn is_range(entries: &[(Key, Node)]) -> bool {
    entries.is_empty() || entries.iter().any(|(key, _)| matches!(key.name.as_str(), "from" | "to" | "levels"))
}

/// What the path refers to, if it can be varied.
pub(crate) fn named(path: &str, (key, node): (&Key, &Node), base: &Base) -> Result<Named> {
    varies(path).map_err(|error| error.or_at(key.place.as_ref()))?;
    base.name(path, key, node)
}

/// The same for a path that must take a single number; `role` is what it cannot be otherwise.
pub(crate) fn named_number(path: &str, at: (&Key, &Node), base: &Base, role: &str) -> Result<Named> {
    let named = named(path, at, base)?;
    if named.takes == Takes::Other {
        let error = at.0.error(format!("`{path}` takes no single number and cannot be a {role}"));
        return Err(error.help("vary its parts, if it has named ones (`dark_side.harm.conflict`)"));
    }
    Ok(named)
}

/// Refuses what has to be the same at every point.
///
/// # Errors
/// If the path is such a value; the help says where a file sets it.
pub fn varies(path: &str) -> Result<()> {
    let is_at = |fixed: &str| path == fixed || fixed.ends_with('.') && path.starts_with(fixed);
    match FIXED.iter().find(|(fixed, _)| is_at(fixed)) {
        Some((_, why)) => Err(Error::input(format!("`{path}` cannot be a factor")).help(*why)),
        None => Ok(()),
    }
}

fn one(path: &str, key: &Key, node: &Node, base: &Base, design: &str) -> Result<Factor> {
    let named = named(path, (key, node), base)?;
    let mut factor = Factor::new(path, &named);
    match &node.content {
        Content::List(items) => levels(&mut factor, items, node, base)?,
        Content::Table(entries) => range(&mut factor, (entries, node), base, design)?,
        _ => {
            let error = node.must_be(&format!("factor `{path}`"), "a list of values or a range");
            return Err(error.help("for example [0.0, 0.03] or { from = 0.0, to = 0.1, levels = 5 }"));
        }
    }
    Ok(factor)
}

fn levels(factor: &mut Factor, items: &[Node], node: &Node, base: &Base) -> Result<()> {
    if items.is_empty() {
        return Err(node
            .error(format!("factor `{}` has no values", factor.path))
            .help("at least one; two to vary anything"));
    }
    for item in items {
        base.check(&factor.path, item)?;
        let number = item.number().map(|number| number + 0.0);
        let text = match (factor.kind, number) {
            (FactorKind::Number, Some(number)) => written(number),
            (FactorKind::Whole, Some(number)) => (number as i64).to_string(),
            _ => {
                // A distribution or `"none"`: the whole list is treated as words.
                factor.kind = FactorKind::Word;
                darkside_engine::scenario::inline(&item.to_toml())
            }
        };
        if factor.levels.contains(&text) {
            return Err(item.error(format!("factor `{}` has {} twice", factor.path, item.words())));
        }
        factor.levels.push(text);
    }
    Ok(())
}

fn range(factor: &mut Factor, (entries, node): (&[(Key, Node)], &Node), base: &Base, design: &str) -> Result<()> {
    let path = factor.path.clone();
    if factor.kind == FactorKind::Word {
        let error = node.error(format!("`{path}` takes no single number, so it has no range"));
        return Err(error.help("give a list of its values"));
    }
    let (mut from, mut to, mut count) = (None, None, None);
    for (key, node) in entries {
        match key.name.as_str() {
            "from" => from = Some((end(factor, key, node, base)?, node)),
            "to" => to = Some((end(factor, key, node, base)?, node)),
            "levels" => count = Some((whole(node, "`levels`", 1, MOST_LEVELS)? as usize, node)),
            _ => return Err(unknown_key(key, &format!("factor `{path}`"), &["from", "to", "levels"])),
        }
    }
    if from.is_none() && to.is_none() && count.is_none() && design == "list" {
        return Ok(());
    }
    let (Some((from, _)), Some((to, to_node))) = (from, to) else {
        return Err(node
            .error(format!("the range of `{path}` needs both ends"))
            .help("write { from = 0.0, to = 0.1 }"));
    };
    if from >= to {
        let error = to_node.error(format!("the range of `{path}` from {} to {} is empty", written(from), written(to)));
        return Err(error.help("`from` is below `to`; a single value is a list of one"));
    }
    match (design, count) {
        ("grid", None) => Err(node
            .error(format!("in a grid `{path}` needs `levels`"))
            .help("for example { from = 0.0, to = 0.1, levels = 5 }")),
        ("grid", Some((count, at))) => {
            factor.levels = spaced(factor.kind, from, to, count);
            if factor.levels.len() < count || count < 2 {
                let error =
                    at.error(format!("`{path}` cannot have {count} levels from {} to {}", written(from), written(to)));
                return Err(error.help(if count < 2 {
                    "at least 2: both ends".to_owned()
                } else {
                    format!("at most {}: it takes whole numbers", factor.levels.len())
                }));
            }
            Ok(())
        }
        (_, Some((_, at))) => {
            Err(at.error("`levels` are for a grid").help("leave it out: the design's points lie anywhere in the range"))
        }
        (_, None) => {
            factor.range = Some([from, to]);
            Ok(())
        }
    }
}

/// An end of a range: a finite number that the parameter can take.
fn end(factor: &Factor, key: &Key, node: &Node, base: &Base) -> Result<f64> {
    let number = number(node, &format!("`{}` of factor `{}`", key.name, factor.path))?;
    base.check(&factor.path, node)?;
    Ok(number + 0.0)
}

/// Evenly spaced levels, including both ends; whole numbers that coincide are kept once.
fn spaced(kind: FactorKind, from: f64, to: f64, count: usize) -> Vec<String> {
    let last = count.saturating_sub(1).max(1) as f64;
    let mut levels: Vec<String> = Vec::with_capacity(count);
    for number in 0..count {
        let part = number as f64 / last;
        let value = rounded(from * (1.0 - part) + to * part);
        let text = if kind == FactorKind::Whole { (value.round() as i64).to_string() } else { written(value) };
        if levels.last() != Some(&text) {
            levels.push(text);
        }
    }
    levels
}
