//! One world of account managers and relationships, from a scenario to a record of its weeks.
//!
//! | module | what it holds |
//! |---|---|
//! | [`parameter`], [`practice`] | every value that the model reads, declared once with unit, range, basis |
//! | [`record`] | what is recorded of a run: series, ledger, lapses, onsets, digest |
//! | [`network`] | imported organisations: CSV, GraphML, edge lists |
//! | [`scenario`] | from what a user writes to what the engine runs |
//! | [`population`] | the state: firms, managers, relationships, accounts, ties, as columns |
//! | [`week`] | what happens in a week: one file per step, mechanism and effect |
//! | [`intervention`] | what happens once: dated patches and acts |
//! | [`observe`] | from the state to a record |
//! | [`run`] | one scenario, one seed, one record |
//! | [`branch`] | what would have happened: a copy of a world with somebody's use of a practice set by hand |
//!
//! Imports point one way: a module uses only those above it in this table.

pub mod branch;
pub mod intervention;
pub mod network;
pub mod observe;
pub mod parameter;
pub mod population;
pub use parameter::practice;
pub mod record;
pub mod run;
pub mod scenario;
pub mod week;

/// The version: the same scenario, seed and version give the same results.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
