//! What a command line changes in an experiment's file.

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
