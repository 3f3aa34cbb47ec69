//! Statistics that know nothing of the model: running means and their intervals, paired differences and their tests, how many
//! replicates, designs of experiments, and what moves an outcome.
//!
//! Values enter in a fixed order, so that equal values give equal bits; the only randomness is keyed
//! [draws](darkside_draws). Nothing here panics on values: what is undefined comes out as NaN.

pub mod bootstrap;
pub mod design;
mod estimate;
mod interval;
mod laws;
pub mod morris;
mod multiple;
pub mod paired;
pub mod power;
mod ratio;
pub mod sequential;
pub mod shapley;
pub mod sobol_indices;
mod summary;

pub use estimate::Estimate;
pub use interval::Interval;
pub use multiple::holm;
pub use paired::Paired;
pub use ratio::{Ratio, RunningRatio};
pub use summary::{Running, Summary};
