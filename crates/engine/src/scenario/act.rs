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
    /// Offices become one, and people who did not know each other meet.
    MergeOffices {
        /// The offices; the first is what they become.
        offices: Vec<Office>,
        /// New ties of each of their managers.
        ties: u32,
    },
    /// Managers move to another office of their firm.
    Transfer {
        /// Who moves.
        managers: WhichManagers,
        /// Where to.
        office: Office,
        /// Share of their ties inside the firm that lead to the new office afterwards.
        share: f32,
    },
    /// Random pairs look at each other for some weeks.
    Meetings {
        /// Share of managers who take part.
        share: f32,
        /// How long.
        weeks: u32,
        /// Whether they are paired across all the firms concerned, or within each.
        across_firms: bool,
    },
    /// Everybody in a firm looks at some of its managers for some weeks.
    Celebrate {
        /// Who is celebrated.
        managers: WhichManagers,
        /// How long.
        weeks: u32,
    },
}

/// The most ties that interventions can add to a manager's.
pub fn ties_to_come(interventions: &[Intervention]) -> usize {
    let most = |intervention: &Intervention| match &intervention.deed {
        Deed::Act(Act::Meetings { .. }) => 1,
        Deed::Act(Act::MergeOffices { ties, .. }) => *ties as usize,
        Deed::Act(Act::Celebrate { managers, .. }) => managers.count(),
        _ => 0,
    };
    interventions.iter().map(most).sum()
}

/// An office as an act names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Office {
    /// One that an imported table names, by position.
    Named(u32),
    /// One of those that were drawn, which each firm has a number of; no table names any then.
    Drawn {
        /// Which of its firm's, from 0.
        which: u32,
        /// Offices of each firm.
        per_firm: u32,
    },
}

impl Office {
    /// Its number within the run, in the firm of this position.
    pub fn number(&self, firm: usize) -> u32 {
        match *self {
            Self::Named(office) => office,
            Self::Drawn { which, per_firm } => firm as u32 * per_firm + which,
        }
    }
}

/// Whom an act concerns.
#[derive(Clone, Debug, PartialEq)]
pub enum WhichManagers {
    /// These seats.
    Seats(Vec<u32>),
    /// This many, drawn at random from the firms concerned.
    Random(u32),
}

impl WhichManagers {
    /// How many they are.
    pub fn count(&self) -> usize {
        match self {
            Self::Seats(seats) => seats.len(),
            Self::Random(count) => *count as usize,
        }
    }
}
