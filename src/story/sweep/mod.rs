//! What a finished sweep tells.

mod advice;
mod data;
mod gather;
mod sums;

pub use advice::advice;
pub use data::{Bin, MOST_SHOWN, OutcomeStory, Pair, SweepStory, Varied, coordinate};
pub use gather::gather;
