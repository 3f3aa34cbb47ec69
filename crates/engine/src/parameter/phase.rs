//! Phases of a relationship.

use super::named::named;

named! {
    /// Life-cycle phase of a relationship (S1).
    #[derive(serde::Serialize, serde::Deserialize)]
    Phase {
        /// The partners get to know each other.
        Exploration = "exploration",
        /// Ties and commitments grow.
        BuildUp = "build_up",
        /// Settled and close.
        Maturity = "maturity",
        /// Expectation is no longer met.
        Decline = "decline",
    }
}
