//! Which tables and columns a part has.

use super::super::columns::Schema;
use super::super::layout::{BRIDGES, FOOTPRINTS, LAPSES, LEDGER, ONSETS, SNAPSHOTS, TIES};
use super::super::{epidemics, events, footprints, moments, series};
use crate::table::{Heading, Table};
use darkside_engine::record::Metric;
use darkside_engine::scenario::Scenario;
use darkside_error::Result;

/// Table of a part: each seed's figures.
pub(in super::super) const FIGURES: &str = "figures";
/// Table of a part: each seed's case reproduction.
pub(in super::super) const REPRODUCTION: &str = "reproduction";
/// Table of a part: each seed's group means.
pub(in super::super) const GROUPS: &str = "groups";

/// Table of a part: each seed's figures of waves.
pub(in super::super) const WAVES: &str = "waves";
/// Table of a part: each seed's cohorts.
pub(in super::super) const COHORTS: &str = "cohorts";
/// Table of a part: lags, summed over the part's seeds.
pub(in super::super) const LAGS: &str = "lags";
/// Table of a part: whom each seed's practices and effects reached.
pub(in super::super) const REACH: &str = "reach";
/// Table of a part: each seed's senders.
pub(in super::super) const SENDERS: &str = "senders";

/// Visits the stretches of the table with this name and these columns.
pub(in super::super) type Each<'a> =
    &'a dyn Fn(&str, Vec<Heading>, &mut dyn FnMut(&Table) -> Result<()>) -> std::io::Result<()>;

/// Visits the rows of a table.
///
/// # Errors
/// If it cannot be read.
pub(in super::super) fn each_row<T: Clone>(
    each: Each<'_>,
    table: &str,
    schema: &Schema<T>,
    mut take: impl FnMut(T),
) -> std::io::Result<()> {
    each(table, schema.headings_after_seed(), &mut |stretch| {
        schema.rows(stretch)?.into_iter().for_each(&mut take);
        Ok(())
    })
}

/// What the parts of a scenario hold.
pub(in super::super) struct RunShape {
    pub(in super::super) metrics: Vec<Metric>,
    pub(in super::super) practices: Vec<String>,
    pub(in super::super) ledger: bool,
    pub(in super::super) onsets: bool,
    pub(in super::super) footprints: bool,
    /// Names of the firms; empty where nothing is summed.
    pub(in super::super) firms: Vec<String>,
    /// Names of the offices, where imported.
    pub(in super::super) offices: Vec<String>,
}

impl RunShape {
    /// What the parts of a run hold that records everything and sums up nothing.
    pub(in super::super) fn with_everything(metrics: Vec<Metric>, practices: Vec<String>) -> Self {
        let (firms, offices) = (Vec::new(), Vec::new());
        Self { metrics, practices, ledger: true, onsets: true, footprints: true, firms, offices }
    }

    /// What the parts of `scenario` hold.
    pub(in super::super) fn of(scenario: &Scenario) -> Self {
        Self {
            metrics: darkside_engine::record::metrics(&scenario.practices),
            practices: scenario.practices.iter().map(|practice| practice.name.clone()).collect(),
            ledger: scenario.parameters.record.ledger,
            onsets: scenario.parameters.record.onsets,
            footprints: scenario.parameters.record.footprints > 0,
            firms: scenario.firms.iter().map(|firm| firm.name.clone()).collect(),
            offices: scenario.network.as_ref().map_or_else(Vec::new, |network| network.offices.clone()),
        }
    }

    /// The columns of a long table.
    pub(in super::super) fn headings(&self, table: &str) -> Vec<Heading> {
        match table {
            LEDGER => events::ledger(&self.practices).headings_after_seed(),
            LAPSES => events::lapses(&self.practices).headings_after_seed(),
            ONSETS => events::onsets(&self.practices).headings_after_seed(),
            SNAPSHOTS => moments::snapshots(&self.practices).headings_after_seed(),
            TIES => moments::ties().headings_after_seed(),
            FOOTPRINTS => footprints::footprints(&self.practices).headings_after_seed(),
            BRIDGES => epidemics::bridges(&self.practices).headings_after_seed(),
            _ => series::headings(&self.metrics),
        }
    }
}
