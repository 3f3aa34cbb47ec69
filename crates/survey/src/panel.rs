//! What a survey learns.

use crate::{Person, Truth};
use darkside_engine::record::{Adoption, Case};

/// One world as a field study sees it, and as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The seed of the world and of all answers.
    pub seed: u64,
    /// The waves, in order.
    pub waves: Vec<Wave>,
    /// Every adoption after the first wave and up to the last, with its source and mechanism.
    pub transmissions: Vec<Adoption>,
}

impl Panel {
    /// The first wave, by its position, that is taken in `week` or later.
    pub fn wave_after(&self, week: u32) -> usize {
        self.waves.partition_point(|wave| wave.week < week)
    }
}

/// One wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Wave {
    /// The week at whose end it is taken.
    pub week: u32,
    /// Everybody in the panel, by seat, whether they answered or not.
    pub managers: Vec<ManagerAnswer>,
    /// Whom respondents name, by seat and then by rank.
    pub ties: Vec<NamedContact>,
    /// The accounts asked about, by seat and then by portfolio slot; of those who did not answer, records alone.
    pub accounts: Vec<AccountAnswer>,
    /// The state without error at the same moment.
    pub truth: Truth,
}

/// The outcome of asking somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// An answer.
    Answered,
    /// No answer in this wave.
    Refused,
    /// No answer in this and every later wave.
    DroppedOut,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 3] = [Status::Answered, Status::Refused, Status::DroppedOut];

    /// The status in a word.
    pub fn name(self) -> &'static str {
        match self {
            Status::Answered => "answered",
            Status::Refused => "refused",
            Status::DroppedOut => "dropped_out",
        }
    }
}

/// Which practices are said to be in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Practices {
    /// Those said to be in use, a bit each.
    pub in_use: u32,
    /// Those of which anything is said, a bit each.
    pub told: u32,
}

impl Practices {
    /// What is said of the practice at this position of the catalogue, if anything.
    pub fn of(self, practice: usize) -> Option<bool> {
        (self.told >> practice & 1 == 1).then_some(self.in_use >> practice & 1 == 1)
    }
}

/// Somebody in the panel, and what they say of themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagerAnswer {
    /// Who.
    pub person: Person,
    /// Position of the firm, known beforehand.
    pub firm: u32,
    /// Number of the office, over all firms, known beforehand.
    pub office: u32,
    /// Whether this is the person's first wave.
    pub is_new: bool,
    /// The outcome of asking.
    pub status: Status,
    /// Weeks as a manager, as told; NaN without an answer.
    pub tenure: f32,
    /// Mean of the items on learning orientation; NaN without an answer.
    pub learning: f32,
    /// Practices said to be used: asked once, or anywhere in the accounts asked about.
    pub practices: Practices,
    /// Whether there is an answer to the question about contacts, even if nobody is named.
    pub named: bool,
}

/// Somebody named when asked "who do you look to for advice?".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NamedContact {
    /// Who names.
    pub source: Person,
    /// Who is named.
    pub target: Person,
    /// Place among the names, from 1: the strongest first.
    pub rank: u32,
    /// Strength of the tie as told, on the scale of tie weights.
    pub strength: f32,
}

/// A key account that a manager is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountAnswer {
    /// Who answers, and about which relationship.
    pub case: Case,
    /// Position of the relationship's true state in [`Truth::relationships`].
    pub place: u32,
    /// Number of the account.
    pub account: u32,
    /// Practices said to be in use; none where managers are asked once for all accounts.
    pub practices: Practices,
    /// Answers to the items, effect by effect; NaN without an answer.
    pub items: Vec<f32>,
    /// Answer to the item on how dark the relationship is overall; NaN without an answer.
    pub overall: f32,
    /// Visible value as told; NaN without an answer.
    pub told_value: f32,
    /// Actual value as company records have it, whether the manager answers or not.
    pub recorded_value: f32,
}
