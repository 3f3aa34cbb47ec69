//! A sweep's directory: what lands in it, how it survives an interruption, and how it is read again.
//!
//! While a sweep goes on, each run's numbers wait in a slot of one file, `parts/runs.part`, at a place that follows from point
//! and seed. A slot counts only if its checksum holds, so that whatever an interruption leaves is either whole or done again. When all
//! slots are filled, they are read in order into the final tables, and `sweep.json` is written last. A share of a sweep keeps
//! its slots, as `shard.runs`, beside `shard.json`; [`merge`] reads the tables out of all shares.
//!
//! No file holds a time, a place or a number of threads: a sweep that was interrupted or shared out ends in the same bytes as one
//! that was not.

mod columns;
mod description;
mod growing;
mod join;
mod merge;
mod read;
mod slots;
mod still_moving;
mod sweep_job;
mod target;

pub use description::{Description, DesignWords, Moving, OutcomeColumn, Results, SweepManifest};
pub use merge::{Merge, merge};
pub use read::{FinishedSweep, PointRow, Replay, RunRow, default_sweep_directory};
pub(super) use slots::kept_runs;
pub use sweep_job::{SweepJob, SweepOutcome};

/// Provenance; written last, so that its presence marks a finished sweep.
pub const SWEEP_MANIFEST: &str = "sweep.json";
/// The same of a share.
pub const SHARD_MANIFEST: &str = "shard.json";
/// The runs of a finished share.
pub const SHARD_RUNS: &str = "shard.runs";
/// The imported organisation, where there is one.
pub const NETWORK: &str = "network.json";
/// Table of points: one row each, a column for each factor.
pub const POINTS: &str = "points";
/// Table of outcomes: one row for each point and seed.
pub const OUTCOMES: &str = "outcomes";
/// Points that were set aside; there only if there are any.
pub const SET_ASIDE: &str = "set_aside.csv";
