//! A sweep: a scenario at many points of its parameters, each under the same seeds.
//!
//! [`Sweep::read`] makes one of a file ([`SWEEP_KEYS`]); [`Share::run`] runs the points, or a share of them, and gives each run's
//! numbers away as soon as they are there. Points and seeds are numbered runs in a fixed order, so that neither threads nor
//! interruptions nor several machines change a result.

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
pub use file::{SWEEP_KEYS, Sweep};
pub use outcome::Outcome;
pub(crate) use range::{leaves, named};
pub use share::{Done, RunNumber, Share, Yield};
