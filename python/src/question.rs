//! Questions that take many runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use darkside::archive::REPORT;
use darkside::archive::sweep::{FinishedSweep, SweepJob};
use darkside::chart::sweep::draw as draw_sweep;
use darkside::experiment::compare::MetricAsked as Metric;
use darkside::experiment::hypothesis::HypothesisFile;
use darkside::experiment::sensitivity::FactorQuestion as SensitivityQuestion;
use darkside::experiment::sweep::Sweep;
use darkside::experiment::threshold::{Inquiry, levers as read_levers};
use darkside::experiment::{Overrides, Window};
use darkside::question::{self, FactorMethod, Question, Setting, ask};
use darkside::scenario::Base;
use darkside::table::{Table as LibraryTable, read_parquet};
use darkside::{report, story};
use darkside_error::{Error, Result, Source};
use pyo3::prelude::*;
use tempfile::TempDir;

use crate::error::OrRaise;
use crate::run::formats;
use crate::scenario::Scenario;
use crate::table::Table;
use crate::watch::{Watch, watched};

/// An answer: its directory and its tables.
#[pyclass(frozen, module = "darkside._native")]
pub struct Answer {
    directory: PathBuf,
    /// Removes the directory with the answer, if the caller named none.
    _own: Option<TempDir>,
    digest: String,
    sentences: Vec<String>,
    tables: Vec<(String, Py<Table>)>,
}

#[pymethods]
impl Answer {
    #[getter]
    fn directory(&self) -> &Path {
        &self.directory
    }

    #[getter]
    fn digest(&self) -> &str {
        &self.digest
    }

    /// The answer in sentences.
    #[getter]
    fn sentences(&self) -> Vec<String> {
        self.sentences.clone()
    }

    /// The tables, each with its name, in the order of the answer.
    #[getter]
    fn tables(&self, py: Python<'_>) -> Vec<(String, Py<Table>)> {
        self.tables.iter().map(|(name, table)| (name.clone(), table.clone_ref(py))).collect()
    }

    /// The report as HTML.
    fn report(&self, py: Python<'_>) -> PyResult<String> {
        read(&self.directory.join(REPORT)).or_raise(py)
    }

    /// The pictures as SVG, by name.
    fn pictures(&self, py: Python<'_>) -> PyResult<BTreeMap<String, String>> {
        let mut pictures = BTreeMap::new();
        for entry in std::fs::read_dir(self.directory.join("charts"))? {
            let path = entry?.path();
            if let (Some("svg"), Some(stem)) = (path.extension().and_then(|end| end.to_str()), path.file_stem()) {
                pictures.insert(stem.to_string_lossy().into_owned(), read(&path).or_raise(py)?);
            }
        }
        Ok(pictures)
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|cause| Error::file(path, "read", &cause))
}

/// Where an answer goes, and how it is made.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct AnswerPlace {
    directory: Option<PathBuf>,
    pub(crate) formats: Vec<String>,
    pub(crate) threads: usize,
    pub(crate) force: bool,
}

impl AnswerPlace {
    /// The directory, and what removes it if the caller named none.
    pub(crate) fn make(&self) -> Result<(PathBuf, Option<TempDir>)> {
        match &self.directory {
            Some(directory) => Ok((directory.clone(), None)),
            None => {
                let own = tempfile::tempdir().map_err(|cause| Error::machine(cause.to_string()))?;
                Ok((own.path().join("answer"), Some(own)))
            }
        }
    }
}

/// What the working thread hands back.
pub(crate) struct Found {
    pub(crate) directory: PathBuf,
    pub(crate) own: Option<TempDir>,
    pub(crate) digest: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) tables: Vec<(String, LibraryTable)>,
}

impl Found {
    pub(crate) fn answer(self, py: Python<'_>) -> PyResult<Answer> {
        let table = |(name, table)| Ok((name, Py::new(py, Table::of(table)?)?));
        let tables = self.tables.into_iter().map(table).collect::<PyResult<_>>()?;
        let (directory, digest, sentences) = (self.directory, self.digest, self.sentences);
        Ok(Answer { directory, _own: self.own, digest, sentences, tables })
    }
}

/// Answers `question`.
pub(crate) fn answer<Q: Question>(watch: &Watch, question: &Q, place: &AnswerPlace) -> Result<Found> {
    let (directory, own) = place.make()?;
    let formats = formats(&place.formats)?;
    let command = [format!("darkside {} (Python)", Q::KIND)];
    let setting = Setting {
        directory: Some(&directory),
        formats: &formats,
        threads: place.threads,
        force: place.force,
        again: false,
        command: &command,
    };
    let asked = ask(question, &setting, |_| (), &|progress| watch.tell(progress))?;
    let mut tables: Vec<(String, LibraryTable)> =
        asked.tables.into_iter().map(|(name, table)| (name.to_owned(), table)).collect();
    if asked.answer.is_none() {
        for name in &asked.manifest.tables {
            tables.push((name.clone(), read_parquet(&directory.join(format!("{name}.parquet")))?));
        }
    }
    Ok(Found { directory, own, digest: asked.manifest.digest, sentences: asked.manifest.answer, tables })
}

fn window(text: Option<&str>) -> Result<Option<Window>> {
    text.map(str::parse).transpose()
}

/// How scenarios differ from the first of them.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "one call of Python's")]
#[pyo3(signature = (scenarios, metrics, weeks, detect, replay, place, progress = None))]
pub(crate) fn compare(
    py: Python<'_>,
    scenarios: Vec<Scenario>,
    metrics: Vec<(String, Option<String>)>,
    weeks: Option<&str>,
    detect: Option<f64>,
    replay: Option<u64>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let names: Vec<&str> = metrics.iter().map(|(metric, _)| metric.as_str()).collect();
    let practices = scenarios.first().map_or(&[][..], |first| &first.resolved.practices);
    let mut asked = Metric::all(&names, window(weeks).or_raise(py)?, practices);
    for (asked, (_, own)) in asked.iter_mut().zip(&metrics) {
        asked.window = window(own.as_deref()).or_raise(py)?.or(asked.window);
    }
    let scenarios: Vec<_> = scenarios.iter().map(|scenario| scenario.resolved.as_ref().clone()).collect();
    let question = question::Compare { scenarios, metrics: asked, detect, replay };
    watched(py, progress, move |watch| answer(watch, &question, &place))?.answer(py)
}

/// Which mechanism caused the dark side.
#[pyfunction]
#[pyo3(signature = (scenario, metric, weeks, place, progress = None))]
pub(crate) fn attribute(
    py: Python<'_>,
    scenario: &Scenario,
    metric: &str,
    weeks: Option<&str>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let question =
        window(weeks).and_then(|weeks| question::Attribute::new(scenario.resolved.as_ref().clone(), metric, weeks));
    let question = question.or_raise(py)?;
    watched(py, progress, move |watch| answer(watch, &question, &place))?.answer(py)
}

/// The value of a lever at which a practice stops taking off: levers are paths, or paths with a range, `PATH=FROM..TO`.
#[pyfunction]
#[pyo3(signature = (scenario, levers, practice, map, place, progress = None))]
pub(crate) fn threshold(
    py: Python<'_>,
    scenario: &Scenario,
    levers: Vec<String>,
    practice: Option<&str>,
    map: bool,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let resolved = scenario.resolved.as_ref().clone();
    let inquiry = Base::of(&resolved)
        .and_then(|base| read_levers(&levers, (None, None), &base, &resolved))
        .and_then(|levers| Inquiry::new(resolved, practice, levers, map));
    let question = question::Threshold(inquiry.or_raise(py)?);
    watched(py, progress, move |watch| answer(watch, &question, &place))?.answer(py)
}

/// Which parameters move an outcome: a file's name, or a scenario and the text of `[factors]` and the rest.
#[pyfunction]
#[pyo3(signature = (file, scenario, text, method, place, progress = None))]
pub(crate) fn sensitivity(
    py: Python<'_>,
    file: Option<&str>,
    scenario: Option<&Scenario>,
    text: &str,
    method: &str,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let method = if method == "morris" { FactorMethod::Morris } else { FactorMethod::Sobol };
    let asked = match (file, scenario) {
        (_, Some(scenario)) => {
            let source = Source { name: "sensitivity".into(), text: text.into() };
            SensitivityQuestion::over(scenario.resolved.as_ref().clone(), &source)
        }
        (file, None) => SensitivityQuestion::read(file.unwrap_or_default(), Overrides::default()),
    };
    let question = asked.and_then(|asked| question::Sensitivity::new(asked, method)).or_raise(py)?;
    watched(py, progress, move |watch| answer(watch, &question, &place))?.answer(py)
}

/// Whether the hypotheses of a file hold.
#[pyfunction]
#[pyo3(signature = (file, seeds, weeks, place, progress = None))]
pub(crate) fn test(
    py: Python<'_>,
    file: &str,
    seeds: Option<u32>,
    weeks: Option<u32>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let hypotheses = HypothesisFile::read(file, Overrides { set: &[], weeks, seeds }).or_raise(py)?;
    let changes = weeks.map(|weeks| format!("--weeks {weeks}")).into_iter().collect();
    let question = question::Test { file: hypotheses, registered_as: file.to_owned(), changes };
    watched(py, progress, move |watch| answer(watch, &question, &place))?.answer(py)
}

/// Runs a scenario at many points: a file's name, or a scenario and the text of `[design]` and the rest.
#[pyfunction]
#[pyo3(signature = (file, scenario, text, folder, place, progress = None))]
pub(crate) fn sweep(
    py: Python<'_>,
    file: Option<&str>,
    scenario: Option<&Scenario>,
    text: &str,
    folder: PathBuf,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let sweep = match scenario {
        Some(scenario) => {
            let source = Source { name: "sweep".into(), text: text.into() };
            Sweep::over(scenario.resolved.as_ref().clone(), &source, &folder)
        }
        None => Sweep::read(file.unwrap_or_default(), Overrides::default()),
    };
    let sweep = sweep.or_raise(py)?;
    watched(py, progress, move |watch| swept(watch, &sweep, &place))?.answer(py)
}

fn swept(watch: &Watch, sweep: &Sweep, place: &AnswerPlace) -> Result<Found> {
    let (directory, own) = place.make()?;
    let formats = formats(&place.formats)?;
    let threads = place.threads;
    let job = SweepJob { sweep, directory: &directory, formats: &formats, shard: None, threads, force: place.force };
    job.look()?;
    let hold = job.hold()?;
    // Runs are not interrupted halfway: an abandoned run would count as a failed point.
    let simulate = darkside::run::run;
    let outcome =
        job.run_holding(&hold, |scenario, seed| simulate(scenario, seed, false), |progress| watch.tell(progress))?;
    let story = story::sweep::gather(&FinishedSweep::open(&directory)?)?;
    let drawn = draw_sweep(&story, &directory.join("charts"))?;
    report::write_sweep(&story, &drawn, &directory.join(REPORT))?;
    let mut tables = Vec::new();
    for name in ["points", "outcomes"] {
        tables.push((name.to_owned(), read_parquet(&directory.join(format!("{name}.parquet")))?));
    }
    let digest = outcome.manifest.results.map(|results| results.digest).unwrap_or_default();
    Ok(Found { directory, own, digest, sentences: Vec::new(), tables })
}
