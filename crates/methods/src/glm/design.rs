//! The columns of a regression and the strata of its rows.

use darkside_error::{Error, Result};
use nalgebra::DVector;

/// What counts as nothing left of a column of length 1.
const NOTHING_LEFT: f64 = 1e-9;

/// The columns of a regression. Each stratum of rows has an intercept of its own; a plain regression has one stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Row by row, each column with mean 0 and standard deviation 1 (or all 0).
    pub(super) standard: Vec<f64>,
    /// What was subtracted from each column, and what the rest was divided by.
    pub(super) means: Vec<f64>,
    pub(super) deviations: Vec<f64>,
    /// The stratum of each row.
    pub(super) strata: Vec<u32>,
    pub(super) stratum_count: usize,
}

impl Design {
    /// A design with one intercept.
    ///
    /// # Errors
    ///
    /// As [`Design::stratified`].
    pub fn new(rows: usize, columns: &[Vec<f64>]) -> Result<Self> {
        Self::stratified(&vec![0; rows], columns)
    }

    /// A design with an intercept for each stratum; rows are numbered by stratum from 0, without gaps.
    ///
    /// # Errors
    ///
    /// If a column has another length, a value is not finite, or a stratum has no rows.
    pub fn stratified(strata: &[u32], columns: &[Vec<f64>]) -> Result<Self> {
        let rows = strata.len();
        let mut present = vec![false; rows];
        for &stratum in strata {
            *present.get_mut(stratum as usize).ok_or_else(|| Error::input("strata are not numbered without gaps"))? =
                true;
        }
        let stratum_count = present.iter().filter(|&&present| present).count();
        if present[..stratum_count].contains(&false) {
            return Err(Error::input("strata are not numbered without gaps"));
        }
        let (mut means, mut deviations) = (Vec::new(), Vec::new());
        let mut standard = vec![0.0; rows * columns.len()];
        for (position, column) in columns.iter().enumerate() {
            if column.len() != rows || column.iter().any(|value| !value.is_finite()) {
                return Err(Error::input(format!("column {position} needs {rows} finite values")));
            }
            let (mean, deviation) = mean_and_deviation(column);
            for (row, value) in column.iter().enumerate() {
                standard[row * columns.len() + position] =
                    if deviation > 0.0 { (value - mean) / deviation } else { 0.0 };
            }
            means.push(mean);
            deviations.push(deviation);
        }
        Ok(Self { rows, columns: columns.len(), standard, means, deviations, strata: strata.to_vec(), stratum_count })
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns without intercepts.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The number of strata, each with its intercept.
    pub fn strata(&self) -> usize {
        self.stratum_count
    }

    /// The value of `column` in `row`.
    pub(crate) fn value(&self, row: usize, column: usize) -> f64 {
        self.means[column] + self.deviations[column] * self.standard[row * self.columns + column]
    }

    /// The stratum of `row`.
    pub(crate) fn stratum(&self, row: usize) -> usize {
        self.strata[row] as usize
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.standard[row * self.columns..][..self.columns]
    }

    /// Which columns vary within strata and do not follow from the independent ones before them.
    pub fn independent(&self) -> Vec<bool> {
        let mut sizes = vec![0.0; self.stratum_count];
        self.strata.iter().for_each(|&stratum| sizes[stratum as usize] += 1.0);
        let mut basis: Vec<DVector<f64>> = Vec::new();
        (0..self.columns)
            .map(|column| {
                let mut rest = DVector::from_fn(self.rows, |row, _| self.standard[row * self.columns + column]);
                let length = rest.norm();
                let mut sums = vec![0.0; self.stratum_count];
                self.strata.iter().zip(rest.iter()).for_each(|(&stratum, value)| sums[stratum as usize] += value);
                for (&stratum, value) in self.strata.iter().zip(rest.iter_mut()) {
                    *value -= sums[stratum as usize] / sizes[stratum as usize];
                }
                // Twice, as rounding leaves a little the first time (Giraud et al. 2005).
                for _ in 0..2 {
                    for direction in &basis {
                        let along = rest.dot(direction);
                        rest.axpy(-along, direction, 1.0);
                    }
                }
                let left = rest.norm();
                let independent = left > NOTHING_LEFT * length;
                if independent {
                    basis.push(rest / left);
                }
                independent
            })
            .collect()
    }
}

/// Mean and standard deviation; the latter is 0 where it is nothing but rounding.
fn mean_and_deviation(column: &[f64]) -> (f64, f64) {
    let n = column.len() as f64;
    let mean = column.iter().sum::<f64>() / n;
    let squares: f64 = column.iter().map(|value| (value - mean) * (value - mean)).sum();
    let deviation = (squares / n).sqrt();
    if deviation > 1e-13 * mean.abs() && deviation.is_finite() { (mean, deviation) } else { (mean, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_follow_from_others_are_not_independent() {
        let (a, b) = (vec![1.0, 2.0, 4.0, 8.0, 3.0], vec![0.0, 1.0, 0.0, 2.0, 5.0]);
        let sum = a.iter().zip(&b).map(|(a, b)| 1e6 * (a - 3.0 * b) + 0.1).collect();
        let by_stratum = vec![3.0, 3.0, 3.0, 7.0, 7.0];
        let columns = [a, vec![0.1; 5], b, sum, by_stratum];
        let one = Design::new(5, &columns).unwrap();
        assert_eq!(one.independent(), [true, false, true, false, true]);
        let two = Design::stratified(&[0, 0, 0, 1, 1], &columns).unwrap();
        assert_eq!(two.independent(), [true, false, true, false, false]);
        assert_eq!((two.rows(), two.columns(), two.strata()), (5, 5, 2));
    }

    #[test]
    fn designs_that_make_no_sense_are_refused() {
        assert!(Design::new(3, &[vec![1.0, 2.0]]).is_err());
        assert!(Design::new(2, &[vec![1.0, f64::NAN]]).is_err());
        assert!(Design::stratified(&[0, 2, 2], &[]).is_err());
        assert!(Design::stratified(&[7, 0], &[]).is_err());
        assert_eq!(Design::new(0, &[]).unwrap().strata(), 0);
    }
}
