//! Designs of experiments: points in the unit cube, unless stated otherwise.
//!
//! A design computes any of its points from the point's number alone. So no list of points is stored, and an interrupted or
//! distributed experiment finds the same points again.

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

/// A positive number of factors or points as a 32-bit word, which enters the keys of draws.
fn word(number: usize, of_what: &str) -> Result<u32> {
    match u32::try_from(number) {
        Ok(0) => Err(Error::input(format!("a design with no {of_what}")).help("at least 1")),
        Ok(word) => Ok(word),
        Err(_) => Err(Error::input(format!("a design of {number} {of_what}")).help(format!("at most {}", u32::MAX))),
    }
}
