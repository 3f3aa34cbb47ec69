//! The arms of a file of hypotheses: shipped scenarios by name, or those written under `[arms]`.

use std::path::Path;

use crate::experiment::Overrides;
use darkside_engine::scenario::node::{Content, Key, Node};
use darkside_engine::scenario::{Request, Scenario, load_over, shipped};
use darkside_error::{Error, Result, nearest};

/// Loads the arms of a file as hypotheses refer to them.
pub(crate) struct ArmLoader<'a> {
    /// What `[arms]` holds.
    declared: Vec<(&'a Key, &'a Node)>,
    /// The key under which they are declared.
    within: &'static str,
    base: &'a Path,
    overrides: Overrides<'a>,
    /// The arms loaded so far, in the order in which they were first named.
    pub(crate) loaded: Vec<Scenario>,
}

impl<'a> ArmLoader<'a> {
    /// The arms that `[arms]` declares. All are read now, so that a mistake in one is found even if no hypothesis
    /// refers to it.
    pub(super) fn read(document: &'a Node, base: &'a Path, overrides: Overrides<'a>) -> Result<Self> {
        let declared = document.entry("arms").map_or(Ok(Vec::new()), |arms| entries_of(arms, "arms"))?;
        let mut arms = Self { declared, within: "arms", base, overrides, loaded: Vec::new() };
        for (key, _) in arms.declared.clone() {
            arms.find(&key.name, key)?;
        }
        Ok(arms)
    }

    /// The worlds that a file names: a list of shipped scenarios, or a table whose entries are tables of scenario keys;
    /// an empty entry stands for the shipped scenario of that name. All mistakes are reported together.
    pub(crate) fn read_worlds(worlds: &'a Node, base: &'a Path, overrides: Overrides<'a>) -> Result<Vec<Scenario>> {
        let named: Vec<Key>;
        let (mut loader, mut errors) =
            (Self { declared: Vec::new(), within: "worlds", base, overrides, loaded: Vec::new() }, Vec::new());
        match &worlds.content {
            Content::List(list) => {
                let key = |node: &Node| Ok(Key { name: node.text("a world")?.to_owned(), place: node.place.clone() });
                named = list.iter().map(key).collect::<Result<_>>()?;
            }
            _ => {
                loader.declared = entries_of(worlds, "worlds")?;
                named = loader.declared.iter().map(|(key, _)| (*key).clone()).collect();
            }
        }
        for key in &named {
            errors.extend(loader.find(&key.name, key).err());
        }
        Error::all(errors).map_or(Ok(loader.loaded), Err)
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
        let entries = node.table(&format!("`{}.{name}`", self.within))?;
        let extends = node.entry("extends");
        let which = match extends {
            Some(which) => which.text("`extends`")?,
            None if self.within == "worlds" && shipped().any(|shipped| shipped.name() == name) => name,
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
        let what = self.within.trim_end_matches('s');
        let error = key.error(format!("there is no {what} `{name}`"));
        let (upper, within) = (capital(self.within), self.within);
        error.help(match nearest(name, known.chain(shipped().map(|shipped| shipped.name()))) {
            Some(near) => format!("did you mean `{near}`? {upper} are shipped scenarios and what [{within}] holds"),
            None => format!("{within} are shipped scenarios (`darkside list scenarios`) and what [{within}] holds"),
        })
    }
}

/// The entries of a table, whose keys must be possible names of arms.
fn entries_of<'a>(node: &'a Node, within: &str) -> Result<Vec<(&'a Key, &'a Node)>> {
    let entries = node.table(&format!("`{within}`"))?;
    let wrong = |key: &Key| {
        key.name.is_empty() || !key.name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    if let Some((key, _)) = entries.iter().find(|(key, _)| wrong(key)) {
        let what = if within == "arms" { "an arm" } else { "a world" };
        return Err(key.error(format!("the name of {what} consists of letters, digits, `_`, `-` and `.`")));
    }
    Ok(entries.iter().map(|(key, node)| (key, node)).collect())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
