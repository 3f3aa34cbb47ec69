//! A block in a week that is being decided: what its managers have, and what they see of all others.

use crate::parameter::Parameters;
use crate::population::{BlockMut, Common, LastWeek, Profile};

/// Nothing of it changes while events are decided.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// What the block's managers have.
    pub own: &'a BlockMut<'a>,
    /// What is the same for everybody.
    pub common: &'a Common<'a>,
    /// What was published at the end of last week.
    pub last: &'a LastWeek,
}

impl<'a> Scene<'a> {
    /// The parameters that the block's managers live under.
    #[inline(always)]
    pub(crate) fn parameters(&self) -> &'a Parameters {
        &self.own.firm.parameters
    }

    /// What was published of the manager in a lane.
    #[inline(always)]
    pub(crate) fn profile(&self, lane: usize) -> Profile<'a> {
        published(self.last, self.own.block.first_seat + lane as u32)
    }

    /// Number of parts of sixteen practices in the catalogue.
    #[inline(always)]
    pub(crate) fn parts(&self) -> usize {
        self.common.repertoire.parts()
    }
}

/// What was published of the manager of a seat.
#[inline(always)]
pub(crate) fn published(last: &LastWeek, seat: u32) -> Profile<'_> {
    last.profiles.of(seat).expect("seats are numbered within the population")
}
