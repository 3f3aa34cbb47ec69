//! What the engine reads and computes. All in one binary, because linking dominates the time to build tests;
//! `cargo test --test engine golden` runs one module. Needs no feature of the command.
//!
//! `tests/processors.rs` is separate: it sets the kernels' level for the whole process.

mod bad_input_scenario;
mod claims;
mod constructs;
mod determinism;
mod footprints;
mod generated;
mod golden;
mod import;
mod invariants;
mod patterns;
mod reference;
mod rivals;
mod scenarios;
mod second_engine;
mod selftest;
mod show_scenario;
mod who_infects;
mod worlds;
