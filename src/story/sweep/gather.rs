//! Summarises a sweep's tables for the pictures, in three passes.

use super::data::{Bin, MOST_SHOWN, OutcomeStory, Pair, SweepStory, Varied, coordinate};
use super::sums::OutcomeSums;
use crate::archive::sweep::{FinishedSweep, OutcomeColumn, PointRow, SET_ASIDE};
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
    let outcomes = chosen(&manifest.sweep.outcomes);
    let columns: Vec<String> = outcomes.iter().map(|column| column.name.clone()).collect();
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
    let grid = manifest.sweep.design.kind == Design::KINDS[0];
    let mut shown: Vec<OutcomeStory> =
        outcomes.into_iter().zip(sums).map(|(column, sums)| sums.shown(column, grid)).collect();
    cross(finished, &columns, &factors, &mut shown)?;
    Ok(SweepStory { manifest, factors, shown, sample, points, set_aside: set_aside(finished)? })
}

/// The outcomes that get pictures: the first few that the file names, or the most familiar ones if it records all.
fn chosen(outcomes: &[OutcomeColumn]) -> Vec<OutcomeColumn> {
    let familiar = ["dark_cost", "value", "visible_value", "dark_share"].into_iter();
    let familiar: Option<Vec<_>> = familiar.map(|name| outcomes.iter().find(|column| column.name == name)).collect();
    let chosen = familiar.filter(|_| outcomes.len() > 50).unwrap_or_else(|| outcomes.iter().collect());
    chosen.into_iter().take(MOST_SHOWN).cloned().collect()
}

/// First pass: the bins of each factor's values.
fn factors(finished: &FinishedSweep) -> Result<Vec<Varied>> {
    let sweep = &finished.manifest().sweep;
    let by_level =
        |factor: &Factor| !factor.levels.is_empty() && (factor.levels.len() <= MOST_LEVELS || !factor.is_number());
    let mut ranges = vec![[f64::INFINITY, f64::NEG_INFINITY]; sweep.factors.len()];
    if sweep.factors.iter().any(|factor| factor.range.is_none() && !by_level(factor)) {
        for row in finished.points()? {
            for (range, at) in ranges.iter_mut().zip(row?.coordinates).filter(|(_, at)| at.is_finite()) {
                *range = [range[0].min(at), range[1].max(at)];
            }
        }
    }
    let varied = |(factor, seen): (&Factor, [f64; 2])| {
        let by_level = by_level(factor);
        let count = (sweep.points / POINTS_IN_BIN).clamp(3, MOST_BINS);
        let bins = if by_level { levels(factor) } else { stretches(factor, factor.range.unwrap_or(seen), count) };
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

/// Third pass: the means over two factors at a time.
fn cross(finished: &FinishedSweep, columns: &[String], factors: &[Varied], shown: &mut [OutcomeStory]) -> Result<()> {
    // The outcome, two factors, and a mean for each pair of their bins.
    let mut crossed = Vec::new();
    for (outcome, shown) in shown.iter().enumerate() {
        let most: Vec<usize> = shown.by_influence().into_iter().take(CROSSED).collect();
        for (b, &up) in most.iter().enumerate() {
            for &across in &most[..b] {
                let column = vec![Running::default(); factors[up].bins.len()];
                crossed.push((outcome, [across, up], vec![column; factors[across].bins.len()]));
            }
        }
    }
    each_point(finished, columns, |row, runs| {
        let bins: Vec<usize> = factors.iter().zip(&row.coordinates).map(|(varied, &at)| varied.bin(at)).collect();
        for (outcome, [across, up], cells) in &mut crossed {
            let cell = &mut cells[bins[*across]][bins[*up]];
            runs.iter().filter(|run| run[*outcome].is_finite()).for_each(|run| cell.add(run[*outcome]));
        }
    })?;
    for (outcome, factors, cells) in crossed {
        let means = cells.iter().map(|column| column.iter().map(Running::mean).collect()).collect();
        shown[outcome].pairs.push(Pair { factors, means });
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
