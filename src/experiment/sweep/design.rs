//! Designs: the points of a sweep, in order.

use super::factor::Factor;
use super::rows::ListRows;
use darkside_error::Result;
use darkside_stats::design::{Grid, LatinHypercube, Sobol};

/// The points of a sweep.
pub enum Design {
    /// Every combination of levels; the last factor changes fastest.
    Grid(Grid),
    /// A Latin hypercube.
    LatinHypercube(LatinHypercube),
    /// The first points of a Sobol' sequence.
    Sobol(Sobol, u32),
    /// The rows of a list.
    List(ListRows),
}

impl Design {
    /// The words for the kinds in a file.
    pub const KINDS: [&'static str; 4] = ["grid", "latin_hypercube", "sobol", "list"];

    /// The word for its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Grid(_) => Self::KINDS[0],
            Self::LatinHypercube(_) => Self::KINDS[1],
            Self::Sobol(..) => Self::KINDS[2],
            Self::List(_) => Self::KINDS[3],
        }
    }

    /// How many points it has.
    pub fn points(&self) -> u32 {
        match self {
            // Larger grids are refused when the file is read.
            Self::Grid(grid) => u32::try_from(grid.points()).unwrap_or(u32::MAX),
            Self::LatinHypercube(design) => design.points(),
            Self::Sobol(_, points) => *points,
            Self::List(rows) => rows.count,
        }
    }

    /// The coordinates of a point, from 0, by factor.
    ///
    /// # Errors
    /// If a list's file can no longer be read.
    pub fn point(&self, factors: &[Factor], number: u32) -> Result<Vec<f64>> {
        let spread = |places: Vec<f64>| factors.iter().zip(places).map(|(factor, place)| factor.at(place)).collect();
        match self {
            Self::Grid(grid) => {
                let levels = grid.point(number.into());
                Ok(factors.iter().zip(levels).map(|(factor, level)| factor.level(level)).collect())
            }
            Self::LatinHypercube(design) => Ok(spread(design.point(number))),
            Self::Sobol(sequence, _) => Ok(spread(sequence.point(number))),
            Self::List(rows) if rows.unit_cube => Ok(spread(rows.row(number)?)),
            Self::List(rows) => rows.row(number),
        }
    }
}
