//! Saltelli's design, for estimating Sobol' indices.

use super::Sobol;
use darkside_draws::Draws;
use darkside_error::{Error, Result};

/// Blocks of points: a point A; for each factor, A with that factor's value taken from B; and the point B (Saltelli et al.,
/// Computer Physics Communications 181(2), 2010). A and B are the halves of one Sobol' point.
///
/// Points are ordered as in SALib without second order: block by block, A, the factors in order, B.
///
/// ```
/// use darkside_stats::design::Saltelli;
///
/// let design = Saltelli::new(2, 8, None)?;
/// assert_eq!(design.points(), 8 * (2 + 2));
/// let block: Vec<Vec<f64>> = (8..12).map(|number| design.point(number)).collect();
/// assert_eq!(block, [[0.75, 0.25], [0.25, 0.25], [0.75, 0.25], [0.25, 0.25]]);
/// # Ok::<(), darkside_error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saltelli {
    factors: u32,
    blocks: u32,
    sequence: Sobol,
}

impl Saltelli {
    /// `blocks` blocks for `factors` factors, of `factors` + 2 points each, scrambled by `scramble` if given.
    ///
    /// Prefer a power of 2 for the number of blocks. Scramble unless the points must be those of an unscrambled sequence,
    /// whose first block is the corner of the cube for both A and B.
    ///
    /// # Errors
    ///
    /// No factor, more than 256, no block, 2³² points or more.
    pub fn new(factors: usize, blocks: usize, scramble: Option<&Draws>) -> Result<Self> {
        if !(1..=super::MOST_DIMENSIONS / 2).contains(&factors) {
            return Err(Error::input(format!("Sobol' indices of {factors} factors"))
                .help(format!("from 1 to {}", super::MOST_DIMENSIONS / 2)));
        }
        super::word(blocks, "blocks")?;
        let points = super::word(blocks.saturating_mul(factors + 2), "points")?;
        let factors = factors as u32;
        Ok(Self { factors, blocks: points / (factors + 2), sequence: Sobol::new(2 * factors as usize, scramble)? })
    }

    /// The number of points: blocks × (factors + 2).
    pub fn points(&self) -> u32 {
        self.blocks * (self.factors + 2)
    }

    /// The number of factors.
    pub fn factors(&self) -> usize {
        self.factors as usize
    }

    /// A point, each coordinate in [0, 1). Numbers past the last point continue the sequence.
    pub fn point(&self, number: u32) -> Vec<f64> {
        let (block, place) = (number / (self.factors + 2), (number % (self.factors + 2)) as usize);
        let both = self.sequence.point(block);
        let (a, b) = both.split_at(self.factors());
        if place > self.factors() {
            return b.to_vec();
        }
        let mut point = a.to_vec();
        if let Some(factor) = place.checked_sub(1) {
            point[factor] = b[factor];
        }
        point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_block_exchanges_one_factor_at_a_time() {
        let design = Saltelli::new(3, 16, Some(&Draws::new(2))).unwrap();
        assert_eq!(design.points(), 80);
        for block in 0..16 {
            let (a, b) = (design.point(5 * block), design.point(5 * block + 4));
            for factor in 0..3 {
                let mixed = design.point(5 * block + 1 + factor as u32);
                for other in 0..3 {
                    assert_eq!(mixed[other], if other == factor { b[other] } else { a[other] });
                }
                assert_ne!(a[factor], b[factor]);
            }
        }
    }

    #[test]
    fn impossible_designs_are_refused() {
        for (factors, blocks) in [(0, 8), (257, 8), (3, 0), (3, 1 << 30), (3, usize::MAX)] {
            assert!(Saltelli::new(factors, blocks, None).is_err(), "{factors}, {blocks}");
        }
        assert!(Saltelli::new(256, 1, None).is_ok());
    }
}
