//! A sweep's directory: what is written to it, how it survives an interruption, and how it is read again.
//!
//! While a sweep runs, each run's numbers wait in a slot of one file, `parts/runs.part`; point and seed determine the
//! position. A slot counts only if its checksum holds, so after an interruption every run is either complete or done
//! again. When all slots are filled, they are read in order into the final tables, and `sweep.json` is written last. A
//! share of a sweep keeps its slots as `shard.runs` beside `shard.json`; [`merge`] builds the tables from all shares.
//!
//! No file holds a time, a location or a number of threads: a sweep that was interrupted or split into shares ends in
//! the same bytes as one that was not.

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

pub use columns::{PointRow, RunRow};
pub use description::{Description, DesignWords, Moving, OutcomeColumn, Results, SweepManifest};
pub use merge::{Merge, merge};
pub use read::{FinishedSweep, Replay, default_sweep_directory};
pub(super) use slots::kept_runs;
pub use sweep_job::{SweepJob, SweepOutcome};
pub(super) use target::unfinished;

/// Provenance. It is written last, so that its presence marks a finished sweep.
pub const SWEEP_MANIFEST: &str = "sweep.json";
/// The same for a share.
pub const SHARD_MANIFEST: &str = "shard.json";
/// The runs of a finished share.
pub const SHARD_RUNS: &str = "shard.runs";
/// The imported organisation, if there is one.
pub const NETWORK: &str = "network.json";
/// Table of points: one row per point, with a column for each factor.
pub const POINTS: &str = "points";
/// Table of outcomes: one row for each point and seed.
pub const OUTCOMES: &str = "outcomes";
/// Points that were set aside; the file exists only if there are any.
pub const SET_ASIDE: &str = "set_aside.csv";
