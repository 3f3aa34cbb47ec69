//! The counts of a whole run, stored in a part as a list of numbers.

use super::columns::{ColumnOf, Schema};
use super::read_rows::by_seed;
use crate::table::Table;
use darkside_engine::parameter::Unit;
use darkside_engine::record::{Metric, Record, Totals};
use darkside_error::{Error, Result};

/// Columns of the series that are summed over the weeks to give figures of the whole run.
pub(super) const SUMMED: [&str; 5] = ["adoptions", "lapses", "onsets", "dissolutions", "turnover"];

/// The counts of one whole run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Figures {
    /// The record's own totals.
    pub(super) totals: Totals,
    /// Sums over the weeks of the columns in [`SUMMED`].
    pub(super) sums: [f64; SUMMED.len()],
}

impl Figures {
    /// The figures of a record.
    pub(super) fn of(record: &Record, metrics: &[Metric]) -> Self {
        let sum = |name: &str| -> f64 {
            let column = metrics.iter().position(|metric| metric.name == name);
            column.and_then(|column| record.series.get(column)).map_or(f64::NAN, |weeks| weeks.iter().sum())
        };
        Self { totals: record.totals.clone(), sums: SUMMED.map(sum) }
    }

    /// The table of several seeds: the figures of each, one per row.
    pub(super) fn schema() -> Schema<f64> {
        let set = |number: &mut f64, to| *number = to;
        let column = ColumnOf::plain("figure", Unit::Number, "figures in order", |number: &f64| *number, set);
        Schema { columns: vec![column], blank: 0.0 }
    }

    /// The figures of each seed in a table.
    ///
    /// # Errors
    /// If a seed has too few or too many numbers.
    pub(super) fn read(table: &Table) -> Result<Vec<Self>> {
        let numbers = table.number("figure")?;
        let of_seed =
            |(_, rows)| Self::from_numbers(&numbers[rows]).ok_or_else(|| Error::machine("figures are missing"));
        by_seed(table.long("seed")?).into_iter().map(of_seed).collect()
    }

    /// All figures in a fixed order. Counts stay exact up to 2⁵³.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let mut numbers: Vec<f64> = Vec::new();
        let mut copy = self.totals.clone();
        each_count(&mut copy, |count| numbers.push(*count as f64));
        numbers.push(self.totals.latent_by_chance);
        numbers.extend(self.sums);
        numbers
    }

    /// The inverse of [`numbers`](Self::numbers); `None` if there are too few or too many.
    fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let mut figures = Self::default();
        let mut rest = numbers.iter().copied();
        let mut complete = true;
        each_count(&mut figures.totals, |count| match rest.next() {
            Some(number) => *count = number as u64,
            None => complete = false,
        });
        figures.totals.latent_by_chance = rest.next()?;
        for sum in &mut figures.sums {
            *sum = rest.next()?;
        }
        (complete && rest.next().is_none()).then_some(figures)
    }
}

/// Visits every count of the totals in a fixed order.
fn each_count(totals: &mut Totals, mut visit: impl FnMut(&mut u64)) {
    totals.adoptions.as_flattened_mut().iter_mut().for_each(&mut visit);
    totals.onsets.as_flattened_mut().iter_mut().for_each(&mut visit);
    visit(&mut totals.onsets_uncredited);
    totals.exposure.iter_mut().for_each(&mut visit);
    totals.phases.as_flattened_mut().iter_mut().for_each(&mut visit);
    totals.alignments.as_flattened_mut().iter_mut().for_each(&mut visit);
    visit(&mut totals.loaded_copies);
    visit(&mut totals.latent_copies);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_back_from_their_numbers() {
        let mut figures = Figures::default();
        let mut next = 0;
        each_count(&mut figures.totals, |count| {
            next += 1;
            *count = next;
        });
        figures.totals.latent_by_chance = 0.1 + 0.2;
        figures.sums = [1.5, 2.5, 3.5, 4.5, 5.5];
        let numbers = figures.numbers();
        assert_eq!(Figures::from_numbers(&numbers), Some(figures));
        assert_eq!(Figures::from_numbers(&numbers[1..]), None);
        assert_eq!(Figures::from_numbers(&[numbers.as_slice(), &[0.0]].concat()), None);
    }
}
