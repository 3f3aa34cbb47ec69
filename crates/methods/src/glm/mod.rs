//! Regressions of yes-or-no outcomes.

mod covariance;
mod design;
mod fit;
mod jackknife;
mod link;

pub use covariance::{Covariance, Gradient};
pub use design::Design;
pub use fit::Fit;
pub use link::Link;
