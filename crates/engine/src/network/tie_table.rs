//! The table of ties: `source`, `target`, optionally `layer` and `weight`; or a square matrix of weights.

use std::sync::Arc;

use super::cells::Cells;
use super::findings::Findings;
use super::headings::{DIRECTION, Heading, LAYER, SOURCE, TARGET, WEIGHT};
use super::manager_list::ManagerList;
use super::matrix;
use super::organisation::TieOptions;
use super::table::Table;
use super::tie_columns::TieColumns;
use super::ties::{Tie, TieList};
use darkside_error::{Result, Source};

/// Reads the ties between the managers of `list`; without one, their ends are the managers.
pub(super) fn read(
    source: &Arc<Source>,
    list: Option<ManagerList>,
    options: &TieOptions,
    findings: &mut Findings,
) -> Result<(ManagerList, TieList)> {
    let mut table = Table::open(source, findings)?;
    let mut ties = TieList::new(source, options);
    let is_alone = list.is_none();
    let mut list = list.unwrap_or_else(|| ManagerList::new(source, Vec::new()));
    if SOURCE.find(&table.columns).is_none() && TARGET.find(&table.columns).is_none() && matrix::is_one(&table) {
        table.share_decimal_commas();
        matrix::read(&table, is_alone, &mut list, &mut ties, findings);
        return Ok((list, ties));
    }
    let ends = [required(&table, &SOURCE)?, required(&table, &TARGET)?];
    let columns = TieColumns::of(&table.columns, &|column, passes| table.every(column, passes), table.decimal_comma());
    let [from, to] = ends.map(Some);
    let mut read = vec![(&SOURCE, from), (&TARGET, to), (&LAYER, columns.layer), (&WEIGHT, columns.weight)];
    if columns.direction.is_some() {
        read.push((&DIRECTION, columns.direction));
    }
    table.say_columns(&read, findings);
    table.each_row(findings, &mut |row, findings| {
        let (layer, weight) = columns.layer_and_weight(row, source, findings);
        let span = row.span();
        let mut position = |column: usize| {
            list.find_or_add(row.text(column), is_alone, span, findings, &|error| row.blame(column, error))
        };
        let (from, to) = (position(ends[0]), position(ends[1]));
        if let (Some(from), Some(to)) = (from, to) {
            let undirected = columns.is_undirected(row, false);
            ties.add(&list, Tie { pair: [from, to], layer, weight, undirected, span }, findings);
        }
    });
    Ok((list, ties))
}

/// The column of one end; where the header has no words for it, perhaps there is no header.
fn required(table: &Table, heading: &Heading) -> Result<usize> {
    table.required(heading).map_err(|error| match (error.advice(), table.columns.len()) {
        (Some("the first line names the columns"), 2 | 3) => {
            error.help("the first line names the columns; a list without such a line is read with `edges = …`")
        }
        _ => error,
    })
}
