//! One scenario under one seed: from week 0 to a record.

use std::sync::Arc;

use crate::intervention;
use crate::observe::Observer;
use crate::parameter::Yoke;
use crate::population::{World, generate_on};
use crate::record::{Mechanism, Record};
use crate::scenario::Scenario;
use crate::week::{PortfolioTotals, WeekLog, Workspace, begin, warn, week, yoke};

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
    let mut state = State::begin(threads, scenario, seed, snapshots, || ());
    while state.week < scenario.parameters.run.weeks {
        state.step(scenario);
    }
    state.observer.finish()
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
        Self::begin_watched(threads, scenario, seed, snapshots, || ())
    }

    /// The same, with a call of `watch` before each of the weeks that the world settles, so that it can unwind from there.
    pub fn begin_watched(
        threads: usize,
        scenario: impl Into<Arc<Scenario>>,
        seed: u64,
        snapshots: bool,
        watch: impl FnMut(),
    ) -> Self {
        let scenario = scenario.into();
        let state = State::begin(threads, &scenario, seed, snapshots, watch);
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
        &self.state.life.world
    }

    /// What has happened so far, row by row and counted.
    pub fn log(&self) -> &WeekLog {
        &self.state.observer.log
    }

    /// For each metric of [`metrics`](crate::record::metrics), in that order, one value per week so far, from week 0.
    pub fn series(&self) -> &[Vec<f64>] {
        self.state.observer.series()
    }

    /// What a branch copies.
    pub(crate) fn parts(&self) -> (&Arc<Scenario>, &Life) {
        (&self.scenario, &self.state.life)
    }

    /// The record of the weeks so far. What is taken at the end of a run (the last groups and the last snapshot)
    /// is there only if this is its end.
    pub fn finish(self) -> Record {
        self.state.observer.finish()
    }
}

/// A run, without its scenario.
struct State {
    life: Life,
    /// The world whose adoptions are counted, where contagion is replaced.
    leader: Option<Leader>,
    observer: Observer,
    week: u32,
}

impl State {
    fn begin(threads: usize, scenario: &Scenario, seed: u64, snapshots: bool, mut watch: impl FnMut()) -> Self {
        let (mut life, mut totals) = Life::begin(threads, scenario, seed);
        let mut leader = Leader::of(threads, scenario, seed);
        let settle = scenario.parameters.run.settle;
        let mut unrecorded = WeekLog::default();
        // Weeks before 0 count up to it, so that they have the same numbers whenever a run begins.
        for week in (1..=settle).rev().map(u32::wrapping_neg) {
            watch();
            totals = life.live(scenario, week, leader.as_mut(), &mut unrecorded);
        }
        let mut observer = Observer::new(scenario, &life.world, seed, snapshots, threads);
        observer.observe(&life.world, 0, &totals);
        Self { life, leader, observer, week: 0 }
    }

    fn step(&mut self, scenario: &Scenario) {
        self.week += 1;
        self.observer.begin_week();
        let totals = self.life.live(scenario, self.week, self.leader.as_mut(), &mut self.observer.log);
        self.observer.observe(&self.life.world, self.week, &totals);
    }
}

/// A world that lives week by week.
pub(crate) struct Life {
    pub(crate) world: World,
    pub(crate) workspace: Workspace,
    /// Interventions that have been carried out.
    pub(crate) intervened: usize,
}

impl Life {
    /// At week 0, with what is seen of it.
    fn begin(threads: usize, scenario: &Scenario, seed: u64) -> (Self, PortfolioTotals) {
        let mut world = generate_on(threads, scenario, seed);
        let totals = begin(&mut world, threads);
        (Self { world, workspace: Workspace::new(threads), intervened: 0 }, totals)
    }

    /// Lives one week: the interventions that are due, what replaces contagion, warnings, and the six steps.
    pub(crate) fn live(
        &mut self,
        scenario: &Scenario,
        number: u32,
        leader: Option<&mut Leader>,
        log: &mut WeekLog,
    ) -> PortfolioTotals {
        let Self { world, workspace, intervened } = self;
        intervention::begin_week(world, number);
        let pending = &scenario.interventions[*intervened..];
        for intervention in pending.iter().take_while(|intervention| intervention.week as i32 <= number as i32) {
            intervention::carry_out(world, intervention, number, log);
            workspace.forget_totals();
            *intervened += 1;
        }
        if let Some(leader) = leader {
            yoke::silence(world);
            yoke::take_up(world, scenario.parameters.contagion.yoke, &leader.adoptions(number), number, log);
            workspace.forget_totals();
        }
        warn(world, number, workspace);
        week(world, number, workspace, log)
    }
}

/// The same scenario with its contagion, under the same seed, in step with a world whose contagion is replaced.
pub(crate) struct Leader {
    scenario: Scenario,
    life: Life,
    log: WeekLog,
}

impl Leader {
    /// That of a scenario; none where nothing replaces contagion.
    fn of(threads: usize, scenario: &Scenario, seed: u64) -> Option<Self> {
        if scenario.parameters.contagion.yoke == Yoke::No {
            return None;
        }
        let (life, _) = Life::begin(threads, scenario, seed);
        let log = WeekLog { keep_ledger: true, ..WeekLog::default() };
        Some(Self { scenario: scenario.clone(), life, log })
    }

    /// How often each practice is taken up in the next week, introductions aside.
    fn adoptions(&mut self, week: u32) -> yoke::Counts {
        self.life.live(&self.scenario, week, None, &mut self.log);
        let mut counts = yoke::Counts::default();
        let taken_up = self.log.ledger.iter().filter(|row| row.mechanism != Mechanism::Introduction);
        taken_up.for_each(|row| counts[usize::from(row.practice)] += 1);
        self.log.ledger.clear();
        self.log.lapses.clear();
        counts
    }
}
