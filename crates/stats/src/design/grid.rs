//! A grid: every combination of the factors' levels.

use darkside_error::{Error, Result};

/// Every combination of the factors' levels; the last factor changes fastest.
///
/// ```
/// use darkside_stats::design::Grid;
///
/// let grid = Grid::new(&[2, 3])?;
/// assert_eq!(grid.points(), 6);
/// assert_eq!(grid.point(4), [1, 1]); // the second level of both
/// # Ok::<(), darkside_error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    levels: Vec<usize>,
    points: u64,
}

impl Grid {
    /// A grid of factors with these numbers of levels.
    ///
    /// # Errors
    ///
    /// No factor, a factor without levels, more than 2³² − 1 points.
    pub fn new(levels: &[usize]) -> Result<Self> {
        if levels.is_empty() {
            return Err(Error::input("a grid without factors").help("at least 1"));
        }
        if let Some(factor) = levels.iter().position(|&count| count == 0) {
            return Err(Error::input(format!("factor {} of the grid has no levels", factor + 1)).help("at least 1"));
        }
        let points = levels.iter().try_fold(1u64, |points, &count| points.checked_mul(count as u64));
        match points {
            Some(points) if points <= u64::from(u32::MAX) => Ok(Self { levels: levels.to_vec(), points }),
            _ => Err(Error::input(format!("a grid of {} factors has more than {} points", levels.len(), u32::MAX))
                .help("fewer levels, or a Latin hypercube")),
        }
    }

    /// The number of points: the product of the numbers of levels.
    pub fn points(&self) -> u64 {
        self.points
    }

    /// The level, from 0, of each factor at a point. Numbers past the last point start over.
    pub fn point(&self, number: u64) -> Vec<usize> {
        let mut left = number;
        let mut point = vec![0; self.levels.len()];
        for (level, &count) in point.iter_mut().zip(&self.levels).rev() {
            *level = (left % count as u64) as usize;
            left /= count as u64;
        }
        point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once_in_order() {
        let grid = Grid::new(&[2, 1, 3]).unwrap();
        let points: Vec<Vec<usize>> = (0..grid.points()).map(|number| grid.point(number)).collect();
        let wanted = [[0, 0, 0], [0, 0, 1], [0, 0, 2], [1, 0, 0], [1, 0, 1], [1, 0, 2]];
        assert_eq!(points, wanted);
    }

    #[test]
    fn grids_without_points_or_with_too_many_are_refused() {
        for levels in [&[][..], &[3, 0], &[usize::MAX, 2], &[100_000, 100_000]] {
            assert!(Grid::new(levels).is_err(), "{levels:?}");
        }
        assert_eq!(Grid::new(&[2, 0]).unwrap_err().message(), "factor 2 of the grid has no levels");
    }
}
