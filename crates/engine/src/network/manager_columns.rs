//! What each column says about a manager, in a table or in the attributes of a graph's nodes.

use super::cells::{Cells, Every, is_missing, is_not_available};
use super::findings::Findings;
use super::headings::{FIRM, OFFICE, TENURE, plain};
use super::manager_list::Entry;
use super::number;
use super::table::NAMELESS;
use darkside_error::nearest;

/// Nobody has been in a seat for longer, in years.
const MOST_TENURE: f32 = 100.0;

/// How many groups are examined for what else they may be.
const MOST_DOUBTS: usize = 100;

/// What each column of a file says about a manager; a column without a meaning of its own is a group.
pub(super) struct ManagerColumns {
    firm: Option<usize>,
    office: Option<usize>,
    tenure_years: Option<usize>,
    groups: Vec<(String, usize)>,
}

impl ManagerColumns {
    /// The columns by name; `id` is the position of the one that holds the id, if any does.
    pub(super) fn of(names: &[String], id: Option<usize>) -> Self {
        let find = |heading: &super::headings::Heading| heading.all(names).find(|&column| Some(column) != id);
        let (firm, office, tenure_years) = (find(&FIRM), find(&OFFICE), find(&TENURE));
        let is_group = |&(column, name): &(usize, &String)| {
            ![id, firm, office, tenure_years].contains(&Some(column)) && !name.is_empty()
        };
        let mut groups: Vec<_> =
            names.iter().enumerate().filter(is_group).map(|(at, name)| (name.clone(), at)).collect();
        groups.sort();
        Self { firm, office, tenure_years, groups }
    }

    /// Names of the groups.
    pub(super) fn groups(&self) -> Vec<String> {
        self.groups.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Reports how the columns of `file` were read; `every` tells whether all texts of a column pass.
    pub(super) fn say(
        &self,
        file: &str,
        names: &[String],
        id: Option<usize>,
        every: Every<'_>,
        findings: &mut Findings,
    ) {
        let known = [(id, "id"), (self.firm, "firm"), (self.office, "office"), (self.tenure_years, "tenure_years")];
        for (column, name) in names.iter().enumerate() {
            let read_as = known.iter().find(|(position, _)| *position == Some(column)).map(|(_, meaning)| *meaning);
            match (name.as_str(), read_as) {
                ("", None) => findings.column(file, NAMELESS, "passed over"),
                ("", Some(read_as)) => findings.column(file, NAMELESS, read_as),
                (name, read_as) => findings.column(file, name, read_as.unwrap_or("group")),
            }
        }
        let missing: Vec<&str> =
            known[1..].iter().filter(|(column, _)| column.is_none()).map(|(_, meaning)| *meaning).collect();
        for (name, column) in self.groups.iter().take(MOST_DOUBTS) {
            let word = plain(name);
            let is_numbers = || every(*column, &|text| is_missing(text) || text.parse::<f32>().is_ok());
            if self.tenure_years.is_none()
                && ["tenure", "seniority"].iter().any(|of| word.starts_with(of))
                && is_numbers()
            {
                findings.say(format!(
                    "`{name}` is a group, since its unit is not known: if it counts years in the seat, call it `tenure_years`"
                ));
            } else if let Some(near) = nearest(&word, missing.iter().copied()) {
                findings.say(format!("`{name}` is a group; if `{near}` is meant, call it that"));
            }
        }
    }

    /// What a record says of the manager `id`.
    pub(super) fn entry(&self, id: &str, record: &dyn Cells, findings: &mut Findings) -> Entry {
        let text = |column: usize, findings: &mut Findings| {
            let text = record.text(column);
            if let Err(error) = record.one_line(column) {
                findings.problem("several lines", "", || record.blame(column, error));
            }
            text.to_owned()
        };
        let name = |column: Option<usize>, sort: &'static str, findings: &mut Findings| {
            let text = column.map_or(String::new(), |column| text(column, findings));
            if is_not_available(&text) {
                findings.note(sort, || format!("the first of manager `{id}`"));
                return String::new();
            }
            text
        };
        Entry {
            firm: name(self.firm, "cells of the firm that say NA, read as missing", findings),
            office: name(self.office, "cells of the office that say NA, read as missing", findings),
            tenure_years: self
                .tenure_years
                .and_then(|column| number::optional(record, column, "tenure_years", MOST_TENURE, findings)),
            groups: self.groups.iter().map(|&(_, column)| text(column, findings)).collect(),
            ..Entry::bare(id, record.span())
        }
    }
}
