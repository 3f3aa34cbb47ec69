//! Everything that is recorded of one run.

use super::event::{Adoption, Lapse, Locus, Onset};
use super::footprint::Footprint;
use super::metric::columns;
use super::snapshot::Snapshot;
use super::start::Start;
use super::totals::Totals;
use crate::practice::Effect;

/// Everything recorded of one scenario under one seed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The seed.
    pub seed: u64,
    /// Names of the practices, in the order of the catalogue: rows of the ledger name them by position.
    pub practices: Vec<String>,
    /// The series: for each metric of [`metrics`](super::metrics), in that order, one value per week from 0; undefined
    /// values (a correlation without variance) are NaN.
    pub series: Vec<Vec<f64>>,
    /// Every adoption, by week, manager and slot; empty where `record.ledger` is off.
    pub ledger: Vec<Adoption>,
    /// Every lapse, in the same order; empty where `record.ledger` is off.
    pub lapses: Vec<Lapse>,
    /// Every onset, in the same order; empty where `record.onsets` is off.
    pub onsets: Vec<Onset>,
    /// Counts over the whole run.
    pub totals: Totals,
    /// Case reproduction by effect, in the order of [`Effect::ALL`]; `None` where ledger or onsets are off.
    pub reproduction: Option<Vec<Reproduction>>,
    /// Means by group of managers, one row per moment and group.
    pub groups: Vec<GroupMean>,
    /// How alike effects and practices are, by week, effect or practice, and level; empty where `record.footprints` is 0.
    pub footprints: Vec<Footprint>,
    /// The organisation at week 0; `None` where `record.ledger` is off.
    pub start: Option<Start>,
    /// State at four moments, if it was asked for.
    pub snapshots: Vec<Snapshot>,
}

impl Record {
    /// A column of the series by its metric's name: one value per week, from week 0. `None` if there is no such metric.
    ///
    /// ```
    /// use darkside_engine::{run::run, scenario::read};
    /// let text = "run = { weeks = 10 }\npopulation = { firms = 1, managers = 20 }";
    /// let record = run(&read("small.toml", text, std::path::Path::new(""), &[])?, 1, false);
    /// assert_eq!(record.metric("dark_share").map(|weeks| (weeks.len(), weeks[0])), Some((11, 0.0)));
    /// assert_eq!(record.metric("dark_sahre"), None);
    /// # Ok::<(), darkside_error::Error>(())
    /// ```
    pub fn metric(&self, name: &str) -> Option<&[f64]> {
        let metrics = columns(self.practices.iter().map(String::as_str));
        let column = metrics.iter().position(|metric| metric.name == name)?;
        self.series.get(column).map(Vec::as_slice)
    }
}

/// Case reproduction of one effect in one run, by the parent's onset year.
///
/// A case is a relationship's first onset of the effect; its parent is the relationship that its
/// credited practice was copied from, if that is ever a case of the effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Reproduction {
    /// The effect.
    pub effect: Effect,
    /// Year of the parent's onset, from 1 (weeks 1 to 52).
    pub year: u32,
    /// Cases with an onset in that year.
    pub cases: u64,
    /// Their children, by locus of the copy.
    pub children: [u64; Locus::ALL.len()],
}

/// Means over the relationships of a group of managers at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupMean {
    /// Week, at whose end it was taken.
    pub week: u32,
    /// What the managers are grouped by: `firm`, `office`, or an imported column.
    pub group: String,
    /// Which of its groups.
    pub member: String,
    /// Managers in it.
    pub managers: u32,
    /// Mean actual value.
    pub value: f64,
    /// Mean visible value.
    pub visible_value: f64,
    /// Mean closeness.
    pub closeness: f64,
    /// Share of dark relationships.
    pub dark_share: f64,
    /// Practices in use per relationship.
    pub practices: f64,
}
