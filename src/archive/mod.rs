//! A run's directory: what lands in it, how it survives an interruption, and how it is read again.
//!
//! While a run goes on, finished seeds wait in `parts/`, a fixed batch of seeds in each file. When all are
//! there they are joined in the order of seeds into the final tables, and `run.json` is written last. The
//! tables hold results only, so equal results are equal bytes; provenance is in `run.json`.

pub mod layout;
mod manifest;
mod read;
mod read_rows;

pub use layout::{Format, PracticeName};
pub use manifest::{Manifest, Platform, Timings};
pub use read::{
    CaseReproduction, Exposure, GroupFigure, Run, SeedSeries, Seeded, Total, Trajectory, Transition, TransitionKind,
    Transmission,
};
pub use read_rows::Rows;
