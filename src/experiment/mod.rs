//! Many runs: one scenario under many seeds.

mod ensemble;

pub use ensemble::{Ensemble, Finish, Progress};
