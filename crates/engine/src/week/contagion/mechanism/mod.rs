//! How a practice can arrive (S0; model, section 4): one file per mechanism, with its hazard and its source.
//!
//! To add a mechanism: a file here, its lines below and in [`COMPETING`], its name in [`Mechanism`].

pub(crate) mod adoption;
mod association;
pub(crate) mod competing;
mod inter_imitation;
mod inter_learning;
mod intra_imitation;
mod intra_learning;
mod own_portfolio;
mod programme;
pub(crate) mod reach;
mod spontaneous;
mod through_tie;

use self::adoption::{Adopter, Provenance};
use self::competing::COMPETING;
use self::reach::Reach;
use crate::parameter::{Contagion, Parameters};
use crate::record::{Locus, Mechanism};
use darkside_draws::Subject;

/// How strong each mechanism is in a firm, in the order of [`COMPETING`], for any manager.
#[derive(Clone, Copy)]
pub(crate) struct Strengths {
    of: [f32; COMPETING.len()],
    threshold: Option<f32>,
}

impl Strengths {
    pub(crate) fn of(parameters: &Parameters) -> Self {
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
    pub(crate) fn act(&self) -> [bool; COMPETING.len()] {
        let by_threshold = self.threshold.is_some();
        std::array::from_fn(|m| self.of[m] > 0.0 || by_threshold && COMPETING[m] == Mechanism::InterImitation)
    }

    /// The weekly hazards of the mechanisms, to be multiplied by the susceptibility S.
    #[inline(always)]
    pub(crate) fn hazards(&self, reach: &Reach) -> [f32; COMPETING.len()] {
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

/// The parameters that are the mechanisms' strengths, in the order of [`COMPETING`].
pub(crate) fn strengths(contagion: &mut Contagion) -> [&mut f32; COMPETING.len()] {
    [
        &mut contagion.spontaneous,
        &mut contagion.intra_imitation,
        &mut contagion.intra_learning,
        &mut contagion.inter_imitation,
        &mut contagion.inter_learning,
        &mut contagion.association,
        &mut contagion.programme,
    ]
}

/// Draws where an adoption comes from.
pub(crate) fn provenance(mechanism: Mechanism, adopter: &Adopter, subject: &mut Subject) -> Provenance {
    match mechanism {
        Mechanism::Spontaneous | Mechanism::Fashion | Mechanism::Introduction => {
            Provenance::without_source(Locus::Origin)
        }
        Mechanism::IntraImitation => own_portfolio::uniform_user(adopter, subject),
        Mechanism::IntraLearning => intra_learning::provenance(adopter, subject),
        Mechanism::InterImitation => inter_imitation::provenance(adopter, subject),
        Mechanism::InterLearning => inter_learning::provenance(adopter, subject),
        Mechanism::Association => association::provenance(adopter, subject),
        Mechanism::Programme => Provenance::without_source(Locus::InterPortfolio),
    }
}
