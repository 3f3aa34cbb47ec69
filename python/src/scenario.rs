//! Scenarios as immutable values.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use darkside::archive::inputs;
use darkside::scenario::node::{Content, Node};
use darkside::scenario::reader::directory_name;
use darkside::scenario::{self, Base, Request, Scenario as Resolved, to_json, to_toml};
use darkside_error::{Error, Source};
use pyo3::prelude::*;

use crate::error::OrRaise;
use crate::value::value;
use crate::watch::reading;

/// A scenario: complete, checked, independent of files.
#[pyclass(frozen, module = "darkside._native", from_py_object)]
#[derive(Clone)]
pub struct Scenario {
    /// What the engine runs.
    pub resolved: Arc<Resolved>,
    base: Arc<OnceLock<Base>>,
}

impl Scenario {
    /// The same scenario for Python.
    pub fn of(resolved: Resolved) -> Self {
        Self { resolved: Arc::new(resolved), base: Arc::default() }
    }

    /// The scenario in the form that takes other values.
    pub fn base(&self) -> darkside_error::Result<&Base> {
        if let Some(base) = self.base.get() {
            return Ok(base);
        }
        let base = Base::of(&self.resolved)?;
        Ok(self.base.get_or_init(|| base))
    }
}

#[pymethods]
impl Scenario {
    /// Loads a shipped scenario or a file.
    #[staticmethod]
    fn load(py: Python<'_>, which: &str) -> PyResult<Self> {
        reading(py, || scenario::load(&Request::of(which))).map(Self::of)
    }

    /// Reads TOML text; paths in it are relative to `base`.
    #[staticmethod]
    fn read(py: Python<'_>, name: &str, text: &str, base: PathBuf) -> PyResult<Self> {
        reading(py, || scenario::read(name, text, &base, &[])).map(Self::of)
    }

    /// Reads TOML texts, each on top of the one before; the files that they name are among `files`.
    #[staticmethod]
    fn read_on_top(py: Python<'_>, texts: Vec<(String, String)>, files: Vec<(String, String)>) -> PyResult<Self> {
        let source = |(name, text): (String, String)| Source { name, text };
        let [texts, files] = [texts, files].map(|all| all.into_iter().map(source).collect::<Vec<Source>>());
        reading(py, || scenario::read_on_top(&texts, &files)).map(Self::of)
    }

    /// The scenario that `to_toml` and `network` were taken from.
    #[staticmethod]
    fn restore(py: Python<'_>, name: &str, text: &str, network: Option<&str>) -> PyResult<Self> {
        let made = || {
            let network = network.map(|json| {
                serde_json::from_str(json)
                    .map_err(|cause| Error::input(format!("the organisation is damaged: {cause}")))
            });
            Base::read(name, text, network.transpose()?)?.with(&[])
        };
        py.detach(made).or_raise(py).map(|resolved| Self::of(Resolved { name: name.to_owned(), ..resolved }))
    }

    /// The scenario with these values at these dotted paths; later ones override earlier ones.
    fn with_values(&self, py: Python<'_>, values: Vec<(String, Bound<'_, PyAny>)>) -> PyResult<Self> {
        let values =
            values.iter().map(|(path, object)| Ok((path.as_str(), value(object)?))).collect::<PyResult<Vec<_>>>()?;
        let resolved = self.base().and_then(|base| base.with(&values)).or_raise(py)?;
        Ok(Self::of(Resolved { name: self.resolved.name.clone(), ..resolved }))
    }

    /// The scenario under another name.
    fn named(&self, py: Python<'_>, name: String) -> PyResult<Self> {
        directory_name(&Node { content: Content::Text(name.clone()), place: None }, "`name`").or_raise(py)?;
        Ok(Self::of(Resolved { name, ..Resolved::clone(&self.resolved) }))
    }

    /// What was understood of an imported organisation, line by line: a label and words.
    fn organisation(&self) -> Vec<(String, String)> {
        scenario::organisation(&self.resolved)
    }

    #[getter]
    fn name(&self) -> &str {
        &self.resolved.name
    }

    #[getter]
    fn question(&self) -> &str {
        &self.resolved.question
    }

    #[getter]
    fn look_at(&self) -> &str {
        &self.resolved.look_at
    }

    #[getter]
    fn weeks(&self) -> u32 {
        self.resolved.parameters.run.weeks
    }

    /// The first seed and how many.
    #[getter]
    fn seeds(&self) -> (u64, u32) {
        (self.resolved.parameters.run.seed, self.resolved.parameters.run.seeds)
    }

    #[getter]
    fn practices(&self) -> Vec<&str> {
        self.resolved.practices.iter().map(|practice| practice.name.as_str()).collect()
    }

    /// Every value as TOML.
    fn to_toml(&self) -> String {
        to_toml(&self.resolved)
    }

    /// Every value as JSON.
    fn to_json(&self) -> String {
        to_json(&self.resolved).to_string()
    }

    /// The imported organisation as JSON, if there is one.
    fn network(&self, py: Python<'_>) -> PyResult<Option<String>> {
        let json = self.resolved.network.as_ref().map(serde_json::to_string).transpose();
        json.map_err(|cause| Error::machine(cause.to_string())).or_raise(py)
    }

    /// The digest of everything that results depend on.
    fn inputs(&self) -> String {
        inputs(&self.resolved, &to_toml(&self.resolved)).to_string()
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.resolved == other.resolved
    }
}
