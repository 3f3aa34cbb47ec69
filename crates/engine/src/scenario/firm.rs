//! Firms and the seven levers of their organisation (S4, S2; model, section 7).

use crate::parameter::Parameters;

/// A firm, with parameters of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Firm {
    /// Its name: as given, from an imported table, or A, B, C …
    pub name: String,
    /// The named preset that it was given, if one.
    pub preset: Option<String>,
    /// The levers that it was given.
    pub levers: Levers,
    /// The scenario's parameters with the levers applied.
    pub parameters: Parameters,
}

/// Seven levers in [0, 1]; one that is not given leaves its parameters alone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levers {
    /// F: formal rules for the treatment of key accounts.
    pub formalisation: Option<f32>,
    /// T: involvement of top management.
    pub top_management: Option<f32>,
    /// W: teamwork.
    pub teamwork: Option<f32>,
    /// A: proactivity.
    pub proactivity: Option<f32>,
    /// K: resources and skill.
    pub resources: Option<f32>,
    /// L: long-term reward.
    pub long_term_reward: Option<f32>,
    /// M: communication by social media.
    pub social_media: Option<f32>,
}
