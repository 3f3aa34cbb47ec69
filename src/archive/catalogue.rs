//! The tables of a finished run, column by column.

use super::join::SumsOverSeeds;
use super::layout::{ACCOUNTS, MANAGERS};
use super::layout::{ATTACK_RATES, BRIDGES, COHORTS, SENDERS, WAVES};
use super::layout::{EXPOSURE, REPRODUCTION, SUMMARY, TOTALS, TRANSITIONS, TRANSMISSIONS};
use super::layout::{FOOTPRINTS, GROUPS, LAPSES, LEDGER, ONSETS, SERIES, SNAPSHOTS, TIES};
use super::part::RunShape;
use super::people;
use crate::table::Heading;
use darkside_engine::practice::Practice;

/// A table of a run's directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableKind {
    /// The file name. Long tables have no extension here, since it depends on the format.
    pub name: &'static str,
    /// What one row stands for.
    pub row: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Heading>,
}

/// Every table that a run with these practices writes, the long ones first.
///
/// ```
/// let tables = darkside::archive::tables(&[]);
/// assert_eq!((tables[0].name, tables[0].columns[1].name.as_str()), ("series", "week"));
/// ```
pub fn tables(practices: &[Practice]) -> Vec<TableKind> {
    let names = practices.iter().map(|practice| practice.name.clone()).collect();
    of_shape(&RunShape::with_everything(darkside_engine::record::metrics(practices), names))
}

/// Every table of runs of this shape.
pub(super) fn of_shape(shape: &RunShape) -> Vec<TableKind> {
    // A table over no seeds has the same columns.
    let sums = SumsOverSeeds::new(shape, 0);
    let table = |name, row, columns| TableKind { name, row, columns };
    let long = |name, row| table(name, row, shape.headings(name));
    let short = |name, row| table(name, row, sums.table(name).headings());
    vec![
        long(SERIES, "one row per seed and week"),
        long(LEDGER, "one row per adoption"),
        long(LAPSES, "one row per practice given up"),
        long(ONSETS, "one row per dark flag turned on"),
        long(SNAPSHOTS, "one row per relationship at four moments of the first seed"),
        long(TIES, "one row per tie at the same moments"),
        long(FOOTPRINTS, "one row per seed, week, effect or practice, and level"),
        long(BRIDGES, "one row per office that a practice came to from another office"),
        short(SUMMARY, "one row per week and column of the series"),
        short(TOTALS, "one row per figure of a whole run"),
        short(TRANSMISSIONS, "one row per mechanism and locus"),
        short(REPRODUCTION, "one row per effect, year and locus"),
        short(EXPOSURE, "one row per locus"),
        short(TRANSITIONS, "one row per pair of states"),
        short(GROUPS, "one row per moment, group and metric"),
        short(WAVES, "one row per practice or effect and figure"),
        short(COHORTS, "one row per practice or effect and stretch of weeks"),
        short(ATTACK_RATES, "one row per practice or effect and group of managers"),
        short(SENDERS, "one row per practice or effect and trait"),
        table(MANAGERS, "one row per manager; imported columns follow", people::managers(None, 0..0).headings()),
        table(ACCOUNTS, "one row per account, where accounts have names", people::accounts(&[]).headings()),
    ]
}
