//! What relationships of a block live under.

use crate::parameter::Parameters;
use crate::population::{Repertoire, Shown};
use darkside_lanes::{Lanes, keep};

/// What the portfolios of a block live under.
pub(crate) struct Circumstances<'a, R> {
    pub parameters: &'a Parameters,
    pub repertoire: &'a Repertoire,
    /// How many relationships each manager has.
    pub portfolio: Lanes<u32>,
    /// Scruples of each manager.
    pub scruples: Lanes<f32>,
    /// The instructions that the calling kernel is compiled for.
    pub instructions: R,
}

impl<R> Circumstances<'_, R> {
    /// How far the manager in a lane covers up a relationship: only where it is dark.
    #[inline(always)]
    pub(crate) fn covered(&self, shown: &Shown, lane: usize) -> f32 {
        keep(shown.flags(lane) != 0, self.parameters.value.cover_up * (1.0 - self.scruples[lane]))
    }
}
