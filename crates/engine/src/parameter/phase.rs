//! Phases of a relationship.

/// Life-cycle phase of a relationship (S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Phase {
    /// The partners get to know each other.
    Exploration,
    /// Ties and commitments grow.
    BuildUp,
    /// Settled and close.
    Maturity,
    /// Expectation is no longer met.
    Decline,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Phase; 4] = [Phase::Exploration, Phase::BuildUp, Phase::Maturity, Phase::Decline];

    /// The name that scenarios and tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Phase::Exploration => "exploration",
            Phase::BuildUp => "build_up",
            Phase::Maturity => "maturity",
            Phase::Decline => "decline",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Phase::Exploration => "The partners get to know each other.",
            Phase::BuildUp => "Ties and commitments grow.",
            Phase::Maturity => "Settled and close.",
            Phase::Decline => "Expectation is no longer met.",
        }
    }
}
