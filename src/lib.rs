//! `darkside` simulates how the dark side of close business relationships spreads.

#[cfg(feature = "cli")]
pub mod archive;
#[cfg(feature = "cli")]
pub mod chart;
#[cfg(feature = "cli")]
pub mod cli;
pub mod draws;
pub mod error;
#[cfg(feature = "cli")]
pub mod experiment;
pub mod intervention;
pub mod lanes;
pub mod network;
pub mod observe;
pub mod parameter;
pub mod population;
pub use parameter::practice;
pub mod record;
#[cfg(feature = "cli")]
pub mod report;
pub mod run;
pub mod scenario;
pub mod stats;
pub mod table;
pub mod week;
