//! The fast function of parameters: points × seeds to outcomes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use darkside::archive::{MachineMemory, enough_for_results};
use darkside::experiment::sweep::{Outcome, few_enough, varies};
use darkside::experiment::{Executor, Progress};
use darkside::scenario::node::{Content, Key, Node};
use darkside::scenario::{Base, Scenario as Resolved, Takes};
use darkside::table::{Column, Heading, Kind, Table as LibraryTable};
use darkside::{parameter::Unit, table::Cells};
use darkside_error::{Error, Result};
use pyo3::prelude::*;
use toml::Value;

use crate::error::OrRaise;
use crate::scenario::Scenario;
use crate::table::Table;
use crate::value::value;
use crate::watch::{Watch, watched};

/// A parameter and its value at every point.
struct Factor {
    path: String,
    unit: Unit,
    meaning: String,
    values: Vec<Value>,
}

/// A call of [`simulate`], after checking.
struct Points {
    base: Base,
    factors: Vec<Factor>,
    points: usize,
    first_point: u32,
    first_seed: u64,
    seeds: u32,
    outcomes: Vec<Outcome>,
    /// Whether refused points give NaN instead of an error.
    lenient: bool,
}

/// Runs every point under every seed; each row of the table is one point under one seed.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "one call of Python's")]
pub(crate) fn simulate(
    py: Python<'_>,
    scenario: &Scenario,
    parameters: Vec<(String, Vec<Bound<'_, PyAny>>)>,
    points: usize,
    first_point: u32,
    seeds: (u64, u32),
    outcomes: Vec<(String, Option<String>)>,
    lenient: bool,
    threads: usize,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Table> {
    let base = scenario.base().or_raise(py)?.clone();
    let mut factors = Vec::new();
    for (path, objects) in parameters {
        let values = objects.iter().map(value).collect::<PyResult<_>>()?;
        factors.push(factor(&base, path, values).or_raise(py)?);
    }
    let outcome = |(metric, weeks): (String, Option<String>)| {
        Outcome::new(&metric, weeks.as_deref().map(str::parse).transpose()?, &scenario.resolved)
    };
    let outcomes = outcomes.into_iter().map(outcome).collect::<Result<_>>().or_raise(py)?;
    let (first_seed, seeds) = seeds;
    let asked = Points { base, factors, points, first_point, first_seed, seeds, outcomes, lenient };
    watched(py, progress, move |watch| Table::of(asked.answer(watch, threads)?))
}

/// A factor. Whole numbers may come as floats, which is what samplers produce.
fn factor(base: &Base, path: String, values: Vec<Value>) -> Result<Factor> {
    varies(&path).map_err(|error| {
        error.help("every point has the scenario's weeks, seeds and records: change them in the scenario, set(weeks=…, seeds=…)")
    })?;
    let key = Key { name: path.clone(), place: None };
    let named = base.name(&path, &key, &Node { content: Content::Text(path.clone()), place: None })?;
    let whole = |value: Value| match value {
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::Integer(number as i64),
        value => value,
    };
    let values = match named.takes {
        Takes::Whole => values.into_iter().map(whole).collect(),
        _ => values,
    };
    Ok(Factor { path, unit: named.unit, meaning: named.meaning, values })
}

impl Points {
    fn answer(&self, watch: &Watch, threads: usize) -> Result<LibraryTable> {
        few_enough(self.points as u64, self.first_seed, self.seeds)?;
        let runs = self.points * self.seeds as usize;
        let scenario = |point| {
            watch.check();
            self.at(point).map(Arc::new)
        };
        // Refuse points before the first run.
        let scenarios: Vec<Result<Arc<Resolved>>> = (0..self.points).map(scenario).collect();
        let memory = MachineMemory::read();
        for (point, scenario) in scenarios.iter().enumerate() {
            let within = |error: &Error| error.clone().within(&format!("point {}", self.number(point)));
            match scenario {
                Ok(scenario) => memory.holds(scenario, threads).map_err(|error| within(&error))?,
                Err(error) if !self.lenient => return Err(within(error)),
                Err(_) => (),
            }
        }
        enough_for_results(runs as u64, 2 + self.factors.len() + self.outcomes.len())?;
        let done = AtomicU64::new(0);
        let one = |run: usize| {
            let (point, seed) = (run / self.seeds as usize, (run % self.seeds as usize) as u64);
            let numbers = match &scenarios[point] {
                Ok(scenario) => {
                    let record = watch.simulate(1, scenario, self.first_seed + seed, false);
                    self.outcomes.iter().map(|outcome| outcome.reading.of(&record)).collect()
                }
                Err(_) => vec![f64::NAN; self.outcomes.len()],
            };
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            watch.tell(Progress { done, found: 0, runs: runs as u64 });
            numbers
        };
        let numbers = Executor::new(threads).collect(runs, |run| run as u64, one)?;
        Ok(self.table(&numbers))
    }

    fn number(&self, point: usize) -> u32 {
        self.first_point + point as u32
    }

    /// The scenario at a point.
    fn at(&self, point: usize) -> Result<Resolved> {
        let values: Vec<(&str, Value)> =
            self.factors.iter().map(|factor| (factor.path.as_str(), factor.values[point].clone())).collect();
        let mut scenario = self.base.with(&values)?;
        // Of each run, only the outcomes are kept.
        scenario.parameters.record.ledger = false;
        scenario.parameters.record.onsets = false;
        scenario.parameters.record.footprints = 0;
        Ok(scenario)
    }

    fn table(&self, numbers: &[Vec<f64>]) -> LibraryTable {
        let runs = || (0..self.points).flat_map(|point| (0..self.seeds).map(move |seed| (point, seed)));
        let mut columns = vec![
            Column::whole("point", Unit::None, "the point, from 0", runs().map(|(point, _)| self.number(point))),
            Column::long("seed", "seed of the run", runs().map(|(_, seed)| self.first_seed + u64::from(seed))),
        ];
        for factor in &self.factors {
            let rows = runs().map(|(point, _)| &factor.values[point]);
            columns.push(given(factor, rows));
        }
        for (position, outcome) in self.outcomes.iter().enumerate() {
            let values = numbers.iter().map(|run| run[position]);
            columns.push(Column::numbers(&outcome.column, outcome.reading.metric.unit, &outcome.meaning(), values));
        }
        LibraryTable { columns }
    }
}

/// A factor's values as a column: numbers if all of them are, else words.
fn given<'a>(factor: &Factor, rows: impl Iterator<Item = &'a Value>) -> Column {
    let number = |value: &Value| match value {
        Value::Float(number) => Some(*number),
        Value::Integer(number) => Some(*number as f64),
        _ => None,
    };
    if factor.values.iter().all(|value| number(value).is_some()) {
        let heading = Heading::new(&factor.path, Kind::Number, factor.unit, &factor.meaning);
        return Column::new(heading, Cells::Number(rows.filter_map(number).collect()));
    }
    let word = |value: &Value| match value {
        Value::String(word) => word.clone(),
        value => darkside::scenario::inline(value),
    };
    Column::words(&factor.path, &factor.meaning, rows.map(word))
}
