//! Which rows depend on each other.

use crate::could_not::CouldNot;
use crate::risk_set::Row;
use std::collections::BTreeMap;

/// A cluster-robust standard error needs this many clusters. Below it, firms are replaced with managers.
pub const FEWEST_CLUSTERS: usize = 10;

/// What rows that depend on each other have in common: the firm if there are at least [`FEWEST_CLUSTERS`] firms,
/// otherwise the manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusteredBy {
    /// The firm.
    Firm,
    /// The manager.
    Manager,
}

/// Rows in clusters.
#[derive(Clone, Debug)]
pub(crate) struct Clusters {
    pub(crate) by: ClusteredBy,
    /// The cluster of each row, from 0.
    pub(crate) of_rows: Vec<u32>,
    pub(crate) count: usize,
}

impl Clusters {
    pub(crate) fn of(rows: &[&Row]) -> Result<Self, CouldNot> {
        let (of_rows, firms) = numbered(rows.iter().map(|row| row.firm));
        if firms >= FEWEST_CLUSTERS {
            return Ok(Self { by: ClusteredBy::Firm, of_rows, count: firms });
        }
        let (of_rows, count) = numbered(rows.iter().map(|row| row.manager));
        if count < FEWEST_CLUSTERS {
            return Err(CouldNot::TooFewClusters { clusters: count, needed: FEWEST_CLUSTERS });
        }
        Ok(Self { by: ClusteredBy::Manager, of_rows, count })
    }
}

/// The keys numbered from 0 in order of their values, and how many different ones there are.
pub(crate) fn numbered<K: Ord + Copy>(keys: impl Iterator<Item = K> + Clone) -> (Vec<u32>, usize) {
    let mut numbers: BTreeMap<K, u32> = keys.clone().map(|key| (key, 0)).collect();
    numbers.values_mut().zip(0..).for_each(|(number, position)| *number = position);
    (keys.map(|key| numbers[&key]).collect(), numbers.len())
}
