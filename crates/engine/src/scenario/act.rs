//! Dated interventions: a change of parameters, or an act (model, section 7).

use super::patch::Patch;

/// Something done at the start of a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// The week, from 1; it happens before the week's first step.
    pub week: u32,
    /// The firms concerned, by position; empty means all.
    pub firms: Vec<usize>,
    /// What is done.
    pub deed: Deed,
}

/// What an intervention does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Parameters take new values from this week on.
    Set(Vec<Patch>),
    /// A single act in this week.
    Act(Act),
}

/// The dated acts.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Introduces practices where they are not in use and no lesson forbids them.
    Introduce {
        /// The practices, by position.
        practices: Vec<usize>,
        /// In whose relationships.
        managers: WhichManagers,
        /// Share of each chosen manager's relationships; at least one of them.
        share: f32,
    },
    /// Gives a share of relationships lessons on practices, which make them immune until the lessons fade.
    Train {
        /// The practices, by position.
        practices: Vec<usize>,
        /// Share of relationships.
        share: f32,
    },
    /// Managers swap a share of their relationships.
    Rotate {
        /// Share of relationships that change hands.
        share: f32,
        /// Whether they swap across all the firms concerned, or each firm on its own.
        across_firms: bool,
    },
    /// Audits at once every practice that came from a dark relationship.
    Trace,
    /// Caps credibility at 1 from now on.
    StopCelebrity,
}

/// Whom `introduce` concerns.
#[derive(Clone, Debug, PartialEq)]
pub enum WhichManagers {
    /// These seats.
    Seats(Vec<u32>),
    /// This many, drawn at random from the firms concerned.
    Random(u32),
}
