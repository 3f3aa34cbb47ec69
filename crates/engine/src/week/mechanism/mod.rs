//! The ways in which a practice arrives (S0; model, section 4): one file each, with its hazard and its source.
//!
//! To add a mechanism: a file here, its lines below, its name in [`Mechanism`].

mod association;
mod inter_imitation;
mod inter_learning;
mod intra_imitation;
mod intra_learning;
mod programme;
mod spontaneous;

pub(super) use inter_imitation::best_user;

use super::exposure::Exposure;
use super::scene::Scene;
use crate::parameter::Parameters;
use crate::record::{Locus, Mechanism};
use darkside_draws::Subject;

/// What a manager's hazards for one practice depend on, besides the parameters.
pub(super) struct Reach {
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
    /// Σ w̃ κ over the contacts that use it.
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

/// The mechanisms that compete in every week, in the order in which their hazards are summed.
pub(super) const COMPETING: [Mechanism; 7] = [
    Mechanism::Spontaneous,
    Mechanism::IntraImitation,
    Mechanism::IntraLearning,
    Mechanism::InterImitation,
    Mechanism::InterLearning,
    Mechanism::Association,
    Mechanism::Programme,
];

/// How strong each mechanism is in a firm, in the order of [`COMPETING`], whoever it acts on.
#[derive(Clone, Copy)]
pub(super) struct Strengths {
    of: [f32; COMPETING.len()],
    threshold: Option<f32>,
}

impl Strengths {
    pub(super) fn of(parameters: &Parameters) -> Self {
        let of = [
            spontaneous::strength(parameters),
            intra_imitation::strength(parameters),
            intra_learning::strength(parameters),
            inter_imitation::strength(parameters),
            inter_learning::strength(parameters),
            association::strength(parameters),
            programme::strength(parameters),
        ];
        Self { of, threshold: inter_imitation::threshold(parameters) }
    }

    /// Whether each mechanism can have a hazard.
    pub(super) fn act(&self) -> [bool; COMPETING.len()] {
        let by_threshold = self.threshold.is_some();
        std::array::from_fn(|m| self.of[m] > 0.0 || by_threshold && COMPETING[m] == Mechanism::InterImitation)
    }

    /// The weekly hazards of the mechanisms, to be multiplied by the susceptibility S.
    #[inline(always)]
    pub(super) fn hazards(&self, reach: &Reach) -> [f32; COMPETING.len()] {
        [
            spontaneous::hazard(self.of[0], reach),
            intra_imitation::hazard(self.of[1], reach),
            intra_learning::hazard(self.of[2], reach),
            inter_imitation::hazard(self.of[3], self.threshold, reach),
            inter_learning::hazard(self.of[4], reach),
            association::hazard(self.of[5], reach),
            programme::hazard(self.of[6], reach),
        ]
    }
}

/// Where an adoption came from.
pub(super) struct Origin {
    pub locus: Locus,
    /// The relationship, where there is one and it does not come through a tie.
    pub source: Option<Source>,
    /// The slot of the tie that it came through.
    pub tie: Option<usize>,
}

/// The relationship that a practice comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Source {
    pub block: usize,
    pub row: usize,
    pub lane: usize,
    /// Its dark flags.
    pub flags: u32,
}

impl Origin {
    pub(super) fn without_source(locus: Locus) -> Self {
        Self { locus, source: None, tie: None }
    }
}

/// The manager who takes a practice up, and which.
pub(super) struct Taker<'a> {
    pub scene: &'a Scene<'a>,
    pub exposure: &'a Exposure,
    pub lane: usize,
    pub practice: usize,
}

/// Draws the source of an adoption.
pub(super) fn origin(mechanism: Mechanism, taker: &Taker, subject: &mut Subject) -> Origin {
    match mechanism {
        Mechanism::Spontaneous | Mechanism::Introduction => Origin::without_source(Locus::Origin),
        Mechanism::IntraImitation => intra_imitation::origin(taker, subject),
        Mechanism::IntraLearning => intra_learning::origin(taker, subject),
        Mechanism::InterImitation => inter_imitation::origin(taker, subject),
        Mechanism::InterLearning => inter_learning::origin(taker, subject),
        Mechanism::Association => association::origin(taker, subject),
        Mechanism::Programme => Origin::without_source(Locus::InterPortfolio),
    }
}
