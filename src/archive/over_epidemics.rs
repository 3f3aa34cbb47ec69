//! Sums over seeds of how practices and effects spread.

use std::collections::BTreeMap;
use std::io;

use super::epidemics;
use super::part::{COHORTS, Each, LAGS, REACH, RunShape, SENDERS, WAVES, each_row};
use super::rows::{AttackRate, Cohort, Sender, WaveFigure};
use crate::epidemiology::{ENOUGH_SEEN, Figure, Subject, Trait, Unit};
use darkside_engine::practice::Effect;
use darkside_stats::{
    Estimate, LagDistribution, Ratio, Running, RunningRatio, Summary, TruncatedLags, proportion_interval,
};

/// Sums over seeds.
pub(super) struct Epidemics<'a> {
    weeks: u32,
    shape: &'a RunShape,
    seeds: u64,
    figures: BTreeMap<(Subject, Figure), Running>,
    /// By subject, whether the stretch is a year, and its first week; the last week is kept beside the sums.
    cohorts: BTreeMap<(Subject, bool, u32), (u32, SeedRatio)>,
    lags: BTreeMap<Subject, Lags>,
    reach: BTreeMap<(Subject, Trait, u32), Reach>,
    senders: BTreeMap<(Subject, Trait), [Running; 3]>,
}

/// A ratio, and the number of seeds it covers.
#[derive(Clone, Copy, Default)]
struct SeedRatio {
    seeds: u64,
    ratio: RunningRatio,
}

#[derive(Default)]
struct Reach {
    share: SeedRatio,
    mean: Running,
    arrival: Running,
}

struct Lags {
    /// Cases by week.
    cases: Vec<u64>,
    lags: TruncatedLags,
}

impl SeedRatio {
    fn add(&mut self, above: f64, below: f64) {
        self.seeds += 1;
        self.ratio.add(above, below);
    }

    /// The ratio over `seeds` seeds. Seeds that were not added contribute 0 to both of its terms.
    fn over(mut self, seeds: u64) -> Ratio {
        (self.seeds..seeds).for_each(|_| self.ratio.add(0.0, 0.0));
        self.ratio.ratio()
    }
}

impl<'a> Epidemics<'a> {
    /// Empty sums for runs of `weeks` weeks and this shape.
    pub(super) fn new(weeks: u32, shape: &'a RunShape) -> Self {
        Self {
            weeks,
            shape,
            seeds: 0,
            figures: BTreeMap::new(),
            cohorts: BTreeMap::new(),
            lags: BTreeMap::new(),
            reach: BTreeMap::new(),
            senders: BTreeMap::new(),
        }
    }

    /// Adds `seeds` seeds; `each` visits the stretches of a table.
    pub(super) fn add(&mut self, each: Each<'_>, seeds: usize) -> io::Result<()> {
        self.seeds += seeds as u64;
        each_row(each, WAVES, &epidemics::figures(), |row| {
            self.figures.entry((row.subject, row.figure)).or_default().add(row.value);
        })?;
        each_row(each, COHORTS, &epidemics::cohort_counts(), |row| {
            let (last, counted) = self.cohorts.entry((row.subject, row.year, row.first_week)).or_default();
            *last = row.last_week;
            counted.add(row.children.into(), row.cases.into());
        })?;
        let weeks = self.weeks as usize;
        each_row(each, LAGS, &epidemics::lags(), |row| {
            let blank = || Lags { cases: vec![0; weeks + 1], lags: TruncatedLags::new(weeks) };
            let lags = self.lags.entry(row.subject).or_insert_with(blank);
            let at = row.weeks as usize;
            if let Some(cases) = lags.cases.get_mut(at) {
                *cases += u64::from(row.cases);
            }
            lags.lags.add_counts(at, row.seen.into(), row.limits.into());
        })?;
        each_row(each, REACH, &epidemics::reach(), |row| {
            let reach = self.reach.entry((row.subject, row.by, row.group)).or_default();
            reach.share.add(row.reached.into(), row.managers.into());
            reach.mean.add(row.mean);
            reach.arrival.add(row.arrival);
        })?;
        each_row(each, SENDERS, &epidemics::sender_means(), |row| {
            let sums = self.senders.entry((row.subject, row.by)).or_default();
            sums.iter_mut().zip([row.top, row.all, row.top - row.all]).for_each(|(sum, value)| sum.add(value));
        })
    }

    /// The practice or effect.
    fn name(&self, subject: Subject) -> String {
        let of = subject.of as usize;
        match subject.unit {
            Unit::Onset => Effect::ALL.get(of).map_or("", |effect| effect.name()).to_owned(),
            _ => self.shape.practices.get(of).cloned().unwrap_or_default(),
        }
    }

    /// A group of managers, in words.
    fn group(&self, by: Trait, group: u32) -> String {
        let name = match by {
            Trait::Firm => self.shape.firms.get(group as usize),
            Trait::Office => self.shape.offices.get(group as usize),
            _ if group == u32::MAX => return "out_of_reach".to_owned(),
            _ => None,
        };
        name.cloned().unwrap_or_else(|| group.to_string())
    }

    /// The rows of `waves.csv`: every figure that is defined in at least one seed.
    pub(super) fn waves(&self) -> Vec<WaveFigure> {
        let mut rows = Vec::new();
        for (&(subject, figure), running) in &self.figures {
            let summary = running.summary();
            let mut add = |figure, summary| {
                rows.push(WaveFigure { unit: subject.unit, name: self.name(subject), figure, summary });
            };
            match figure {
                Figure::TookOff | Figure::DiedOut => {
                    let hits = (summary.mean * summary.count as f64).round() as u64;
                    let interval = proportion_interval(hits, summary.count, 0.95);
                    add(figure, Summary { lower95: interval.lower, upper95: interval.upper, ..summary });
                }
                Figure::Growth => {
                    add(figure, summary);
                    add(Figure::Doubling, inverse(summary, std::f64::consts::LN_2));
                }
                Figure::Dispersion => {
                    add(figure, summary);
                    add(Figure::DispersionK, inverse(summary, 1.0));
                }
                _ => add(figure, summary),
            }
        }
        rows
    }

    /// The rows of `cohorts.csv`.
    pub(super) fn cohorts(&self) -> Vec<Cohort> {
        let distributions: BTreeMap<Subject, LagDistribution> =
            self.lags.iter().map(|(subject, lags)| (*subject, lags.lags.distribution())).collect();
        let mut rows = Vec::with_capacity(self.cohorts.len());
        for (&(subject, year, first_week), &(last_week, counted)) in &self.cohorts {
            let ratio = counted.over(self.seeds);
            let share_seen = match (self.lags.get(&subject), distributions.get(&subject)) {
                (Some(lags), Some(distribution)) => self.share_seen(lags, distribution, first_week, last_week),
                _ => f64::NAN,
            };
            let enough = share_seen >= ENOUGH_SEEN;
            let corrected = |seen: f64| if enough { seen / share_seen } else { f64::NAN };
            let (mean, standard_error) = (corrected(ratio.ratio), corrected(ratio.standard_error));
            let interval = Estimate { mean, standard_error, freedom: self.seeds as f64 - 1.0 }.interval(0.95);
            rows.push(Cohort {
                unit: subject.unit,
                name: self.name(subject),
                year,
                first_week,
                last_week,
                cases: ratio.below,
                children: ratio.above,
                seen: ratio.ratio,
                share_seen,
                reproduction: mean,
                standard_error,
                lower95: interval.lower,
                upper95: interval.upper,
            });
        }
        rows
    }

    /// The share of the children of these weeks' cases that come before the end of the run.
    fn share_seen(&self, lags: &Lags, distribution: &LagDistribution, first: u32, last: u32) -> f64 {
        let (mut seen, mut all) = (0.0, 0.0);
        for week in first..=last.min(self.weeks) {
            let cases = lags.cases.get(week as usize).map_or(0.0, |cases| *cases as f64);
            seen += cases * distribution.within((self.weeks - week) as usize);
            all += cases;
        }
        seen / all
    }

    /// The rows of `attack_rates.csv`.
    pub(super) fn attack_rates(&self) -> Vec<AttackRate> {
        let mut rows = Vec::with_capacity(self.reach.len());
        for (&(subject, by, group), reach) in &self.reach {
            let Ratio { above: _, below, ratio, standard_error } = reach.share.ratio.ratio();
            let freedom = reach.share.seeds as f64 - 1.0;
            let interval = Estimate { mean: ratio, standard_error, freedom }.interval(0.95);
            rows.push(AttackRate {
                unit: subject.unit,
                name: self.name(subject),
                by,
                group: self.group(by, group),
                seeds: reach.share.seeds as u32,
                managers: below,
                mean: reach.mean.mean(),
                reached: ratio,
                lower95: interval.lower,
                upper95: interval.upper,
                arrival: reach.arrival.mean(),
                arrival_se: reach.arrival.standard_error(),
            });
        }
        rows
    }

    /// The rows of `senders.csv`.
    pub(super) fn senders(&self) -> Vec<Sender> {
        let rows = self.senders.iter().map(|(&(subject, by), [top, all, difference])| Sender {
            unit: subject.unit,
            name: self.name(subject),
            by,
            top: top.mean(),
            all: all.mean(),
            difference: difference.summary(),
        });
        rows.collect()
    }
}

/// `over` divided by a figure and by the ends of its interval, which swap places. Undefined where these are not
/// above 0.
fn inverse(summary: Summary, over: f64) -> Summary {
    let divided = |by: f64| if by > 0.0 { over / by } else { f64::NAN };
    Summary {
        count: summary.count,
        mean: divided(summary.mean),
        standard_deviation: f64::NAN,
        lower95: divided(summary.upper95),
        upper95: divided(summary.lower95),
    }
}

#[cfg(test)]
mod tests;
