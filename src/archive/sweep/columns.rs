//! The rows and columns of a sweep's tables.

use super::super::columns::{ColumnOf, Schema, seed_heading};
use super::description::{Description, OutcomeColumn as Described};
use crate::experiment::sweep::{Factor, FactorKind};
use crate::table::{Cells, Column, Heading, Kind, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::record::Digest;

const POINT: &str = "number of the point, from 1";

/// A point.
#[derive(Clone, Debug, PartialEq)]
pub struct PointRow {
    /// Its number, from 1.
    pub point: u32,
    /// Its coordinates, by factor. [`Factor::value`](crate::experiment::sweep::Factor::value) gives the values that
    /// they stand for.
    pub coordinates: Vec<f64>,
    /// Whether it was set aside, and so has no outcomes.
    pub set_aside: bool,
}

/// A run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    /// Its point, from 1.
    pub point: u32,
    /// Its seed.
    pub seed: u64,
    /// The outcomes in the requested columns, in that order; NaN where undefined.
    pub outcomes: Vec<f64>,
}

/// The table of points.
pub(super) fn points(sweep: &Description) -> Schema<PointRow> {
    let point = ColumnOf::plain("point", Unit::None, POINT, |row: &PointRow| row.point, |row, point| row.point = point);
    let factors = sweep.factors.iter().enumerate().map(|(at, factor)| coordinate(at, factor));
    let status = ColumnOf::word(
        "status",
        "done, or set_aside: a run of it failed, see set_aside.csv",
        ["done", "set_aside"].map(str::to_owned).to_vec(),
        |row: &PointRow| usize::from(row.set_aside),
        |row, status| row.set_aside = status == 1,
    );
    let blank = PointRow { point: 0, coordinates: vec![0.0; sweep.factors.len()], set_aside: false };
    Schema { columns: std::iter::once(point).chain(factors).chain([status]).collect(), blank }
}

/// The column of the factor at this position.
fn coordinate(at: usize, factor: &Factor) -> ColumnOf<PointRow> {
    let (name, unit, meaning) = (&factor.path, unit(&factor.unit), &factor.meaning);
    let get = move |row: &PointRow| row.coordinates[at];
    let set = move |row: &mut PointRow, value| row.coordinates[at] = value;
    match factor.kind {
        FactorKind::Number => ColumnOf::plain(name, unit, meaning, get, set),
        FactorKind::Whole => {
            ColumnOf::plain(name, unit, meaning, move |row| get(row) as u64, move |row, whole| set(row, whole as f64))
        }
        FactorKind::Word => {
            let meaning = format!("{meaning}: a word as it is, else as TOML");
            let level = move |row: &PointRow| Some(get(row) as usize);
            let set_level = move |row: &mut PointRow, level: Option<usize>| set(row, level.unwrap_or(0) as f64);
            ColumnOf::listed(Heading::new(name, Kind::Word, unit, meaning), factor.words(), level, set_level)
        }
    }
}

/// The columns of the table of outcomes.
pub(super) fn outcome_headings(sweep: &Description) -> Vec<Heading> {
    let point = Heading::new("point", Kind::Whole, Unit::None, POINT);
    let digest = Heading::new("digest", Kind::Word, Unit::None, "SHA-256 over the run's series, ledger and onsets");
    let outcome =
        |column: &Described| Heading::new(&column.name, Kind::Number, unit(&column.unit), column.meaning.clone());
    [point, seed_heading(), digest].into_iter().chain(sweep.outcomes.iter().map(outcome)).collect()
}

/// The table of outcomes with these runs, each with its digest.
pub(super) fn outcome_table(sweep: &Description, runs: &[(RunRow, Digest)]) -> Table {
    let mut cells = vec![
        Cells::Whole(runs.iter().map(|(run, _)| run.point).collect()),
        Cells::Long(runs.iter().map(|(run, _)| run.seed).collect()),
        Cells::Word {
            words: runs.iter().map(|(_, digest)| digest.to_string()).collect(),
            rows: (0..runs.len() as u32).collect(),
        },
    ];
    let outcome = |at| Cells::Number(runs.iter().map(|(run, _)| run.outcomes[at]).collect());
    cells.extend((0..sweep.outcomes.len()).map(outcome));
    let columns = outcome_headings(sweep).into_iter().zip(cells);
    Table { columns: columns.map(|(heading, cells)| Column::new(heading, cells)).collect() }
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
