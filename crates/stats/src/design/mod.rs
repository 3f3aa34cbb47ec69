//! Where to look: points of an experiment's design, in the unit cube unless said otherwise.
//!
//! Every design gives any of its points by number, from nothing but what made the design: so no list of points is kept, and an
//! interrupted or shared-out experiment finds the same points again.

mod grid;
mod latin_hypercube;
mod permutation;
mod saltelli;
mod sobol;

pub use grid::Grid;
pub use latin_hypercube::LatinHypercube;
pub use saltelli::Saltelli;
pub use sobol::{MOST_DIMENSIONS, Sobol};

use darkside_error::{Error, Result};

/// Numbers of factors, points or trajectories enter keys of draws as 32-bit words.
fn word(number: usize, of_what: &str) -> Result<u32> {
    match u32::try_from(number) {
        Ok(0) => Err(Error::input(format!("a design with no {of_what}")).help("at least 1")),
        Ok(word) => Ok(word),
        Err(_) => Err(Error::input(format!("a design of {number} {of_what}")).help(format!("at most {}", u32::MAX))),
    }
}
