//! Many runs: one scenario under many seeds, several scenarios under the same seeds, and what is read off each.

mod arms;
mod ensemble;
mod figure;
mod reading;
mod window;

pub use arms::{Arms, pairable};
pub use ensemble::{Ensemble, Progress, threads_within};
pub use reading::{Reading, readable};
pub use window::Window;
