//! What is said about a finished run, sweep or comparison: figures summarised from its tables, numbers and names in
//! readable form, what counts as a difference, findings and caveats in sentences. Charts and reports both use it.

#![allow(clippy::disallowed_methods, reason = "what is read may differ in its last bits, results may not")]

pub mod advice;
pub mod change;
pub mod comparison;
pub mod data;
mod estimate;
pub mod finding;
pub mod footprints;
mod gather;
mod interventions;
pub mod likeness;
pub mod number;
mod person;
pub mod sensitivity;
pub mod spread;
pub mod sweep;
pub mod takeoff;
mod tally;
pub mod threshold;
pub mod wave;
pub mod words;

pub use data::{Estimate, Story};
pub use gather::gather;
pub use person::{PersonEvent, PersonStory, person};

#[cfg(test)]
pub(crate) mod synthetic;
