//! Events of a week: decided in step 2, carried out in step 4, logged.

use crate::record::{Cause, Locus, Mechanism};
use crate::week::source::Source;

/// What a relationship's one event of a week is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Happening {
    /// A practice is taken up.
    Adopt(Arrival),
    /// A practice is given up.
    GiveUp { practice: u8, cause: Cause, lesson: bool },
    /// A lesson fades.
    FadeLesson { practice: u8 },
}

/// How a practice arrives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arrival {
    pub practice: u8,
    pub mechanism: Mechanism,
    pub locus: Locus,
    /// The relationship that it comes from, if it comes from one, and not through a tie: then it is looked up when the
    /// practice is taken up.
    pub source: Option<Source>,
    /// The slot of the tie that it comes through, if it comes through one.
    pub tie: Option<usize>,
}

/// An event of a block, and where it happens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub slot: usize,
    pub lane: usize,
    pub happening: Happening,
}
