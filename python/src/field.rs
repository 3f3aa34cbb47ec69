//! What a field study would see, which method can be believed, how large a study must be.

use darkside::experiment::Overrides;
use darkside::field::identify::{Identify, IdentifyFile};
use darkside::field::power::{Power, PowerFile};
use darkside::survey::{FieldStudy, SurveyJob, Target};
use darkside::table::read_parquet;
use darkside_error::{Error, Result};
use pyo3::prelude::*;

use crate::error::OrRaise;
use crate::question::{Answer, AnswerPlace, Found, answer};
use crate::run::formats;
use crate::scenario::Scenario;
use crate::watch::{Watch, watched};

/// What a field study would see of a scenario, with files for these programs.
#[pyfunction]
#[pyo3(signature = (scenario, targets, place, progress = None))]
pub(crate) fn survey(
    py: Python<'_>,
    scenario: &Scenario,
    targets: Vec<String>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let study = FieldStudy::new(scenario.resolved.as_ref()).or_raise(py)?;
    let targets: Result<Vec<Target>> = targets.iter().map(|name| target(name)).collect();
    let targets = targets.or_raise(py)?;
    watched(py, progress, move |watch| surveyed(watch, &study, &targets, &place))?.answer(py)
}

fn target(name: &str) -> Result<Target> {
    Target::ALL.into_iter().find(|target| target.name() == name).ok_or_else(|| {
        let known: Vec<&str> = Target::ALL.iter().map(|target| target.name()).collect();
        Error::input(format!("no files are written for \"{name}\"")).help(format!("one of {}", known.join(", ")))
    })
}

fn surveyed(watch: &Watch, study: &FieldStudy, targets: &[Target], place: &AnswerPlace) -> Result<Found> {
    let (directory, own) = place.make()?;
    let formats = formats(&place.formats)?;
    let (threads, force) = (place.threads, place.force);
    let command = ["darkside survey (Python)".to_owned()];
    let job =
        SurveyJob { study, directory: Some(&directory), formats: &formats, targets, threads, force, command: &command };
    let done = job.run(|| (), &|progress| watch.tell(progress))?;
    let mut tables = Vec::new();
    for name in &done.manifest.tables {
        tables.push((name.clone(), read_parquet(&directory.join(format!("{name}.parquet")))?));
    }
    Ok(Found { directory, own, digest: done.manifest.digest, sentences: done.manifest.answer, tables })
}

/// Which method finds the contagion in the worlds of a file.
#[pyfunction]
#[pyo3(signature = (file, seeds, place, progress = None))]
pub(crate) fn identify(
    py: Python<'_>,
    file: &str,
    seeds: Option<u32>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let question = IdentifyFile::read(file, Overrides { set: &[], weeks: None, seeds }).and_then(Identify::new);
    let question = question.or_raise(py)?;
    watched(py, progress, move |watch| answer(watch, &question, &place))?.answer(py)
}

/// How large the studies of a file must be.
#[pyfunction]
#[pyo3(signature = (file, seeds, place, progress = None))]
pub(crate) fn power(
    py: Python<'_>,
    file: &str,
    seeds: Option<u32>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let file = PowerFile::read(file, Overrides { set: &[], weeks: None, seeds }).or_raise(py)?;
    watched(py, progress, move |watch| answer(watch, &Power { file }, &place))?.answer(py)
}
