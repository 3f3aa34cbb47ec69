//! A run: in memory, or in a directory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use darkside::archive::{self, Finished, Format, Job, REPORT, check_seeds, enough_room, tables_of};
use darkside::experiment::{Ensemble, threads_within};
use darkside::record::{Digest, Record, metrics};
use darkside::scenario::{Base, Scenario as Resolved, to_toml};
use darkside::{chart, report, story};
use darkside_error::{Error, Result};
use pyo3::prelude::*;
use tempfile::TempDir;

use crate::error::OrRaise;
use crate::scenario::Scenario;
use crate::table::Table;
use crate::temporary::temporary;
use crate::watch::{Watch, watched};

/// A finished run: every seed's record in memory, or a directory that holds the tables.
#[pyclass(frozen, module = "darkside._native")]
pub struct Run {
    /// The scenario; `None` if the directory does not hold all of it.
    #[pyo3(get)]
    scenario: Option<Scenario>,
    digests: Vec<Digest>,
    #[pyo3(get)]
    digest: String,
    kept: RunSource,
    tables: Mutex<HashMap<String, Table>>,
}

enum RunSource {
    /// Records in the order of seeds, and a directory made from them once it is needed.
    Memory(Arc<Vec<Record>>, Mutex<Option<Arc<(TempDir, archive::Run)>>>),
    Directory(Box<archive::Run>),
}

/// Runs `scenario` and keeps the records in memory.
#[pyfunction]
pub(crate) fn run(
    py: Python<'_>,
    scenario: &Scenario,
    threads: usize,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Run> {
    let resolved = Arc::clone(&scenario.resolved);
    let records = watched(py, progress, move |watch| records(watch, &resolved, threads))?;
    let (records, digests): (Vec<Record>, Vec<Digest>) = records.into_iter().unzip();
    let seeds = records.iter().map(|record| record.seed).zip(digests.iter().copied());
    Ok(Run {
        scenario: Some(scenario.clone()),
        digest: Digest::of_seeds(seeds).to_string(),
        digests,
        kept: RunSource::Memory(Arc::new(records), Mutex::default()),
        tables: Mutex::default(),
    })
}

fn records(watch: &Watch, scenario: &Arc<Resolved>, threads: usize) -> Result<Vec<(Record, Digest)>> {
    enough_room(&[scenario], threads)?;
    let run = &scenario.parameters.run;
    check_seeds(scenario)?;
    let ensemble = Ensemble { first_seed: run.seed, seeds: run.seeds, batch: 1, threads };
    let within = threads_within(scenario, run.seeds, threads);
    let columns = metrics(&scenario.practices);
    let kept: Mutex<Vec<(Record, Digest)>> = Mutex::default();
    let simulate = |_: &Resolved, seed, snapshots| watch.simulate(within, scenario, seed, snapshots);
    let keep = |_, records: Vec<Record>| {
        let digested = records.into_iter().map(|record| {
            let digest = Digest::of_record(&record, &columns);
            (record, digest)
        });
        kept.lock().unwrap_or_else(PoisonError::into_inner).extend(digested);
        Ok(())
    };
    ensemble.run(scenario, simulate, |_| false, keep, |progress| watch.tell(progress))?;
    let mut kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    kept.sort_unstable_by_key(|(record, _)| record.seed);
    Ok(kept)
}

/// How a run is written.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct RunPlace {
    directory: PathBuf,
    formats: Vec<String>,
    threads: usize,
    force: bool,
    charts: bool,
}

impl RunPlace {
    /// Runs what the directory lacks, and draws.
    fn write(
        &self,
        scenario: &Resolved,
        simulate: impl Fn(&Resolved, u64, bool) -> Record + Sync,
        watch: &Watch,
    ) -> Result<archive::Run> {
        let resolved = to_toml(scenario);
        let formats = formats(&self.formats)?;
        let job = Job {
            scenario,
            resolved: &resolved,
            directory: &self.directory,
            formats: &formats,
            threads: self.threads,
            force: self.force,
            command: &["darkside (Python)".to_owned()],
        };
        let mut outcome = job.run(simulate, |progress| watch.tell(progress))?;
        if self.charts && !(outcome.was_finished && outcome.run.are_drawn()) {
            report::draw(&mut outcome.run)?;
        }
        Ok(outcome.run)
    }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|cause| Error::file(path, "read", &cause))
}

/// The formats with these names.
fn formats(names: &[String]) -> Result<Vec<Format>> {
    let one = |name: &String| {
        let known = Format::ALL.iter().find(|(word, _)| word == name);
        let error = || {
            Error::input(format!("there is no format \"{name}\""))
                .help("parquet, csv, or spreadsheet: CSV with a byte-order mark")
        };
        known.map(|(_, format)| *format).ok_or_else(error)
    };
    names.iter().map(one).collect()
}

/// Panics in a run of `scenario` under `seed`, as only a bug in the engine would: for a test of the exception.
#[pyfunction]
pub(crate) fn panic_in_run(py: Python<'_>, scenario: &Scenario, seed: u64, words: String) -> PyResult<()> {
    let scenario = Arc::clone(&scenario.resolved);
    watched(py, None, move |watch| watch.in_run(&scenario, seed, || std::panic::panic_any(words)))
}

/// Runs `scenario` into a directory, continuing from what is there.
#[pyfunction]
pub(crate) fn run_into(
    py: Python<'_>,
    scenario: &Scenario,
    place: RunPlace,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Run> {
    let resolved = Arc::clone(&scenario.resolved);
    let written = watched(py, progress, move |watch| {
        let within = threads_within(&resolved, resolved.parameters.run.seeds, place.threads);
        let simulate = |_: &Resolved, seed, snapshots| watch.simulate(within, &resolved, seed, snapshots);
        place.write(&resolved, simulate, watch)
    })?;
    of_directory(py, written, Some(scenario.clone()))
}

/// Opens a finished run's directory.
#[pyfunction]
pub(crate) fn open_run(py: Python<'_>, directory: PathBuf) -> PyResult<Run> {
    let run = archive::Run::open(&directory).or_raise(py)?;
    let manifest = run.manifest();
    // The directory of a run with an imported organisation does not hold the organisation.
    let scenario = Base::read(&manifest.name, &manifest.scenario, None).and_then(|base| base.with(&[]));
    let name = manifest.name.clone();
    let imported = manifest.scenario.starts_with("# imported network");
    let scenario = scenario.ok().filter(|_| !imported).map(|resolved| Scenario::of(Resolved { name, ..resolved }));
    of_directory(py, run, scenario)
}

fn of_directory(py: Python<'_>, run: archive::Run, scenario: Option<Scenario>) -> PyResult<Run> {
    let manifest = run.manifest();
    let digests = manifest.digests.iter().map(|digest| digest.parse()).collect::<Result<_>>().or_raise(py)?;
    let digest = manifest.digest.clone();
    Ok(Run { scenario, digests, digest, kept: RunSource::Directory(Box::new(run)), tables: Mutex::default() })
}

#[pymethods]
impl Run {
    /// The digest of each seed.
    #[getter]
    fn digests(&self) -> Vec<String> {
        self.digests.iter().map(ToString::to_string).collect()
    }

    /// The directory; `None` for a run in memory.
    #[getter]
    fn directory(&self) -> Option<&Path> {
        match &self.kept {
            RunSource::Directory(run) => Some(run.directory()),
            RunSource::Memory(..) => None,
        }
    }

    /// A table by its name; `None` if the run has none.
    fn table(slf: &Bound<'_, Self>, name: String) -> PyResult<Option<Table>> {
        match slf.get().cached(&name) {
            Some(table) => Ok(Some(table)),
            None => Self::watched(slf, move |run, _| run.made(&name)),
        }
    }

    /// Writes the run as the command does.
    fn save(slf: &Bound<'_, Self>, place: RunPlace) -> PyResult<()> {
        Self::watched(slf, move |run, watch| run.write(&place, watch).map(drop))
    }

    /// A picture of the run as SVG.
    fn svg(slf: &Bound<'_, Self>, name: String) -> PyResult<String> {
        Self::watched(slf, move |run, watch| run.archived(watch, |run| chart::svg(&story::gather(run)?, &name)))
    }

    /// The report as HTML.
    fn report(slf: &Bound<'_, Self>) -> PyResult<String> {
        Self::watched(slf, |run, watch| {
            let place = temporary()?;
            run.archived(watch, |run| {
                let story = story::gather(run)?;
                let drawn = chart::draw_story(&story, place.path())?;
                let page = place.path().join(REPORT);
                report::write_story(&story, &drawn, &page)?;
                read(&page)
            })
        })
    }
}

impl Run {
    fn cached(&self, name: &str) -> Option<Table> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Does `work` with the run while Python listens for Ctrl-C.
    fn watched<T: Send + 'static>(
        slf: &Bound<'_, Self>,
        work: impl FnOnce(&Self, &Watch) -> Result<T> + Send + 'static,
    ) -> PyResult<T> {
        let run = slf.clone().unbind();
        watched(slf.py(), None, move |watch| work(run.get(), watch))
    }

    fn is_new(&self) -> bool {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// The table, made with all others of a run in memory if it is the first one.
    fn made(&self, name: &str) -> Result<Option<Table>> {
        let made = match (&self.kept, &self.scenario) {
            (RunSource::Directory(run), _) => {
                let table = run.table(name)?;
                table.map(|table| vec![(name.to_owned(), table)]).unwrap_or_default()
            }
            (RunSource::Memory(records, _), Some(scenario)) if self.is_new() => {
                let tables = tables_of(&scenario.resolved, records)?;
                tables.into_iter().map(|(name, table)| (name.to_owned(), table)).collect()
            }
            (RunSource::Memory(..), _) => Vec::new(),
        };
        for (name, table) in made {
            let table = Table::of(table)?;
            self.tables.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_insert(table);
        }
        Ok(self.cached(name))
    }

    fn write(&self, place: &RunPlace, watch: &Watch) -> Result<archive::Run> {
        match (&self.kept, &self.scenario) {
            (RunSource::Memory(records, _), Some(scenario)) => {
                let first = scenario.resolved.parameters.run.seed;
                let kept = |_: &Resolved, seed: u64, _| records[(seed - first) as usize].clone();
                place.write(&scenario.resolved, kept, watch)
            }
            _ => Err(Error::input("the run is in a directory already").help("copy the directory")),
        }
    }

    /// Reads the run's directory; for a run in memory, one that is made the first time.
    fn archived<T>(&self, watch: &Watch, read: impl FnOnce(&archive::Run) -> Result<T>) -> Result<T> {
        let made = match &self.kept {
            RunSource::Directory(run) => return read(run),
            RunSource::Memory(_, made) => made,
        };
        let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
        let archived = match made.as_ref() {
            Some(archived) => Arc::clone(archived),
            None => {
                let place = temporary()?;
                let directory = place.path().join("run");
                let formats = vec!["parquet".to_owned()];
                let place_of = RunPlace { directory, formats, threads: 1, force: false, charts: false };
                let run = self.write(&place_of, watch)?;
                Arc::clone(made.insert(Arc::new((place, run))))
            }
        };
        drop(made);
        read(&archived.1)
    }
}
