//! `darkside` simulates how the dark side of close business relationships spreads.

pub mod draws;
pub mod error;
pub mod lanes;
pub mod network;
pub mod parameter;
pub mod population;
pub mod practice;
pub mod record;
pub mod scenario;
