//! A scenario in the making: layers of text on top of the baseline.

use std::collections::BTreeMap;
use std::path::Path;

use super::layer::Layer;
use super::node::{Content, Key, Node};
use super::patch::Patch;
use super::path::{PathValue, Target, flatten};
use super::reader::{directory_name, table, unknown_key};
use super::{practices, survey, ties, too_large};
use crate::parameter::{Parameters, Survey, group_names};
use crate::practice::Practice;
use darkside_error::{Error, Place, Result};

/// The top-level keys of a scenario file, besides the groups of parameters.
const KEYS: [&str; 9] =
    ["name", "question", "look_at", "extends", "practice", "catalogue", "firm", "intervention", "survey"];

/// What the layers so far have said.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) question: String,
    pub(super) look_at: String,
    pub(super) parameters: Parameters,
    /// The parameters that layers set, with the place of the last value.
    pub(super) given: BTreeMap<&'static str, Option<Place>>,
    pub(super) practices: Vec<Practice>,
    /// Where a layer last mentions each practice.
    pub(super) practice_places: BTreeMap<String, Option<Place>>,
    pub(super) only: Option<Node>,
    /// The `[[firm]]` entries of each layer that has any.
    pub(super) firms: Vec<Vec<Node>>,
    pub(super) interventions: Vec<Node>,
    pub(super) ties: ties::NamedFiles,
    pub(super) survey: Option<Survey>,
}

impl Draft {
    /// The baseline under this name.
    pub(super) fn new(name: String) -> Self {
        Self { name, practices: practices::baseline(), ..Self::default() }
    }

    /// Where a layer sets this parameter last.
    pub(super) fn place_of(&self, path: &str) -> Option<&Place> {
        self.given.get(path).and_then(Option::as_ref)
    }

    /// Puts one more text on top.
    pub(super) fn apply(&mut self, layer: &Layer) -> Result<()> {
        for (key, node) in layer.table.table("a scenario")? {
            match key.name.as_str() {
                "extends" => {}
                "name" => self.name = directory_name(node, "`name`")?.into(),
                "question" => self.question = node.text("`question`")?.into(),
                "look_at" => self.look_at = node.text("`look_at`")?.into(),
                "practice" => self.practice(key, node)?,
                "catalogue" => {
                    if let Some((_, only)) = table(node, "`catalogue`", &["only"])?.first() {
                        self.only = Some(only.clone());
                    }
                }
                "survey" => survey::apply(&mut self.survey, &mut self.given, node)?,
                "firm" => self.firms.push(entries(node, "firm")?.to_vec()),
                "intervention" => self.interventions.extend_from_slice(entries(node, "intervention")?),
                group if group_names().any(|name| name == group) => self.group(key, node, &layer.base)?,
                _ => return Err(unknown_top_key(key, node)),
            }
        }
        // What to look at is said of another question.
        if layer.table.entry("question").is_some() && layer.table.entry("look_at").is_none() {
            self.look_at.clear();
        }
        Ok(())
    }

    fn group(&mut self, key: &Key, node: &Node, base: &Path) -> Result<()> {
        let Content::Table(table) = &node.content else {
            let error = node.must_be(&format!("`{}`", key.name), "a table");
            return Err(error.help("it is a group of parameters: see `darkside list parameters`"));
        };
        if key.name != "ties" {
            return self.change_all(flatten(&key.name, table));
        }
        let (files, rest): (Vec<_>, Vec<_>) =
            table.iter().cloned().partition(|(key, _)| ties::KEYS.contains(&key.name.as_str()));
        self.ties.name_files(&files, base)?;
        self.change_all(flatten(&key.name, &rest))
    }

    fn change_all(&mut self, changes: Vec<PathValue>) -> Result<()> {
        changes.iter().try_for_each(|change| self.change(change))
    }

    /// Writes one value where its path points.
    pub(super) fn change(&mut self, change: &PathValue) -> Result<()> {
        if change.path.starts_with("survey.") {
            return survey::change(&mut self.survey, &mut self.given, change);
        }
        let place = change.node.place.clone();
        match change.target(&self.practices)? {
            Target::Parameter(parameter, _) => self.given.insert(parameter.path, place),
            Target::Practice(position, ..) => self.practice_places.insert(self.practices[position].name.clone(), place),
        };
        let patch = Patch::of(change, &self.practices).map_err(|error| {
            let too_much = too_large::of_too_much(&change.path, &change.node, &self.parameters, self.practices.len());
            match (too_much, error.advice()) {
                (Some(too_much), Some(allowed)) => too_much.help(allowed),
                _ => error,
            }
        })?;
        patch.apply(&mut self.parameters, &mut self.practices);
        Ok(())
    }

    /// `[[practice]]`, or dotted changes of known practices (`practice.NAME.FIELD`).
    fn practice(&mut self, key: &Key, node: &Node) -> Result<()> {
        let Content::Table(table) = &node.content else {
            let entries = entries(node, "practice")?;
            return practices::apply(entries, &mut self.practices, &mut self.practice_places);
        };
        if node.entry("name").is_some_and(|name| matches!(name.content, Content::Text(_))) {
            return Err(key.error("`practice` needs double brackets").help("write [[practice]]"));
        }
        self.change_all(flatten("practice", table))
    }
}

/// The entries of `[[key]]`, each a table.
fn entries<'a>(node: &'a Node, key: &str) -> Result<&'a [Node]> {
    let Content::List(items) = &node.content else {
        return Err(node.must_be(&format!("`{key}`"), "a list of tables").help(format!("write [[{key}]]")));
    };
    for item in items {
        item.table(&format!("each [[{key}]]"))?;
    }
    Ok(items)
}

/// Whether a text has a line that begins with a scenario's key, or says nothing at all. Only lines of TOML count, and `name`
/// alone is a key of too many other files.
pub(super) fn is_likely(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let begins = |line: &str| {
        let line = line.trim_start_matches(['[', ' ', '"']);
        let end = line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len());
        let (word, rest) = line.split_at(end);
        rest.trim_start_matches([' ', '"']).starts_with(['=', '.', ']'])
            && word != "name"
            && group_names().chain(KEYS).any(|key| key == word)
    };
    lines().next().is_none() || lines().any(begins)
}

fn unknown_top_key(key: &Key, node: &Node) -> Error {
    let error = || key.error(format!("unknown key `{}` in a scenario", key.name));
    if let Some((group, parameter)) = key.name.split_once('.')
        && group_names().any(|name| name == group)
    {
        return error().help(format!("leave out the quotation marks: {group}.{parameter} = …"));
    }
    if key.name == "set" {
        return error().help("a scenario's own values stand in their groups: [lapse], below it audit = 0.01");
    }
    let known: Vec<&str> = group_names().chain(KEYS).collect();
    let suffix = format!(".{}", key.name);
    let same = crate::parameter::CATALOGUE.iter().find(|parameter| parameter.path.ends_with(&suffix));
    match same {
        Some(parameter) if !matches!(node.content, Content::Table(_)) => {
            error().help(format!("did you mean `{}`?", parameter.path))
        }
        _ => unknown_key(key, "a scenario", &known),
    }
}
