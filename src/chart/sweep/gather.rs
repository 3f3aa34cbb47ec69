//! Sums up a sweep's tables for the pictures, in three passes.

use super::MOST_SHOWN;
use super::story::{Bin, Extreme, Pair, Shown, SweepStory, Varied, short};
use crate::archive::sweep::{FinishedSweep, PointRow, SET_ASIDE};
use crate::chart::data::Estimate;
use crate::error::{Error, Result};
use crate::experiment::sweep::Factor;
use crate::stats::Running;

/// More levels than this are put together.
const MOST_LEVELS: usize = 16;
/// Most stretches of values that are no levels.
const MOST_BINS: u32 = 10;
/// Points in each of them, about.
const POINTS_IN_BIN: u32 = 6;
/// Points that are drawn one by one.
const SAMPLE: u32 = 300;
/// With more seeds than this, several are taken together before an interval is made.
const GROUPS: usize = 50;
/// Factors that are crossed with each other.
const CROSSED: usize = 4;

/// Sums up a finished sweep.
///
/// # Errors
/// If a table cannot be read.
pub fn gather(finished: &FinishedSweep) -> Result<SweepStory> {
    let manifest = finished.manifest().clone();
    let factors = factors(finished)?;
    let columns: Vec<String> =
        chosen(&manifest.sweep.outcomes.iter().map(|column| column.name.as_str()).collect::<Vec<_>>());
    let mut sums: Vec<Sums> = columns.iter().map(|_| Sums::new(&factors)).collect();
    let mut sample: Vec<Vec<f64>> = Vec::new();
    let step = manifest.sweep.points.div_ceil(SAMPLE).max(1);
    let mut points = 0;
    each_point(finished, &columns, |row, runs| {
        points += 1;
        let sampled = (row.point - 1).is_multiple_of(step);
        if sampled {
            sample.push(row.coordinates.clone());
        }
        let bins: Vec<usize> = factors.iter().zip(&row.coordinates).map(|(varied, &at)| varied.bin(at)).collect();
        for (number, sums) in sums.iter_mut().enumerate() {
            sums.add(row, &bins, runs.iter().map(|run| run[number]), sampled);
        }
    })?;
    let outcomes = &manifest.sweep.outcomes;
    let mut shown: Vec<Shown> = columns
        .iter()
        .zip(sums)
        .filter_map(|(name, sums)| Some(sums.shown(outcomes.iter().find(|column| column.name == *name)?.clone())))
        .collect();
    let mut story =
        SweepStory { manifest, factors, shown: Vec::new(), sample, points, set_aside: set_aside(finished)? };
    cross(finished, &columns, &story, &mut shown)?;
    story.shown = shown;
    Ok(story)
}

/// The outcomes of which pictures are drawn: the first few that the file names, or the best known of all.
fn chosen(outcomes: &[&str]) -> Vec<String> {
    let known = ["dark_share", "value", "visible_value"];
    let all = known.iter().all(|name| outcomes.contains(name)) && outcomes.len() > 50;
    let names = if all { known.to_vec() } else { outcomes.to_vec() };
    names.into_iter().take(MOST_SHOWN).map(str::to_owned).collect()
}

/// First pass: the stretches of each factor's values.
fn factors(finished: &FinishedSweep) -> Result<Vec<Varied>> {
    let sweep = &finished.manifest().sweep;
    let unranged = |factor: &Factor| {
        factor.levels.is_empty() && factor.range.is_none() || factor.levels.len() > MOST_LEVELS && factor.is_number()
    };
    let mut ranges = vec![[f64::INFINITY, f64::NEG_INFINITY]; sweep.factors.len()];
    if sweep.factors.iter().any(unranged) {
        for row in finished.points()? {
            for (range, at) in ranges.iter_mut().zip(row?.coordinates).filter(|(_, at)| at.is_finite()) {
                *range = [range[0].min(at), range[1].max(at)];
            }
        }
    }
    let varied = |(factor, seen): (&Factor, [f64; 2])| {
        let range = factor.range.unwrap_or(seen);
        let bins = if factor.levels.is_empty() || factor.levels.len() > MOST_LEVELS && factor.is_number() {
            stretches(factor, range, (sweep.points / POINTS_IN_BIN).clamp(3, MOST_BINS))
        } else {
            Vec::new()
        };
        let by_level = bins.is_empty();
        let bins = if by_level { levels(factor) } else { bins };
        Varied { factor: factor.clone(), bins, by_level }
    };
    Ok(sweep.factors.iter().zip(ranges).map(varied).collect())
}

fn levels(factor: &Factor) -> Vec<Bin> {
    let coordinate = |position: usize| match factor.is_number() {
        true => factor.levels[position].parse().unwrap_or(f64::NAN),
        false => position as f64,
    };
    let mut all: Vec<f64> = (0..factor.levels.len()).map(coordinate).collect();
    all.sort_by(f64::total_cmp);
    all.into_iter().map(|at| Bin { label: short(factor, at), from: at, to: at }).collect()
}

fn stretches(factor: &Factor, [from, to]: [f64; 2], count: u32) -> Vec<Bin> {
    if from >= to || !(to - from).is_finite() {
        return vec![Bin { label: short(factor, from), from, to: from }];
    }
    let edge = |number: u32| from + (to - from) * f64::from(number) / f64::from(count);
    let bin = |number: u32| {
        let (from, to) = (edge(number), edge(number + 1));
        Bin { label: short(factor, f64::midpoint(from, to)), from, to }
    };
    (0..count).map(bin).collect()
}

impl Varied {
    /// The bin in which a coordinate lies.
    fn bin(&self, at: f64) -> usize {
        let last = self.bins.len().saturating_sub(1);
        self.bins.iter().rposition(|bin| at >= bin.from).unwrap_or(0).min(last)
    }
}

/// Goes through the points that have outcomes, in order, with the runs of each by seed.
fn each_point(finished: &FinishedSweep, columns: &[String], mut see: impl FnMut(&PointRow, &[Vec<f64>])) -> Result<()> {
    let mut rows = finished.runs(columns)?.peekable();
    for point in finished.points()? {
        let point = point?;
        let mut runs = Vec::new();
        while let Some(row) = rows.next_if(|row| row.as_ref().map_or(true, |row| row.point == point.point)) {
            runs.push(row?.outcomes);
        }
        if !runs.is_empty() {
            see(&point, &runs);
        }
    }
    match rows.next() {
        Some(row) => Err(Error::input(format!("the outcomes hold a point {} that the points do not", row?.point))),
        None => Ok(()),
    }
}

/// Sums of one outcome.
struct Sums {
    sample: Vec<f64>,
    /// By factor, bin and group of seeds.
    seeds: Vec<Vec<Vec<Running>>>,
    /// By factor and bin: means of points.
    points: Vec<Vec<Running>>,
    all: Running,
    /// Every run.
    runs: Running,
    /// By group of seeds: every run of it.
    by_seed: Vec<Running>,
    extremes: [Extreme; 2],
}

impl Sums {
    fn new(factors: &[Varied]) -> Self {
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

    fn add(&mut self, row: &PointRow, bins: &[usize], runs: impl Iterator<Item = f64>, sampled: bool) {
        let mut mean = Running::default();
        for (seed, outcome) in runs.enumerate().filter(|(_, outcome)| outcome.is_finite()) {
            mean.add(outcome);
            self.runs.add(outcome);
            let group = seed % GROUPS;
            if self.by_seed.len() <= group {
                self.by_seed.resize(group + 1, Running::default());
            }
            self.by_seed[group].add(outcome);
            for (factor, &bin) in bins.iter().enumerate() {
                let groups = &mut self.seeds[factor][bin];
                if groups.len() <= group {
                    groups.resize(group + 1, Running::default());
                }
                groups[group].add(outcome);
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

    fn shown(self, column: crate::archive::sweep::Column) -> Shown {
        let chance = by_chance(&self.runs, &self.all, &self.by_seed);
        let explained = self.points.iter().map(|bins| explained(bins, &self.all)).collect();
        let marginal = self.seeds.iter().zip(&self.points);
        let marginal = marginal.map(|(seeds, points)| seeds.iter().zip(points).map(|(s, p)| estimate(s, p)).collect());
        Shown {
            column,
            sample: self.sample,
            marginal: marginal.collect(),
            explained,
            pairs: Vec::new(),
            by_chance: chance,
            mean: self.all.mean(),
            extremes: self.extremes,
        }
    }
}

/// The mean of a bin, and its interval over seeds: each seed's mean over the bin's points is one value.
fn estimate(seeds: &[Running], points: &Running) -> Estimate {
    let mut means = Running::default();
    seeds.iter().for_each(|seed| means.add(seed.mean()));
    let summary = means.summary();
    Estimate { mean: points.mean(), low: summary.lower95, high: summary.upper95 }
}

/// The share of the variance between points' means that seeds and points make together, which is chance.
///
/// Two-way analysis of variance: what of the squares of all runs neither points nor seeds (the same at every point) account for.
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

/// The share of the variance between points that lies between bins, less what chance would give (ω² by adjusted R²).
fn explained(bins: &[Running], all: &Running) -> f64 {
    let used = bins.iter().filter(|bin| bin.count() > 0).count() as f64;
    let total = all.variance() * (all.count() as f64 - 1.0);
    let between: f64 = bins
        .iter()
        .filter(|bin| bin.count() > 0)
        .map(|bin| bin.count() as f64 * (bin.mean() - all.mean()) * (bin.mean() - all.mean()))
        .sum();
    let freedom = all.count() as f64 - used;
    if total.is_nan() || total <= 0.0 || freedom <= 0.0 {
        return f64::NAN;
    }
    let share = 1.0 - (1.0 - between / total) * (all.count() as f64 - 1.0) / freedom;
    share.max(0.0)
}

/// Two factors, and for each pair of their bins a mean.
type Crossed = ([usize; 2], Vec<Vec<Running>>);

/// Third pass: the means by two factors at a time.
fn cross(finished: &FinishedSweep, columns: &[String], story: &SweepStory, shown: &mut [Shown]) -> Result<()> {
    let pairs_of = |shown: &Shown| -> Vec<[usize; 2]> {
        let most: Vec<usize> = story.by_influence(shown).into_iter().take(CROSSED).collect();
        (0..most.len()).flat_map(|b| (0..b).map(move |a| (a, b))).map(|(a, b)| [most[a], most[b]]).collect()
    };
    let mut sums: Vec<Vec<Crossed>> = shown
        .iter()
        .map(|shown| {
            let cells = |pair: &[usize; 2]| {
                let [across, up] = pair.map(|factor| story.factors[factor].bins.len());
                vec![vec![Running::default(); up]; across]
            };
            pairs_of(shown).into_iter().map(|pair| (pair, cells(&pair))).collect()
        })
        .collect();
    each_point(finished, columns, |row, runs| {
        let bins: Vec<usize> = story.factors.iter().zip(&row.coordinates).map(|(varied, &at)| varied.bin(at)).collect();
        for (number, pairs) in sums.iter_mut().enumerate() {
            for ([a, b], cells) in pairs.iter_mut() {
                let cell = &mut cells[bins[*a]][bins[*b]];
                runs.iter().filter(|run| run[number].is_finite()).for_each(|run| cell.add(run[number]));
            }
        }
    })?;
    for (shown, pairs) in shown.iter_mut().zip(sums) {
        let means = |cells: Vec<Vec<Running>>| -> Vec<Vec<f64>> {
            cells.iter().map(|column| column.iter().map(Running::mean).collect()).collect()
        };
        shown.pairs = pairs.into_iter().map(|(factors, cells)| Pair { factors, means: means(cells) }).collect();
    }
    Ok(())
}

/// The first points that were set aside.
fn set_aside(finished: &FinishedSweep) -> Result<Vec<(u32, String)>> {
    let path = finished.directory().join(SET_ASIDE);
    if finished.manifest().results.as_ref().is_none_or(|results| results.points_set_aside == 0) {
        return Ok(Vec::new());
    }
    let unreadable = |cause: csv::Error| Error::machine(format!("cannot read {}: {cause}", path.display()));
    let mut reader = csv::Reader::from_path(&path).map_err(unreadable)?;
    let rows = reader.records().take(20).map(|record| {
        let record = record.map_err(unreadable)?;
        let cell = |column: usize| record.get(column).unwrap_or_default();
        Ok((cell(0).parse().unwrap_or(0), cell(3).to_owned()))
    });
    rows.collect()
}
