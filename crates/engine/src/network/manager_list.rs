//! The managers that a file names, in the order in which it names them.

use std::collections::HashMap;
use std::sync::Arc;

use super::cells::{Span, normal, one_line, quoted};
use super::findings::Findings;
use darkside_error::{Error, Source, nearest};

/// Managers that an error lists where none has a name like the one that does not exist.
const LISTED: usize = 5;

/// A manager as read; texts are empty where the file has none.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) firm: String,
    pub(super) office: String,
    pub(super) tenure_years: Option<f32>,
    /// Values of the further columns, in the order of [`ManagerList::groups`].
    pub(super) groups: Vec<String>,
    pub(super) span: Span,
}

/// The managers of a file, by position, each id once.
#[derive(Debug)]
pub(super) struct ManagerList {
    pub(super) source: Arc<Source>,
    /// Names of the further columns, sorted.
    pub(super) groups: Vec<String>,
    pub(super) entries: Vec<Entry>,
    /// By the id in normal form.
    positions: HashMap<String, u32>,
}

impl ManagerList {
    /// Nobody yet.
    pub(super) fn new(source: &Arc<Source>, groups: Vec<String>) -> Self {
        Self { source: Arc::clone(source), groups, entries: Vec::new(), positions: HashMap::new() }
    }

    /// Adds a manager, unless the id is empty or there already, which is a problem; `blame` points at it.
    pub(super) fn add(&mut self, entry: Entry, findings: &mut Findings, blame: &dyn Fn(Error) -> Error) -> Option<u32> {
        if entry.id.is_empty() {
            findings.problem("no id", "", || blame(no_id()));
            return None;
        }
        if let Err(error) = one_line(&entry.id) {
            findings.problem("several lines", "id", || blame(error));
            return None;
        }
        if let Some(first) = self.position(&entry.id) {
            findings.problem("manager twice", "", || {
                let line = self.entries[first as usize].span.line(&self.source);
                let id = quoted(&entry.id);
                blame(Error::input(format!("manager {id} is there twice, first in line {line}")))
            });
            return None;
        }
        let position = self.entries.len() as u32;
        self.positions.insert(normal(&entry.id).into_owned(), position);
        self.entries.push(entry);
        Some(position)
    }

    /// The manager with this id; an unknown id is a problem.
    pub(super) fn find(&self, id: &str, findings: &mut Findings, blame: &dyn Fn(Error) -> Error) -> Option<u32> {
        let position = self.position(id);
        if id.is_empty() {
            findings.problem("no id", "", || blame(no_id()));
        } else if position.is_none() {
            findings.problem("unknown manager", "", || blame(self.unknown(id)));
        }
        position
    }

    fn unknown(&self, id: &str) -> Error {
        let ids = || self.entries.iter().map(|entry| entry.id.as_str());
        let error = unknown(&format!("{} is no manager of {}", quoted(id), self.source.name), id, ids());
        if error.advice().is_some() {
            return error;
        }
        let listed: Vec<String> = ids().take(LISTED).map(quoted).collect();
        let more = if self.entries.len() > LISTED { ", …" } else { "" };
        error.help(format!("its {} managers are {}{more}", self.entries.len(), listed.join(", ")))
    }

    /// The manager of this id. One who is not there is a problem, or if `add` is set, added with nothing else known.
    pub(super) fn find_or_add(
        &mut self,
        id: &str,
        add: bool,
        span: Span,
        findings: &mut Findings,
        blame: &dyn Fn(Error) -> Error,
    ) -> Option<u32> {
        match add {
            true => self.position(id).or_else(|| self.add(Entry::bare(id, span), findings, blame)),
            false => self.find(id, findings, blame),
        }
    }

    pub(super) fn position(&self, id: &str) -> Option<u32> {
        self.positions.get(&*normal(id)).copied()
    }
}

impl Entry {
    /// A manager of whom only the id is known.
    pub(super) fn bare(id: &str, span: Span) -> Self {
        let (firm, office) = (String::new(), String::new());
        Self { id: id.to_owned(), firm, office, tenure_years: None, groups: Vec::new(), span }
    }
}

fn no_id() -> Error {
    Error::input("a manager's id is empty")
}

/// An error about a name that does not exist, with the nearest one that does, whatever its case.
pub(super) fn unknown<'a>(message: &str, name: &str, names: impl Iterator<Item = &'a str>) -> Error {
    let error = Error::input(message);
    let names: Vec<&str> = names.collect();
    let near = nearest(name, names.iter().copied()).or_else(|| {
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let near = nearest(&name.to_lowercase(), lower.iter().map(String::as_str))?;
        names.iter().zip(&lower).find(|(_, lower)| *lower == near).map(|(name, _)| *name)
    });
    match near {
        Some(near) => error.help(format!("is {} meant?", quoted(near))),
        None => error,
    }
}
