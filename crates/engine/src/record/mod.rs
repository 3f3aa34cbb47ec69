//! What is seen of a run: series, ledger, lapses, onsets, and what follows from them.

mod digest;
mod event;
mod metric;

pub use digest::Digest;
pub use event::{Adoption, Alignment, Case, Cause, Lapse, Locus, Mechanism, Onset};
pub use metric::{Metric, metrics};

use crate::practice::Effect;

/// Everything recorded of one scenario under one seed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The seed.
    pub seed: u64,
    /// The series: for each metric of [`metrics`], in that order, one value per week from 0; undefined
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
    /// State at four moments, if it was asked for.
    pub snapshots: Vec<Snapshot>,
}

/// Counts over a whole run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Adoptions by mechanism (rows) and locus (columns).
    pub adoptions: [[u64; Locus::ALL.len()]; Mechanism::ALL.len()],
    /// Credited onsets by mechanism (rows) and locus (columns) of the credited practice's adoption.
    pub onsets: [[u64; Locus::ALL.len()]; Mechanism::ALL.len()],
    /// Onsets that nothing in use feeds.
    pub onsets_uncredited: u64,
    /// Relationship-practice-weeks at risk with at least one source, by locus (origin stays 0).
    pub exposure: [u64; Locus::ALL.len()],
    /// Weekly transitions between phases: from (rows) to (columns), staying included.
    pub phases: [[u64; 4]; 4],
    /// Weekly transitions between alignment patterns, staying included.
    pub alignments: [[u64; 4]; 4],
    /// Adoptions of a loaded practice from a known source relationship.
    pub loaded_copies: u64,
    /// Those of them whose source's flag for the practice's largest load was off.
    pub latent_copies: u64,
    /// Sum over them of the share of all the practice's users whose flag was off that week.
    pub latent_by_chance: f64,
}

impl Totals {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (self.adoptions.as_flattened_mut(), other.adoptions.as_flattened()),
            (self.onsets.as_flattened_mut(), other.onsets.as_flattened()),
            (&mut self.exposure, &other.exposure),
            (self.phases.as_flattened_mut(), other.phases.as_flattened()),
            (self.alignments.as_flattened_mut(), other.alignments.as_flattened()),
        ];
        for (counts, others) in pairs {
            for (count, other) in counts.iter_mut().zip(others) {
                *count += other;
            }
        }
        self.onsets_uncredited += other.onsets_uncredited;
        self.loaded_copies += other.loaded_copies;
        self.latent_copies += other.latent_copies;
        self.latent_by_chance += other.latent_by_chance;
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

/// State at the end of one week, for pictures of networks and of the inverted U.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The week.
    pub week: u32,
    /// Relationships by manager and slot: the first 10,000 of them.
    pub relationships: Vec<RelationshipState>,
    /// Ties between the managers of those relationships.
    pub ties: Vec<TieState>,
}

/// A relationship in a [`Snapshot`].
#[derive(Clone, Debug, PartialEq)]
pub struct RelationshipState {
    /// Who and which.
    pub case: Case,
    /// Position of the manager's firm.
    pub firm: u32,
    /// Number of the manager's office, counted over all firms.
    pub office: u32,
    /// Number of its account.
    pub account: u32,
    /// Closeness.
    pub closeness: f32,
    /// Actual value of the week.
    pub value: f32,
    /// Visible value of the week.
    pub visible_value: f32,
    /// Phase, as in [`crate::practice::Phase`].
    pub phase: crate::practice::Phase,
    /// Alignment pattern.
    pub alignment: Alignment,
    /// Intensity of each effect.
    pub intensities: [f32; 6],
    /// Dark flags, one bit per effect.
    pub flags: u32,
    /// Practices in use, one bit per practice.
    pub practices: u32,
}

/// A tie in a [`Snapshot`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TieState {
    /// Seat of the manager who looks.
    pub source: u32,
    /// Seat of the manager who is looked at.
    pub target: u32,
    /// Weight.
    pub weight: f32,
    /// Whether both are in the same firm.
    pub inside: bool,
}
