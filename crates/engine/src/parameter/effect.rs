//! The six dark-side effects.

/// The six dark-side effects of close relationships (S0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Effect {
    /// Taking advantage of a close relationship, because trust neglects monitoring.
    Opportunism,
    /// Quarrel, because partners know more about each other.
    Conflict,
    /// One account precludes others.
    LockIn,
    /// What was given once is expected ever after.
    RisingExpectations,
    /// Partners judge by a subjective reality of their own.
    CognitiveBias,
    /// Control of activities and resources is constrained by dependence.
    Embeddedness,
}

impl Effect {
    /// All of them, in the order in which the model sums over them.
    pub const ALL: [Effect; 6] = [
        Effect::Opportunism,
        Effect::Conflict,
        Effect::LockIn,
        Effect::RisingExpectations,
        Effect::CognitiveBias,
        Effect::Embeddedness,
    ];

    /// The name that scenarios and tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Effect::Opportunism => "opportunism",
            Effect::Conflict => "conflict",
            Effect::LockIn => "lock_in",
            Effect::RisingExpectations => "rising_expectations",
            Effect::CognitiveBias => "cognitive_bias",
            Effect::Embeddedness => "embeddedness",
        }
    }

    /// Its name as people write it.
    pub const fn words(self) -> &'static str {
        match self {
            Effect::LockIn => "lock-in",
            Effect::RisingExpectations => "rising expectations",
            Effect::CognitiveBias => "cognitive bias",
            Effect::Opportunism | Effect::Conflict | Effect::Embeddedness => self.name(),
        }
    }

    /// What it is.
    pub const fn meaning(self) -> &'static str {
        match self {
            Effect::Opportunism => "Taking advantage of a close relationship.",
            Effect::Conflict => "Quarrel between partners who know much about each other.",
            Effect::LockIn => "One account takes so much attention that it precludes others.",
            Effect::RisingExpectations => "What was given once is expected ever after.",
            Effect::CognitiveBias => "Partners judge by a shared subjective reality.",
            Effect::Embeddedness => "Dependence constrains control of activities and resources.",
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

    /// Its position in arrays by effect.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The flag bit of this effect.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}
