//! A square matrix as ties: names in both headings, a weight in every cell; the manager on the left looks at the manager
//! above. Zeros and empty cells are no ties.

use super::cells::{Cells, is_missing, normal, quoted};
use super::findings::Findings;
use super::manager_list::ManagerList;
use super::number::{self, NO_LIMIT};
use super::table::Table;
use super::ties::{Tie, TieList};

/// Whether the first column repeats the header: the same names, each once.
pub(super) fn is_one(table: &Table) -> bool {
    let Some(names) = names(table) else { return false };
    let mut above: Vec<_> = above(table, names).map(|(_, name)| normal(name).into_owned()).collect();
    above.sort_unstable();
    above.dedup();
    let mut left = Vec::new();
    // A table with more rows than columns is not a matrix.
    let few = table.rows_at_most(above.len(), names, &mut |name| left.push(normal(name).into_owned()));
    left.sort_unstable();
    few && above.len() > 1 && above.len() + 1 == table.columns.len() && left == above
}

/// The column with the names on the left: the one without a name, or the first.
fn names(table: &Table) -> Option<usize> {
    let without = table.columns.iter().position(String::is_empty);
    without.or((table.columns.len() > 2).then_some(0))
}

fn above(table: &Table, names: usize) -> impl Iterator<Item = (usize, &str)> {
    table.columns.iter().map(String::as_str).enumerate().filter(move |(column, _)| *column != names)
}

/// Reads the ties; with `add`, the names are the managers.
pub(super) fn read(table: &Table, add: bool, list: &mut ManagerList, ties: &mut TieList, findings: &mut Findings) {
    let Some(names) = names(table) else { return };
    findings
        .say(format!("{} is read as a matrix: who stands on the left looks at who stands above", table.source.name));
    table.each_row(findings, &mut |row, findings| {
        list.find_or_add(row.text(names), add, row.span(), findings, &|error| row.blame(names, error));
    });
    let list = &*list;
    table.each_row(&mut Findings::default(), &mut |row, _| {
        let Some(from) = list.position(row.text(names)) else { return };
        for (column, name) in above(table, names) {
            let text = row.text(column);
            if is_missing(text) {
                if !text.is_empty() {
                    findings.note("cells of the matrix that say that nothing is known, which are no ties", || {
                        format!("the first says {}", quoted(text))
                    });
                }
                continue;
            }
            let weight = number::optional(row, column, "weight", NO_LIMIT, findings);
            // Zeros are what a matrix is made of, and are not counted one by one.
            if let (Some(weight), Some(to)) = (weight.filter(|&weight| weight > 0.0), list.position(name)) {
                let span = row.cell(column).unwrap_or_else(|| row.span());
                ties.add(list, Tie { pair: [from, to], layer: "", weight, undirected: false, span }, findings);
            }
        }
    });
}
