//! The tables of a finished run, column by column.

use super::layout::{ACCOUNTS, MANAGERS};
use super::layout::{ATTACK_RATES, BRIDGES, COHORTS, SENDERS, WAVES};
use super::layout::{EXPOSURE, REPRODUCTION, SUMMARY, TOTALS, TRANSITIONS, TRANSMISSIONS};
use super::layout::{FOOTPRINTS, GROUPS, LAPSES, LEDGER, ONSETS, SERIES, SNAPSHOTS, TIES};
use super::part::RunShape;
use super::{people, series, short, short_epidemics};
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
    let metrics = shape.metrics.iter().map(|metric| metric.name.clone()).collect();
    let table = |name, row, columns| TableKind { name, row, columns };
    vec![
        table(SERIES, "one row per seed and week", series::headings(&shape.metrics)),
        table(LEDGER, "one row per adoption", shape.headings(LEDGER)),
        table(LAPSES, "one row per practice given up", shape.headings(LAPSES)),
        table(ONSETS, "one row per dark flag turned on", shape.headings(ONSETS)),
        table(SNAPSHOTS, "one row per relationship at four moments of the first seed", shape.headings(SNAPSHOTS)),
        table(TIES, "one row per tie at the same moments", shape.headings(TIES)),
        table(FOOTPRINTS, "one row per seed, week, effect or practice, and level", shape.headings(FOOTPRINTS)),
        table(BRIDGES, "one row per office that a practice came to from another office", shape.headings(BRIDGES)),
        table(SUMMARY, "one row per week and column of the series", short::summary(metrics).headings()),
        table(TOTALS, "one row per figure of a whole run", short::totals().headings()),
        table(TRANSMISSIONS, "one row per mechanism and locus", short::transmissions().headings()),
        table(REPRODUCTION, "one row per effect, year and locus", short::reproduction().headings()),
        table(EXPOSURE, "one row per locus", short::exposure().headings()),
        table(TRANSITIONS, "one row per pair of states", short::transitions().headings()),
        table(GROUPS, "one row per moment, group and metric", short::groups().headings()),
        table(WAVES, "one row per practice or effect and figure", short_epidemics::waves().headings()),
        table(COHORTS, "one row per practice or effect and stretch of weeks", short_epidemics::cohorts().headings()),
        table(
            ATTACK_RATES,
            "one row per practice or effect and group of managers",
            short_epidemics::attack_rates().headings(),
        ),
        table(SENDERS, "one row per practice or effect and trait", short_epidemics::senders().headings()),
        table(MANAGERS, "one row per manager; imported columns follow", people::manager_headings().to_vec()),
        table(ACCOUNTS, "one row per account, where accounts have names", people::account_headings()),
    ]
}
