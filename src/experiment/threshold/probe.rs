//! One run: whether the practice took off, and the spectral number before it arrived.

use std::cell::Cell;

use super::{Inquiry, Lever};
use crate::epidemiology::{TAKEN_OFF, took_off};
use crate::experiment::Executor;
use darkside_engine::run::Simulation;
use darkside_engine::scenario::Scenario;
use darkside_error::Result;
use darkside_threshold::{Reproduction, at_arrival};

/// Numbers that are kept of each run.
pub const WIDTH: usize = 9;

/// Whether the practice took off under one seed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TakeOff {
    /// The seed.
    pub seed: u64,
    /// Whether it took off; `None` if it was too common at the start.
    pub took_off: Option<bool>,
}

impl TakeOff {
    /// In how many of these runs the practice took off, and in how many it could have.
    pub(super) fn counts(runs: &[Self]) -> (u64, u64) {
        let defined = runs.iter().filter_map(|run| run.took_off);
        defined.fold((0, 0), |(hits, all), took_off| (hits + u64::from(took_off), all + 1))
    }

    /// The share of runs in which it took off, among those in which it could have; NaN if there are none.
    pub(super) fn share(runs: &[Self]) -> f64 {
        let (hits, all) = Self::counts(runs);
        hits as f64 / all as f64
    }
}

/// As a number: 1 if the practice took off, else 0; NaN if it could not.
pub(super) fn as_number(took_off: Option<bool>) -> f64 {
    took_off.map_or(f64::NAN, |took_off| f64::from(u8::from(took_off)))
}

/// The household reproduction number at a value of the lever, and its components (see [`Reproduction`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spectral {
    /// R, linear.
    pub number: f64,
    /// R₁, in which each contact counts once.
    pub once: f64,
    /// The part of R due to imitation.
    pub imitation: f64,
    /// The part of R due to learning.
    pub learning: f64,
    /// The part of R due to association.
    pub association: f64,
    /// The part of R over ties within firms.
    pub within_firms: f64,
    /// Weeks in which a portfolio reached by the early wave uses the practice.
    pub weeks: f64,
    /// Adoptions in such a portfolio.
    pub adoptions: f64,
}

impl Spectral {
    /// Where there is no such number.
    pub const UNDEFINED: Self = Self::of([f64::NAN; WIDTH - 1]);

    const fn of(numbers: [f64; WIDTH - 1]) -> Self {
        let [number, once, imitation, learning, association, within_firms, weeks, adoptions] = numbers;
        Self { number, once, imitation, learning, association, within_firms, weeks, adoptions }
    }
}

/// Runs scenarios of an inquiry, and gives every run a unique number. The choice of later runs depends only on earlier
/// results, so a repeated inquiry gives the same numbers.
pub(super) struct Probe<'a> {
    pub inquiry: &'a Inquiry,
    pub executor: &'a Executor<'a>,
    /// How many numbers have been given.
    pub given: Cell<u64>,
}

impl Probe<'_> {
    /// The scenario with these values of the levers.
    pub(super) fn scenario(&self, values: &[(&Lever, f64)]) -> Result<Scenario> {
        let values: Vec<_> = values.iter().map(|(lever, at)| (lever.path(), lever.factor.value(*at))).collect();
        let mut scenario = self.inquiry.base.with(&values)?;
        // Only the share of users matters.
        scenario.parameters.record.ledger = false;
        scenario.parameters.record.onsets = false;
        scenario.parameters.record.footprints = 0;
        Ok(scenario)
    }

    /// The first of `count` new numbers.
    fn take(&self, count: usize) -> u64 {
        self.given.replace(self.given.get() + count as u64)
    }

    /// The results of each of these scenarios under every seed.
    pub(super) fn runs(&self, scenarios: &[Scenario]) -> Result<Vec<Vec<TakeOff>>> {
        let run = &self.inquiry.scenario.parameters.run;
        let seeds = run.seeds as usize;
        let first = self.take(scenarios.len() * seeds);
        let seed = |at: usize| run.seed + (at % seeds) as u64;
        let one = |at: usize| {
            let mut numbers = vec![f64::NAN; WIDTH];
            numbers[0] = as_number(takes_off(self.inquiry, &scenarios[at / seeds], seed(at)));
            numbers
        };
        let all = self.executor.collect(scenarios.len() * seeds, |at| first + at as u64, one)?;
        let run = |(at, numbers): (usize, &Vec<f64>)| {
            let took_off = numbers.first().filter(|number| !number.is_nan()).map(|number| *number > 0.5);
            TakeOff { seed: seed(at), took_off }
        };
        let runs: Vec<TakeOff> = all.iter().enumerate().map(run).collect();
        Ok(runs.chunks(seeds).map(<[TakeOff]>::to_vec).collect())
    }

    /// The spectral numbers of these scenarios under the first seed; NaN where there is none.
    pub(super) fn spectral(&self, scenarios: &[Scenario]) -> Result<Vec<Spectral>> {
        let seed = self.inquiry.scenario.parameters.run.seed;
        let first = self.take(scenarios.len());
        let one = |at: usize| [&[f64::NAN][..], &before(self.inquiry, &scenarios[at], seed)].concat();
        let all = self.executor.collect(scenarios.len(), |at| first + at as u64, one)?;
        let spectral = |numbers: &Vec<f64>| {
            let kept = numbers.get(1..).and_then(|rest| rest.try_into().ok());
            kept.map_or(Spectral::UNDEFINED, Spectral::of)
        };
        Ok(all.iter().map(spectral).collect())
    }
}

/// The numbers of [`Spectral`] before the practice arrives; undefined under the threshold rule.
fn before(inquiry: &Inquiry, scenario: &Scenario, seed: u64) -> [f64; WIDTH - 1] {
    at_arrival(scenario, seed, inquiry.practice).map_or([f64::NAN; WIDTH - 1], |found| {
        let Reproduction { number, once, imitation, learning, association, within_firms, weeks, adoptions, .. } = found;
        [number, once, imitation, learning, association, within_firms, weeks, adoptions]
    })
}

/// Whether the practice takes off in a run; the run ends as soon as it has.
fn takes_off(inquiry: &Inquiry, scenario: &Scenario, seed: u64) -> Option<bool> {
    let mut simulation = Simulation::begin(scenario, seed, false);
    let share = |simulation: &Simulation| {
        let world = simulation.world();
        world.published.users[inquiry.practice] as f64 / world.relationships as f64
    };
    // If nobody used it before, the first case is the introduction.
    let mut peak = share(&simulation);
    let mut at_first = (peak > 0.0).then_some(peak);
    while simulation.week() < scenario.parameters.run.weeks {
        simulation.step();
        let now = share(&simulation);
        if now > peak {
            peak = now;
        }
        if at_first.is_none() && (now > 0.0 || simulation.week() == inquiry.week) {
            at_first = Some(now);
        }
        if at_first.is_some() && peak >= TAKEN_OFF {
            break;
        }
    }
    took_off(at_first?, peak)
}
