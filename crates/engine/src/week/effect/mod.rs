//! The six dark-side effects: each one's breeding ground ψ, and where what it does is to be found.
//!
//! To add an effect: a file here with its breeding ground, a line in [`breeding_grounds`], its name in
//! [`crate::practice::Effect`], its harm in `dark_side.harm`.

mod cognitive_bias;
mod conflict;
mod embeddedness;
mod lock_in;
mod opportunism;
mod rising_expectations;

pub(super) use cognitive_bias::sight;
pub(super) use embeddedness::hold;
pub(super) use lock_in::{attention_share, crowding};
pub(super) use rising_expectations::target;

use crate::parameter::DarkSide;

/// What the breeding grounds of a relationship depend on, all as of before step 4.
pub(super) struct Ground {
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

/// ψ of each effect, in the order of `Effect::ALL`.
#[inline(always)]
pub(super) fn breeding_grounds(dark_side: &DarkSide, ground: &Ground) -> [f32; 6] {
    [
        opportunism::breeding_ground(dark_side, ground),
        conflict::breeding_ground(ground),
        lock_in::breeding_ground(ground),
        rising_expectations::breeding_ground(ground),
        cognitive_bias::breeding_ground(dark_side, ground),
        embeddedness::breeding_ground(ground),
    ]
}
