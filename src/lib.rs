//! `darkside` simulates how the dark side of close business relationships spreads.

#[cfg(feature = "cli")]
pub mod archive;
pub mod error;
#[cfg(feature = "cli")]
pub mod experiment;
pub mod network;
pub mod parameter;
pub mod practice;
pub mod record;
pub mod scenario;
pub mod stats;
pub mod table;
