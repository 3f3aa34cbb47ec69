//! What the breeding grounds of the six effects depend on.

/// What the breeding grounds of a relationship depend on, all as of before step 4.
pub(crate) struct Ground {
    /// Whether a formal safeguard is in use.
    pub formal: bool,
    /// Whether an informal safeguard is in use.
    pub informal: bool,
    /// Volume of communication V.
    pub volume: f32,
    /// Attention that the account takes, relative to an even share of the portfolio.
    pub attention_share: f32,
    /// Remembered visible value v̄.
    pub remembered: f32,
    /// Age in weeks.
    pub age: f32,
    /// Supplier's investment.
    pub supplier: f32,
    /// Customer's investment.
    pub customer: f32,
}
