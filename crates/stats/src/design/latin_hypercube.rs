//! A Latin hypercube: each factor's range is divided into as many equal cells as there are points, and each cell is used
//! once.

use super::permutation::permuted;
use super::word;
use darkside_draws::{Draws, Purpose};
use darkside_error::Result;

/// The week in the key of the draws that place a point in its cell; the permutations use lower ones.
const WITHIN: u32 = 1000;

/// A Latin hypercube with points placed at random in their cells (McKay, Beckman and Conover, Technometrics 21(2), 1979).
///
/// ```
/// use darkside_draws::Draws;
/// use darkside_stats::design::LatinHypercube;
///
/// let design = LatinHypercube::new(2, 10, &Draws::new(1))?;
/// let mut cells: Vec<u32> = (0..10).map(|number| (10.0 * design.point(number)[0]) as u32).collect();
/// cells.sort();
/// assert!(cells.into_iter().eq(0..10)); // a point in every tenth
/// # Ok::<(), darkside_error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatinHypercube {
    dimensions: u32,
    points: u32,
    draws: Draws,
}

impl LatinHypercube {
    /// `points` points of `dimensions` factors, determined by `draws`.
    ///
    /// # Errors
    ///
    /// No factor, no point, 2³² or more of either.
    pub fn new(dimensions: usize, points: usize, draws: &Draws) -> Result<Self> {
        let (dimensions, points) = (word(dimensions, "factors")?, word(points, "points")?);
        Ok(Self { dimensions, points, draws: draws.about("latin hypercube") })
    }

    /// The number of points.
    pub fn points(&self) -> u32 {
        self.points
    }

    /// A point, each coordinate in [0, 1). Numbers past the last point start over.
    pub fn point(&self, number: u32) -> Vec<f64> {
        let number = number % self.points;
        let coordinate = |dimension: u32| {
            let cell = permuted(&self.draws, dimension, self.points, number);
            let within = self.draws.subject(Purpose::Design, WITHIN, dimension, number).word();
            (f64::from(cell) + f64::from(within) / 4_294_967_296.0) / f64::from(self.points)
        };
        (0..self.dimensions).map(coordinate).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(dimensions: usize, points: usize, seed: u64) -> Vec<Vec<f64>> {
        let design = LatinHypercube::new(dimensions, points, &Draws::new(seed)).unwrap();
        (0..design.points()).map(|number| design.point(number)).collect()
    }

    #[test]
    fn every_factor_uses_every_cell_once() {
        for count in [1, 2, 7, 200] {
            let points = points(5, count, 4);
            for dimension in 0..5 {
                let mut cells: Vec<usize> =
                    points.iter().map(|point| (point[dimension] * count as f64) as usize).collect();
                cells.sort_unstable();
                assert!(cells.into_iter().eq(0..count), "{count} points, factor {dimension}");
            }
        }
    }

    #[test]
    fn factors_are_independent_of_each_other() {
        let points = points(4, 1000, 2);
        for (one, other) in [(0, 1), (0, 2), (1, 3), (2, 3)] {
            let covariance: f64 =
                points.iter().map(|point| (point[one] - 0.5) * (point[other] - 0.5)).sum::<f64>() / 1000.0;
            assert!((12.0 * covariance).abs() < 4.0 / 1000.0_f64.sqrt(), "{one}, {other}: {}", 12.0 * covariance);
        }
    }

    /// A Latin hypercube averages a sum of one-factor terms far better than random points.
    #[test]
    fn the_mean_of_an_additive_function_is_nearly_exact() {
        let mean = points(3, 100, 9).iter().map(|point| point.iter().sum::<f64>()).sum::<f64>() / 100.0;
        // A cell's share of the spread: √(3/12/100)/100 = 0.0005; random points have 0.05.
        assert!((mean - 1.5).abs() < 4.0 * 0.0005, "{mean}");
    }

    #[test]
    fn the_same_draws_give_the_same_points() {
        assert_eq!(points(3, 20, 1), points(3, 20, 1));
        assert_ne!(points(3, 20, 1), points(3, 20, 2));
    }

    #[test]
    fn empty_designs_are_refused() {
        let error = LatinHypercube::new(0, 10, &Draws::new(1)).unwrap_err();
        assert_eq!(error.message(), "a design with no factors");
        assert!(LatinHypercube::new(2, 0, &Draws::new(1)).is_err());
        assert!(LatinHypercube::new(2, 1 << 33, &Draws::new(1)).is_err());
    }
}
