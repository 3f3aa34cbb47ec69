//! A scenario in the making: layer after layer of text on top of the baseline.

use std::collections::BTreeMap;
use std::path::Path;

use super::file::Layer;
use super::node::{Key, Node, Value};
use super::patch::{Change, Target, changes};
use super::{Scenario, check, firms, interventions, memory, practices, ties, value};
use crate::network::Network;
use crate::parameter::{GROUPS, Parameters, find};
use crate::practice::Practice;
use darkside_error::{Error, Place, Result, Source};

/// What the top of a scenario file can hold besides the groups of parameters.
const KEYS: [&str; 8] = ["name", "question", "look_at", "extends", "practice", "catalogue", "firm", "intervention"];

/// What the layers so far have said.
#[derive(Clone)]
pub(super) struct Draft {
    name: String,
    question: String,
    look_at: String,
    pub(super) parameters: Parameters,
    /// The parameters that a layer gives, with the place of the last value.
    pub(super) given: BTreeMap<&'static str, Option<Place>>,
    pub(super) practices: Vec<Practice>,
    /// Where a layer last speaks of a practice.
    pub(super) practice_places: BTreeMap<String, Option<Place>>,
    only: Option<Node>,
    /// The `[[firm]]` entries of each layer that has any.
    pub(super) firms: Vec<Vec<Node>>,
    interventions: Vec<Node>,
    ties: ties::Named,
}

impl Draft {
    /// The baseline under this name.
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            question: String::new(),
            look_at: String::new(),
            parameters: Parameters::default(),
            given: BTreeMap::new(),
            practices: practices::baseline(),
            practice_places: BTreeMap::new(),
            only: None,
            firms: Vec::new(),
            interventions: Vec::new(),
            ties: ties::Named::default(),
        }
    }

    /// Puts one more text on top.
    pub(super) fn apply(&mut self, layer: &Layer) -> Result<()> {
        for (key, node) in layer.table.table("a scenario")? {
            match key.name.as_str() {
                "extends" => {}
                "name" => self.name = name(node)?,
                "question" => self.question = node.text("`question`")?.into(),
                "look_at" => self.look_at = node.text("`look_at`")?.into(),
                "practice" => self.practice(key, node)?,
                "catalogue" => self.catalogue(node)?,
                "firm" => self.firms.push(entries(node, "firm")?.to_vec()),
                "intervention" => self.interventions.extend_from_slice(entries(node, "intervention")?),
                group if GROUPS.iter().any(|(name, _)| *name == group) => self.group(key, node, &layer.base)?,
                _ => return Err(unknown_top_key(key, node)),
            }
        }
        Ok(())
    }

    fn group(&mut self, key: &Key, node: &Node, base: &Path) -> Result<()> {
        let Value::Table(table) = &node.value else {
            let error = node.must_be(&format!("`{}`", key.name), "a table");
            return Err(error.help("it is a group of parameters: see `darkside list parameters`"));
        };
        let mut parameters = Vec::new();
        if key.name == "ties" {
            let (files, rest): (Vec<_>, Vec<_>) =
                table.iter().cloned().partition(|(key, _)| ties::KEYS.contains(&key.name.as_str()));
            self.ties.name_files(&files, base)?;
            changes(&key.name, &rest, &mut parameters);
        } else {
            changes(&key.name, table, &mut parameters);
        }
        parameters.iter().try_for_each(|change| self.change(change))
    }

    /// Writes one value where its path points.
    pub(super) fn change(&mut self, change: &Change) -> Result<()> {
        match change.target(&self.practices)? {
            Target::Parameter(parameter, _) => self.given.insert(parameter.path, change.node.place.clone()),
            Target::Practice(position, ..) => {
                let name = self.practices[position].name.clone();
                self.practice_places.insert(name, change.node.place.clone())
            }
        };
        let applied = change.apply(&mut self.parameters, &mut self.practices);
        applied.map_err(|error| {
            let too_much = memory::of_too_much(&change.path, &change.node, &self.parameters, self.practices.len());
            match (too_much, error.advice()) {
                (Some(too_much), Some(allowed)) => too_much.help(allowed),
                _ => error,
            }
        })
    }

    /// `[[practice]]`, or dotted changes of known practices (`practice.NAME.FIELD`).
    fn practice(&mut self, key: &Key, node: &Node) -> Result<()> {
        let Value::Table(table) = &node.value else {
            let entries = entries(node, "practice")?;
            return practices::apply(entries, &mut self.practices, &mut self.practice_places);
        };
        if node.entry("name").is_some_and(|name| matches!(name.value, Value::Text(_))) {
            return Err(key.error("`practice` needs double brackets").help("write [[practice]]"));
        }
        let mut fields = Vec::new();
        changes("practice", table, &mut fields);
        fields.iter().try_for_each(|change| self.change(change))
    }

    fn catalogue(&mut self, node: &Node) -> Result<()> {
        for (key, node) in node.table("`catalogue`")? {
            match key.name.as_str() {
                "only" => self.only = Some(node.clone()),
                _ => return Err(value::unknown_key(key, "catalogue", &["only"])),
            }
        }
        Ok(())
    }

    /// Resolves and checks what the layers have said. The files that `[ties]` names are read from the disk, or are
    /// `texts` of these names.
    pub(super) fn finish(mut self, texts: Option<&[Source]>) -> Result<Scenario> {
        self.select()?;
        let network = self.ties.import(&self.practices, texts)?;
        self.finish_with(network)
    }

    /// Keeps the practices that `[catalogue]` names.
    pub(super) fn select(&mut self) -> Result<()> {
        self.only.take().map_or(Ok(()), |only| practices::select(&only, &mut self.practices))
    }

    /// The same, with the organisation that the files of `[ties]` held.
    pub(super) fn finish_with(mut self, network: Option<Network>) -> Result<Scenario> {
        if let Some(network) = &network {
            self.count_by_network(network)?;
        }
        firms::count(&mut self, network.as_ref())?;
        check::before_firms(&self)?;
        let firms = firms::resolve(&self, network.as_ref())?;
        let mut scenario = Scenario {
            name: self.name,
            question: self.question,
            look_at: self.look_at,
            parameters: self.parameters,
            practices: self.practices,
            firms,
            interventions: Vec::new(),
            network,
        };
        scenario.interventions = interventions::read(&self.interventions, &scenario)?;
        Ok(scenario)
    }

    /// Takes the numbers of managers, firms and relationships from an imported network.
    fn count_by_network(&mut self, network: &Network) -> Result<()> {
        check::no_graph(self)?;
        let population = &mut self.parameters.population;
        let mut counts = vec![
            ("population.managers", network.managers.len(), &mut population.managers),
            ("population.firms", network.firms.len(), &mut population.firms),
        ];
        if let Some(relationships) = &network.relationships {
            let mut portfolios = vec![0; network.managers.len()];
            relationships.iter().for_each(|relationship| portfolios[relationship.manager as usize] += 1);
            let largest = portfolios.into_iter().max().unwrap_or(0);
            counts.push(("population.portfolio", largest, &mut population.portfolio));
        }
        for (path, imported, value) in counts {
            let imported = u32::try_from(imported).map_err(|_| Error::input("the imported network is too large"))?;
            if let Some(place) = self.given.get(path)
                && *value != imported
            {
                let error = Error::input(format!("{path} is {value}, but the imported network has {imported}"));
                let error = super::node::pointed(error, place.as_ref());
                return Err(error.help(format!("leave out {path}: it follows from the files")));
            }
            if let Some(parameter) = find(path)
                && !(parameter.allowed.from..=parameter.allowed.to).contains(&f64::from(imported))
            {
                let (from, to) = (parameter.allowed.from, parameter.allowed.to);
                let error = Error::input(format!("{path} cannot be {imported}, as the imported network has it"));
                return Err(error.help(format!("allowed: {from} to {to} ({})", parameter.unit.words())));
            }
            *value = imported;
        }
        Ok(())
    }
}

/// The entries of `[[key]]`, each a table.
fn entries<'a>(node: &'a Node, key: &str) -> Result<&'a [Node]> {
    let Value::List(items) = &node.value else {
        return Err(node.must_be(&format!("`{key}`"), "a list of tables").help(format!("write [[{key}]]")));
    };
    for item in items {
        item.table(&format!("each [[{key}]]"))?;
    }
    Ok(items)
}

/// A name that can be part of a directory's name.
fn name(node: &Node) -> Result<String> {
    let text = node.text("`name`")?;
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    if text.is_empty() || text.starts_with('.') || text.contains(odd) || text.len() > 100 {
        let error = node.error(format!("`name` cannot be {}", node.words()));
        return Err(error.help("at most 100 bytes, no leading dot, none of / \\ : and no control characters"));
    }
    Ok(text.into())
}

fn unknown_top_key(key: &Key, node: &Node) -> Error {
    let groups = GROUPS.iter().map(|(name, _)| *name);
    let known: Vec<&str> = groups.chain(KEYS).collect();
    let suffix = format!(".{}", key.name);
    let same = crate::parameter::CATALOGUE.iter().find(|parameter| parameter.path.ends_with(&suffix));
    match same {
        Some(parameter) if !matches!(node.value, Value::Table(_)) => {
            let error = key.error(format!("unknown key `{}` in a scenario", key.name));
            error.help(format!("did you mean `{}`?", parameter.path))
        }
        _ => value::unknown_key(key, "", &known),
    }
}
