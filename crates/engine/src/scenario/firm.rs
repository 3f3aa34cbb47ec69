//! Firms and the seven levers of their organisation (S4, S2; model, section 7).

use crate::parameter::{Parameters, named};

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

named! {
    /// One of the seven levers; each takes a number in [0, 1].
    Lever {
        /// formal rules for the treatment of key accounts: dark_side.formalisation, enablers.blindness
        Formalisation = "formalisation",
        /// involvement of top management: lapse.audit, programme.filter
        TopManagement = "top_management",
        /// teamwork: weights of ties inside the firm, closeness.co_creation
        Teamwork = "teamwork",
        /// proactivity: closeness.communication
        Proactivity = "proactivity",
        /// resources and skill: closeness.problem_solving, absorptive capacity
        Resources = "resources",
        /// reward for actual instead of visible value: enablers.long_term_reward
        LongTermReward = "long_term_reward",
        /// communication by social media: weights of ties to other firms, closeness.communication
        SocialMedia = "social_media",
    }
}

/// How a firm's levers stand, in the order of [`Lever::ALL`]; one that is not given leaves its parameters alone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levers(pub [Option<f32>; Lever::ALL.len()]);

impl Levers {
    /// How one of them stands.
    pub fn get(&self, lever: Lever) -> Option<f32> {
        self.0[lever.index()]
    }
}
