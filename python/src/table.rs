//! Tables as Arrow: columns move from the library without a copy.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, Float32Array, Float64Array, Int32Array, Int64Array, RecordBatch,
    RecordBatchIterator, StringArray,
};
use arrow_buffer::{Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use darkside::table::{Cells, Column as LibraryColumn, Heading, Table as LibraryTable};
use darkside_error::{Error, Result};
use pyo3::exceptions::{PyKeyError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::column::Column;

/// A table in memory: Arrow columns, each with unit and meaning. Clones share the columns.
#[pyclass(frozen, module = "darkside._native")]
#[derive(Clone)]
pub struct Table {
    batch: RecordBatch,
    headings: Vec<Heading>,
}

impl Table {
    /// A library table for Python; its columns are moved, not copied.
    ///
    /// # Errors
    /// If the columns differ in length.
    pub fn of(table: LibraryTable) -> Result<Self> {
        let headings = table.headings();
        let rows = table.rows();
        let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = table.columns.into_iter().map(array).unzip();
        let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(rows));
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new_with_options(schema, arrays, &options);
        let batch = batch.map_err(|cause| Error::machine(cause.to_string()))?;
        Ok(Self { batch, headings })
    }
}

#[pymethods]
impl Table {
    /// Names of the columns, in order.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.headings.iter().map(|heading| heading.name.as_str()).collect()
    }

    /// How many rows.
    #[getter]
    fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// A column by its name.
    fn column(&self, name: &str) -> PyResult<Column> {
        let position = self.headings.iter().position(|heading| heading.name == name);
        let position = position.ok_or_else(|| {
            let near = darkside_error::nearest(name, self.names());
            let meant = near.map_or(String::new(), |near| format!("; did you mean {near:?}?"));
            PyKeyError::new_err(format!("there is no column {name:?}{meant}"))
        })?;
        Ok(Column::new(self.headings[position].clone(), Arc::clone(self.batch.column(position))))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch.schema_ref().as_ref()).map_err(failed)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol lets a producer ignore the requested schema.
        drop(requested_schema);
        let batches = vec![Ok::<_, ArrowError>(self.batch.clone())];
        let reader = RecordBatchIterator::new(batches, self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }
}

/// A column as an Arrow field and array.
fn array(column: LibraryColumn) -> (Field, ArrayRef) {
    let LibraryColumn { heading, cells, present } = column;
    let present = present.map(NullBuffer::from);
    let optional = heading.optional;
    let array: ArrayRef = match cells {
        // Whole numbers are below 2³¹ and long ones below 2⁶³, so their bits are the same as signed numbers.
        Cells::Whole(rows) => Arc::new(Int32Array::new(reread(rows), present)),
        Cells::Long(rows) => Arc::new(Int64Array::new(reread(rows), present)),
        Cells::Number(rows) => {
            let defined = nulls(&rows, |number| number.is_nan());
            Arc::new(Float64Array::new(rows.into(), defined))
        }
        Cells::Single(rows) => {
            let defined = nulls(&rows, |number| number.is_nan());
            Arc::new(Float32Array::new(rows.into(), defined))
        }
        Cells::Truth(rows) => Arc::new(BooleanArray::new(rows.into(), present)),
        Cells::Word { words, rows } => {
            let codes = Int32Array::new(reread(rows), present);
            let words: ArrayRef = Arc::new(StringArray::from_iter_values(words));
            Arc::new(DictionaryArray::<Int32Type>::new(codes, words))
        }
    };
    let notes = [("unit", heading.unit.words().to_owned()), ("meaning", heading.meaning.clone())];
    let notes: HashMap<String, String> = notes.map(|(key, text)| (key.to_owned(), text)).into();
    let kind: DataType = array.data_type().clone();
    (Field::new(heading.name, kind, optional).with_metadata(notes), array)
}

/// The same memory, read as signed numbers.
fn reread<From, To>(rows: Vec<From>) -> ScalarBuffer<To>
where
    From: arrow_buffer::ArrowNativeType,
    To: arrow_buffer::ArrowNativeType,
{
    ScalarBuffer::from(Buffer::from_vec(rows))
}

/// Which rows are defined; `None` if all are.
fn nulls<T>(rows: &[T], undefined: impl Fn(&T) -> bool) -> Option<NullBuffer> {
    rows.iter().any(&undefined).then(|| rows.iter().map(|row| !undefined(row)).collect::<Vec<bool>>().into())
}

fn failed(cause: ArrowError) -> PyErr {
    PyRuntimeError::new_err(cause.to_string())
}
