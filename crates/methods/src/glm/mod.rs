//! Regressions of yes-or-no outcomes.

mod design;
mod fit;
mod jackknife;
mod link;
mod variance;

pub use design::Design;
pub use fit::Fit;
pub use link::Link;
pub use variance::Gradient;
