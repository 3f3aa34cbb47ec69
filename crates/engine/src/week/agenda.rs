//! What can happen in a week at all. What no firm's parameters let happen is skipped, with its random numbers: they are
//! keyed, so nothing else changes.

use crate::parameter::Parameters;
use crate::population::World;
use crate::week::contagion::chances;
use crate::week::contagion::race::RUNNERS;
use crate::week::credibility::{compares, distinguished};

/// What a week has to see to.
#[derive(Clone, Copy)]
pub(crate) struct Agenda {
    /// Runners that may win a race for an event.
    pub runs: [bool; RUNNERS],
    /// Customers' contacts may change.
    pub counterpart: bool,
    /// What is seen of relationships is blurred.
    pub noise: bool,
    /// Relationships live (steps 4 and 5).
    pub relationships: bool,
    /// Managers may leave.
    pub turnover: bool,
    /// Credibility may differ from what was last published.
    pub credibility: bool,
    /// What the record sees of relationships, besides the practices that they use, may have changed since it was last seen.
    pub totals: bool,
}

impl Agenda {
    /// The agenda of a world's next week; `seen` says whether a week has been lived and looked at since anything was changed
    /// from outside.
    pub(crate) fn of(world: &World, counted: bool) -> Self {
        let any = |happens: fn(&Parameters) -> bool| world.firms.iter().any(|firm| happens(&firm.parameters));
        let counterpart = any(|parameters| parameters.triggers.counterpart_turnover > 0.0);
        let turnover = any(|parameters| parameters.people.turnover > 0.0);
        Self {
            runs: chances::runs(&world.firms),
            counterpart,
            noise: any(|parameters| parameters.value.noise > 0.0),
            relationships: world.relationship_step,
            turnover,
            credibility: !counted | any(|parameters| distinguished(&parameters.enablers) || compares(parameters)),
            totals: !counted | counterpart | world.relationship_step | turnover,
        }
    }
}
