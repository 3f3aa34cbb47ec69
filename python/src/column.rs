//! A column whose memory Python reads in place: `memoryview`, `numpy.asarray`.

use std::ffi::{CStr, CString, c_int, c_void};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use darkside::table::Heading;
use pyo3::exceptions::{PyBufferError, PyTypeError};
use pyo3::prelude::*;
use pyo3::{ffi, types::PyList};

/// A column: its values, unit and meaning. Numbers, and the codes of words, are read in place through the buffer protocol.
#[pyclass(frozen, module = "darkside._native")]
pub struct Column {
    heading: Heading,
    array: ArrayRef,
}

impl Column {
    /// The column with this heading.
    pub fn new(heading: Heading, array: ArrayRef) -> Self {
        Self { heading, array }
    }

    /// Where the values are in memory, how many bytes each has, and their format in the buffer protocol.
    fn memory(&self) -> Option<(*const u8, usize, &'static CStr)> {
        Some(match self.array.data_type() {
            DataType::Int32 => (self.array.as_primitive::<Int32Type>().values().inner().as_ptr(), 4, c"i"),
            DataType::Int64 => (self.array.as_primitive::<Int64Type>().values().inner().as_ptr(), 8, c"q"),
            DataType::Float32 => (self.array.as_primitive::<Float32Type>().values().inner().as_ptr(), 4, c"f"),
            DataType::Float64 => (self.array.as_primitive::<Float64Type>().values().inner().as_ptr(), 8, c"d"),
            DataType::Dictionary(..) => {
                (self.array.as_dictionary::<Int32Type>().keys().values().inner().as_ptr(), 4, c"i")
            }
            _ => return None,
        })
    }
}

#[pymethods]
impl Column {
    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        &self.heading.name
    }

    /// Its unit in words.
    #[getter]
    fn unit(&self) -> &str {
        self.heading.unit.words()
    }

    /// What it means.
    #[getter]
    fn meaning(&self) -> &str {
        &self.heading.meaning
    }

    /// The words of a column of words, by code; `None` for other columns.
    #[getter]
    fn words(&self) -> Option<Vec<String>> {
        let DataType::Dictionary(..) = self.array.data_type() else { return None };
        let words = self.array.as_dictionary::<Int32Type>().values().as_string::<i32>();
        Some(words.iter().flatten().map(str::to_owned).collect())
    }

    /// The address of the values; `None` for a column of true and false.
    #[getter]
    fn address(&self) -> Option<usize> {
        self.memory().map(|(values, ..)| values as usize)
    }

    /// The values as a list; `None` where a value is undefined.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        let words = self.words();
        for row in 0..self.array.len() {
            let value = match self.array.data_type() {
                _ if self.array.is_null(row) => py.None().into_bound(py),
                DataType::Boolean => self.array.as_boolean().value(row).into_pyobject(py)?.to_owned().into_any(),
                DataType::Int32 => self.array.as_primitive::<Int32Type>().value(row).into_pyobject(py)?.into_any(),
                DataType::Int64 => self.array.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
                DataType::Float32 => self.array.as_primitive::<Float32Type>().value(row).into_pyobject(py)?.into_any(),
                DataType::Float64 => self.array.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
                _ => {
                    let code = self.array.as_dictionary::<Int32Type>().keys().value(row);
                    let word = words.as_ref().and_then(|words| words.get(code as usize));
                    word.into_pyobject(py)?.into_any()
                }
            };
            list.append(value)?;
        }
        Ok(list)
    }

    fn __len__(&self) -> usize {
        self.array.len()
    }

    /// Fills in a read-only view of the values.
    ///
    /// # Safety
    /// Python calls it with a view that it may fill.
    unsafe fn __getbuffer__(slf: Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        if view.is_null() {
            return Err(PyBufferError::new_err("there is no view to fill"));
        }
        if flags & ffi::PyBUF_WRITABLE == ffi::PyBUF_WRITABLE {
            return Err(PyBufferError::new_err("a table's columns are read-only; copy them first"));
        }
        let column = slf.get();
        let Some((values, width, format)) = column.memory() else {
            return Err(PyTypeError::new_err("true and false are packed in bits; use to_list() or an Arrow reader"));
        };
        let rows = column.array.len();
        // Shape and stride, freed with the view.
        let sizes = Box::into_raw(Box::new([rows as isize, width as isize]));
        // SAFETY: Python gave `view` to be filled. The values live as long as `obj`, which the view owns; Arrow's buffers
        // are aligned for their type and never change. `sizes` lives until `__releasebuffer__`.
        unsafe {
            (*view).obj = slf.clone().into_any().into_ptr();
            (*view).buf = values as *mut c_void;
            (*view).len = (rows * width) as isize;
            (*view).readonly = 1;
            (*view).itemsize = width as isize;
            (*view).format = match flags & ffi::PyBUF_FORMAT == ffi::PyBUF_FORMAT {
                true => CString::from(format).into_raw(),
                false => std::ptr::null_mut(),
            };
            (*view).ndim = 1;
            (*view).shape = sizes.cast();
            (*view).strides = sizes.cast::<isize>().add(1);
            (*view).suboffsets = std::ptr::null_mut();
            (*view).internal = sizes.cast();
        }
        Ok(())
    }

    /// Frees what [`Self::__getbuffer__`] made.
    ///
    /// # Safety
    /// Python calls it once with a view that `__getbuffer__` filled.
    unsafe fn __releasebuffer__(&self, view: *mut ffi::Py_buffer) {
        // SAFETY: format and sizes come from `into_raw` in `__getbuffer__`, and a view is released once.
        unsafe {
            if !(*view).format.is_null() {
                drop(CString::from_raw((*view).format));
            }
            drop(Box::from_raw((*view).internal.cast::<[isize; 2]>()));
        }
    }
}
