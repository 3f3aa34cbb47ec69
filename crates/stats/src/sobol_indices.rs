//! Sobol' indices: the share of an outcome's variance over the factors' ranges that each factor causes.

use super::Interval;
use super::bootstrap::{RESAMPLES, percentile_interval, resample};
use super::design::Saltelli;
use darkside_draws::Draws;
use darkside_error::{Error, Result};

/// An index (no unit) with its percentile bootstrap 95 % interval over blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// The estimate; NaN if the outcome does not vary. By chance it can be slightly below 0 or above 1.
    pub value: f64,
    /// Its interval; undefined with fewer than two blocks.
    pub interval95: Interval,
}

impl Index {
    /// Whether the interval is wider than the index, or either is undefined: there are too few blocks to say more.
    pub fn is_uncertain(&self) -> bool {
        let width = self.interval95.width();
        width > self.value.abs() || width.is_nan() || self.value.is_nan()
    }
}

/// A factor's share of the variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactorIndices {
    /// First order: the share that disappears if only this factor is fixed.
    pub first: Index,
    /// Total: the share that remains if everything but this factor is fixed. It exceeds the first order by the factor's
    /// interactions with others.
    pub total: Index,
}

/// The results of a [`Saltelli`] design.
#[derive(Clone, Debug, PartialEq)]
pub struct SobolIndices {
    /// Mean of the outcome over the factors' ranges.
    pub mean: f64,
    /// Its variance, in the outcome's unit squared.
    pub variance: f64,
    /// Blocks in which every outcome was finite.
    pub blocks: u32,
    /// Blocks left out because some outcome was not finite.
    pub undefined: u32,
    /// One per factor, in the order of the design.
    pub factors: Vec<FactorIndices>,
}

/// Sobol' indices from the outcomes at all of a design's points, in order.
///
/// First order by the estimator of Saltelli et al. (Computer Physics Communications 181(2), 2010, table 2 b), total by
/// Jansen's (ibid., f), of outcomes less their mean, as in SALib. Noise in the outcomes lowers first orders and raises
/// totals; with the same seeds at every point, the indices are those of the mean over these seeds.
///
/// The bootstrap treats the blocks as random. Those of a Sobol' sequence are more even, so most intervals are too wide, but
/// not for every pair of its dimensions: of the 16 indices of Sobol's g function from 1024 blocks, 14 were covered by the
/// intervals of all 60 scramblings, one by 55 and one by 54.
///
/// An outcome that does not vary has no indices (NaN), nor has a design without a defined block; a single block has no
/// intervals.
///
/// ```
/// use darkside_draws::Draws;
/// use darkside_stats::{design::Saltelli, sobol_indices};
///
/// let draws = Draws::new(1);
/// let design = Saltelli::new(2, 256, Some(&draws))?;
/// let outcome = |x: Vec<f64>| 2.0 * x[0] + x[1]; // four fifths and one fifth of the variance
/// let outcomes: Vec<f64> = (0..design.points()).map(|number| outcome(design.point(number))).collect();
/// let indices = sobol_indices::estimate(&design, &outcomes, &draws)?;
/// assert!((indices.factors[0].first.value - 0.8).abs() < 0.01);
/// assert!((indices.factors[1].total.value - 0.2).abs() < 0.01);
/// # Ok::<(), darkside_error::Error>(())
/// ```
///
/// # Errors
///
/// The number of outcomes differs from the number of points.
pub fn estimate(design: &Saltelli, outcomes: &[f64], draws: &Draws) -> Result<SobolIndices> {
    if outcomes.len() != design.points() as usize {
        return Err(Error::input(format!("{} outcomes of a design of {} points", outcomes.len(), design.points())));
    }
    let length = design.factors() + 2;
    let blocks: Vec<&[f64]> =
        outcomes.chunks_exact(length).filter(|block| block.iter().all(|outcome| outcome.is_finite())).collect();
    let defined = blocks.len() as u32;
    let mean = blocks.iter().flat_map(|block| block.iter()).sum::<f64>() / (blocks.len() * length) as f64;
    let column = |place: usize| -> Vec<f64> { blocks.iter().map(|block| block[place] - mean).collect() };
    let (a, b) = (column(0), column(length - 1));
    let mixed: Vec<Vec<f64>> = (1..length - 1).map(column).collect();

    let every: Vec<usize> = (0..blocks.len()).collect();
    let variance = variance_of(&a, &b, &every);
    let mut resampled = vec![(Vec::new(), Vec::new()); mixed.len()];
    let mut chosen = Vec::new();
    for number in 0..if defined < 2 { 0 } else { RESAMPLES } {
        resample(draws, number, defined, &mut chosen);
        let variance = variance_of(&a, &b, &chosen);
        for (mixed, (firsts, totals)) in mixed.iter().zip(&mut resampled) {
            let (first, total) = parts(&a, &b, mixed, &chosen);
            firsts.push(first / variance);
            totals.push(total / variance);
        }
    }
    let factors = mixed.iter().zip(resampled).map(|(mixed, (mut firsts, mut totals))| {
        let (first, total) = parts(&a, &b, mixed, &every);
        let index = |part: f64, resampled: &mut Vec<f64>| Index {
            value: part / variance,
            interval95: percentile_interval(resampled, 0.95),
        };
        FactorIndices { first: index(first, &mut firsts), total: index(total, &mut totals) }
    });
    let undefined = (outcomes.len() / length) as u32 - defined;
    Ok(SobolIndices { mean, variance, blocks: defined, undefined, factors: factors.collect() })
}

/// Variance of all A and B of the chosen blocks; NaN if they do not vary.
fn variance_of(a: &[f64], b: &[f64], chosen: &[usize]) -> f64 {
    let count = 2.0 * chosen.len() as f64;
    let mean = chosen.iter().map(|&block| a[block] + b[block]).sum::<f64>() / count;
    let squares = chosen.iter().map(|&block| {
        let (from_a, from_b) = (a[block] - mean, b[block] - mean);
        from_a * from_a + from_b * from_b
    });
    let variance = squares.sum::<f64>() / count;
    if variance > 0.0 { variance } else { f64::NAN }
}

/// The parts of the variance that are the factor's own, and that it takes part in.
fn parts(a: &[f64], b: &[f64], mixed: &[f64], chosen: &[usize]) -> (f64, f64) {
    let (mut own, mut squares) = (0.0, 0.0);
    for &block in chosen {
        let change = mixed[block] - a[block];
        own += b[block] * change;
        squares += change * change;
    }
    let count = chosen.len() as f64;
    (own / count, squares / count / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Estimate;
    use std::f64::consts::PI;

    /// Ishigami and Homma (1990) with a = 7, b = 0.1, each factor over −π … π.
    fn ishigami(point: &[f64]) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|factor| PI * (2.0 * point[factor] - 1.0));
        libm::sin(x) + 7.0 * libm::sin(y) * libm::sin(y) + 0.1 * z * z * z * z * libm::sin(x)
    }

    const G: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

    /// Sobol's g function with these coefficients.
    fn sobol_g(point: &[f64]) -> f64 {
        point.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    }

    fn indices(factors: usize, blocks: usize, scramble: Option<u64>, outcome: fn(&[f64]) -> f64) -> SobolIndices {
        let design = Saltelli::new(factors, blocks, scramble.map(Draws::new).as_ref()).unwrap();
        let outcomes: Vec<f64> = (0..design.points()).map(|number| outcome(&design.point(number))).collect();
        estimate(&design, &outcomes, &Draws::new(1)).unwrap()
    }

    /// Means over 20 scramblings are within four of their standard errors of what is known.
    #[track_caller]
    fn known(factors: usize, outcome: fn(&[f64]) -> f64, first: &[f64], total: &[f64]) {
        let all: Vec<SobolIndices> = (0..20).map(|seed| indices(factors, 256, Some(seed), outcome)).collect();
        for (factor, (&first, &total)) in first.iter().zip(total).enumerate() {
            let firsts = Estimate::of(all.iter().map(|indices| indices.factors[factor].first.value));
            let totals = Estimate::of(all.iter().map(|indices| indices.factors[factor].total.value));
            assert!(firsts.distance(first).abs() < 4.0, "factor {factor}: {firsts:?} should be {first}");
            assert!(totals.distance(total).abs() < 4.0, "factor {factor}: {totals:?} should be {total}");
        }
    }

    #[test]
    fn ishigami_has_its_known_indices() {
        // V = 1/2 + a²/8 + bπ⁴/5 + b²π⁸/18; the parts as in Saltelli et al., Global Sensitivity Analysis (2008), 4.
        let (b, pi4) = (0.1, PI * PI * PI * PI);
        let (one, two, both) =
            (0.5 * (1.0 + b * pi4 / 5.0) * (1.0 + b * pi4 / 5.0), 49.0 / 8.0, b * b * pi4 * pi4 * 8.0 / 225.0);
        let all = one + two + both;
        let got = indices(3, 2048, Some(6), ishigami);
        known(3, ishigami, &[one / all, two / all, 0.0], &[(one + both) / all, two / all, both / all]);
        assert!((got.mean - 3.5).abs() < 0.05 && (got.variance / all - 1.0).abs() < 0.05, "{got:?}");
        assert!(!got.factors[1].first.is_uncertain() && got.factors[2].first.is_uncertain());
    }

    #[test]
    fn sobols_g_function_has_its_known_indices() {
        let own = G.map(|a| 1.0 / 3.0 / ((1.0 + a) * (1.0 + a)));
        let all = own.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
        let first = own.map(|part| part / all);
        let total = own.map(|part| part * (1.0 + all) / (1.0 + part) / all);
        assert!((first[0] - 0.716_192).abs() < 1e-6 && (total[0] - 0.787_144).abs() < 1e-6);
        known(8, sobol_g, &first, &total);
    }

    /// SALib 1.6.0, whose estimators these are, on the same points:
    ///
    /// ```python
    /// import numpy as np, SALib.sample.sobol, SALib.analyze.sobol
    /// from SALib.test_functions import Ishigami
    /// problem = {"num_vars": 3, "names": ["x", "y", "z"], "bounds": [[-np.pi, np.pi]] * 3}
    /// X = SALib.sample.sobol.sample(problem, 1024, calc_second_order=False, scramble=False, skip_values=0)
    /// print(SALib.analyze.sobol.analyze(problem, Ishigami.evaluate(X), calc_second_order=False, num_resamples=20000))
    /// ```
    ///
    /// Its `S1_conf` and `ST_conf` are half-widths from resamples of its own, 1.96 standard deviations.
    #[test]
    fn the_same_points_have_the_indices_of_salib() {
        let got = indices(3, 1024, None, ishigami);
        let first = [0.332_955_075_179_426_3, 0.441_313_938_544_067, 0.018_578_412_958_719_353];
        let total = [0.558_179_045_711_465_9, 0.443_284_584_030_348_1, 0.242_149_373_354_965_34];
        let half = [[0.0630, 0.0858], [0.0538, 0.0404], [0.0547, 0.0275]];
        for (factor, indices) in got.factors.iter().enumerate() {
            assert!((indices.first.value - first[factor]).abs() < 1e-12, "{factor}: {indices:?}");
            assert!((indices.total.value - total[factor]).abs() < 1e-12, "{factor}: {indices:?}");
            for (index, half) in [indices.first, indices.total].iter().zip(half[factor]) {
                assert!((index.interval95.width() / 2.0 / half - 1.0).abs() < 0.08, "{factor}: {index:?} ± {half}");
            }
        }
        let g = indices(8, 512, None, sobol_g);
        assert!((g.factors[0].first.value - 0.683_292_701_086_577_1).abs() < 1e-12);
        assert!((g.factors[1].total.value - 0.228_864_283_503_046_4).abs() < 1e-12);
    }

    /// Of 200 scramblings and bootstraps with 64 blocks, not many fewer than 95 % cover the known total index.
    #[test]
    fn intervals_cover_the_known_index() {
        let covered = (0..200).filter(|&seed| {
            indices(2, 64, Some(seed), |x| x[0] + 2.0 * x[1]).factors[1].total.interval95.contains(0.8)
        });
        let count = covered.count();
        assert!(count > 180, "{count} of 200");
    }

    #[test]
    fn blocks_with_an_undefined_outcome_are_left_out() {
        let design = Saltelli::new(2, 64, Some(&Draws::new(4))).unwrap();
        let mut outcomes: Vec<f64> = (0..design.points()).map(|number| design.point(number)[0]).collect();
        outcomes[4 * 7 + 1] = f64::NAN;
        outcomes[4 * 9] = f64::INFINITY;
        let got = estimate(&design, &outcomes, &Draws::new(1)).unwrap();
        assert_eq!((got.blocks, got.undefined), (62, 2));
        assert!((got.factors[0].first.value - 1.0).abs() < 0.2 && got.factors[1].total.value == 0.0);
    }

    #[test]
    fn constant_or_undefined_outcomes_have_no_indices() {
        for outcome in [|_: &[f64]| 0.1, |_: &[f64]| f64::NAN] {
            let got = indices(2, 8, Some(1), outcome);
            assert!(got.factors.iter().all(|factor| factor.first.value.is_nan() && factor.total.is_uncertain()));
        }
        let one = indices(2, 1, Some(1), |x| x[0]);
        assert!(one.factors[0].first.interval95.lower.is_nan() && one.factors[0].first.is_uncertain());
    }

    #[test]
    fn a_wrong_number_of_outcomes_is_refused() {
        let design = Saltelli::new(2, 8, None).unwrap();
        let error = estimate(&design, &[1.0; 31], &Draws::new(1)).unwrap_err();
        assert_eq!(error.message(), "31 outcomes of a design of 32 points");
    }
}
