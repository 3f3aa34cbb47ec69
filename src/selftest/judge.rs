//! From the results of many runs to a verdict.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::case::{Case, Family, Quantity, Tolerance};
use darkside_stats::Running;

/// The largest |z| a comparison may have.
const LIMIT: f64 = 4.0;

/// One line of the table: what was expected of a quantity, and what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The known case's family.
    pub family: &'static str,
    /// The shipped scenario.
    pub scenario: &'static str,
    /// What was set, in the terms of the known model.
    pub setting: String,
    /// What was set, in the form that `--set` takes.
    pub set: Vec<Vec<String>>,
    /// What is compared, and with what value.
    pub quantity: Quantity,
    /// What was found, correction included.
    pub got: f64,
    /// Its standard error; 0 if every run must give the same result.
    pub standard_error: f64,
    /// (got − expected) / standard error; NaN if there is none.
    pub z: f64,
    /// Runs that say something about the quantity.
    pub runs: u64,
    /// Whether it is close enough.
    pub passes: bool,
}

/// Judges the results of a case, one row per run.
pub(super) fn judge(family: &Family, case: &Case, samples: &[Vec<f64>]) -> Vec<Finding> {
    let one = |(column, quantity): (usize, &Quantity)| {
        let values = samples.iter().map(|sample| sample[column]).filter(|value| !value.is_nan());
        let values: Vec<f64> = values.map(|value| value + quantity.correction).collect();
        let (got, standard_error, passes) = of(quantity, &values);
        let z = if standard_error > 0.0 { (got - quantity.expected) / standard_error } else { f64::NAN };
        Finding {
            family: family.name,
            scenario: family.scenario,
            setting: case.setting.clone(),
            set: case.variants.clone(),
            quantity: quantity.clone(),
            got,
            standard_error,
            z,
            runs: values.len() as u64,
            passes,
        }
    };
    case.quantities.iter().enumerate().map(one).collect()
}

/// What was found, its standard error, and whether it is close enough.
fn of(quantity: &Quantity, values: &[f64]) -> (f64, f64, bool) {
    let running: Running = values.iter().copied().collect();
    let (mean, expected) = (running.mean(), quantity.expected);
    match quantity.tolerance {
        Tolerance::Mean => {
            let error = running.standard_error();
            let z = (mean - expected) / error;
            let passes = running.count() >= 2 && (mean == expected || probability(z, running.count()) >= least());
            (mean, error, passes)
        }
        Tolerance::Share => {
            let error = (expected * (1.0 - expected) / running.count() as f64).sqrt();
            let passes = running.count() >= 1 && (mean - expected).abs() <= LIMIT * error;
            (mean, error, passes)
        }
        Tolerance::Each(within) => {
            let distance = |value: f64| (value - expected).abs();
            let farther = |worst: f64, &value: &f64| if distance(value) > distance(worst) { value } else { worst };
            let worst = values.iter().fold(values.first().copied().unwrap_or(f64::NAN), farther);
            (worst, 0.0, distance(worst) <= within)
        }
    }
}

/// The probability of a |t| at least this large, if the standard error comes from this many values.
fn probability(t: f64, count: u64) -> f64 {
    let beyond = |student: StudentsT| 2.0 * student.cdf(-t.abs());
    StudentsT::new(0.0, 1.0, (count - 1) as f64).map_or(0.0, beyond)
}

/// The probability of a |z| above [`LIMIT`].
fn least() -> f64 {
    2.0 * Normal::standard().cdf(-LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(quantity: &Quantity, values: &[f64]) -> bool {
        of(quantity, values).2
    }

    #[test]
    fn a_mean_passes_within_four_standard_errors_and_within_more_where_runs_are_few() {
        let mean = Quantity::mean("", 0.0, "");
        let many = |shift: f64| (0..10_000).map(|i| f64::from(i % 2 * 2 - 1) + shift).collect::<Vec<f64>>();
        assert!(passes(&mean, &many(0.039)));
        assert!(!passes(&mean, &many(0.041)));
        // With three runs there are two degrees of freedom, and |t| may be up to 125.
        assert!(passes(&mean, &[9.0, 10.0, 11.0]));
        assert!(!passes(&mean, &[99.0, 100.0, 101.0]));
        assert!(!passes(&mean, &[0.5]), "one run has no standard error");
        assert!(!passes(&mean, &[]));
        assert!(passes(&mean, &[0.0, 0.0]));
        assert!(!passes(&mean, &[1.0, 1.0]));
        assert!(passes(&mean.corrected(-1.0), &[0.0, 0.0]), "what is judged is corrected already");
    }

    #[test]
    fn a_share_is_judged_by_the_error_of_what_is_expected() {
        let half = Quantity::share("", 0.5, "");
        let of = |ones: usize| [vec![1.0; ones], vec![0.0; 100 - ones]].concat();
        assert!(passes(&half, &of(70)) && !passes(&half, &of(71)));
        let never = Quantity::share("", 0.0, "");
        assert!(passes(&never, &of(0)) && !passes(&never, &of(1)) && !passes(&never, &[]));
    }

    #[test]
    fn what_is_exact_must_be_so_in_every_run() {
        let exact = Quantity::each("", 3.0, 1e-6, "");
        assert!(passes(&exact, &[3.0, 3.000_000_5]));
        assert!(!passes(&exact, &[3.0, 2.9, 3.0]));
        assert_eq!(of(&exact, &[3.0, 2.9, 3.0]).0, 2.9);
        assert!(!passes(&exact, &[]));
    }
}
