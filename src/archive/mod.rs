//! Directories of results: what is written to them, how they survive an interruption, and how they are read again.
//!
//! `place.rs` describes how results are written to a directory: finished pieces wait in `parts/`, and the manifest
//! comes last. The tables hold results only, so equal results are equal bytes. Provenance is in the manifest, with size
//! and SHA-256 of every file.
//!
//! [`Job::run`] takes a directory from whatever state it is in to a finished run; [`Run::open`] reads one. A [`Study`]
//! is the directory of an experiment's answer.

mod catalogue;
mod checksum;
mod columns;
mod epidemics;
mod events;
mod fields;
mod figures;
mod footprints;
mod hold;
mod in_memory;
mod inputs;
mod job;
mod join;
pub mod layout;
mod manifest;
mod memory_check;
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
pub use job::{FinishedJob, Job, check_seeds};
pub use layout::{CHARTS, Format, PracticeName, REPORT};
pub use manifest::{Manifest, Platform, Timings};
pub use memory_check::{MachineMemory, enough_for_results, enough_room};
pub use people::{People, tables as people_tables};
pub use place::DirectoryState;
pub use read::Run;
pub use read_rows::Rows;
pub use registration::{Planned, REGISTERED, Registration, register, registered};
pub use rows::{
    AttackRate, CaseReproduction, Cohort, Exposure, GroupFigure, SeedSeries, Seeded, Sender, Total, Trajectory,
    Transition, TransitionKind, Transmission, WaveFigure,
};
pub use study::Study;
pub use study_digest::digest_of_words;
pub use study_manifest::{StudyArm, StudyManifest, StudySummary};
pub use verify::{Unfinished, Verified, unfinished, verify};
pub use views::Finished;
pub use writing::Writing;
