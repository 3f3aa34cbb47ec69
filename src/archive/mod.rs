//! A run's directory: what lands in it, how it survives an interruption, and how it is read again.
//!
//! While a run goes on, finished seeds wait in `parts/`, a fixed batch of seeds in each file. When all are
//! there they are joined in the order of seeds into the final tables, and `run.json` is written last. The
//! tables hold results only, so equal results are equal bytes; provenance is in `run.json`.
//!
//! [`Job::run`] brings a directory from wherever it stands to a finished run; [`Run::open`] reads one. A [`Study`] is
//! the directory of an experiment's answer.

mod catalogue;
mod columns;
mod events;
mod figures;
mod hold;
mod in_memory;
mod inputs;
mod job;
mod join;
pub mod layout;
mod manifest;
mod moments;
mod over_groups;
mod over_seeds;
mod owned;
mod part;
mod per_seed;
mod plan;
mod read;
mod read_rows;
mod registration;
mod room;
mod rows;
mod run_log;
mod series;
mod short;
mod study;
mod study_digest;
mod study_manifest;
pub mod sweep;
mod whole_file;

pub use catalogue::{TableKind, tables};
pub use hold::Hold;
pub use in_memory::{state_tables, tables_of};
pub use inputs::{default_directory, inputs};
pub use job::{Job, Outcome};
pub use layout::{Format, PracticeName};
pub use manifest::{Manifest, Platform, Timings};
pub use plan::Found;
pub use read::Run;
pub use read_rows::Rows;
pub use registration::{Planned, REGISTERED, Registration, register};
pub use room::enough_room;
pub use rows::{
    CaseReproduction, Exposure, GroupFigure, SeedSeries, Seeded, Total, Trajectory, Transition, TransitionKind,
    Transmission,
};
pub use study::{Study, Writing};
pub use study_digest::digest_of_words;
pub use study_manifest::{StudyArm, StudyManifest, StudySummary};
