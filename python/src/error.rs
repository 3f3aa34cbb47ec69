//! The library's errors as the exceptions of `darkside._errors`.

use darkside_error::{Error, Fault};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// `error` as an exception: `ScenarioError` if the input is at fault, `MachineError` if the machine failed.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let class = match error.fault() {
        Fault::Input => "ScenarioError",
        Fault::Machine => "MachineError",
    };
    let place = error.place().map(|place| (place.source.name.clone(), place.line_and_column()));
    raise(py, class, &error.to_string(), |facts| {
        facts.set_item("message", error.message())?;
        facts.set_item("help", error.advice())?;
        facts.set_item("path", place.as_ref().map(|(name, _)| name))?;
        facts.set_item("line", place.as_ref().map(|(_, (line, _))| line))?;
        facts.set_item("column", place.as_ref().map(|(_, (_, column))| column))
    })
}

/// The exception for a run that panicked, with the scenario and seed that reproduce it.
pub(crate) fn panicked(py: Python<'_>, words: &str, scenario: Option<&str>, seed: Option<u64>) -> PyErr {
    raise(py, "RunPanic", words, |facts| {
        facts.set_item("scenario", scenario)?;
        facts.set_item("seed", seed)
    })
}

fn raise(py: Python<'_>, class: &str, text: &str, fill: impl FnOnce(&Bound<'_, PyDict>) -> PyResult<()>) -> PyErr {
    let made = || -> PyResult<Bound<'_, PyAny>> {
        let facts = PyDict::new(py);
        fill(&facts)?;
        py.import("darkside._errors")?.getattr(class)?.call((text,), Some(&facts))
    };
    match made() {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// A library result as a Python one.
pub(crate) trait OrRaise<T> {
    /// The value, or the exception.
    ///
    /// # Errors
    /// The library's error as an exception.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for darkside_error::Result<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| exception(py, &error))
    }
}
