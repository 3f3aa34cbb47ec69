//! One scenario under one seed: from week 0 to a record.

use std::sync::Arc;

use crate::intervention;
use crate::observe::Observer;
use crate::population::{World, generate_on};
use crate::record::Record;
use crate::scenario::Scenario;
use crate::week::{WeekLog, Workspace, begin, week};

/// Runs `scenario` under `seed`. With `snapshots`, the state at four moments is kept too.
///
/// The same scenario and seed give the same record, bit for bit, on every machine and whatever else runs.
pub fn run(scenario: &Scenario, seed: u64, snapshots: bool) -> Record {
    run_on(1, scenario, seed, snapshots)
}

/// The same on several threads, for populations so large that one run is worth it; the record is the same, bit for bit.
///
/// Threads start and stop up to six times a week: four took about as long as a week of a thousand managers. They share out
/// stretches of a thousand, so a smaller population uses one.
pub fn run_on(threads: usize, scenario: &Scenario, seed: u64, snapshots: bool) -> Record {
    let mut state = State::begin(threads, scenario, seed, snapshots);
    while state.week < scenario.parameters.run.weeks {
        state.step(scenario);
    }
    state.observer.finish(seed)
}

/// A run that is taken week by week, so that the whole state can be read in between. It shares ownership of its scenario.
///
/// ```
/// use darkside_engine::{run::Simulation, scenario::{Request, load}};
/// let scenario = load(&Request::of("baseline"))?;
/// let mut simulation = Simulation::begin(scenario, 1, false);
/// simulation.step();
/// assert_eq!(simulation.week(), 1);
/// assert_eq!(simulation.world().seats(), 300);
/// # Ok::<(), darkside_error::Error>(())
/// ```
pub struct Simulation {
    scenario: Arc<Scenario>,
    state: State,
}

/// Copies the scenario, so that a simulation can also be begun with a reference.
impl From<&Scenario> for Arc<Scenario> {
    fn from(scenario: &Scenario) -> Self {
        Self::new(scenario.clone())
    }
}

impl Simulation {
    /// The world of `scenario` under `seed` at week 0, with everything published.
    pub fn begin(scenario: impl Into<Arc<Scenario>>, seed: u64, snapshots: bool) -> Self {
        Self::begin_on(1, scenario, seed, snapshots)
    }

    /// The same, with weeks simulated on `threads` threads.
    pub fn begin_on(threads: usize, scenario: impl Into<Arc<Scenario>>, seed: u64, snapshots: bool) -> Self {
        let scenario = scenario.into();
        let state = State::begin(threads, &scenario, seed, snapshots);
        Self { scenario, state }
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Simulates one more week: the interventions that are due, the six steps, and what is observed of them.
    pub fn step(&mut self) {
        self.state.step(&self.scenario);
    }

    /// The week at whose end the world is; 0 at the beginning.
    pub fn week(&self) -> u32 {
        self.state.week
    }

    /// The state at the end of that week.
    pub fn world(&self) -> &World {
        &self.state.world
    }

    /// What has happened so far, row by row and counted.
    pub fn log(&self) -> &WeekLog {
        &self.state.observer.log
    }

    /// For each metric of [`metrics`](crate::record::metrics), in that order, one value per week so far, from week 0.
    pub fn series(&self) -> &[Vec<f64>] {
        self.state.observer.series()
    }

    /// The record of the weeks so far. What is taken at the end of a run (the last groups and the last snapshot)
    /// is there only if this is its end.
    pub fn finish(self) -> Record {
        self.state.observer.finish(self.state.seed)
    }
}

/// A run, without its scenario.
struct State {
    seed: u64,
    world: World,
    observer: Observer,
    workspace: Workspace,
    week: u32,
    /// Interventions that have been carried out.
    intervened: usize,
}

impl State {
    fn begin(threads: usize, scenario: &Scenario, seed: u64, snapshots: bool) -> Self {
        let mut world = generate_on(threads, scenario, seed);
        let totals = begin(&mut world, threads);
        let mut observer = Observer::new(scenario, &world, snapshots, threads);
        observer.observe(&world, 0, &totals);
        Self { seed, world, observer, workspace: Workspace::new(threads), week: 0, intervened: 0 }
    }

    fn step(&mut self, scenario: &Scenario) {
        self.week += 1;
        self.observer.begin_week();
        let pending = &scenario.interventions[self.intervened..];
        for intervention in pending.iter().take_while(|intervention| intervention.week <= self.week) {
            intervention::carry_out(&mut self.world, intervention, self.week, &mut self.observer.log);
            self.workspace.forget_totals();
            self.intervened += 1;
        }
        let totals = week(&mut self.world, self.week, &mut self.workspace, &mut self.observer.log);
        self.observer.observe(&self.world, self.week, &totals);
    }
}
