//! Many runs: one scenario under many seeds, several scenarios under the same seeds, and what is read off each.

mod arms;
pub mod attribution;
mod ensemble;
mod figure;
mod reading;
pub mod robustness;
pub mod sensitivity;
pub mod sweep;
mod window;

pub use arms::{Arms, pairable};
pub use ensemble::{Ensemble, Progress};
pub use reading::{Reading, readable};
pub use window::Window;
