//! The arms of a file of hypotheses: shipped scenarios by name, or what is written under `[arms]`.

use std::path::Path;

use crate::experiment::Overrides;
use darkside_engine::scenario::node::{Content, Key, Node};
use darkside_engine::scenario::{Request, Scenario, load_over, shipped};
use darkside_error::{Error, Result, nearest};

/// Loads the arms of a file as hypotheses name them.
pub(super) struct ArmLoader<'a> {
    /// What `[arms]` holds.
    declared: Vec<(&'a Key, &'a Node)>,
    base: &'a Path,
    overrides: Overrides<'a>,
    /// The arms loaded so far, in the order in which they were first named.
    pub(super) loaded: Vec<Scenario>,
}

impl<'a> ArmLoader<'a> {
    /// The arms that `[arms]` declares. All are read now, so that a mistake in one is found even if no hypothesis names it.
    pub(super) fn read(document: &'a Node, base: &'a Path, overrides: Overrides<'a>) -> Result<Self> {
        let declared = match document.entry("arms") {
            None => Vec::new(),
            Some(arms) => arms.table("`arms`")?.iter().map(|(key, node)| (key, node)).collect(),
        };
        let mut arms = Self { declared, base, overrides, loaded: Vec::new() };
        for (key, _) in arms.declared.clone() {
            if key.name.is_empty() || !key.name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
                return Err(key.error("the name of an arm consists of letters, digits, `_`, `-` and `.`"));
            }
            arms.find(&key.name, key)?;
        }
        Ok(arms)
    }

    /// The position of the arm `name`, loading it if necessary; errors point at `key`.
    pub(super) fn find(&mut self, name: &str, key: &Key) -> Result<usize> {
        if let Some(known) = self.loaded.iter().position(|arm| arm.name == name) {
            return Ok(known);
        }
        let declared = self.declared.iter().find(|(key, _)| key.name == name).copied();
        let mut scenario = match declared {
            Some((_, node)) => self.declared_arm(name, node)?,
            None if shipped().any(|shipped| shipped.name() == name) => self.load(name, None, key)?,
            None => return Err(self.unknown(name, key)),
        };
        scenario.name = name.to_owned();
        self.loaded.push(scenario);
        Ok(self.loaded.len() - 1)
    }

    /// An arm of `[arms]`: a table of a scenario's keys, with `extends` and `set`.
    fn declared_arm(&self, name: &str, node: &Node) -> Result<Scenario> {
        let entries = node.table(&format!("`arms.{name}`"))?;
        let extends = node.entry("extends");
        let which = match extends {
            Some(which) => which.text("`extends`")?,
            None => "baseline",
        };
        let place = extends.unwrap_or(node).place.clone();
        let mut over: Vec<(Key, Node)> =
            entries.iter().filter(|(key, _)| key.name != "extends" && key.name != "set").cloned().collect();
        if let Some(set) = node.entry("set") {
            over.extend(set.table("`set`")?.iter().cloned());
        }
        let over = Node { content: Content::Table(over), place: node.place.clone() };
        self.load(which, Some(&over), &Key { name: name.to_owned(), place })
    }

    fn load(&self, which: &str, over: Option<&Node>, key: &Key) -> Result<Scenario> {
        let request = Request { set: self.overrides.set, weeks: self.overrides.weeks, ..Request::of(which) };
        load_over(&request, self.base, over).map_err(|error| error.or_at(key.place.as_ref()))
    }

    fn unknown(&self, name: &str, key: &Key) -> Error {
        let known = self.declared.iter().map(|(key, _)| key.name.as_str());
        let error = key.error(format!("there is no arm `{name}`"));
        error.help(match nearest(name, known.chain(shipped().map(|shipped| shipped.name()))) {
            Some(near) => format!("did you mean `{near}`? Arms are shipped scenarios and what [arms] holds"),
            None => "arms are shipped scenarios (`darkside list scenarios`) and what [arms] holds".into(),
        })
    }
}
