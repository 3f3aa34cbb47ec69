//! A part: the results of a batch of finished seeds in one file.
//!
//! It holds the tables as Parquet, one after the other; then an index as JSON, the index's length, and the SHA-256 of
//! everything before. It gets its name only once it is complete and on disk. When an interrupted run resumes, any part
//! that is truncated, damaged or from another run is redone.

mod index;
mod read;
mod shape;
mod write;

pub(super) use read::Part;
pub(super) use shape::{COHORTS, Each, FIGURES, GROUPS, LAGS, REACH, REPRODUCTION, RunShape, SENDERS, WAVES, each_row};
pub(super) use write::write_piece;
