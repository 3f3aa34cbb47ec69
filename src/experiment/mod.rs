//! Many runs: one scenario under many seeds.

mod ensemble;

pub use ensemble::{Ensemble, Progress};
