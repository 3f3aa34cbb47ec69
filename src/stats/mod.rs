//! Statistics that know nothing of the model: running means, their intervals, ratios of means.
//!
//! Values enter one at a time and in a fixed order, so that equal values give equal bits and nothing
//! has to be kept in memory.

mod ratio;
mod summary;

pub use ratio::{Ratio, RunningRatio};
pub use summary::{Running, Summary};
