//! The catalogue of practices: the baseline's, and what `[[practice]]` and `[catalogue]` make of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::node::{Key, Node};
use super::path::{field_names, unknown_practice};
use super::reader::unknown_key;
use super::resolved::Scenario;
use super::value;
use crate::practice::{Class, MOST_PRACTICES, PRACTICE_FIELDS, Practice};
use darkside_error::{Error, Place, Result, Source, slip_of};

/// No catalogue has more practices before `[catalogue] only` chooses among them.
const MOST_TO_CHOOSE_FROM: usize = 1000;

/// The baseline's practices.
pub(super) fn baseline() -> Vec<Practice> {
    // The text is part of the program, and tests read it: no input can cause an error here.
    embedded().expect("the embedded catalogue of practices is valid")
}

fn embedded() -> Result<Vec<Practice>> {
    let source = Source { name: "practices.toml".into(), text: include_str!("practices.toml").into() };
    let document = Node::document(&Arc::new(source))?;
    let mut practices = Vec::new();
    if let Some(entries) = document.entry("practice") {
        apply(entries.list("`practice`")?, &mut practices, &mut BTreeMap::new())?;
    }
    Ok(practices)
}

/// Changes the practices that the entries of one file name, and adds those with new names.
pub(super) fn apply(
    entries: &[Node],
    practices: &mut Vec<Practice>,
    places: &mut BTreeMap<String, Option<Place>>,
) -> Result<()> {
    let mut named: Vec<&str> = Vec::new();
    for entry in entries {
        let Some(name) = entry.entry("name") else {
            return Err(entry.error("a [[practice]] needs `name`"));
        };
        let text = practice_name(name)?;
        if named.contains(&text) {
            let error = name.error(format!("practice \"{text}\" is there twice in this file"));
            return Err(error.help("put all its fields into one [[practice]]"));
        }
        named.push(text);
        let position = practices.iter().position(|practice| practice.name == text).unwrap_or_else(|| {
            practices.push(Practice::new(text));
            practices.len() - 1
        });
        if position == MOST_TO_CHOOSE_FROM {
            let error = name.error(format!("more than {MOST_TO_CHOOSE_FROM} practices"));
            return Err(error.help(format!("at most {MOST_PRACTICES} after [catalogue] only = […]")));
        }
        fields(entry.table("a practice")?, &mut practices[position])?;
        places.insert(text.into(), name.place.clone());
    }
    Ok(())
}

/// The name becomes part of column names, so it is a plain word.
fn practice_name(node: &Node) -> Result<&str> {
    let text = node.text("a practice's `name`")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if text.is_empty() || text.len() > 64 || !text.chars().all(plain) {
        let error = node.error(format!("a practice cannot be called {}", node.words()));
        return Err(error.help("1 to 64 letters a-z, digits, `_` and `-`, for example \"open_book_sharing\""));
    }
    Ok(text)
}

fn fields(entries: &[(Key, Node)], practice: &mut Practice) -> Result<()> {
    for (key, node) in entries {
        if key.name == "name" {
            continue;
        }
        let path = format!("practice.{}.{}", practice.name, key.name);
        let Some(field) = PRACTICE_FIELDS.iter().find(|field| field.path == key.name) else {
            let known: Vec<&str> = std::iter::once("name").chain(field_names()).collect();
            return Err(unknown_key(key, &format!("`practice.{}`", practice.name), &known));
        };
        value::write(field, practice, node, &path)?;
    }
    Ok(())
}

/// Each practice that a scenario adds to the baseline's under a name that is nearly one of theirs, and that name.
pub fn likely_slips(scenario: &Scenario) -> Vec<(String, String)> {
    let baseline = baseline();
    let names = || baseline.iter().map(|practice| practice.name.as_str());
    let added =
        scenario.practices.iter().map(|practice| &practice.name).filter(|name| names().all(|known| known != *name));
    added.filter_map(|name| Some((name.clone(), slip_of(name, names())?.to_owned()))).collect()
}

/// Keeps the practices that `[catalogue] only` names, in their order in the catalogue.
pub(super) fn select(only: &Node, practices: &mut Vec<Practice>) -> Result<()> {
    let mut kept: Vec<usize> = Vec::new();
    for item in only.list("`catalogue.only`")? {
        let name = item.text("a practice in `catalogue.only`")?;
        let position = practices.iter().position(|practice| practice.name == name);
        let position = position.ok_or_else(|| unknown_practice(item.place.as_ref(), name, practices))?;
        if kept.contains(&position) {
            return Err(item.error(format!("`catalogue.only` names \"{name}\" twice")));
        }
        kept.push(position);
    }
    if kept.is_empty() {
        return Err(only.error("`catalogue.only` is empty").help("keep at least one practice"));
    }
    let mut positions = 0..;
    practices.retain(|_| positions.next().is_some_and(|position| kept.contains(&position)));
    Ok(())
}

/// What must hold of the whole catalogue.
pub(super) fn check(practices: &[Practice], places: &BTreeMap<String, Option<Place>>) -> Result<()> {
    let place = |practice: &Practice| places.get(&practice.name).and_then(Option::as_ref);
    let at = |error: Error, practice: &Practice| error.at_place(place(practice));
    if let Some(excess) = practices.get(MOST_PRACTICES) {
        let message = format!("{} practices are too many: at most {MOST_PRACTICES}", practices.len());
        return Err(at(Error::input(message), excess).help("keep a selection with [catalogue] only = [\"…\"]"));
    }
    for practice in practices {
        let name = &practice.name;
        if practice.class == Class::Safeguard && practice.governance.is_none() {
            let error = Error::input(format!("practice.{name} is a safeguard without `governance`"));
            return Err(at(error, practice).help("give it governance = \"formal\" or \"informal\""));
        }
        if practice.class != Class::Safeguard && practice.governance.is_some() {
            let error = Error::input(format!("practice.{name} has `governance` but is not a safeguard"));
            return Err(at(error, practice).help("give it class = \"safeguard\", or governance = \"none\""));
        }
    }
    Ok(())
}
