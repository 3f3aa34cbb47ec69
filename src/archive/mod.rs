//! Directories of results: what lands in them, how they survive an interruption, and how they are read again.
//!
//! `place.rs` says how results land in a directory: what is finished by the piece waits in `parts/`, and the manifest is written
//! last. The tables hold results only, so equal results are equal bytes; provenance is in the manifest, with size and SHA-256
//! of every file.
//!
//! [`Job::run`] brings a directory from wherever it stands to a finished run; [`Run::open`] reads one. A [`Study`] is
//! the directory of an experiment's answer.

mod catalogue;
mod checksum;
mod columns;
mod epidemics;
mod events;
mod figures;
mod footprints;
mod hold;
mod in_memory;
mod inputs;
mod job;
mod join;
pub mod layout;
mod manifest;
mod moments;
mod over_epidemics;
mod over_groups;
mod over_seeds;
mod owned;
mod part;
mod people;
mod per_seed;
mod pieces;
mod place;
mod plan;
mod read;
mod read_epidemics;
mod read_rows;
mod registration;
mod room;
mod rows;
mod run_log;
mod series;
mod short;
mod short_epidemics;
mod study;
mod study_digest;
mod study_manifest;
pub mod sweep;
mod verify;
mod views;
mod waiting;
pub mod whole_file;
mod writing;

pub use catalogue::{TableKind, tables};
pub use checksum::{Checksum, Checksums};
pub use hold::Hold;
pub use in_memory::{ledger_table, state_tables, tables_of};
pub use inputs::{default_directory, inputs};
pub use job::{Job, Outcome, check_seeds};
pub use layout::{CHARTS, Format, PracticeName, REPORT};
pub use manifest::{Manifest, Platform, Timings};
pub use people::{People, tables as people_tables};
pub use place::Found;
pub use read::Run;
pub use read_rows::Rows;
pub use registration::{Planned, REGISTERED, Registration, register};
pub use room::enough_room;
pub use rows::{
    AttackRate, CaseReproduction, Cohort, Exposure, GroupFigure, SeedSeries, Seeded, Sender, Total, Trajectory,
    Transition, TransitionKind, Transmission, WaveFigure,
};
pub use study::Study;
pub use study_digest::digest_of_words;
pub use study_manifest::{StudyArm, StudyManifest, StudySummary};
pub use verify::{Verified, verify};
pub use views::Finished;
pub use writing::Writing;
