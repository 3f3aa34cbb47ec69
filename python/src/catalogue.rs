//! Lists: parameters, metrics, shipped scenarios, charts.

use darkside::experiment::readable;
use darkside::parameter::{CATALOGUE, Parameter, Parameters};
use darkside::scenario::{inline, setting_value};
use darkside::table::{Column, Table as LibraryTable};
use darkside::{chart, parameter::Unit, scenario};
use pyo3::prelude::*;

use crate::error::OrRaise;
use crate::scenario::Scenario;
use crate::table::Table;

/// Every parameter: path, unit, range, default, basis, scope, meaning.
#[pyfunction]
pub(crate) fn parameters(py: Python<'_>) -> PyResult<Table> {
    let defaults = Parameters::default();
    let default: Vec<String> = CATALOGUE
        .iter()
        .map(|one| setting_value((one.get)(&defaults)).map_or_else(String::new, |value| inline(&value)))
        .collect();
    let words = |name: &str, meaning: &str, of: fn(&Parameter) -> &'static str| {
        Column::words(name, meaning, CATALOGUE.iter().map(of))
    };
    let number = |name: &str, meaning: &str, of: fn(&Parameter) -> f64| {
        Column::numbers(name, Unit::Number, meaning, CATALOGUE.iter().map(of))
    };
    Table::of(LibraryTable {
        columns: vec![
            words("path", "dotted path, as scenarios and `set` name it", |one| one.path),
            words("unit", "what the value counts or measures", |one| one.unit.words()),
            Column::words("default", "value of the baseline, as TOML", default),
            number("least", "least value allowed", |one| one.allowed.from),
            number("greatest", "greatest value allowed", |one| one.allowed.to),
            words("basis", "where the default comes from", |one| one.basis.name()),
            words("scope", "who can have a value of their own", |one| one.scope.name()),
            words("meaning", "what it means", |one| one.meaning.trim()),
        ],
    })
    .or_raise(py)
}

/// Every metric that can be read off runs of a scenario: name, unit, meaning.
#[pyfunction]
pub(crate) fn metrics(py: Python<'_>, scenario: &Scenario) -> PyResult<Table> {
    let metrics = readable(&scenario.resolved.practices);
    Table::of(LibraryTable {
        columns: vec![
            Column::words("name", "name of the metric", metrics.iter().map(|metric| &metric.name)),
            Column::words("unit", "what it counts or measures", metrics.iter().map(|metric| metric.unit.words())),
            Column::words("meaning", "what it means", metrics.iter().map(|metric| &metric.meaning)),
        ],
    })
    .or_raise(py)
}

/// Names of the shipped scenarios.
#[pyfunction]
pub(crate) fn scenarios() -> Vec<&'static str> {
    scenario::shipped().map(|file| file.name()).collect()
}

/// Names of a run's pictures, and what each shows.
#[pyfunction]
pub(crate) fn charts() -> Vec<(&'static str, &'static str)> {
    chart::ALL.iter().map(|chart| (chart.name, chart.meaning)).collect()
}
