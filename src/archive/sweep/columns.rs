//! The columns of a sweep's tables, and rows waiting to be written.

use super::super::columns::seed_heading;
use super::description::{Description, OutcomeColumn as Described};
use crate::experiment::sweep::{Done, Factor, FactorKind};
use crate::table::{Cells, Column, Heading, Kind, Table};
use darkside_engine::parameter::Unit;

/// The states of a point in the table of points.
pub(super) const STATUS: [&str; 2] = ["done", "set_aside"];

fn point_heading() -> Heading {
    Heading::new("point", Kind::Whole, Unit::None, "number of the point, from 1")
}

/// The columns of the table of points.
pub(super) fn point_headings(sweep: &Description) -> Vec<Heading> {
    let factor = |factor: &Factor| {
        let kind = match factor.kind {
            FactorKind::Number => Kind::Number,
            FactorKind::Whole => Kind::Long,
            FactorKind::Word => Kind::Word,
        };
        let unit = unit(&factor.unit);
        let meaning = if factor.kind == FactorKind::Word {
            format!("{}: a word as it is, else as TOML", factor.meaning)
        } else {
            factor.meaning.clone()
        };
        Heading::new(&factor.path, kind, unit, meaning)
    };
    let status =
        Heading::new("status", Kind::Word, Unit::None, "done, or set_aside: a run of it failed, see set_aside.csv");
    std::iter::once(point_heading()).chain(sweep.factors.iter().map(factor)).chain([status]).collect()
}

/// The columns of the table of outcomes.
pub(super) fn outcome_headings(sweep: &Description) -> Vec<Heading> {
    let digest = Heading::new("digest", Kind::Word, Unit::None, "SHA-256 over the run's series, ledger and onsets");
    let outcome =
        |column: &Described| Heading::new(&column.name, Kind::Number, unit(&column.unit), column.meaning.clone());
    [point_heading(), seed_heading(), digest].into_iter().chain(sweep.outcomes.iter().map(outcome)).collect()
}

fn unit(words: &str) -> Unit {
    let all = [
        Unit::Number,
        Unit::ProbabilityPerWeek,
        Unit::Share,
        Unit::HazardPerWeek,
        Unit::RatePerWeek,
        Unit::Weeks,
        Unit::Value,
        Unit::Count,
    ];
    all.into_iter().find(|unit| unit.words() == words).unwrap_or(Unit::None)
}

/// Rows of the table of points that wait to be written.
pub(super) struct Points<'a> {
    sweep: &'a Description,
    numbers: Vec<u32>,
    coordinates: Vec<Vec<f64>>,
    status: Vec<u32>,
}

impl<'a> Points<'a> {
    pub(super) fn new(sweep: &'a Description) -> Self {
        Self { sweep, numbers: Vec::new(), coordinates: vec![Vec::new(); sweep.factors.len()], status: Vec::new() }
    }

    pub(super) fn rows(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn add(&mut self, point: u32, coordinates: &[f64], set_aside: bool) {
        self.numbers.push(point + 1);
        self.coordinates.iter_mut().zip(coordinates).for_each(|(column, &at)| column.push(at));
        self.status.push(u32::from(set_aside));
    }

    pub(super) fn take(&mut self) -> Table {
        let mut cells = vec![Cells::Whole(std::mem::take(&mut self.numbers))];
        for (factor, column) in self.sweep.factors.iter().zip(&mut self.coordinates) {
            let column = std::mem::take(column);
            cells.push(match factor.kind {
                FactorKind::Number => Cells::Number(column),
                FactorKind::Whole => Cells::Long(column.iter().map(|&at| at as u64).collect()),
                FactorKind::Word => {
                    Cells::Word { words: factor.words(), rows: column.iter().map(|&at| at as u32).collect() }
                }
            });
        }
        let words = STATUS.map(str::to_owned).to_vec();
        cells.push(Cells::Word { words, rows: std::mem::take(&mut self.status) });
        table(point_headings(self.sweep), cells)
    }
}

/// Rows of the table of outcomes that wait to be written.
pub(super) struct OutcomeRows<'a> {
    sweep: &'a Description,
    points: Vec<u32>,
    seeds: Vec<u64>,
    digests: Vec<String>,
    outcomes: Vec<Vec<f64>>,
}

impl<'a> OutcomeRows<'a> {
    pub(super) fn new(sweep: &'a Description) -> Self {
        let outcomes = vec![Vec::new(); sweep.outcomes.len()];
        Self { sweep, points: Vec::new(), seeds: Vec::new(), digests: Vec::new(), outcomes }
    }

    pub(super) fn rows(&self) -> usize {
        self.points.len()
    }

    pub(super) fn add(&mut self, point: u32, first_seed: u64, runs: &[Done]) {
        for (run, seed) in runs.iter().zip(first_seed..) {
            let Ok(yielded) = &run.result else { continue };
            self.points.push(point + 1);
            self.seeds.push(seed);
            self.digests.push(yielded.digest.to_string());
            self.outcomes.iter_mut().zip(&yielded.outcomes).for_each(|(column, &outcome)| column.push(outcome));
        }
    }

    pub(super) fn take(&mut self) -> Table {
        let words = std::mem::take(&mut self.digests);
        let digests = Cells::Word { rows: (0..words.len() as u32).collect(), words };
        let outcomes = self.outcomes.iter_mut().map(|column| Cells::Number(std::mem::take(column)));
        let cells =
            [Cells::Whole(std::mem::take(&mut self.points)), Cells::Long(std::mem::take(&mut self.seeds)), digests];
        table(outcome_headings(self.sweep), cells.into_iter().chain(outcomes).collect())
    }
}

fn table(headings: Vec<Heading>, cells: Vec<Cells>) -> Table {
    Table { columns: headings.into_iter().zip(cells).map(|(heading, cells)| Column::new(heading, cells)).collect() }
}
