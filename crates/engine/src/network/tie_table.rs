//! The table of ties: `source`, `target`, optionally `layer` and `weight`.

use std::sync::Arc;

use super::cells::Cells;
use super::csv_tables::Table;
use super::roster::{self, Roster};
use super::ties::{TieColumns, TieList};
use darkside_error::{Result, Source};

/// Reads the ties between the managers of `roster`.
pub(super) fn read(source: &Arc<Source>, roster: &Roster) -> Result<TieList> {
    let mut ties = TieList::new(source);
    each_tie(source, &mut |ends, layer, weight, row| {
        let position = |(column, id): (usize, &str)| roster.find(id).map_err(|error| row.blame(column, error));
        let pair = [position(ends[0])?, position(ends[1])?];
        ties.add(roster, pair, layer, weight, row.span())
    })?;
    Ok(ties)
}

/// Reads the ties and, for want of a table of managers, takes their ends as the managers.
pub(super) fn read_alone(source: &Arc<Source>) -> Result<(Roster, TieList)> {
    let mut roster = Roster::new(source, &roster::ManagerColumns::none());
    let mut ties = TieList::new(source);
    each_tie(source, &mut |ends, layer, weight, row| {
        let span = row.span();
        let mut position =
            |(column, id): (usize, &str)| roster.find_or_add(id, span).map_err(|error| row.blame(column, error));
        let pair = [position(ends[0])?, position(ends[1])?];
        ties.add(&roster, pair, layer, weight, span)
    })?;
    Ok((roster, ties))
}

/// Called with the column and id of both ends, the layer, the weight and the row.
type Visit<'a> = &'a mut dyn FnMut([(usize, &str); 2], &str, f32, &dyn Cells) -> Result<()>;

fn each_tie(source: &Arc<Source>, visit: Visit<'_>) -> Result<()> {
    let table = Table::open(source)?;
    let ends = [table.required("source")?, table.required("target")?];
    table.only(&["source", "target", "layer", "weight"])?;
    let columns = TieColumns { layer: table.column("layer"), weight: table.column("weight") };
    table.each_row(&mut |row| {
        let (layer, weight) = columns.layer_and_weight(row)?;
        visit(ends.map(|end| (end, row.text(end))), layer, weight, row)
    })
}
