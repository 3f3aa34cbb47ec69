//! `darkside` simulates how the dark side of close business relationships spreads.

#[cfg(feature = "cli")]
pub mod chart;
pub mod error;
pub mod network;
pub mod parameter;
pub mod practice;
pub mod record;
pub mod scenario;
