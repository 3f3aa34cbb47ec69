//! The series: one row per seed and week, a column per metric.

use std::collections::VecDeque;

use super::columns::{seed_heading, seeds};
use super::read_rows::{Stretches, by_seed};
use super::rows::SeedSeries;
use crate::table::{Cells, Column, Heading, Kind, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::record::{Metric, Record};
use darkside_error::Result;

/// The columns: seed, week, and the metrics.
pub(super) fn headings(metrics: &[Metric]) -> Vec<Heading> {
    let week = Heading::new("week", Kind::Whole, Unit::Weeks, "week, from 0");
    let metric = |metric: &Metric| Heading::new(&metric.name, Kind::Number, metric.unit, &metric.meaning);
    [seed_heading(), week].into_iter().chain(metrics.iter().map(metric)).collect()
}

/// The columns for several seeds, one at a time.
pub(super) fn columns(metrics: &[Metric], records: &[Record]) -> impl Iterator<Item = Column> {
    let weeks = |record: &Record| record.series.first().map_or(0, Vec::len);
    headings(metrics).into_iter().enumerate().map(move |(position, heading)| match position {
        0 => seeds(records.iter().map(|record| (record.seed, weeks(record)))),
        1 => Column::new(heading, Cells::Whole(records.iter().flat_map(|record| 0..weeks(record) as u32).collect())),
        _ => {
            let values = records.iter().flat_map(|record| record.series[position - 2].iter().copied());
            Column::new(heading, Cells::Number(values.collect()))
        }
    })
}

/// The series of each seed. A stretch may hold several seeds or only part of one.
pub(super) fn seeds_of(stretches: Stretches, metrics: Vec<Metric>) -> impl Iterator<Item = Result<SeedSeries>> + use<> {
    let mut stretches = stretches.fuse();
    let mut ready: VecDeque<SeedSeries> = VecDeque::new();
    let mut ended = false;
    std::iter::from_fn(move || {
        // The last seed of a stretch may continue in the next one.
        while ready.len() < 2 && !ended {
            match stretches.next() {
                None => ended = true,
                Some(stretch) => {
                    if let Err(error) = stretch.and_then(|stretch| take_series(&stretch, &metrics, &mut ready)) {
                        ended = true;
                        ready.clear();
                        return Some(Err(error));
                    }
                }
            }
        }
        ready.pop_front().map(Ok)
    })
}

fn take_series(stretch: &Table, metrics: &[Metric], ready: &mut VecDeque<SeedSeries>) -> Result<()> {
    for (seed, rows) in by_seed(stretch.long("seed")?) {
        if ready.back().is_none_or(|last| last.seed != seed) {
            ready.push_back(SeedSeries { seed, metrics: vec![Vec::new(); metrics.len()] });
        }
        let Some(last) = ready.back_mut() else { continue };
        for (metric, values) in metrics.iter().zip(&mut last.metrics) {
            values.extend_from_slice(&stretch.number(&metric.name)?[rows.clone()]);
        }
    }
    Ok(())
}
