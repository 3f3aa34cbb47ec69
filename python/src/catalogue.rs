//! Lists: parameters, metrics, shipped scenarios, charts.

use darkside::experiment::readable;
use darkside::parameter::{CATALOGUE, Field, Parameters, SURVEY, Survey};
use darkside::scenario::{Request, inline, setting_value};
use darkside::table::{Column, Table as LibraryTable};
use darkside::{chart, parameter::Unit, scenario};
use pyo3::prelude::*;

use crate::error::OrRaise;
use crate::scenario::Scenario;
use crate::table::Table;

/// Every parameter: path, unit, default, value in the baseline, range, basis, scope, meaning.
#[pyfunction]
pub(crate) fn parameters(py: Python<'_>) -> PyResult<Table> {
    let baseline = scenario::load(&Request::of("baseline")).or_raise(py)?.parameters;
    let mut columns = described(CATALOGUE, &Parameters::default());
    let words = "value in the shipped baseline, as TOML";
    columns.insert(3, Column::words("baseline", words, values(CATALOGUE, &baseline)));
    let scopes = CATALOGUE.iter().map(|one| one.scope.name());
    columns.insert(columns.len() - 1, Column::words("scope", "who can have a value of their own", scopes));
    Table::of(LibraryTable { columns }).or_raise(py)
}

/// Every value of a survey's design: path, unit, default, range, basis, meaning.
#[pyfunction]
pub(crate) fn survey_settings(py: Python<'_>) -> PyResult<Table> {
    Table::of(LibraryTable { columns: described(SURVEY, &Survey::default()) }).or_raise(py)
}

/// The values of these fields, as TOML.
fn values<T>(fields: &[Field<T>], of: &T) -> Vec<String> {
    let value = |field: &Field<T>| setting_value((field.get)(of)).map_or_else(String::new, |value| inline(&value));
    fields.iter().map(value).collect()
}

/// What is known of fields, a row for each.
fn described<T>(fields: &[Field<T>], defaults: &T) -> Vec<Column> {
    let words = |name: &str, meaning: &str, of: fn(&Field<T>) -> &'static str| {
        Column::words(name, meaning, fields.iter().map(of))
    };
    let number = |name: &str, meaning: &str, of: fn(&Field<T>) -> f64| {
        Column::numbers(name, Unit::Number, meaning, fields.iter().map(of))
    };
    vec![
        words("path", "dotted path, as scenarios and `set` name it", |one| one.path),
        words("unit", "what the value counts or measures", |one| one.unit.words()),
        Column::words("default", "value where a text or file extends nothing, as TOML", values(fields, defaults)),
        number("least", "least value allowed", |one| one.allowed.from),
        number("greatest", "greatest value allowed", |one| one.allowed.to),
        words("basis", "where the default comes from", |one| one.basis.name()),
        words("meaning", "what it means", |one| one.meaning.trim()),
    ]
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
