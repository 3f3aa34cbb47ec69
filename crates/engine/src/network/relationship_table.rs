//! The table of relationships: `manager`, `account`, optionally `closeness`, `age`, `phase`, `practices`.
//!
//! An empty cell is drawn later as if its column were not there, but for `practices`: where there is such a
//! column, an empty cell means that no practice is in use.

use std::sync::Arc;

use super::cells::{Cells, Span, is_missing, quoted};
use super::findings::Findings;
use super::headings::{ACCOUNT, AGE, CLOSENESS, Heading, MANAGER, PHASE, PRACTICES};
use super::manager_list::{ManagerList, unknown};
use super::numbered_names::{NumberedNames, places};
use super::organisation::NetworkRelationship;
use super::table::{Table, TableRow};
use super::{natural_order, number, number::NO_LIMIT};
use crate::practice::Phase;
use darkside_error::{Error, Result, Source, nearest};

/// What a table may say besides manager and account.
const OPTIONAL: [&Heading; 4] = [&CLOSENESS, &AGE, &PHASE, &PRACTICES];

/// The columns of manager and account, and those of what is optional.
fn columns(table: &Table, findings: &mut Findings) -> Result<([usize; 2], [Option<usize>; 4])> {
    let required = [table.required(&MANAGER)?, table.required(&ACCOUNT)?];
    let optional = OPTIONAL.map(|heading| heading.find(&table.columns));
    let headings = [&MANAGER, &ACCOUNT].into_iter().chain(OPTIONAL);
    let read: Vec<_> = headings.zip(required.map(Some).into_iter().chain(optional)).collect();
    table.say_columns(&read, findings);
    Ok((required, optional))
}

/// Reads the relationships of the managers of `list`, whose `seats` are given by position, and the names of the accounts.
///
/// With a `catalogue` of practices, one that is not in it is a problem.
pub(super) fn read(
    source: &Arc<Source>,
    list: &ManagerList,
    seats: &[u32],
    catalogue: Option<&[&str]>,
    findings: &mut Findings,
) -> Result<(Vec<NetworkRelationship>, Vec<String>)> {
    let table = Table::open(source, findings)?;
    let ([manager, account], [closeness, age, phase, practices]) = columns(&table, findings)?;
    let mut accounts = NumberedNames::default();
    let mut found: Vec<(NetworkRelationship, Span)> = Vec::new();
    let mut has_one = vec![false; list.entries.len()];
    table.each_row(findings, &mut |row, findings| {
        let position = list.find(row.text(manager), findings, &|error| row.blame(manager, error));
        let name = row.text(account);
        if name.is_empty() {
            findings.problem("no account", "", || row.blame(account, Error::input("an account's name is empty")));
        }
        let mut number = |column: Option<usize>, name, most| {
            column.and_then(|column| number::optional(row, column, name, most, findings))
        };
        let (closeness, age) = (number(closeness, "closeness", 1.0), number(age, "age", NO_LIMIT));
        let phase = phase.and_then(|column| phase_in(row, column, findings));
        let practices = practices.map(|column| practices_in(row, column, catalogue, findings));
        let Some(position) = position else { return };
        has_one[position as usize] = true;
        let (manager, account) = (seats[position as usize], accounts.number(name));
        found.push((NetworkRelationship { manager, account, closeness, age, phase, practices }, row.span()));
    });
    for (without, _) in has_one.iter().enumerate().filter(|(_, has)| !**has) {
        findings.problem("no relationship", "", || {
            let id = quoted(&list.entries[without].id);
            let end = source.text.len();
            Error::input(format!("manager {id} has no relationship: an empty portfolio"))
                .help("every manager needs a row in this table")
                .at(source, end..end)
        });
    }
    let (names, rank) = in_order(accounts.names);
    for (relationship, _) in &mut found {
        relationship.account = rank[relationship.account as usize];
    }
    found.sort_by_key(|(relationship, span)| (relationship.manager, relationship.account, span.start()));
    refuse_twice(source, &found, findings);
    Ok((found.into_iter().map(|(relationship, _)| relationship).collect(), names))
}

/// The names in order, and for each of them its place there.
fn in_order(mut names: Vec<String>) -> (Vec<String>, Vec<u32>) {
    let mut order: Vec<u32> = (0..names.len() as u32).collect();
    order.sort_by(|&a, &b| natural_order::compare(&names[a as usize], &names[b as usize]));
    (order.iter().map(|&account| std::mem::take(&mut names[account as usize])).collect(), places(&order))
}

fn phase_in(row: &TableRow<'_>, column: usize, findings: &mut Findings) -> Option<Phase> {
    let text = row.text(column);
    if is_missing(text) {
        return None;
    }
    let phase = Phase::ALL.into_iter().find(|phase| phase.name() == text);
    if phase.is_none() {
        findings.problem("phase", "", || {
            let names = Phase::ALL.map(Phase::name);
            let meant = nearest(text, names).map_or(String::new(), |near| format!("is `{near}` meant? "));
            let error = Error::input(format!("{} is no phase", quoted(text)));
            row.blame(column, error.help(format!("{meant}phases are {}", names.join(", "))))
        });
    }
    phase
}

/// The names in a cell, sorted, each once.
fn practices_in(row: &TableRow<'_>, column: usize, catalogue: Option<&[&str]>, findings: &mut Findings) -> Vec<String> {
    let text = row.text(column);
    let mut names: Vec<String> = text.split([';', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    for name in &names {
        if let Some(catalogue) = catalogue.filter(|catalogue| !catalogue.contains(&name.as_str())) {
            findings.problem("practice", "", || {
                let message = format!("{} is no practice of the catalogue", quoted(name));
                row.blame(column, unknown(&message, name, catalogue.iter().copied()))
            });
        }
    }
    names
}

/// The problem that a manager has two relationships with one account; they are sorted.
fn refuse_twice(source: &Arc<Source>, found: &[(NetworkRelationship, Span)], findings: &mut Findings) {
    let key = |(relationship, _): &(NetworkRelationship, Span)| (relationship.manager, relationship.account);
    let mut twice: Vec<_> = found.windows(2).filter(|two| key(&two[0]) == key(&two[1])).collect();
    // The first in the file first.
    twice.sort_by_key(|two| two[1].1.start());
    for two in twice {
        findings.problem("relationship twice", "", || {
            let line = two[0].1.line(source);
            Error::input(format!("this manager's relationship with this account is there twice, first in line {line}"))
                .at(source, two[1].1.range())
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{decode::decode, manager_table};

    fn relationships(text: &str) -> Result<Vec<NetworkRelationship>> {
        let mut findings = Findings::default();
        let list = manager_table::read(&decode("m.csv".into(), b"id\nv1\nv2\n".to_vec())?, &mut findings)?;
        let source = decode("r.csv".into(), text.as_bytes().to_vec())?;
        let (found, _) = read(&source, &list, &[1, 0], Some(&["gifts", "joint_planning"]), &mut findings)?;
        findings.finish().map(|_| found)
    }

    fn error(text: &str) -> String {
        relationships(text).unwrap_err().to_string()
    }

    #[test]
    fn relationships_come_by_seat_and_account() {
        let text = "account,manager,closeness,age,phase,practices\n\
                    a10,v1,0.5,12,build_up,joint_planning;gifts gifts\na2,v1,,,,\na2,v2,1,0,decline,gifts\n";
        let found = relationships(text).unwrap();
        let ends: Vec<_> = found.iter().map(|one| (one.manager, one.account)).collect();
        assert_eq!(ends, [(0, 0), (1, 0), (1, 1)]);
        assert_eq!(found[2].practices.as_deref(), Some(["gifts".to_owned(), "joint_planning".to_owned()].as_slice()));
        assert_eq!((found[2].closeness, found[2].age, found[2].phase), (Some(0.5), Some(12.0), Some(Phase::BuildUp)));
        assert_eq!(
            (found[1].closeness, found[1].phase, found[1].practices.as_deref()),
            (None, None, Some([].as_slice()))
        );
        let drawn = relationships("manager,account\nv1,a\nv2,a\n").unwrap();
        assert_eq!(drawn[0].practices, None);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        insta::assert_snapshot!(error("manager,account\nv1,a\n"), @r"
        r.csv:3:1: manager `v2` has no relationship: an empty portfolio
          help: every manager needs a row in this table
        ");
        insta::assert_snapshot!(error("manager,account\nv1,a\nv3,a\n"), @r"
        r.csv:3:1: `v3` is no manager of m.csv
          help: its 2 managers are `v1`, `v2`
        r.csv:4:1: manager `v2` has no relationship: an empty portfolio
          help: every manager needs a row in this table
        ");
        insta::assert_snapshot!(error("manager,account\nv1,a\nv2,b\nv1,a\n"), @"r.csv:4:1: this manager's relationship with this account is there twice, first in line 2");
        insta::assert_snapshot!(error("manager,account,closeness\nv1,a,1.5\nv2,a,1\n"), @r"
        r.csv:2:6: closeness `1.5` is out of range
          help: closeness is a number from 0 to 1
        ");
        insta::assert_snapshot!(error("manager,account,age\nv1,a,-1\nv2,a,1\n"), @r"
        r.csv:2:6: age `-1` is out of range
          help: age is a number from 0 to 3.4e38
        ");
        insta::assert_snapshot!(error("manager,account,phase\nv1,a,build-up\nv2,a,\n"), @r"
        r.csv:2:6: `build-up` is no phase
          help: is `build_up` meant? phases are exploration, build_up, maturity, decline
        ");
        insta::assert_snapshot!(error("manager,account,practices\nv1,a,gifts;joint_plannin\nv2,a,\n"), @r"
        r.csv:2:6: `joint_plannin` is no practice of the catalogue
          help: is `joint_planning` meant?
        ");
        insta::assert_snapshot!(error("manager,account,closenes\nv1,a,1\nv2,a,1\n"), @r"
        r.csv:1:17: this table has no use for column `closenes`
          help: is `closeness` meant? columns are manager, account, closeness, age, phase, practices
        ");
        insta::assert_snapshot!(error("manager,account\nv1,\nv2,a\n"), @"r.csv:2:4: an account's name is empty");
    }
}
