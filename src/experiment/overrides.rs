//! What a caller changes in an experiment's file.

use darkside_error::{Error, Result};

/// Values that override an experiment's file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overrides<'a> {
    /// `path=value` arguments, applied to every scenario.
    pub set: &'a [String],
    /// Weeks to simulate.
    pub weeks: Option<u32>,
    /// Seeds for each point or arm; for hypotheses, the most seeds that an arm gets.
    pub seeds: Option<u32>,
}

impl Overrides<'_> {
    /// Refuses what no experiment can have.
    ///
    /// # Errors
    /// If there are no seeds.
    pub(crate) fn check(&self) -> Result<()> {
        match self.seeds {
            Some(0) => Err(Error::input("`seeds` cannot be 0").help("a whole number of at least 1")),
            _ => Ok(()),
        }
    }
}
