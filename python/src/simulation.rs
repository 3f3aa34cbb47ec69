//! A run, week by week.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use darkside::archive::{enough_room, state_tables};
use darkside::internals::observe::state;
use darkside::parameter::Unit;
use darkside::record::metrics;
use darkside::run::Simulation as Engine;
use darkside::table::{Column, Table as LibraryTable};
use pyo3::prelude::*;

use crate::error::OrRaise;
use crate::scenario::Scenario;
use crate::table::Table;
use crate::watch::{Watch, watched};

/// A world that steps from week to week.
#[pyclass(frozen, module = "darkside._native")]
pub struct Simulation {
    scenario: Scenario,
    engine: Mutex<Engine>,
}

impl Simulation {
    fn engine(&self) -> MutexGuard<'_, Engine> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Simulation {
    /// The world at week 0.
    #[new]
    fn begin(py: Python<'_>, scenario: &Scenario, seed: u64, threads: usize) -> PyResult<Self> {
        let resolved = Arc::clone(&scenario.resolved);
        enough_room(&[&resolved], 1).or_raise(py)?;
        let begun =
            move |watch: &Watch| Ok(watch.in_run(&resolved, seed, || watch.begin(threads, &resolved, seed, false)));
        let engine = watched(py, None, begun)?;
        Ok(Self { scenario: scenario.clone(), engine: Mutex::new(engine) })
    }

    /// The last week simulated.
    #[getter]
    fn week(&self) -> u32 {
        self.engine().week()
    }

    /// Simulates this many weeks, or those that are left; returns the week reached.
    fn step(&self, py: Python<'_>, weeks: u32) -> PyResult<u32> {
        for _ in 0..weeks {
            let more = py.detach(|| {
                let mut engine = self.engine();
                let more = engine.week() < self.scenario.resolved.parameters.run.weeks;
                if more {
                    engine.step();
                }
                more
            });
            py.check_signals()?;
            if !more {
                break;
            }
        }
        Ok(self.week())
    }

    /// Every relationship and every tie now, as two tables.
    fn state(&self, py: Python<'_>) -> PyResult<(Table, Table)> {
        let [relationships, ties] = py.detach(|| {
            let engine = self.engine();
            state_tables(&self.scenario.resolved, &state(engine.world(), engine.week()))
        });
        Ok((Table::of(relationships).or_raise(py)?, Table::of(ties).or_raise(py)?))
    }

    /// The series so far: a row per week.
    fn series(&self, py: Python<'_>) -> PyResult<Table> {
        let table = py.detach(|| {
            let engine = self.engine();
            let weeks = Column::whole("week", Unit::Weeks, "week, from 0", 0..=engine.week());
            let values = metrics(&self.scenario.resolved.practices).into_iter().zip(engine.series());
            let columns = values.map(|(metric, weeks)| {
                Column::numbers(&metric.name, metric.unit, &metric.meaning, weeks.iter().copied())
            });
            LibraryTable { columns: std::iter::once(weeks).chain(columns).collect() }
        });
        Table::of(table).or_raise(py)
    }
}
