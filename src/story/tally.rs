//! Counts events by route and time interval, one seed after the other, without storing the events.

use super::data::{Estimate, Flow, FlowLine};
use darkside_engine::record::{Locus, Mechanism};
use darkside_stats::Running;

/// Weeks in an interval, and the number of intervals beyond which they get longer.
const QUARTER: u32 = 13;
const MOST_STRETCHES: u32 = 100;

/// Quarters of a year; longer intervals in a long run, single weeks in a short one. An intervention begins a new one, so that
/// what it does is not drawn before it. What is left of less than half an interval belongs to the one before it.
pub(super) fn stretches(weeks: u32, interventions: &[u32]) -> Vec<(u32, u32)> {
    let quarter = if weeks < 4 * QUARTER { 1 } else { QUARTER };
    let length = quarter * weeks.div_ceil(quarter).div_ceil(MOST_STRETCHES).max(1);
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    let mut first = 1;
    while first <= weeks {
        let next = interventions.iter().copied().find(|week| *week > first).unwrap_or(u32::MAX);
        let last = (first + length - 1).min(next - 1).min(weeks);
        let is_short = 2 * (last + 1 - first) < length && !interventions.contains(&first);
        match stretches.last_mut() {
            Some(before) if is_short => before.1 = last,
            _ => stretches.push((first, last)),
        }
        first = last + 1;
    }
    stretches
}

const LOCI: usize = Locus::ALL.len();
/// Routes, and one more for events without one.
const WAYS: usize = Mechanism::ALL.len() * LOCI + 1;

/// Counts events by route and time interval, seed by seed.
pub(super) struct Tally {
    stretches: Vec<(u32, u32)>,
    seed: Option<u64>,
    seeds: u32,
    /// This seed's events, by way and then stretch.
    counts: Vec<u32>,
    by_way: Vec<Running>,
    by_locus: Vec<Running>,
    totals: Vec<Running>,
    total: Running,
    from_elsewhere: Running,
}

impl Tally {
    /// An empty tally.
    pub(super) fn new(stretches: Vec<(u32, u32)>) -> Self {
        let n = stretches.len();
        Self {
            stretches,
            seed: None,
            seeds: 0,
            counts: vec![0; WAYS * n],
            by_way: vec![Running::default(); WAYS * n],
            by_locus: vec![Running::default(); (LOCI + 1) * n],
            totals: vec![Running::default(); WAYS],
            total: Running::default(),
            from_elsewhere: Running::default(),
        }
    }

    /// Counts an event; events come grouped by seed.
    pub(super) fn add(&mut self, seed: u64, week: u32, way: Option<(Mechanism, Locus)>) {
        if self.seed.is_some_and(|before| before != seed) {
            self.close();
        }
        self.seed = Some(seed);
        let stretch = self.stretches.partition_point(|(_, last)| *last < week);
        let way = way.map_or(WAYS - 1, |(mechanism, locus)| mechanism.index() * LOCI + locus.index());
        if stretch < self.stretches.len() {
            self.counts[way * self.stretches.len() + stretch] += 1;
        }
    }

    /// Adds one seed's counts to the totals and resets them.
    fn close(&mut self) {
        let n = self.stretches.len();
        let weeks = |stretch: usize| f64::from(self.stretches[stretch].1 + 1 - self.stretches[stretch].0);
        let mut loci = vec![0u32; (LOCI + 1) * n];
        let (mut all, mut credited, mut elsewhere) = (0u64, 0u64, 0u64);
        for way in 0..WAYS {
            let locus = if way == WAYS - 1 { LOCI } else { way % LOCI };
            let counts = &self.counts[way * n..(way + 1) * n];
            let sum: u64 = counts.iter().map(|count| u64::from(*count)).sum();
            self.totals[way].add(sum as f64);
            all += sum;
            credited += if locus < LOCI { sum } else { 0 };
            elsewhere += if locus < LOCI && locus != Locus::Origin.index() { sum } else { 0 };
            for (stretch, count) in counts.iter().enumerate() {
                self.by_way[way * n + stretch].add(f64::from(*count) / weeks(stretch));
                loci[locus * n + stretch] += count;
            }
        }
        for (at, count) in loci.iter().enumerate() {
            self.by_locus[at].add(f64::from(*count) / weeks(at % n));
        }
        self.total.add(all as f64);
        self.from_elsewhere.add(elsewhere as f64 / credited as f64);
        self.counts.fill(0);
        self.seeds += 1;
    }

    /// Means and intervals over `seeds` seeds.
    pub(super) fn finish(mut self, seeds: u32) -> Flow {
        if self.seed.is_some() {
            self.close();
        }
        // A seed without any event has no rows.
        while self.seeds < seeds {
            self.close();
        }
        let n = self.stretches.len();
        let estimates =
            |running: &[Running]| Running::summaries(running).into_iter().map(Estimate::from).collect::<Vec<_>>();
        let way = |way: usize| (way < WAYS - 1).then(|| (Mechanism::ALL[way / LOCI], Locus::ALL[way % LOCI]));
        let lines = (0..WAYS).filter(|at| self.totals[*at].mean() > 0.0).map(|at| FlowLine {
            way: way(at),
            per_week: estimates(&self.by_way[at * n..(at + 1) * n]),
            total: self.totals[at].summary().into(),
        });
        let locus = |at: usize| (Locus::ALL.get(at).copied(), &self.by_locus[at * n..(at + 1) * n]);
        let happened = |(_, course): &(Option<Locus>, &[Running])| course.iter().any(|running| running.mean() > 0.0);
        Flow {
            lines: lines.collect(),
            loci: (0..=LOCI).map(locus).filter(happened).map(|(locus, course)| (locus, estimates(course))).collect(),
            total: self.total.summary().into(),
            from_elsewhere: self.from_elsewhere.summary().into(),
            stretches: self.stretches,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_every_week_once_and_interventions_begin_new_ones() {
        assert_eq!(stretches(60, &[17]), [(1, 16), (17, 29), (30, 42), (43, 60)]);
        for weeks in [1, 3, 51, 52, 100, 260, 5_200] {
            let stretches = stretches(weeks, &[]);
            assert_eq!(stretches.first().map(|(first, _)| *first), Some(1));
            assert_eq!(stretches.last().map(|(_, last)| *last), Some(weeks));
            assert!(stretches.windows(2).all(|two| two[1].0 == two[0].1 + 1));
            assert!(stretches.len() <= MOST_STRETCHES as usize);
        }
    }

    #[test]
    fn a_seed_without_events_counts_as_none_and_means_are_per_week() {
        let mut tally = Tally::new(vec![(1, 13), (14, 20)]);
        let way = Some((Mechanism::Spontaneous, Locus::Origin));
        for _ in 0..26 {
            tally.add(1, 13, way);
        }
        tally.add(1, 14, None);
        let flow = tally.finish(2);
        assert_eq!(flow.lines[0].per_week[0].mean, 1.0);
        assert_eq!(flow.lines[0].total.mean, 13.0);
        assert_eq!(flow.lines[1].way, None);
        assert_eq!((flow.loci.len(), flow.loci[1].0), (2, None));
        assert!((flow.loci[1].1[1].mean - 0.5 / 7.0).abs() < 1e-12);
        assert_eq!(flow.from_elsewhere.mean, 0.0);
    }
}
