//! Running sums of one outcome over a sweep's tables.

use super::data::{Extreme, OutcomeStory, Varied};
use crate::archive::sweep::{OutcomeColumn, PointRow};
use crate::story::data::Estimate;
use darkside_stats::Running;

/// With more seeds than this, several are pooled before an interval is computed.
const GROUPS: usize = 50;

/// Running sums of one outcome.
pub(super) struct OutcomeSums {
    sample: Vec<f64>,
    /// By factor, bin and group of seeds.
    seeds: Vec<Vec<Vec<Running>>>,
    /// By factor and bin: means of points.
    points: Vec<Vec<Running>>,
    all: Running,
    /// Every run.
    runs: Running,
    /// Every run, by group of seeds.
    by_seed: Vec<Running>,
    extremes: [Extreme; 2],
}

impl OutcomeSums {
    pub(super) fn new(factors: &[Varied]) -> Self {
        let bins = |varied: &Varied| varied.bins.len();
        Self {
            sample: Vec::new(),
            seeds: factors.iter().map(|varied| vec![Vec::new(); bins(varied)]).collect(),
            points: factors.iter().map(|varied| vec![Running::default(); bins(varied)]).collect(),
            all: Running::default(),
            runs: Running::default(),
            by_seed: Vec::new(),
            extremes: Default::default(),
        }
    }

    pub(super) fn add(&mut self, row: &PointRow, bins: &[usize], runs: impl Iterator<Item = f64>, sampled: bool) {
        let mut mean = Running::default();
        for (seed, outcome) in runs.enumerate().filter(|(_, outcome)| outcome.is_finite()) {
            mean.add(outcome);
            self.runs.add(outcome);
            add_to(&mut self.by_seed, seed % GROUPS, outcome);
            for (factor, &bin) in bins.iter().enumerate() {
                add_to(&mut self.seeds[factor][bin], seed % GROUPS, outcome);
            }
        }
        let mean = mean.mean();
        if sampled {
            self.sample.push(mean);
        }
        if mean.is_nan() {
            return;
        }
        self.all.add(mean);
        bins.iter().enumerate().for_each(|(factor, &bin)| self.points[factor][bin].add(mean));
        let [least, greatest] = &mut self.extremes;
        for (extreme, beyond) in [(least, -1.0), (greatest, 1.0)] {
            if extreme.point == 0 || (mean - extreme.mean) * beyond > 0.0 {
                *extreme = Extreme { point: row.point, mean, coordinates: row.coordinates.clone() };
            }
        }
    }

    /// The summary of the outcome. In a `grid`, every level of a factor meets all combinations of the other factors.
    pub(super) fn shown(self, column: OutcomeColumn, grid: bool) -> OutcomeStory {
        let chance = by_chance(&self.runs, &self.all, &self.by_seed);
        let one = |bins| if grid { explained_in_grid(bins, &self.all, chance) } else { explained(bins, &self.all) };
        let explained = self.points.iter().map(|bins| one(bins)).collect();
        let marginal = self.seeds.iter().zip(&self.points);
        let marginal = marginal.map(|(seeds, points)| seeds.iter().zip(points).map(|(s, p)| estimate(s, p)).collect());
        OutcomeStory {
            column,
            sample: self.sample,
            marginal: marginal.collect(),
            explained,
            pairs: Vec::new(),
            by_chance: chance,
            extremes: self.extremes,
        }
    }
}

/// Adds to the sums of one group, which may be the first of it.
fn add_to(groups: &mut Vec<Running>, group: usize, outcome: f64) {
    if groups.len() <= group {
        groups.resize(group + 1, Running::default());
    }
    groups[group].add(outcome);
}

/// The mean of a bin, with its interval over seeds: each seed's mean over the bin's points is one value.
fn estimate(seeds: &[Running], points: &Running) -> Estimate {
    let summary = seeds.iter().map(Running::mean).collect::<Running>().summary();
    Estimate { mean: points.mean(), low: summary.lower95, high: summary.upper95 }
}

/// The share of the variance between points' means that is chance: the interaction of seeds and points.
///
/// Two-way analysis of variance: the sum of squares of all runs that neither points nor seeds (the same at every point)
/// explain.
fn by_chance(runs: &Running, points: &Running, seeds: &[Running]) -> f64 {
    let squares = |running: &Running| running.variance() * (running.count() as f64 - 1.0);
    let (count, number) = (points.count() as f64, runs.count() as f64 / points.count() as f64);
    let between_seeds: f64 =
        seeds.iter().map(|seed| seed.count() as f64 * (seed.mean() - runs.mean()) * (seed.mean() - runs.mean())).sum();
    let rest = squares(runs) - number * squares(points) - between_seeds;
    let freedom = (count - 1.0) * (number - 1.0);
    let share = rest / freedom / number / points.variance();
    if share.is_finite() { share.clamp(0.0, 1.0) } else { f64::NAN }
}

/// The share of the variance between points that lies between bins, less what bins of randomly drawn points would have
/// (adjusted R²), since all other factors differ from bin to bin too.
fn explained(bins: &[Running], all: &Running) -> f64 {
    let (between, used, total) = squares(bins, all);
    let freedom = all.count() as f64 - used;
    if total.is_nan() || total <= 0.0 || freedom <= 0.0 {
        return f64::NAN;
    }
    let share = 1.0 - (1.0 - between / total) * (all.count() as f64 - 1.0) / freedom;
    share.max(0.0)
}

/// The same in a grid. The other factors are alike in every bin there, so only chance has to be subtracted: the share
/// `chance` of the variance, which the seeds add to a point's mean (none if unknown).
fn explained_in_grid(bins: &[Running], all: &Running, chance: f64) -> f64 {
    let (between, used, total) = squares(bins, all);
    if total.is_nan() || total <= 0.0 {
        return f64::NAN;
    }
    let noise = if chance.is_finite() { chance * all.variance() } else { 0.0 };
    ((between - (used - 1.0) * noise) / total).max(0.0)
}

/// The sum of squares between bins, the number of bins with points, and the total sum of squares.
fn squares(bins: &[Running], all: &Running) -> (f64, f64, f64) {
    let used = bins.iter().filter(|bin| bin.count() > 0);
    let away = |bin: &Running| bin.count() as f64 * (bin.mean() - all.mean()) * (bin.mean() - all.mean());
    (used.clone().map(away).sum(), used.count() as f64, all.variance() * (all.count() as f64 - 1.0))
}
