//! What relationships of a block live under.

use crate::parameter::Parameters;
use crate::population::Repertoire;
use darkside_lanes::Lanes;

/// What the portfolios of a block live under.
pub(crate) struct Circumstances<'a, R> {
    pub parameters: &'a Parameters,
    pub repertoire: &'a Repertoire,
    /// How many relationships each manager has.
    pub portfolio: Lanes<u32>,
    /// What the kernel is compiled for that asks.
    pub instructions: R,
}
