//! How alike managers are along ties and within groups, summarised over seeds.

use std::collections::BTreeMap;

use super::estimate::Estimate;
use crate::archive::Run;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Footprint, Level, SubjectKind};
use darkside_error::Result;
use darkside_stats::Running;

/// Half-width, in standard deviations, of the range that covers 95 % of chance values.
const CHANCE: f64 = 1.96;
/// The level of the permutation test.
const ALPHA: f64 = 0.05;

/// How alike one effect or practice is at one level.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// Effect or practice.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// Along ties or within which groups.
    pub level: Level,
    /// By week.
    pub moments: Vec<Moment>,
}

/// How alike at the end of one week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The week.
    pub week: u32,
    /// Moran's I or intraclass correlation, over the seeds in which it is defined.
    pub estimate: Estimate,
    /// Along ties: the range of 95 % of values by chance, mean over seeds.
    pub null: Option<(f64, f64)>,
    /// Along ties: the permutation test's p, mean over seeds.
    pub p: f64,
    /// Along ties: share of seeds in which p is at most .05.
    pub found: f64,
    /// Seeds in which it is defined.
    pub seeds: u64,
}

/// MomentSums over seeds for one moment.
#[derive(Clone, Copy, Default)]
struct MomentSums {
    estimate: Running,
    low: Running,
    high: Running,
    p: Running,
    found: Running,
}

impl MomentSums {
    fn add(&mut self, row: &Footprint) {
        self.estimate.add(row.estimate);
        self.low.add(row.null_mean - CHANCE * row.null_deviation);
        self.high.add(row.null_mean + CHANCE * row.null_deviation);
        self.p.add(row.p);
        // If p is undefined, the seed counts neither as found nor as not found.
        self.found.add(if row.p.is_nan() { f64::NAN } else { f64::from(u8::from(row.p <= ALPHA)) });
    }

    fn moment(&self, week: u32) -> Moment {
        let null = (self.low.count() > 0).then(|| (self.low.mean(), self.high.mean()));
        let (p, found, seeds) = (self.p.mean(), self.found.mean(), self.estimate.count());
        Moment { week, estimate: self.estimate.summary().into(), null, p, found, seeds }
    }
}

/// The footprints of a run; empty if none were recorded.
///
/// # Errors
/// If the table cannot be read.
pub(super) fn gather(run: &Run) -> Result<Vec<Likeness>> {
    let mut sums: BTreeMap<(SubjectKind, u32, Level), BTreeMap<u32, MomentSums>> = BTreeMap::new();
    for row in run.footprints()?.into_iter().flatten() {
        let row = row?.row;
        sums.entry((row.kind, row.of, row.level)).or_default().entry(row.week).or_default().add(&row);
    }
    let name = |kind, of: u32| match kind {
        SubjectKind::Effect => Effect::ALL.get(of as usize).map(|effect| effect.name().to_owned()),
        SubjectKind::Practice => run.manifest().practices.get(of as usize).map(|practice| practice.name.clone()),
    };
    let likeness = |((kind, of, level), weeks): ((SubjectKind, u32, Level), BTreeMap<u32, MomentSums>)| {
        let moments = weeks.iter().map(|(&week, sums)| sums.moment(week)).collect();
        Likeness { kind, name: name(kind, of).unwrap_or_default(), level, moments }
    };
    Ok(sums.into_iter().map(likeness).collect())
}
