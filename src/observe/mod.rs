//! Watches a world at the end of each week, and makes the record of a run.

mod correlation;
mod groups;
mod reproduction;
mod snapshot;

use multiversion::multiversion;

use self::correlation::Flags;
use self::groups::Groups;
use crate::lanes::{LANES, Lanes, keep};
use crate::population::{Managers, Row, World};
use crate::practice::Effect;
use crate::record::{GroupMean, Record, Snapshot, metrics};
use crate::scenario::Scenario;
use crate::week::WeekLog;

/// What has been seen of a run so far.
pub struct Observer {
    /// What happened, row by row and counted.
    pub log: WeekLog,
    series: Vec<Vec<f64>>,
    groups: Groups,
    group_means: Vec<GroupMean>,
    snapshots: Vec<Snapshot>,
    moments: [u32; 4],
    weeks: u32,
    keep_snapshots: bool,
    flags: Flags,
    /// Phase and alignment of each relationship at the last observation.
    before: Vec<Lanes<u32>>,
}

impl Observer {
    /// An observer of a world at week 0.
    pub fn new(scenario: &Scenario, world: &World, keep_snapshots: bool) -> Self {
        let weeks = scenario.parameters.run.weeks;
        let log = WeekLog {
            keep_ledger: scenario.parameters.record.ledger,
            keep_onsets: scenario.parameters.record.onsets,
            ..WeekLog::default()
        };
        let columns = metrics(&scenario.practices).len();
        Self {
            log,
            series: vec![Vec::with_capacity(weeks as usize + 1); columns],
            groups: Groups::new(scenario, world),
            group_means: Vec::new(),
            snapshots: Vec::new(),
            moments: snapshot::moments(weeks),
            weeks,
            keep_snapshots,
            flags: Flags::new(world),
            before: Vec::new(),
        }
    }

    /// Begins a week: its counts start at 0.
    pub fn begin_week(&mut self) {
        self.log.week = Default::default();
    }

    /// Sees the world as it is at the end of `week`.
    pub fn observe(&mut self, world: &World, week: u32) {
        let seen = look(world, &mut self.flags);
        self.note_series(world, &seen);
        self.note_transitions(world, &seen);
        if week.is_multiple_of(13) || week == self.weeks {
            self.groups.means(world, week, &mut self.group_means);
        }
        if self.keep_snapshots && self.moments.contains(&week) {
            self.snapshots.push(snapshot::take(world, week));
        }
    }

    /// One row of the series, in the order of [`metrics`].
    fn note_series(&mut self, world: &World, seen: &Seen) {
        let relationships = world.relationships as f64;
        let mut columns = self.series.iter_mut();
        let mut add = |value: f64| {
            if let Some(column) = columns.next() {
                column.push(value);
            }
        };
        for sum in seen.sums {
            add(sum / relationships);
        }
        add(seen.dark as f64 / relationships);
        for count in seen.effects {
            add(count as f64 / relationships);
        }
        for &users in &world.published.users {
            add(users as f64 / relationships);
        }
        for count in seen.phases.into_iter().chain(seen.alignments) {
            add(count as f64 / relationships);
        }
        let week = &self.log.week;
        for count in [week.adoptions, week.lapses, week.onsets, week.dissolutions, week.turnover] {
            add(count as f64);
        }
        for effect in 0..Effect::ALL.len() {
            add(correlation::within_portfolios(world, &self.flags, effect));
        }
        for correlation in correlation::over_ties(world, &self.flags) {
            add(correlation);
        }
    }

    /// Counts transitions since the last observation. Few relationships change: who stays is who is there and has
    /// not come.
    fn note_transitions(&mut self, world: &World, seen: &Seen) {
        let first = self.before.is_empty();
        self.before.resize(world.rows.len(), Lanes::default());
        let totals = &mut self.log.totals;
        let (mut phases, mut alignments) = (seen.phases, seen.alignments);
        for (block, managers) in world.blocks.iter().zip(&world.managers) {
            for (slot, row) in block.rows.clone().enumerate() {
                let old = self.before[row];
                let (new, changed) = codes(&world.rows[row], &old);
                self.before[row] = new;
                if !changed || first {
                    continue;
                }
                for lane in (0..block.count).filter(|&lane| (slot as u32) < managers.portfolio[lane]) {
                    let (from, to) = (old[lane] as usize, new[lane] as usize);
                    if from & 3 != to & 3 {
                        totals.phases[from & 3][to & 3] += 1;
                        phases[to & 3] -= 1;
                    }
                    if from >> 2 != to >> 2 {
                        totals.alignments[from >> 2][to >> 2] += 1;
                        alignments[to >> 2] -= 1;
                    }
                }
            }
        }
        for kind in (0..4).filter(|_| !first) {
            totals.phases[kind][kind] += phases[kind];
            totals.alignments[kind][kind] += alignments[kind];
        }
    }

    /// The record of the run under `seed`.
    pub fn finish(self, seed: u64) -> Record {
        let log = self.log;
        let complete = log.keep_ledger && log.keep_onsets;
        Record {
            seed,
            reproduction: complete.then(|| reproduction::of(&log.ledger, &log.onsets, self.weeks)),
            series: self.series,
            ledger: log.ledger,
            lapses: log.lapses,
            onsets: log.onsets,
            totals: log.totals,
            groups: self.group_means,
            snapshots: self.snapshots,
        }
    }
}

/// Sums and counts over all relationships.
#[derive(Default)]
struct Seen {
    /// Value, visible value, dark cost, closeness.
    sums: [f64; 4],
    dark: u64,
    effects: [u64; 6],
    phases: [u64; 4],
    alignments: [u64; 4],
}

/// Sums over each portfolio by slot, then over managers by seat.
fn look(world: &World, flags: &mut Flags) -> Seen {
    let mut seen = Seen::default();
    for (block, managers) in world.blocks.iter().zip(&world.managers) {
        let harm = &world.firms[block.firm].parameters.dark_side.harm;
        let (sums, counts) = look_at(&world.rows[block.rows.clone()], managers, harm);
        seen.add(block.count, &sums, &counts);
        flags.set(block, managers, &counts[1..7]);
    }
    seen
}

/// Phase and alignment of a row, and whether any of them differs from before.
fn codes(row: &Row, before: &Lanes<u32>) -> (Lanes<u32>, bool) {
    let mut codes = Lanes::default();
    let mut differences = 0;
    for lane in 0..LANES {
        codes[lane] = row.phase[lane] | (row.alignment[lane] << 2);
        differences |= codes[lane] ^ before[lane];
    }
    (codes, differences != 0)
}

/// Sums over portfolios: value, visible value, dark cost, closeness.
type Sums = [Lanes<f64>; 4];

/// Counts over portfolios: dark relationships, flags by effect, phases, alignments.
type Counts = [Lanes<u32>; 1 + 6 + 4 + 4];

/// Sums and counts over the portfolios of a block, by slot.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
fn look_at(rows: &[Row], managers: &Managers, harm: &[f32; 6]) -> (Sums, Counts) {
    let mut sums = Sums::default();
    let mut counts = Counts::default();
    for (slot, row) in rows.iter().enumerate() {
        for lane in 0..LANES {
            let present = (slot as u32) < managers.portfolio[lane];
            let mut cost = 0.0;
            for effect in 0..6 {
                cost += harm[effect] * row.dark[effect][lane];
            }
            sums[0][lane] += f64::from(keep(present, row.value[lane]));
            sums[1][lane] += f64::from(keep(present, row.visible[lane]));
            sums[2][lane] += f64::from(keep(present, cost));
            sums[3][lane] += f64::from(keep(present, row.closeness[lane]));
        }
        for lane in 0..LANES {
            let here = u32::from((slot as u32) < managers.portfolio[lane]);
            counts[0][lane] += u32::from(row.flags[lane] != 0) & here;
            for effect in 0..6 {
                counts[1 + effect][lane] += (row.flags[lane] >> effect) & here;
            }
            for kind in 0..4 {
                counts[7 + kind][lane] += u32::from(row.phase[lane] == kind as u32) & here;
                counts[11 + kind][lane] += u32::from(row.alignment[lane] == kind as u32) & here;
            }
        }
    }
    (sums, counts)
}

impl Seen {
    fn add(&mut self, count: usize, sums: &Sums, counts: &Counts) {
        for (total, sums) in self.sums.iter_mut().zip(sums) {
            for sum in &sums.0[..count] {
                *total += sum;
            }
        }
        let total = |counts: &Lanes<u32>| counts.0[..count].iter().map(|&count| u64::from(count)).sum::<u64>();
        self.dark += total(&counts[0]);
        for (k, effect) in self.effects.iter_mut().enumerate() {
            *effect += total(&counts[1 + k]);
        }
        for kind in 0..4 {
            self.phases[kind] += total(&counts[7 + kind]);
            self.alignments[kind] += total(&counts[11 + kind]);
        }
    }
}
