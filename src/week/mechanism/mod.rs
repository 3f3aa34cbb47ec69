//! The ways in which a practice arrives (S0; model, section 4): one file each, with its hazard and its source.
//!
//! To add a mechanism: a file here, its lines in the functions below, its name in [`Mechanism`].

mod association;
mod inter_imitation;
mod inter_learning;
mod intra_imitation;
mod intra_learning;
mod programme;
mod spontaneous;

use super::exposure::Exposure;
use crate::draws::Subject;
use crate::parameter::Parameters;
use crate::population::World;
use crate::record::{Case, Locus, Mechanism};

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

/// The weekly hazard of one mechanism, to be multiplied by the susceptibility S.
#[inline(always)]
pub(super) fn hazard(mechanism: Mechanism, parameters: &Parameters, reach: &Reach) -> f32 {
    match mechanism {
        Mechanism::Spontaneous => spontaneous::hazard(parameters, reach),
        Mechanism::IntraImitation => intra_imitation::hazard(parameters, reach),
        Mechanism::IntraLearning => intra_learning::hazard(parameters, reach),
        Mechanism::InterImitation => inter_imitation::hazard(parameters, reach),
        Mechanism::InterLearning => inter_learning::hazard(parameters, reach),
        Mechanism::Association => association::hazard(parameters, reach),
        Mechanism::Programme => programme::hazard(parameters, reach),
        Mechanism::Introduction => 0.0,
    }
}

/// The sum of all mechanisms' hazards, in the order of [`COMPETING`].
#[inline(always)]
pub(super) fn pressure(parameters: &Parameters, reach: &Reach) -> f32 {
    let invented = spontaneous::hazard(parameters, reach);
    let intra = invented + intra_imitation::hazard(parameters, reach) + intra_learning::hazard(parameters, reach);
    let inter = intra + inter_imitation::hazard(parameters, reach) + inter_learning::hazard(parameters, reach);
    inter + association::hazard(parameters, reach) + programme::hazard(parameters, reach)
}

/// Where an adoption came from.
pub(super) struct Origin {
    pub locus: Locus,
    /// The relationship and its dark flags.
    pub source: Option<(Case, u32)>,
    /// The row of the tie that it came through.
    pub tie: Option<usize>,
}

impl Origin {
    pub(super) fn without_source(locus: Locus) -> Self {
        Self { locus, source: None, tie: None }
    }
}

/// The manager who takes a practice up, and which.
pub(super) struct Taker<'a> {
    pub world: &'a World,
    pub exposure: &'a Exposure,
    pub block: usize,
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
