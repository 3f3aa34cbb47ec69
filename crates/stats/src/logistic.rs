//! A chance that rises or falls along a value: logistic regression that stays finite where values separate outcomes.

use super::distributions::student_quantile;
use super::interval::Interval;
use super::search::border;

/// Most steps of the fit; it takes about ten.
const MOST_STEPS: usize = 200;

/// Whether something happened at a value, in one trial of a cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// The value.
    pub at: f64,
    /// Trials of one cluster are not independent, such as runs under one seed.
    pub cluster: u64,
    /// Whether it happened.
    pub happened: bool,
}

/// The chance 1 / (1 + exp(−a − b x)), fitted with Firth's penalty (Biometrika 80, 1993): where one value separates all
/// outcomes, the steepest curve is not infinitely steep.
///
/// Its band is the wider of two: that of the information matrix, and that which allows for clusters (sandwich).
///
/// ```
/// use darkside_stats::{LogisticCurve, Trial};
/// let trial = |(cluster, (at, happened))| Trial { at, cluster, happened };
/// let seen = [(0.1, false), (0.2, false), (0.3, true), (0.25, false), (0.4, true), (0.25, true)];
/// let curve = LogisticCurve::fit(&(1..).zip(seen).map(trial).collect::<Vec<_>>());
/// assert!((curve.at(0.5) - 0.25).abs() < 0.02);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogisticCurve {
    /// a, at the centre.
    level: f64,
    /// b, per unit of the value.
    slope: f64,
    /// Values are counted from here.
    centre: f64,
    /// Variances of level and slope, and their covariance: by the model, and by clusters.
    variances: [[f64; 3]; 2],
    /// Clusters.
    clusters: usize,
}

/// Level and slope of a fit in progress, on centred and scaled values.
type Pair = [f64; 2];

impl LogisticCurve {
    /// The curve through these trials; undefined with fewer than two values.
    pub fn fit(trials: &[Trial]) -> Self {
        let count = trials.len() as f64;
        let centre = trials.iter().map(|trial| trial.at).sum::<f64>() / count;
        let spread = (trials.iter().map(|trial| (trial.at - centre) * (trial.at - centre)).sum::<f64>() / count).sqrt();
        let undefined = Self { level: f64::NAN, slope: f64::NAN, centre, variances: [[f64::NAN; 3]; 2], clusters: 0 };
        if !(spread > 0.0 && spread.is_finite()) {
            return undefined;
        }
        let scaled: Vec<(f64, f64)> =
            trials.iter().map(|trial| ((trial.at - centre) / spread, f64::from(u8::from(trial.happened)))).collect();
        let Some(fitted) = penalised(&scaled) else { return undefined };
        let Some(inverse) = inverted(information(&scaled, fitted)) else { return undefined };
        let (by_cluster, clusters) = clustered(trials, &scaled, fitted, inverse);
        let unscaled = |[level, both, slope]: [f64; 3]| [level, both / spread, slope / (spread * spread)];
        Self {
            level: fitted[0],
            slope: fitted[1] / spread,
            centre,
            variances: [unscaled(inverse), unscaled(by_cluster)],
            clusters,
        }
    }

    /// The chance at a value.
    pub fn chance(&self, at: f64) -> f64 {
        logistic(self.level + self.slope * (at - self.centre))
    }

    /// Its interval there.
    pub fn band(&self, at: f64, level: f64) -> Interval {
        let (middle, half) = (self.level + self.slope * (at - self.centre), self.half(at, level));
        Interval::new(logistic(middle - half), logistic(middle + half))
    }

    /// The value at which the chance is this.
    pub fn at(&self, chance: f64) -> f64 {
        self.centre + (libm::log(chance / (1.0 - chance)) - self.level) / self.slope
    }

    /// The interval of that value: the stretch around it where the band holds this chance (Fieller). An end beyond `from` or
    /// `to` is NaN.
    pub fn interval_at(&self, chance: f64, level: f64, (from, to): (f64, f64)) -> Interval {
        let wanted = libm::log(chance / (1.0 - chance));
        let outside = |at: f64| (self.level + self.slope * (at - self.centre) - wanted).abs() > self.half(at, level);
        let middle = self.at(chance);
        let end = |limit: f64| {
            if !middle.is_finite() || !outside(limit) {
                return f64::NAN;
            }
            border(middle, limit, |at| !outside(at)).0
        };
        Interval::new(end(from), end(to))
    }

    /// Whether the chance rises with the value.
    pub fn rises(&self) -> bool {
        self.slope > 0.0
    }

    /// Half the width of the band of the log odds.
    fn half(&self, at: f64, level: f64) -> f64 {
        let x = at - self.centre;
        let variance = |[first, both, second]: [f64; 3]| first + 2.0 * both * x + second * x * x;
        let [model, clusters] = self.variances.map(variance);
        let freedom = self.clusters as f64 - 1.0;
        student_quantile(0.5 + level / 2.0, freedom) * (if model > clusters { model } else { clusters }).sqrt()
    }
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}

/// Σ w, Σ w x, Σ w x² with w = π (1 − π).
fn information(seen: &[(f64, f64)], [level, slope]: Pair) -> [f64; 3] {
    seen.iter().fold([0.0; 3], |[first, both, second], (x, _)| {
        let chance = logistic(level + slope * x);
        let weight = chance * (1.0 - chance);
        [first + weight, both + weight * x, second + weight * x * x]
    })
}

fn inverted([first, both, second]: [f64; 3]) -> Option<[f64; 3]> {
    let determinant = first * second - both * both;
    (determinant > 0.0).then(|| [second / determinant, -both / determinant, first / determinant])
}

/// The log-likelihood plus half the logarithm of the information's determinant.
fn objective(seen: &[(f64, f64)], at @ [level, slope]: Pair) -> f64 {
    let [first, both, second] = information(seen, at);
    let likelihood: f64 = seen
        .iter()
        .map(|(x, happened)| {
            let odds = level + slope * x;
            let signed = if *happened > 0.5 { odds } else { -odds };
            // ln of the chance, without overflow.
            if signed > 0.0 { -libm::log1p(libm::exp(-signed)) } else { signed - libm::log1p(libm::exp(signed)) }
        })
        .sum();
    likelihood + 0.5 * libm::log(first * second - both * both)
}

/// Level and slope that maximise the penalised likelihood, by scoring with halved steps.
fn penalised(seen: &[(f64, f64)]) -> Option<Pair> {
    let mut at = [0.0, 0.0];
    for _ in 0..MOST_STEPS {
        let [var_level, both, var_slope] = inverted(information(seen, at))?;
        let (mut score, now) = ([0.0; 2], objective(seen, at));
        for (x, happened) in seen {
            let chance = logistic(at[0] + at[1] * x);
            let leverage = chance * (1.0 - chance) * (var_level + 2.0 * both * x + var_slope * x * x);
            let residual = happened - chance + leverage * (0.5 - chance);
            score = [score[0] + residual, score[1] + residual * x];
        }
        let step = [var_level * score[0] + both * score[1], both * score[0] + var_slope * score[1]];
        if step.iter().all(|step| step.abs() < 1e-10) {
            return Some(at);
        }
        let mut part = 1.0;
        let mut next = at;
        while part > 1e-6 {
            next = [at[0] + part * step[0], at[1] + part * step[1]];
            if objective(seen, next) >= now {
                break;
            }
            part /= 2.0;
        }
        at = next;
    }
    Some(at)
}

/// Variances that allow for correlation between trials of one cluster, and the number of clusters.
fn clustered(trials: &[Trial], seen: &[(f64, f64)], [level, slope]: Pair, inverse: [f64; 3]) -> ([f64; 3], usize) {
    let mut order: Vec<usize> = (0..trials.len()).collect();
    order.sort_by_key(|&trial| trials[trial].cluster);
    let (mut middle, mut clusters) = ([0.0; 3], 0);
    for one in order.chunk_by(|&a, &b| trials[a].cluster == trials[b].cluster) {
        let [first, second] = one.iter().fold([0.0; 2], |[first, second], &trial| {
            let (x, happened) = seen[trial];
            let residual = happened - logistic(level + slope * x);
            [first + residual, second + residual * x]
        });
        middle = [middle[0] + first * first, middle[1] + first * second, middle[2] + second * second];
        clusters += 1;
    }
    let [a, b, c] = inverse;
    let [p, q, r] = middle;
    let more = clusters as f64 / (clusters as f64 - 1.0);
    let sandwich = [
        more * (a * (a * p + b * q) + b * (a * q + b * r)),
        more * (a * (b * p + c * q) + b * (b * q + c * r)),
        more * (b * (b * p + c * q) + c * (b * q + c * r)),
    ];
    (sandwich, clusters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials(counts: &[(f64, u64, u64)]) -> Vec<Trial> {
        let mut cluster = 0;
        let of = |&(at, hits, all): &(f64, u64, u64)| (0..all).map(move |one| (at, one < hits));
        let each = counts.iter().flat_map(of);
        each.map(|(at, happened)| {
            cluster += 1;
            Trial { at, cluster, happened }
        })
        .collect()
    }

    /// With two values, Firth's penalty adds a half to each of the four counts (Heinze & Schemper 2002).
    #[test]
    fn two_values_are_as_if_half_a_trial_more_had_come_out_either_way() {
        for (low, high) in [((2, 10), (7, 12)), ((0, 10), (10, 10)), ((0, 5), (3, 9))] {
            let curve = LogisticCurve::fit(&trials(&[(1.0, low.0, low.1), (3.0, high.0, high.1)]));
            for (at, (hits, all)) in [(1.0, low), (3.0, high)] {
                let expected = (hits as f64 + 0.5) / (all as f64 + 1.0);
                assert!((curve.chance(at) - expected).abs() < 1e-7, "{} at {at}, not {expected}", curve.chance(at));
            }
        }
    }

    /// The variance of the log odds at a value is that of its counts, each a half more.
    #[test]
    fn the_band_of_two_values_is_that_of_their_counts() {
        let curve = LogisticCurve::fit(&trials(&[(0.0, 40, 200), (1.0, 120, 200)]));
        let (chance, band) = (curve.chance(0.0), curve.band(0.0, 0.95));
        let error = 1.0 / (200.0 * chance * (1.0 - chance)).sqrt();
        let odds = |chance: f64| libm::log(chance / (1.0 - chance));
        let half = (odds(band.upper) - odds(band.lower)) / 2.0;
        assert!((half / error / student_quantile(0.975, 399.0) - 1.0).abs() < 0.01, "{half}, {error}");
    }

    #[test]
    fn outcomes_that_a_value_separates_have_a_threshold_between() {
        let curve = LogisticCurve::fit(&trials(&[(0.0, 0, 20), (0.2, 0, 20), (0.3, 20, 20), (1.0, 20, 20)]));
        let (at, interval) = (curve.at(0.5), curve.interval_at(0.5, 0.95, (0.0, 1.0)));
        assert!(at > 0.2 && at < 0.3 && curve.rises(), "{at}");
        assert!(
            interval.lower > 0.1 && interval.lower < at && interval.upper > at && interval.upper < 0.5,
            "{interval:?}"
        );
        let falls = LogisticCurve::fit(&trials(&[(0.0, 20, 20), (0.2, 20, 20), (0.3, 0, 20), (1.0, 0, 20)]));
        assert!(!falls.rises() && (falls.at(0.5) - 0.25).abs() < 0.02);
    }

    #[test]
    fn clusters_that_go_together_widen_the_band() {
        // Ten seeds, each of which always comes out the same at neighbouring values.
        let at = |cluster: u64| (0..8).map(move |n| (f64::from(n), cluster));
        let all: Vec<Trial> = (0..10)
            .flat_map(at)
            .map(|(at, cluster)| Trial { at, cluster, happened: at > 1.0 + 0.5 * cluster as f64 })
            .collect();
        let apart: Vec<Trial> = (0..).zip(&all).map(|(cluster, trial)| Trial { cluster, ..*trial }).collect();
        let width = |trials: &[Trial]| LogisticCurve::fit(trials).interval_at(0.5, 0.95, (0.0, 8.0)).width();
        assert!(width(&all) > 1.2 * width(&apart), "{} and {}", width(&all), width(&apart));
    }

    #[test]
    fn ends_beyond_the_range_and_fits_without_values_are_undefined() {
        let flat = LogisticCurve::fit(&trials(&[(0.0, 4, 10), (1.0, 6, 10)]));
        let interval = flat.interval_at(0.5, 0.95, (0.0, 1.0));
        assert!(interval.lower.is_nan() && interval.upper.is_nan());
        let one = LogisticCurve::fit(&trials(&[(1.0, 4, 10)]));
        assert!(one.chance(1.0).is_nan() && one.at(0.5).is_nan());
        assert!(LogisticCurve::fit(&[]).chance(1.0).is_nan());
    }
}
