//! What the mechanisms of contagion reach a manager with.

/// What a manager's hazards for one practice depend on, besides the parameters.
pub(crate) struct Reach {
    /// Multiplier of the spontaneous hazard of this practice.
    pub invention: f32,
    /// Grasp g.
    pub grasp: f32,
    /// Merit μ.
    pub merit: f32,
    /// Other relationships of the manager that use it, n.
    pub users: f32,
    /// 1 where none uses it and the manager knows it.
    pub remembered: f32,
    /// Σ w̃ κ over the contacts that use it; under the rule of shares, as a share of that over all.
    pub imitation: f32,
    /// Σ w̃ over the contacts that use it.
    pub learning: f32,
    /// Σ w over the contacts that use it; only kept under the threshold rule.
    pub weight_using: f32,
    /// Σ w over all contacts; only kept under the threshold rule.
    pub weight: f32,
    /// J: how much more a junior imitates.
    pub junior: f32,
    /// Share of all relationships that use it.
    pub share_of_users: f32,
    /// 1 where the firm's running campaign spreads it.
    pub in_code: f32,
}
