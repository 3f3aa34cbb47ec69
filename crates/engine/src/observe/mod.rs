//! Watches a world at the end of each week, and makes the record of a run.

mod close_shares;
mod correlation;
mod costs;
mod credit;
mod footprints;
mod groups;
mod reproduction;
mod snapshot;
mod start;
mod variation;

pub use self::credit::{cases, credited, identity};
pub use self::footprints::{PERMUTATIONS, footprints};

use self::groups::Groups;
use self::variation::Variation;
use crate::population::World;
use crate::record::{Record, Snapshot, metrics};
use crate::scenario::Scenario;
use crate::week::{PortfolioTotals, WeekLog, count_transitions};

/// The state of a world at the end of `week`: every relationship and tie.
pub fn state(world: &World, week: u32) -> Snapshot {
    snapshot::take(world, week, usize::MAX)
}

/// What has been seen of a run so far.
pub struct Observer {
    /// What happened, row by row and counted.
    pub log: WeekLog,
    /// What is recorded besides what happened.
    record: Record,
    groups: Groups,
    /// Weeks from one taking of footprints to the next; 0 if none are taken.
    between_footprints: u32,
    /// The weeks of snapshots, if these are kept.
    moments: Option<[u32; 4]>,
    weeks: u32,
    threads: usize,
    portfolios: Variation,
}

impl Observer {
    /// An observer of the world under `seed` at week 0, working on `threads` threads.
    pub fn new(scenario: &Scenario, world: &World, seed: u64, keep_snapshots: bool, threads: usize) -> Self {
        let weeks = scenario.parameters.run.weeks;
        let mut log = WeekLog {
            keep_ledger: scenario.parameters.record.ledger,
            keep_onsets: scenario.parameters.record.onsets,
            ..WeekLog::default()
        };
        log.reserve(world.relationships * u64::from(weeks));
        let record = Record {
            seed,
            practices: scenario.practices.iter().map(|practice| practice.name.clone()).collect(),
            series: vec![Vec::with_capacity(weeks as usize + 1); metrics(&scenario.practices).len()],
            start: scenario.parameters.record.ledger.then(|| start::of(world)),
            ..Record::default()
        };
        Self {
            log,
            record,
            groups: Groups::new(scenario, world),
            between_footprints: scenario.parameters.record.footprints,
            moments: keep_snapshots.then(|| snapshot::moments(weeks)),
            weeks,
            threads,
            portfolios: correlation::portfolios(world),
        }
    }

    /// Begins a week: its counts start at 0.
    pub fn begin_week(&mut self) {
        self.log.week = Default::default();
    }

    /// Sees the world as it is at the end of `week`, with what is `seen` of its portfolios.
    pub fn observe(&mut self, world: &World, week: u32, seen: &PortfolioTotals) {
        self.note_series(world, week, seen);
        if week > 0 {
            count_transitions(seen, &mut self.log.totals);
        }
        if week.is_multiple_of(13) || week == self.weeks {
            self.groups.means(world, week, &mut self.record.groups);
        }
        let every = self.between_footprints;
        if every > 0 && (week.is_multiple_of(every) || week == self.weeks) {
            self.record.footprints.extend(footprints(world, week));
        }
        if self.moments.is_some_and(|moments| moments.contains(&week)) {
            self.record.snapshots.push(snapshot::take(world, week, snapshot::MOST));
        }
    }

    /// One row of the series, in the order of [`metrics`].
    fn note_series(&mut self, world: &World, number: u32, seen: &PortfolioTotals) {
        let relationships = world.relationships as f64;
        let mut columns = self.record.series.iter_mut();
        let mut add = |value: f64| {
            if let Some(column) = columns.next() {
                column.push(value);
            }
        };
        let [sums @ .., lost] = seen.sums;
        for sum in sums {
            add(sum / relationships);
        }
        add(seen.counts.dark as f64 / relationships);
        for count in seen.counts.effects {
            add(count as f64 / relationships);
        }
        for &users in &world.published.users {
            add(users as f64 / relationships);
        }
        let mut phases = seen.counts.phases;
        phases[0] -= seen.counts.vacant;
        for count in phases.into_iter().chain(seen.counts.alignments) {
            add(count as f64 / relationships);
        }
        let week = &self.log.week;
        for count in [week.adoptions, week.lapses, week.onsets, week.dissolutions, week.turnover] {
            add(count as f64);
        }
        add(seen.counts.vacant as f64 / relationships);
        add(lost / relationships);
        add(sums[0] / relationships - costs::of_week(world, number) / relationships);
        let exact = |effect| close_shares::variation(world, effect);
        let within = correlation::within_portfolios(&self.portfolios, seen, exact);
        for correlation in within.into_iter().chain(correlation::over_ties(world, seen, self.threads)) {
            add(correlation);
        }
    }

    /// For each metric, in the order of [`metrics`], one value per week so far.
    pub fn series(&self) -> &[Vec<f64>] {
        &self.record.series
    }

    /// The record of the run.
    pub fn finish(self) -> Record {
        let log = self.log;
        let complete = log.keep_ledger && log.keep_onsets;
        Record {
            reproduction: complete.then(|| reproduction::of(&log.ledger, &log.onsets, self.weeks)),
            ledger: log.ledger,
            lapses: log.lapses,
            onsets: log.onsets,
            totals: log.totals,
            ..self.record
        }
    }
}
