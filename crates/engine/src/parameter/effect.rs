//! The six dark-side effects.

use super::named::named;

named! {
    /// The six dark-side effects of close relationships (S0), in the order in which the model sums over them.
    Effect {
        /// Taking advantage of a close relationship.
        Opportunism = "opportunism",
        /// Quarrel between partners who know much about each other.
        Conflict = "conflict",
        /// One account takes so much attention that it precludes others.
        LockIn = "lock_in",
        /// What was given once is expected ever after.
        RisingExpectations = "rising_expectations",
        /// Partners judge by a shared subjective reality.
        CognitiveBias = "cognitive_bias",
        /// Dependence constrains control of activities and resources.
        Embeddedness = "embeddedness",
    }
}

impl Effect {
    /// Its name as people write it.
    pub const fn words(self) -> &'static str {
        match self {
            Effect::LockIn => "lock-in",
            Effect::RisingExpectations => "rising expectations",
            Effect::CognitiveBias => "cognitive bias",
            Effect::Opportunism | Effect::Conflict | Effect::Embeddedness => self.name(),
        }
    }

    /// Why it grows in a close relationship (S0): its breeding ground.
    pub const fn breeding_ground(self) -> &'static str {
        match self {
            Effect::Opportunism => "trust neglects monitoring; formalisation and formal safeguards monitor",
            Effect::Conflict => "volume of communication: more information about each other",
            Effect::LockIn => "attention beyond the account's fair share of the portfolio",
            Effect::RisingExpectations => "remembered visible value: what was given is expected",
            Effect::CognitiveBias => "age of the relationship; informal safeguards clear the view",
            Effect::Embeddedness => "supplier investment that the customer does not reciprocate",
        }
    }

    /// What it does besides costing value at `dark_side.harm`.
    pub const fn consequence(self) -> &'static str {
        match self {
            Effect::Opportunism => "costs value",
            Effect::Conflict => "costs value, wears closeness",
            Effect::LockIn => "costs value, crowds out the rest of the portfolio",
            Effect::RisingExpectations => "costs value, raises the customer's expectation",
            Effect::CognitiveBias => "costs value, hides the dark side from the manager and from those who look on",
            Effect::Embeddedness => "costs value, holds practices in place",
        }
    }

    /// The flag bit of this effect.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}
