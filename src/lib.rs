//! `darkside` simulates how the dark side of close business relationships spreads.

#[cfg(feature = "cli")]
pub mod cli;
pub mod error;
pub mod network;
pub mod parameter;
pub mod practice;
pub mod record;
pub mod scenario;
pub mod stats;
pub mod table;
