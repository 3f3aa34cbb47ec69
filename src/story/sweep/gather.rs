//! Summarises a sweep's tables for the pictures, in three passes.

use super::data::{Bin, MOST_SHOWN, OutcomeStory, Pair, SweepStory, Varied, coordinate};
use super::sums::OutcomeSums;
use crate::archive::sweep::{FinishedSweep, PointRow, SET_ASIDE};
use crate::experiment::sweep::{Design, Factor};
use darkside_error::{Error, Result};
use darkside_stats::Running;

/// More levels than this are grouped into bins.
const MOST_LEVELS: usize = 16;
/// Most bins of values that are not levels.
const MOST_BINS: u32 = 10;
/// Approximate number of points in each bin.
const POINTS_IN_BIN: u32 = 6;
/// Most points that are drawn individually.
const SAMPLE: u32 = 300;
/// Most factors that are crossed with each other.
const CROSSED: usize = 4;

/// Summarises a finished sweep.
///
/// # Errors
/// If a table cannot be read.
pub fn gather(finished: &FinishedSweep) -> Result<SweepStory> {
    let manifest = finished.manifest().clone();
    let factors = factors(finished)?;
    let columns: Vec<String> =
        chosen(&manifest.sweep.outcomes.iter().map(|column| column.name.as_str()).collect::<Vec<_>>());
    let mut sums: Vec<OutcomeSums> = columns.iter().map(|_| OutcomeSums::new(&factors)).collect();
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
    let grid = manifest.sweep.design.kind == Design::KINDS[0];
    let mut shown: Vec<OutcomeStory> = columns
        .iter()
        .zip(sums)
        .filter_map(|(name, sums)| Some(sums.shown(outcomes.iter().find(|column| column.name == *name)?.clone(), grid)))
        .collect();
    let mut story =
        SweepStory { manifest, factors, shown: Vec::new(), sample, points, set_aside: set_aside(finished)? };
    cross(finished, &columns, &story, &mut shown)?;
    story.shown = shown;
    Ok(story)
}

/// The outcomes that get pictures: the first few that the file names, or the most familiar ones if it records all.
fn chosen(outcomes: &[&str]) -> Vec<String> {
    let known = ["dark_cost", "value", "visible_value", "dark_share"];
    let all = known.iter().all(|name| outcomes.contains(name)) && outcomes.len() > 50;
    let names = if all { known.to_vec() } else { outcomes.to_vec() };
    names.into_iter().take(MOST_SHOWN).map(str::to_owned).collect()
}

/// First pass: the bins of each factor's values.
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
    let place = |position: usize| match factor.is_number() {
        true => factor.levels[position].parse().unwrap_or(f64::NAN),
        false => position as f64,
    };
    let mut all: Vec<f64> = (0..factor.levels.len()).map(place).collect();
    all.sort_by(f64::total_cmp);
    all.into_iter().map(|at| Bin { label: coordinate(factor, at), from: at, to: at }).collect()
}

fn stretches(factor: &Factor, [from, to]: [f64; 2], count: u32) -> Vec<Bin> {
    if from >= to || !(to - from).is_finite() {
        return vec![Bin { label: coordinate(factor, from), from, to: from }];
    }
    let edge = |number: u32| from + (to - from) * f64::from(number) / f64::from(count);
    let bin = |number: u32| {
        let (from, to) = (edge(number), edge(number + 1));
        Bin { label: coordinate(factor, f64::midpoint(from, to)), from, to }
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

/// Goes through the points with outcomes in order, with each point's runs by seed.
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
        Some(row) => {
            Err(Error::input(format!("the outcomes contain a point {} that is missing from the points", row?.point)))
        }
        None => Ok(()),
    }
}

/// Two factors, and a mean for each pair of their bins.
type Crossed = ([usize; 2], Vec<Vec<Running>>);

/// Third pass: the means over two factors at a time.
fn cross(finished: &FinishedSweep, columns: &[String], story: &SweepStory, shown: &mut [OutcomeStory]) -> Result<()> {
    let pairs_of = |shown: &OutcomeStory| -> Vec<[usize; 2]> {
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
