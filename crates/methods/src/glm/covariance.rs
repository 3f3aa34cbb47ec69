//! How uncertain a fit's coefficients are.

use super::fit::Fit;
use super::jackknife::jackknife;
use nalgebra::DVector;
use std::collections::BTreeMap;

/// How the covariance of a fit is estimated.
#[derive(Clone, Copy, Debug)]
pub enum Covariance<'a> {
    /// The inverse of the expected information: right if the model is.
    Model,
    /// The sandwich of independent rows (White, Econometrica 48, 1980).
    Hc0,
    /// The same times n / (n − coefficients).
    Hc1,
    /// The sandwich of independent clusters (Liang & Zeger, Biometrika 73, 1986) with Stata's correction CR1:
    /// G / (G − 1) · (n − 1) / (n − coefficients). One number per row says which cluster it belongs to.
    Clustered(&'a [u32]),
    /// The jackknife of independent clusters, one scoring step each: CV3L of MacKinnon, Nielsen & Webb (2024,
    /// "Cluster-robust jackknife and bootstrap inference for binary response models"). With few clusters its intervals
    /// cover better than those of [`Covariance::Clustered`].
    Jackknife(&'a [u32]),
}

impl Covariance<'_> {
    fn fits(&self, rows: usize) -> bool {
        match self {
            Self::Model | Self::Hc0 | Self::Hc1 => true,
            Self::Clustered(clusters) | Self::Jackknife(clusters) => clusters.len() == rows,
        }
    }
}

/// A linear function of a fit's coefficients: how much it changes per unit of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// By column.
    pub slopes: Vec<f64>,
    /// By stratum.
    pub intercepts: Vec<f64>,
}

impl Fit<'_> {
    /// The variance of the linear function with this gradient; NaN where too few rows or clusters leave it undefined,
    /// and if the gradient or the clusters have the wrong lengths.
    pub fn variance(&self, gradient: &Gradient, covariance: Covariance) -> f64 {
        let fits = gradient.slopes.len() == self.design.columns
            && gradient.intercepts.len() == self.design.stratum_count
            && covariance.fits(self.design.rows);
        if !fits {
            return f64::NAN;
        }
        let direction = self.direction(gradient);
        match covariance {
            Covariance::Model => self.standardised(gradient).dot(&direction),
            Covariance::Jackknife(clusters) => {
                let moves = self.moves_without_each(clusters, &self.standardised(gradient));
                jackknife(&moves, &moves)
            }
            _ => {
                let influence = self.influence(&direction);
                self.sandwich(&influence, &influence, covariance)
            }
        }
    }

    /// The covariance matrix of the coefficients: slopes, then intercepts; NaN as in [`Fit::variance`].
    pub fn covariance(&self, covariance: Covariance) -> Vec<Vec<f64>> {
        let (columns, strata) = (self.design.columns, self.design.stratum_count);
        if !covariance.fits(self.design.rows) {
            return vec![vec![f64::NAN; columns + strata]; columns + strata];
        }
        let gradients: Vec<Gradient> = (0..columns + strata)
            .map(|coefficient| {
                let mut gradient = Gradient { slopes: vec![0.0; columns], intercepts: vec![0.0; strata] };
                match coefficient.checked_sub(columns) {
                    None => gradient.slopes[coefficient] = 1.0,
                    Some(stratum) => gradient.intercepts[stratum] = 1.0,
                }
                gradient
            })
            .collect();
        let directions: Vec<_> = gradients.iter().map(|gradient| self.direction(gradient)).collect();
        let influences: Vec<_> = match covariance {
            Covariance::Jackknife(clusters) => {
                let of = |gradient| self.moves_without_each(clusters, &self.standardised(gradient));
                gradients.iter().map(of).collect()
            }
            _ => directions.iter().map(|direction| self.influence(direction)).collect(),
        };
        let entry = |left: usize, right: usize| match covariance {
            Covariance::Model => self.standardised(&gradients[left]).dot(&directions[right]),
            Covariance::Jackknife(_) => jackknife(&influences[left], &influences[right]),
            _ => self.sandwich(&influences[left], &influences[right], covariance),
        };
        (0..gradients.len()).map(|left| (0..gradients.len()).map(|right| entry(left, right)).collect()).collect()
    }

    /// The gradient by the coefficients of standardised columns.
    fn standardised(&self, gradient: &Gradient) -> DVector<f64> {
        let all: f64 = gradient.intercepts.iter().sum();
        let slopes = gradient.slopes.iter().zip(self.design.means.iter().zip(&self.design.deviations));
        let slopes = slopes.map(|(by, (mean, deviation))| (by - all * mean) / deviation);
        let values: Vec<f64> = slopes.chain(gradient.intercepts.iter().copied()).collect();
        DVector::from_vec(values)
    }

    /// The inverse information times the standardised gradient.
    fn direction(&self, gradient: &Gradient) -> DVector<f64> {
        let columns = self.design.columns;
        let mut values = self.standardised(gradient);
        let intercepts = values.rows(columns, self.design.stratum_count).into_owned();
        let slopes = values.rows(0, columns) - &self.state.strata_means * &intercepts;
        let slopes = self.state.information.solve(&slopes);
        for (stratum, &by) in intercepts.iter().enumerate() {
            values[columns + stratum] =
                by / self.state.strata_information[stratum] - self.state.strata_means.column(stratum).dot(&slopes);
        }
        values.rows_mut(0, columns).copy_from(&slopes);
        values
    }

    /// How far each row moved the linear function.
    fn influence(&self, direction: &DVector<f64>) -> Vec<f64> {
        let columns = self.design.columns;
        let rows = self.state.scores.iter().zip(&self.design.strata).enumerate();
        rows.map(|(row, (score, &stratum))| {
            let along: f64 = self.design.row(row).iter().zip(direction.iter()).map(|(value, by)| value * by).sum();
            score * (along + direction[columns + stratum as usize])
        })
        .collect()
    }

    fn sandwich(&self, left: &[f64], right: &[f64], covariance: Covariance) -> f64 {
        let rows = left.len() as f64;
        let coefficients = (self.design.columns + self.design.stratum_count) as f64;
        let of_rows: f64 = left.iter().zip(right).map(|(left, right)| left * right).sum();
        match covariance {
            Covariance::Model | Covariance::Hc0 | Covariance::Jackknife(_) => of_rows,
            Covariance::Hc1 => of_rows * rows / (rows - coefficients),
            Covariance::Clustered(clusters) => {
                let mut sums: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
                for ((left, right), &cluster) in left.iter().zip(right).zip(clusters) {
                    let sum = sums.entry(cluster).or_default();
                    *sum = (sum.0 + left, sum.1 + right);
                }
                let count = sums.len() as f64;
                let correction = count / (count - 1.0) * (rows - 1.0) / (rows - coefficients);
                sums.values().map(|(left, right)| left * right).sum::<f64>() * correction
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::could_not::CouldNot;
    use crate::glm::{Covariance, Design, Fit, Gradient, Link};

    const OUTCOMES: [bool; 6] = [false, true, false, false, true, true];

    fn design() -> Design {
        Design::stratified(&[0, 0, 0, 1, 1, 1], &[vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]).unwrap()
    }

    /// A row of several trials is as many rows of one.
    #[test]
    fn trials_add_up() {
        let grouped = Design::new(3, &[vec![0.0, 1.0, 2.0]]).unwrap();
        let single = Design::new(6, &[vec![0.0, 0.0, 1.0, 1.0, 2.0, 2.0]]).unwrap();
        for link in [Link::Logit, Link::Cloglog] {
            let grouped = Fit::binomial(&grouped, &[1, 0, 2], &[2, 2, 2], link).unwrap();
            let single = Fit::binary(&single, &[true, false, false, false, true, true], link).unwrap();
            assert!((grouped.slopes()[0] - single.slopes()[0]).abs() < 1e-12);
            let [a, b] = [&grouped, &single].map(|fit| fit.covariance(Covariance::Model)[0][1]);
            assert!((a - b).abs() < 1e-12);
        }
    }

    #[test]
    fn a_variance_is_the_matrix_between_its_gradient() {
        let design = design();
        let fit = Fit::binary(&design, &OUTCOMES, Link::Logit).unwrap();
        let clusters = [4, 4, 9, 9, 1, 7];
        let gradient = [0.7, -0.2, 1.3];
        let function = Gradient { slopes: gradient[..1].to_vec(), intercepts: gradient[1..].to_vec() };
        for covariance in [
            Covariance::Model,
            Covariance::Hc0,
            Covariance::Hc1,
            Covariance::Clustered(&clusters),
            Covariance::Jackknife(&clusters),
        ] {
            let matrix = fit.covariance(covariance);
            let entries = (0..3).flat_map(|i| (0..3).map(move |j| (i, j)));
            let wanted: f64 = entries.map(|(i, j)| gradient[i] * matrix[i][j] * gradient[j]).sum();
            let variance = fit.variance(&function, covariance);
            assert!((variance - wanted).abs() < 1e-9 * wanted, "{covariance:?}: {variance} instead of {wanted}");
        }
    }

    #[test]
    fn wrong_lengths_are_no_panic() {
        let design = design();
        let fit = Fit::binary(&design, &OUTCOMES, Link::Logit).unwrap();
        assert!(fit.covariance(Covariance::Clustered(&[1, 2]))[2][2].is_nan());
        let short = Gradient { slopes: vec![1.0], intercepts: vec![0.0] };
        assert!(fit.variance(&short, Covariance::Model).is_nan());
        assert_eq!(Fit::binary(&design, &OUTCOMES[..5], Link::Logit).unwrap_err(), CouldNot::WrongOutcomes);
        let too_many = Fit::binomial(&design, &[2; 6], &[1; 6], Link::Logit).unwrap_err();
        assert_eq!(too_many, CouldNot::WrongOutcomes);
    }

    /// Without columns each intercept is the link of its stratum's share.
    #[test]
    fn a_design_without_columns_has_intercepts() {
        let design = Design::stratified(&[0, 0, 0, 1, 1, 1], &[]).unwrap();
        let fit = Fit::binary(&design, &OUTCOMES, Link::Logit).unwrap();
        let (third, two_thirds) = (libm::log(0.5), libm::log(2.0));
        assert!((fit.intercepts()[0] - third).abs() < 1e-12 && (fit.intercepts()[1] - two_thirds).abs() < 1e-12);
        assert!((fit.covariance(Covariance::Model)[0][0] - 1.5).abs() < 1e-12); // 1 / (3 · 1/3 · 2/3)
        assert!(fit.covariance(Covariance::Jackknife(&[0, 1, 2, 3, 4, 5]))[1][1] > 0.0);
    }

    #[test]
    fn separated_coefficients_are_refused() {
        let column = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let design = Design::new(6, &[column]).unwrap();
        for link in [Link::Logit, Link::Cloglog] {
            let complete = Fit::binary(&design, &[false, false, false, true, true, true], link).unwrap_err();
            assert_eq!(complete, CouldNot::Separation);
        }
        let quasi = Design::new(6, &[vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0]]).unwrap();
        for link in [Link::Logit, Link::Cloglog] {
            for outcome in [false, true] {
                let outcomes = [false, true, false, true, outcome, outcome];
                assert_eq!(Fit::binary(&quasi, &outcomes, link).unwrap_err(), CouldNot::Separation);
            }
        }
    }
}
