//! Plain Python values as TOML values.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use toml::{Table, Value};

/// The TOML value that a `bool`, `int`, `float`, `str`, `list`, `tuple` or `dict` stands for.
///
/// # Errors
/// `TypeError` for anything else, `OverflowError` for a number beyond 64 bits.
pub(crate) fn value(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(switch) = object.cast::<PyBool>() {
        return Ok(Value::Boolean(switch.is_true()));
    }
    if object.cast::<PyInt>().is_ok() {
        let number = object.extract::<i64>();
        return number
            .map(Value::Integer)
            .map_err(|_| PyOverflowError::new_err(format!("{object} has more than 64 bits")));
    }
    if let Ok(number) = object.cast::<PyFloat>() {
        return Ok(Value::Float(number.value()));
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Value::String(text.to_string()));
    }
    if object.cast::<PyList>().is_ok() || object.cast::<PyTuple>().is_ok() {
        let items = object.try_iter()?.map(|item| value(&item?));
        return Ok(Value::Array(items.collect::<PyResult<_>>()?));
    }
    if let Ok(table) = object.cast::<PyDict>() {
        let entries = table.iter().map(|(key, item)| Ok((key.extract::<String>()?, value(&item)?)));
        return Ok(Value::Table(entries.collect::<PyResult<Table>>()?));
    }
    let kind = object.get_type().name()?;
    Err(PyTypeError::new_err(format!("a {kind} is no value of a scenario")))
}
