//! The managers that a file names, in the order in which it names them.

use std::collections::HashMap;
use std::sync::Arc;

use super::cells::{Cells, Span, one_line, quoted};
use super::{number, number::Allowed};
use darkside_error::{Error, Result, Source, nearest};

/// Nobody has been in a seat for longer, in years.
const MOST_TENURE: f32 = 100.0;
/// Managers that an error lists where none has a name like the one that does not exist.
const LISTED: usize = 5;

/// A manager as read; texts are empty where the file has none.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) firm: String,
    pub(super) office: String,
    pub(super) tenure_years: Option<f32>,
    /// Values of the further columns, in the order of [`Roster::groups`].
    pub(super) groups: Vec<String>,
    pub(super) span: Span,
}

/// The managers of a file, by position, each id once.
#[derive(Debug)]
pub(super) struct Roster {
    pub(super) source: Arc<Source>,
    /// Names of the further columns, sorted.
    pub(super) groups: Vec<String>,
    pub(super) entries: Vec<Entry>,
    positions: HashMap<String, u32>,
}

impl Roster {
    /// Nobody yet.
    pub(super) fn new(source: &Arc<Source>, columns: &ManagerColumns) -> Self {
        let groups = columns.groups.iter().map(|(name, _)| name.clone()).collect();
        Self { source: Arc::clone(source), groups, entries: Vec::new(), positions: HashMap::new() }
    }

    /// Adds a manager. The error of an id that is empty or there already has no place yet.
    pub(super) fn add(&mut self, entry: Entry) -> Result<u32> {
        if entry.id.is_empty() {
            return Err(Error::input("a manager's id is empty"));
        }
        if let Some(first) = self.position(&entry.id) {
            let line = self.entries[first as usize].span.line(&self.source);
            return Err(Error::input(format!("manager {} is there twice, first in line {line}", quoted(&entry.id))));
        }
        let position = u32::try_from(self.entries.len()).map_err(|_| Error::input("too many managers"))?;
        self.positions.insert(entry.id.clone(), position);
        self.entries.push(entry);
        Ok(position)
    }

    /// The manager of this id; the error of one who is not there has no place yet.
    pub(super) fn find(&self, id: &str) -> Result<u32> {
        if id.is_empty() {
            return Err(Error::input("a manager's id is empty"));
        }
        self.position(id).ok_or_else(|| {
            let ids = || self.entries.iter().map(|entry| entry.id.as_str());
            let error = unknown(&format!("{} is no manager of {}", quoted(id), self.source.name), id, ids());
            if error.advice().is_some() {
                return error;
            }
            let listed: Vec<String> = ids().take(LISTED).map(quoted).collect();
            let more = if self.entries.len() > LISTED { ", …" } else { "" };
            error.help(format!("its {} managers are {}{more}", self.entries.len(), listed.join(", ")))
        })
    }

    /// The manager of this id, added if it is not there, with nothing else known of it.
    pub(super) fn find_or_add(&mut self, id: &str, span: Span) -> Result<u32> {
        match self.position(id) {
            Some(position) => Ok(position),
            None => self.add(Entry {
                id: id.to_owned(),
                firm: String::new(),
                office: String::new(),
                tenure_years: None,
                groups: Vec::new(),
                span,
            }),
        }
    }

    fn position(&self, id: &str) -> Option<u32> {
        self.positions.get(id).copied()
    }
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

/// Which column of a file says what of a manager; whatever has no meaning of its own is a group.
pub(super) struct ManagerColumns {
    firm: Option<usize>,
    office: Option<usize>,
    tenure_years: Option<usize>,
    groups: Vec<(String, usize)>,
}

impl ManagerColumns {
    /// No column beside the id.
    pub(super) fn none() -> Self {
        Self { firm: None, office: None, tenure_years: None, groups: Vec::new() }
    }

    /// The columns by name; `id` is the position of the one that holds the id, if any does.
    pub(super) fn of(names: &[String], id: Option<usize>) -> Self {
        let mut columns = Self::none();
        for (column, name) in names.iter().enumerate() {
            match name.to_ascii_lowercase().as_str() {
                _ if Some(column) == id => {}
                "firm" => columns.firm = Some(column),
                "office" => columns.office = Some(column),
                "tenure_years" => columns.tenure_years = Some(column),
                _ => columns.groups.push((name.clone(), column)),
            }
        }
        columns.groups.sort();
        columns
    }

    /// What a record says of the manager `id`.
    pub(super) fn entry(&self, id: &str, record: &dyn Cells) -> Result<Entry> {
        let text = |column: usize| {
            let text = record.text(column);
            one_line(text).map(|()| text.to_owned()).map_err(|error| record.blame(column, error))
        };
        let optional = |column: Option<usize>| column.map_or(Ok(String::new()), text);
        let tenure = |column| number::optional(record, column, "tenure_years", Allowed::UpTo(MOST_TENURE));
        Ok(Entry {
            id: id.to_owned(),
            firm: optional(self.firm)?,
            office: optional(self.office)?,
            tenure_years: self.tenure_years.map_or(Ok(None), tenure)?,
            groups: self.groups.iter().map(|&(_, column)| text(column)).collect::<Result<_>>()?,
            span: record.span(),
        })
    }
}
