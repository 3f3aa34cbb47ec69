//! A part: the results of a batch of finished seeds in one file.
//!
//! The file holds each table as Parquet, one after the other; then an index as JSON, its length, and the
//! SHA-256 of all before. It appears under its name only when it is whole and on the disk; when an
//! interrupted run goes on, a part that is truncated, damaged or of another run is done again.

mod read;
mod write;

use serde::{Deserialize, Serialize};

use super::figures::Figures;
use super::layout::{LAPSES, LEDGER, ONSETS, SNAPSHOTS, TIES};
use super::{events, moments, per_seed, series};
use crate::table::Heading;
use darkside_engine::record::Metric;
use darkside_engine::scenario::Scenario;

pub(super) use read::Part;

/// Within a part: each seed's figures.
pub(super) const FIGURES: &str = "figures";
/// Within a part: each seed's case reproduction.
pub(super) const REPRODUCTION: &str = "reproduction";
/// Within a part: each seed's group means.
pub(super) const GROUPS: &str = "groups";

/// Length of the index and checksum.
const TRAILER: usize = 8 + 32;

/// What a scenario's parts hold.
pub(super) struct Shape {
    pub(super) metrics: Vec<Metric>,
    pub(super) practices: Vec<String>,
    pub(super) ledger: bool,
    pub(super) onsets: bool,
}

/// What a part says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Index {
    /// Digest of the inputs that it belongs to.
    pub(super) inputs: String,
    /// Its first seed.
    pub(super) first_seed: u64,
    /// The digest of each seed's results.
    pub(super) digests: Vec<String>,
    tables: Vec<Entry>,
}

/// Where a table lies in a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    name: String,
    start: u64,
    length: u64,
}

impl Shape {
    /// What the parts of `scenario` hold.
    pub(super) fn of(scenario: &Scenario) -> Self {
        Self {
            metrics: darkside_engine::record::metrics(&scenario.practices),
            practices: scenario.practices.iter().map(|practice| practice.name.clone()).collect(),
            ledger: scenario.parameters.record.ledger,
            onsets: scenario.parameters.record.onsets,
        }
    }

    /// The columns of one of the long tables, or of one of a part's own.
    pub(super) fn headings(&self, table: &str) -> Vec<Heading> {
        match table {
            LEDGER => events::ledger(&self.practices).headings_after_seed(),
            LAPSES => events::lapses(&self.practices).headings_after_seed(),
            ONSETS => events::onsets(&self.practices).headings_after_seed(),
            SNAPSHOTS => moments::snapshots(&self.practices).headings_after_seed(),
            TIES => moments::ties().headings_after_seed(),
            GROUPS => per_seed::groups().headings_after_seed(),
            REPRODUCTION => per_seed::reproduction().headings_after_seed(),
            FIGURES => Figures::headings(),
            _ => series::headings(&self.metrics),
        }
    }
}
