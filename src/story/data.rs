//! What the pictures and the report need from a run: plain data, already summarised.

use std::collections::BTreeMap;

pub use super::estimate::Estimate;
use super::likeness::Likeness;
use super::spread::Spread;
use crate::archive::{CaseReproduction, Exposure, GroupFigure, People, PracticeName, Transmission};
use darkside_engine::record::{Adoption, Locus, Mechanism, Snapshot};

/// A firm.
#[derive(Clone, Debug, PartialEq)]
pub struct Firm {
    /// Its name.
    pub name: String,
    /// What sets it apart: its preset or its levers in words; empty if nothing does.
    pub organisation: String,
}

/// Events over time, by mechanism and locus.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// First and last week of each stretch, both inclusive.
    pub stretches: Vec<(u32, u32)>,
    /// The lines that have any events, by mechanism and then locus.
    pub lines: Vec<FlowLine>,
    /// Events per week by locus over all mechanisms, for loci with any events; `None` for onsets that no practice in
    /// use feeds.
    pub loci: Vec<(Option<Locus>, Vec<Estimate>)>,
    /// Mean events per run.
    pub total: Estimate,
    /// Of the events with a way, the share that came from a locus other than the origin.
    pub from_elsewhere: Estimate,
}

/// Events by one mechanism from one locus.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowLine {
    /// Mechanism and locus; `None` for onsets that no practice in use feeds.
    pub way: Option<(Mechanism, Locus)>,
    /// Events per week in each stretch.
    pub per_week: Vec<Estimate>,
    /// Events in the whole run.
    pub total: Estimate,
}

/// A finished run, as the pictures and the report see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Short name of the scenario.
    pub scenario: String,
    /// The question that it answers; may be empty.
    pub question: String,
    /// What to look at; may be empty.
    pub look_at: String,
    /// Version of `darkside` that ran it.
    pub version: String,
    /// Digest of the results.
    pub digest: String,
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds.
    pub seeds: u32,
    /// Weeks simulated.
    pub weeks: u32,
    /// The catalogue of practices.
    pub practices: Vec<PracticeName>,
    /// The firms.
    pub firms: Vec<Firm>,
    /// The first weeks, while the model settles; 0 if it does not.
    pub settling: u32,
    /// Weeks with an intervention, ascending, without repetition.
    pub interventions: Vec<u32>,
    /// What was done in them, in sentences, in the order of the scenario.
    pub done: Vec<String>,
    /// Every metric of the series by name, as in [`darkside_engine::record::metrics`]: an estimate per week, from 0.
    pub series: BTreeMap<String, Vec<Estimate>>,
    /// Visible minus actual value by week, paired by seed.
    pub gap: Vec<Estimate>,
    /// Change from the end of settling (or from week 0 in a shorter run) to the last week, paired by
    /// seed, of `value`, `visible_value`, `closeness`, `dark_share` and the effects.
    pub changes: BTreeMap<String, Estimate>,
    /// Figures of whole runs: copied share, latent share and the like, by name.
    pub totals: BTreeMap<String, Estimate>,
    /// Adoptions over time; `None` if the ledger was off.
    pub adoptions: Option<Flow>,
    /// Onsets over time; `None` if onsets were off.
    pub onsets: Option<Flow>,
    /// Adoptions and onsets of whole runs, if there were any.
    pub ways: Vec<Transmission>,
    /// Exposure by locus, if there was any.
    pub exposure: Vec<Exposure>,
    /// Reproduction by effect, all years and loci together.
    pub reproduction: Vec<CaseReproduction>,
    /// How each practice and effect spread.
    pub spread: Spread,
    /// How alike each effect and practice is along ties and within groups; empty if that was not recorded.
    pub footprints: Vec<Likeness>,
    /// The first seed's ledger; empty if it was off.
    pub ledger: Vec<Adoption>,
    /// The first seed's state at up to four moments.
    pub moments: Vec<Snapshot>,
    /// Means by group of managers.
    pub groups: Vec<GroupFigure>,
    /// Names of the managers.
    pub people: People,
}

impl Story {
    /// The course of a metric; empty if the run does not have it.
    pub fn course(&self, metric: &str) -> &[Estimate] {
        self.series.get(metric).map_or(&[], Vec::as_slice)
    }

    /// A metric over the weeks as points to draw, multiplied by `factor`. A very long run is thinned out.
    pub fn points(&self, metric: &str, factor: f64) -> Vec<(f64, Estimate)> {
        thinned(self.course(metric), factor)
    }

    /// A metric in the last week.
    pub fn last(&self, metric: &str) -> Estimate {
        self.course(metric).last().copied().unwrap_or(Estimate::UNDEFINED)
    }

    /// A figure of whole runs.
    pub fn total(&self, name: &str) -> Estimate {
        self.totals.get(name).copied().unwrap_or(Estimate::UNDEFINED)
    }

    /// A change over time, as in `changes`.
    pub fn change(&self, metric: &str) -> Estimate {
        self.changes.get(metric).copied().unwrap_or(Estimate::UNDEFINED)
    }

    /// What panels over time mark: the first weeks, while the model settles, and the weeks with an intervention.
    pub fn marks(&self) -> (u32, &[u32]) {
        (self.settling, &self.interventions)
    }

    /// The week from which `changes` are measured.
    pub fn base_week(&self) -> u32 {
        if self.weeks > self.settling { self.settling } else { 0 }
    }
}

/// Weekly estimates as points to draw, multiplied by `factor`: at most about a thousand of them, including the last.
pub fn thinned(course: &[Estimate], factor: f64) -> Vec<(f64, Estimate)> {
    let step = course.len().div_ceil(1_000).max(1);
    let last = course.len().saturating_sub(1);
    let kept = course.iter().enumerate().filter(|(week, _)| week % step == 0 || *week == last);
    kept.map(|(week, estimate)| (week as f64, estimate.times(factor))).collect()
}
