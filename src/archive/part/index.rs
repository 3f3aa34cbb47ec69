//! The index at the end of a part.

use serde::{Deserialize, Serialize};

/// Bytes after the index: its length and the checksum.
pub(super) const TRAILER: usize = 8 + 32;

/// What a part records about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Index {
    /// Digest of the inputs that it belongs to.
    pub(in super::super) inputs: String,
    /// Its first seed.
    pub(in super::super) first_seed: u64,
    /// The digest of each seed's results.
    pub(in super::super) digests: Vec<String>,
    /// Where its tables lie.
    pub(super) tables: Vec<TableSpan>,
}

/// Where a table lies in a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TableSpan {
    pub(super) name: String,
    pub(super) start: u64,
    pub(super) length: u64,
}
