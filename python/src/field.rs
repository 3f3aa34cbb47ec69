//! What a field study would see, which method can be believed, how large a study must be.

use darkside::experiment::Overrides;
use darkside::field::identify::{Identify, IdentifyFile};
use darkside::field::power::{Power, PowerFile};
use darkside::survey::{FieldStudy, SurveyJob, Target};
use darkside_error::{Error, Result};
use pyo3::prelude::*;

use crate::error::OrRaise;
use crate::question::{Answer, AnswerPlace, FORMATS, answer, read_tables};
use crate::scenario::Scenario;
use crate::watch::{Watch, watched};

/// What a field study would see of a scenario, with files for these programs.
#[pyfunction]
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
    watched(py, progress, move |watch| surveyed(watch, &study, &targets, &place))
}

fn target(name: &str) -> Result<Target> {
    Target::ALL.into_iter().find(|target| target.name() == name).ok_or_else(|| {
        let known: Vec<&str> = Target::ALL.iter().map(|target| target.name()).collect();
        Error::input(format!("no files are written for \"{name}\"")).help(format!("one of {}", known.join(", ")))
    })
}

fn surveyed(watch: &Watch, study: &FieldStudy, targets: &[Target], place: &AnswerPlace) -> Result<Answer> {
    let (directory, own) = place.make()?;
    let (threads, force) = (place.threads, place.force);
    let command = ["darkside survey (Python)".to_owned()];
    let job =
        SurveyJob { study, directory: Some(&directory), formats: &FORMATS, targets, threads, force, command: &command };
    let done = job.run(|| (), &|progress| watch.tell(progress))?;
    let tables = read_tables(&directory, &done.manifest.tables)?;
    Ok(Answer { directory, _own: own, digest: done.manifest.digest, sentences: done.manifest.summary.answer, tables })
}

/// Which method finds the contagion in the worlds of a file.
#[pyfunction]
pub(crate) fn identify(
    py: Python<'_>,
    file: &str,
    seeds: Option<u32>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let question = IdentifyFile::read(file, Overrides { set: &[], weeks: None, seeds }).and_then(Identify::new);
    answer(py, question, place, progress)
}

/// How large the studies of a file must be.
#[pyfunction]
pub(crate) fn power(
    py: Python<'_>,
    file: &str,
    seeds: Option<u32>,
    place: AnswerPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let file = PowerFile::read(file, Overrides { set: &[], weeks: None, seeds });
    answer(py, file.map(|file| Power { file }), place, progress)
}
