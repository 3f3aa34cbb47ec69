//! Many runs: one scenario under many seeds, several scenarios under the same seeds, and what is read off each.

mod arms;
pub mod attribution;
pub mod compare;
mod ensemble;
mod executor;
mod experiment_file;
mod figure;
mod file_entries;
pub mod hypothesis;
mod knock_out;
mod late_move;
mod nulls;
mod overrides;
mod reading;
pub mod replay;
pub mod robustness;
pub mod sensitivity;
mod setting_at;
pub mod sweep;
mod table_of;
pub mod threshold;
mod window;

pub use arms::{Arms, pairable};
pub use ensemble::{Ensemble, threads_within};
pub(crate) use executor::both;
pub use executor::{Executor, Progress, RunLog, attempt};
pub use experiment_file::ExperimentFile;
pub use knock_out::{spreading, without};
pub use late_move::late_move;
pub use nulls::nulls;
pub use overrides::Overrides;
pub use reading::{Reading, readable};
pub use window::Window;

/// Most runs of one experiment; the outcomes of more would fill a disk.
const MOST_RUNS: u64 = 100_000_000;

/// How many weeks the model needs to settle: all dark intensities start at 0 (model, section 8, pattern 5).
pub const SETTLING_WEEKS: u32 = 156;

/// How many weeks at the start of a run of `weeks` the model needs to settle; 0 after a run-up of `settle` weeks, since
/// the record then starts where nothing drifts any more.
pub fn settling(weeks: u32, settle: u32) -> u32 {
    if settle > 0 { 0 } else { weeks.min(SETTLING_WEEKS) }
}
