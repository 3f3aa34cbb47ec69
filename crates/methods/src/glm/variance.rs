//! How uncertain a function of a fit's coefficients is, if the model is right.

use super::fit::Fit;
use nalgebra::DVector;

/// A linear function of a fit's coefficients: how much it changes per unit of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// By column.
    pub slopes: Vec<f64>,
    /// By stratum.
    pub intercepts: Vec<f64>,
}

impl Fit<'_> {
    /// The variance of the linear function with this gradient, by the inverse of the expected information; NaN if the
    /// gradient has the wrong lengths.
    pub fn variance(&self, gradient: &Gradient) -> f64 {
        if !self.takes(gradient) {
            return f64::NAN;
        }
        let gradient = self.standardised(gradient);
        gradient.dot(&self.direction(&gradient))
    }

    /// Whether a gradient has the lengths of the coefficients.
    pub(super) fn takes(&self, gradient: &Gradient) -> bool {
        (gradient.slopes.len(), gradient.intercepts.len()) == (self.design.columns, self.design.stratum_count)
    }

    /// The gradient by the coefficients of standardised columns.
    pub(super) fn standardised(&self, gradient: &Gradient) -> DVector<f64> {
        let all: f64 = gradient.intercepts.iter().sum();
        let slopes = gradient.slopes.iter().zip(self.design.means.iter().zip(&self.design.deviations));
        let slopes = slopes.map(|(by, (mean, deviation))| (by - all * mean) / deviation);
        let values: Vec<f64> = slopes.chain(gradient.intercepts.iter().copied()).collect();
        DVector::from_vec(values)
    }

    /// The inverse information times a gradient by standardised coefficients.
    fn direction(&self, gradient: &DVector<f64>) -> DVector<f64> {
        let columns = self.design.columns;
        let mut values = gradient.clone();
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
}

#[cfg(test)]
mod tests {
    use crate::could_not::CouldNot;
    use crate::glm::{Design, Fit, Gradient, Link};

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
            let function = Gradient { slopes: vec![0.7], intercepts: vec![-0.2] };
            assert!((grouped.variance(&function) - single.variance(&function)).abs() < 1e-12);
        }
    }

    #[test]
    fn wrong_lengths_are_no_panic() {
        let design = design();
        let fit = Fit::binary(&design, &OUTCOMES, Link::Logit).unwrap();
        let function = Gradient { slopes: vec![1.0], intercepts: vec![0.0; 2] };
        assert!(fit.jackknife_variance(&function, &[1, 2]).is_nan());
        let short = Gradient { slopes: vec![1.0], intercepts: vec![0.0] };
        assert!(fit.variance(&short).is_nan() && fit.jackknife_variance(&short, &[0, 1, 2, 3, 4, 5]).is_nan());
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
        let of_intercept = |stratum: usize| {
            let mut intercepts = vec![0.0; 2];
            intercepts[stratum] = 1.0;
            Gradient { slopes: Vec::new(), intercepts }
        };
        assert!((fit.variance(&of_intercept(0)) - 1.5).abs() < 1e-12); // 1 / (3 · 1/3 · 2/3)
        assert!(fit.jackknife_variance(&of_intercept(1), &[0, 1, 2, 3, 4, 5]) > 0.0);
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
