//! Questions that take many runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use darkside::archive::sweep::{FinishedSweep, SweepJob};
use darkside::archive::{Format, REPORT};
use darkside::chart::sweep::draw as draw_sweep;
use darkside::experiment::compare::MetricAsked as Metric;
use darkside::experiment::hypothesis::HypothesisFile;
use darkside::experiment::sensitivity::FactorQuestion as SensitivityQuestion;
use darkside::experiment::sweep::Sweep;
use darkside::experiment::threshold::{Inquiry, levers as read_levers};
use darkside::experiment::{Overrides, Window};
use darkside::question::{self, AnswerOptions, Question, ask};
use darkside::scenario::Base;
use darkside::table::read_parquet;
use darkside::{report, story};
use darkside_error::{Result, Source};
use pyo3::prelude::*;
use tempfile::TempDir;

use crate::error::OrRaise;
use crate::run::read;
use crate::scenario::Scenario;
use crate::table::Table;
use crate::temporary::temporary;
use crate::watch::{Watch, watched};

/// An answer: its directory and its tables.
#[pyclass(frozen, module = "darkside._native")]
pub struct Answer {
    #[pyo3(get)]
    pub(crate) directory: PathBuf,
    /// Removes the directory with the answer, if the caller named none.
    pub(crate) _own: Option<TempDir>,
    #[pyo3(get)]
    pub(crate) digest: String,
    /// The answer in sentences.
    #[pyo3(get)]
    pub(crate) sentences: Vec<String>,
    /// The tables, each with its name, in the order of the answer.
    #[pyo3(get)]
    pub(crate) tables: Vec<(String, Table)>,
}

#[pymethods]
impl Answer {
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

/// The formats of an answer's tables.
pub(crate) const FORMATS: [Format; 2] = [Format::Parquet, Format::Csv];

/// Where an answer goes, and how it is made.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct AnswerPlace {
    directory: Option<PathBuf>,
    pub(crate) threads: usize,
    pub(crate) force: bool,
}

impl AnswerPlace {
    /// The directory, and what removes it if the caller named none.
    pub(crate) fn make(&self) -> Result<(PathBuf, Option<TempDir>)> {
        match &self.directory {
            Some(directory) => Ok((directory.clone(), None)),
            None => {
                let own = temporary()?;
                Ok((own.path().join("answer"), Some(own)))
            }
        }
    }
}

/// Answers a question, or raises what is wrong with it.
pub(crate) fn answer<Q: Question + Send + 'static>(
    py: Python<'_>,
    question: Result<Q>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let question = question.or_raise(py)?;
    watched(py, progress, move |watch| answered(watch, &question, &place))
}

fn answered<Q: Question>(watch: &Watch, question: &Q, place: &AnswerPlace) -> Result<Answer> {
    let (directory, own) = place.make()?;
    let command = [format!("darkside {} (Python)", Q::KIND)];
    let options = AnswerOptions {
        directory: Some(&directory),
        formats: &FORMATS,
        threads: place.threads,
        force: place.force,
        again: false,
        command: &command,
    };
    let asked = ask(question, &options, |_| (), &|progress| watch.tell(progress))?;
    let tables = match asked.answer {
        Some(_) => {
            let tables = asked.tables.into_iter().map(|(name, table)| Ok((name.to_owned(), Table::of(table)?)));
            tables.collect::<Result<_>>()?
        }
        None => read_tables(&directory, &asked.manifest.tables)?,
    };
    Ok(Answer { directory, _own: own, digest: asked.manifest.digest, sentences: asked.manifest.summary.answer, tables })
}

/// The tables of these names in an answer's directory.
pub(crate) fn read_tables(directory: &Path, names: &[String]) -> Result<Vec<(String, Table)>> {
    let read = |name: &String| Table::of(read_parquet(&directory.join(format!("{name}.parquet")))?);
    names.iter().map(|name| Ok((name.clone(), read(name)?))).collect()
}

fn window(text: Option<&str>) -> Result<Option<Window>> {
    text.map(str::parse).transpose()
}

/// How scenarios differ from the first of them.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "one call of Python's")]
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
    answer(py, Ok(question), place, progress)
}

/// Which mechanism caused the dark side.
#[pyfunction]
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
    answer(py, question, place, progress)
}

/// The value of a lever at which a practice stops taking off: levers are paths, or paths with a range, `PATH=FROM..TO`.
#[pyfunction]
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
    answer(py, inquiry.map(question::Threshold), place, progress)
}

/// Which parameters move an outcome: a file's name, or a scenario and the text of `[factors]` and the rest.
#[pyfunction]
pub(crate) fn sensitivity(
    py: Python<'_>,
    file: Option<&str>,
    scenario: Option<&Scenario>,
    text: &str,
    method: &str,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let asked = match (file, scenario) {
        (_, Some(scenario)) => {
            let source = Source { name: "sensitivity".into(), text: text.into() };
            SensitivityQuestion::over(scenario.resolved.as_ref().clone(), &source)
        }
        (file, None) => SensitivityQuestion::read(file.unwrap_or_default(), Overrides::default()),
    };
    let question = asked.and_then(|asked| {
        let method = if method == "morris" { asked.morris } else { asked.sobol };
        question::Sensitivity::new(asked, method)
    });
    answer(py, question, place, progress)
}

/// Whether the hypotheses of a file hold.
#[pyfunction]
pub(crate) fn test(
    py: Python<'_>,
    file: &str,
    seeds: Option<u32>,
    weeks: Option<u32>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let changes = weeks.map(|weeks| format!("--weeks {weeks}")).into_iter().collect();
    let hypotheses = HypothesisFile::read(file, Overrides { set: &[], weeks, seeds });
    let question = hypotheses.map(|read| question::Test { file: read, registered_as: file.to_owned(), changes });
    answer(py, question, place, progress)
}

/// Runs a scenario at many points: a file's name, or a scenario and the text of `[design]` and the rest.
#[pyfunction]
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
    watched(py, progress, move |watch| swept(watch, &sweep, &place))
}

fn swept(watch: &Watch, sweep: &Sweep, place: &AnswerPlace) -> Result<Answer> {
    let (directory, own) = place.make()?;
    let (threads, force) = (place.threads, place.force);
    let job = SweepJob { sweep, directory: &directory, formats: &FORMATS, shard: None, threads, force };
    job.look()?;
    let hold = job.hold()?;
    // Runs are not interrupted halfway: an abandoned run would count as a failed point.
    let simulate = darkside::run::run;
    let outcome =
        job.run_holding(&hold, |scenario, seed| simulate(scenario, seed, false), |progress| watch.tell(progress))?;
    let story = story::sweep::gather(&FinishedSweep::open(&directory)?)?;
    let drawn = draw_sweep(&story, &directory.join("charts"))?;
    report::write_sweep(&story, &drawn, &directory.join(REPORT))?;
    let tables = read_tables(&directory, &["points", "outcomes"].map(String::from))?;
    let digest = outcome.manifest.results.map(|results| results.digest).unwrap_or_default();
    Ok(Answer { directory, _own: own, digest, sentences: Vec::new(), tables })
}
