//! A sweep: a scenario at many points of its parameters, each under the same seeds.
//!
//! [`Sweep::read`] reads one from a file ([`SWEEP_KEYS`]); [`Share::run`] runs the points, or a share of them, and
//! passes on each run's numbers as soon as it ends. Every pair of point and seed is a run with a fixed number, so
//! results do not depend on threads, interruptions or the number of machines.

mod design;
mod design_request;
mod factor;
mod file;
mod list;
mod outcome;
mod range;
mod rows;
mod share;

pub use design::Design;
pub(crate) use factor::rounded;
pub use factor::{Factor, FactorKind};
pub(crate) use file::at;
pub use file::{SWEEP_KEYS, Sweep, few_enough};
pub use outcome::Outcome;
pub use range::varies;
pub(crate) use range::{leaves, named_number};
pub use share::{Done, RunNumber, Share, Yield};
