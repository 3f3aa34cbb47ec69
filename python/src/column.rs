//! A column: a sequence of values whose memory Python reads in place where it can: `memoryview`, `numpy.asarray`.

use std::ffi::{CStr, CString, c_int, c_void};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, Float64Array};
use arrow_schema::DataType;
use darkside::table::Heading;
use pyo3::exceptions::{PyBufferError, PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList, PyMemoryView};
use pyo3::{ffi, intern};

/// Values that `repr` shows.
const SHOWN: usize = 6;

/// A column: its values, unit and meaning. Numbers are read in place through the buffer protocol, unless whole numbers are
/// missing, which nothing in memory tells from 0.
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

    /// Where the values, or the codes of words, are in memory, how many bytes each has, and their format in the buffer
    /// protocol.
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

    /// Why the memory alone does not say what the values are, and what does.
    fn unreadable(&self) -> Option<&'static str> {
        match self.array.data_type() {
            DataType::Boolean => {
                Some("true and false are packed in bits; use numpy.asarray, to_list() or an Arrow reader")
            }
            DataType::Dictionary(..) => {
                Some("words are kept as codes; use numpy.asarray or to_list(), or the buffer of `codes`")
            }
            DataType::Int32 | DataType::Int64 if self.gaps() > 0 => {
                Some("some rows have no value; use numpy.asarray, which gives NaN there, to_list() or an Arrow reader")
            }
            _ => None,
        }
    }

    /// How many rows have no value.
    fn gaps(&self) -> usize {
        self.array.null_count()
    }

    /// The value in a row; `None` where it is undefined.
    fn value<'py>(&self, py: Python<'py>, row: usize) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self.array.data_type() {
            _ if self.array.is_null(row) => py.None().into_bound(py),
            DataType::Boolean => self.array.as_boolean().value(row).into_pyobject(py)?.to_owned().into_any(),
            DataType::Int32 => self.array.as_primitive::<Int32Type>().value(row).into_pyobject(py)?.into_any(),
            DataType::Int64 => self.array.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
            DataType::Float32 => self.array.as_primitive::<Float32Type>().value(row).into_pyobject(py)?.into_any(),
            DataType::Float64 => self.array.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
            _ => {
                let dictionary = self.array.as_dictionary::<Int32Type>();
                let words = dictionary.values().as_string::<i32>();
                words.value(dictionary.keys().value(row) as usize).into_pyobject(py)?.into_any()
            }
        })
    }

    /// The same whole numbers as floats, with NaN where there is none.
    fn floats(&self) -> Self {
        let rows = 0..self.array.len();
        let floats: Float64Array = match self.array.data_type() {
            DataType::Int32 => {
                let rows_of = self.array.as_primitive::<Int32Type>();
                rows.map(|row| if rows_of.is_null(row) { f64::NAN } else { f64::from(rows_of.value(row)) }).collect()
            }
            _ => {
                let rows_of = self.array.as_primitive::<Int64Type>();
                rows.map(|row| if rows_of.is_null(row) { f64::NAN } else { rows_of.value(row) as f64 }).collect()
            }
        };
        Self::new(self.heading.clone(), std::sync::Arc::new(floats))
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

    /// The codes of a column of words, as a column of whole numbers; `None` for other columns.
    #[getter]
    fn codes(&self) -> Option<Self> {
        let DataType::Dictionary(..) = self.array.data_type() else { return None };
        let codes = self.array.as_dictionary::<Int32Type>().keys().clone();
        Some(Self::new(self.heading.clone(), std::sync::Arc::new(codes)))
    }

    /// The address of the values, or of the codes of words; `None` for a column of true and false.
    #[getter]
    fn address(&self) -> Option<usize> {
        self.memory().map(|(values, ..)| values as usize)
    }

    /// The values as a list; `None` where a value is undefined.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for row in 0..self.array.len() {
            list.append(self.value(py, row)?)?;
        }
        Ok(list)
    }

    fn __len__(&self) -> usize {
        self.array.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.to_list(py)?.try_iter()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, row: isize) -> PyResult<Bound<'py, PyAny>> {
        let rows = self.array.len();
        let at = if row < 0 { row + rows as isize } else { row };
        match usize::try_from(at) {
            Ok(at) if at < rows => self.value(py, at),
            _ => Err(PyIndexError::new_err(format!("there is no row {row}: the column has {rows} rows"))),
        }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (rows, gaps) = (self.array.len(), self.gaps());
        let shown = (0..rows.min(SHOWN)).map(|row| Ok(self.value(py, row)?.repr()?.to_string()));
        let mut shown = shown.collect::<PyResult<Vec<String>>>()?;
        if rows > SHOWN {
            shown.push("…".into());
        }
        let without = if gaps == 0 { String::new() } else { format!(", {gaps} without a value") };
        let (name, unit, meaning) = (self.name(), self.unit(), self.meaning());
        let values = shown.join(", ");
        Ok(format!("<darkside.Column '{name}': {rows} rows{without}\n  {meaning} [{unit}]\n  {values}>"))
    }

    /// The values for numpy: numbers as they are in memory; whole numbers as floats if some are missing, with NaN there;
    /// words as text objects, with `None` where there is none.
    #[pyo3(signature = (dtype = None, copy = None))]
    fn __array__<'py>(
        slf: Bound<'py, Self>,
        dtype: Option<Bound<'py, PyAny>>,
        copy: Option<bool>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, column) = (slf.py(), slf.get());
        let numpy = py.import("numpy")?;
        let dtype = dtype.map(|dtype| numpy.getattr("dtype")?.call1((dtype,))).transpose()?;
        let kind = dtype.as_ref().map(|dtype| dtype.getattr("kind")?.extract::<char>()).transpose()?;
        let of_list = |dtype: &str| numpy.getattr("array")?.call1((column.to_list(py)?, dtype));
        let view = |of: &Bound<'py, PyAny>| numpy.getattr("asarray")?.call1((PyMemoryView::from(of)?,));
        let kept = column.array.data_type();
        let refused = match kind {
            Some('O' | 'f' | 'c') => false,
            Some(_) => column.gaps() > 0,
            None => false,
        };
        if refused || (column.gaps() > 0 && *kept == DataType::Boolean && kind != Some('O')) {
            let (name, gaps) = (column.name(), column.gaps());
            return Err(PyTypeError::new_err(format!(
                "{gaps} rows of column {name:?} have no value, which numpy cannot hold there; use the table's to_pandas() or \
                 to_arrow(), or dtype=object"
            )));
        }
        let made = match kept {
            _ if kind == Some('O') => of_list("object")?,
            DataType::Dictionary(..) => of_list("object")?,
            DataType::Boolean => of_list("bool")?,
            _ if column.unreadable().is_some() => view(Bound::new(py, column.floats())?.as_any())?,
            _ => view(slf.as_any())?,
        };
        let in_place = kind != Some('O') && column.unreadable().is_none();
        let array = match dtype {
            Some(dtype) => {
                let options = PyDict::new(py);
                options.set_item("copy", false)?;
                made.call_method("astype", (dtype,), Some(&options))?
            }
            None => made.clone(),
        };
        match copy {
            Some(false) if !in_place || !array.is(&made) => {
                Err(PyValueError::new_err(format!("column {:?} cannot be read without a copy", column.name())))
            }
            Some(true) if array.is(&made) => array.call_method0(intern!(py, "copy")),
            _ => Ok(array),
        }
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
        if let Some(why) = column.unreadable() {
            return Err(PyBufferError::new_err(why));
        }
        let Some((values, width, format)) = column.memory() else {
            return Err(PyBufferError::new_err("these values are not in memory one by one"));
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
