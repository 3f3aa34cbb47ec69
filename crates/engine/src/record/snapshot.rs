//! The state of a world at one moment.

use super::event::{Alignment, Case};
use crate::practice::Phase;

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
    /// Phase, as in [`Phase`].
    pub phase: Phase,
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
