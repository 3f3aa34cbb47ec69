//! The table of managers: `id`, optionally `firm`, `office`, `tenure_years`, and further columns as groups.

use std::sync::Arc;

use super::cells::Cells;
use super::findings::Findings;
use super::headings::ID;
use super::manager_columns::ManagerColumns;
use super::manager_list::ManagerList;
use super::table::Table;
use darkside_error::{Error, Result, Source};

/// Reads the managers.
pub(super) fn read(source: &Arc<Source>, findings: &mut Findings) -> Result<ManagerList> {
    let table = Table::open(source, findings)?;
    // R keeps ids as names of rows.
    let row_names = table.columns.iter().position(String::is_empty);
    let id = ID.find(&table.columns).or(row_names).map_or_else(|| table.required(&ID), Ok)?;
    let columns = ManagerColumns::of(&table.columns, Some(id));
    columns.say(&source.name, &table.columns, Some(id), &|column, passes| table.every(column, passes), findings);
    let mut list = ManagerList::new(source, columns.groups());
    table.each_row(findings, &mut |row, findings| {
        let entry = columns.entry(row.text(id), row, findings);
        list.add(entry, findings, &|error| row.blame(id, error));
    });
    if list.entries.is_empty() {
        let end = source.text.len();
        let none = || Error::input("this table has a header but no managers").at(source, end..end);
        return Err(findings.first_problem().cloned().unwrap_or_else(none));
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::decode::decode;

    fn managers(text: &str) -> Result<ManagerList> {
        let mut findings = Findings::default();
        let list = read(&decode("managers.csv".into(), text.as_bytes().to_vec())?, &mut findings);
        let list = findings.or_refuse(list);
        findings.finish().map(|_| list.unwrap())
    }

    fn error(text: &str) -> String {
        managers(text).unwrap_err().to_string()
    }

    #[test]
    fn columns_may_stand_in_any_order_and_case_quoted_or_not_with_any_line_ends() {
        let list =
            managers("\u{feff}Rank, OFFICE ,id,tenure_years\r\n\"a \"\"b\"\"\",\"x, y\",v1 ,3.5\r\n\r\n,,v2,\r\n");
        let list = list.unwrap();
        assert_eq!(list.groups, ["Rank"]);
        let [first, second] = list.entries.as_slice() else { panic!("two managers") };
        assert_eq!((first.id.as_str(), first.office.as_str(), first.groups[0].as_str()), ("v1", "x, y", "a \"b\""));
        assert_eq!(first.tenure_years, Some(3.5));
        assert_eq!((second.id.as_str(), second.office.as_str(), second.tenure_years), ("v2", "", None));
    }

    #[test]
    fn a_header_of_semicolons_or_tabs_says_that_they_separate() {
        for separator in [";", "\t"] {
            let text = "id,office,firm\nv1,\"a\",B\n".replace(',', separator);
            let list = managers(&text).unwrap();
            assert_eq!((list.entries[0].office.as_str(), list.entries[0].firm.as_str()), ("a", "B"));
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        insta::assert_snapshot!(error("ID_\nv1\n"), @r"
        managers.csv:1:1: column `id` is missing
          help: is column `id_` meant?
        ");
        insta::assert_snapshot!(error("id,rank,Rank\nv1,,\n"), @"managers.csv:1:9: column `Rank` is named twice");
        insta::assert_snapshot!(error("id,firm\n"), @"managers.csv:2:1: this table has a header but no managers");
        insta::assert_snapshot!(error("\n \n"), @"managers.csv:1:1: this table has no header");
        insta::assert_snapshot!(error("id,firm\nv1,A\n\nv2\n"), @r"
        managers.csv:4:1: this row is too short: 1 of 2 cells
          help: a cell that contains the separator must stand in quotation marks
        ");
        insta::assert_snapshot!(error("id,firm\r\nv1,A\r\nv2,A,B\r\n"), @r"
        managers.csv:3:1: this row is too long: 3 of 2 cells
          help: a cell that contains the separator must stand in quotation marks
        ");
        insta::assert_snapshot!(error("firm,id\nA,v1\n\"B, C\",v2\n\n\"D\"\"\", v1\n"), @"managers.csv:5:8: manager `v1` is there twice, first in line 2");
        insta::assert_snapshot!(error("id,firm\n ,A\n"), @"managers.csv:2:2: a manager's id is empty");
        insta::assert_snapshot!(error("id,tenure_years\nv1,-2\n"), @r"
        managers.csv:2:4: tenure_years `-2` is out of range
          help: tenure_years is a number from 0 to 100
        ");
        insta::assert_snapshot!(error("id,tenure_years\nv1,long\n"), @r"
        managers.csv:2:4: tenure_years `long` is not a number
          help: tenure_years is a number from 0 to 100
        ");
        insta::assert_snapshot!(error("id,office\nv1,\"boston\nv2,hartford\n"), @r"
        managers.csv:2:4: a value goes over several lines, or its quotation mark is never closed
          help: is a quotation mark left open? a value stands on one line
        ");
    }
}
