//! Rows of the ledger, of the lapses and of the onsets, and the words in them.

use crate::parameter::named;
use crate::practice::Effect;

named! {
    /// How a practice arrived (S0; model, section 4).
    Mechanism {
        /// Invented without any example; the initial state is credited to it too.
        Spontaneous = "spontaneous",
        /// A manager imitates another of its own relationships.
        IntraImitation = "intra_imitation",
        /// A manager learns from another of its own relationships, or from memory.
        IntraLearning = "intra_learning",
        /// A manager imitates another manager.
        InterImitation = "inter_imitation",
        /// A manager learns from another manager.
        InterLearning = "inter_learning",
        /// Met at events and meetings of the profession.
        Association = "association",
        /// Taken from the firm's dissemination programme.
        Programme = "programme",
        /// Put in place by an intervention.
        Introduction = "introduction",
        /// Taken up without an example because it was suggested to the firm or office from outside.
        Fashion = "fashion",
    }
}

named! {
    /// From where a practice came (S0).
    Locus {
        /// From nowhere: a new source.
        Origin = "origin",
        /// From the same manager's portfolio.
        IntraPortfolio = "intra_portfolio",
        /// From another portfolio of the firm.
        InterPortfolio = "inter_portfolio",
        /// From outside the firm.
        WiderNetwork = "wider_network",
    }
}

named! {
    /// Why a practice was given up.
    Cause {
        /// It was just forgotten.
        Drift = "drift",
        /// The manager found that it harms.
        Review = "review",
        /// Senior management found that it harms.
        Audit = "audit",
        /// The relationship ended.
        Ended = "ended",
    }
}

named! {
    /// Pattern of alignment between supplier and customer (S3), read off the state in this order.
    Alignment {
        /// The opportunism flag is on.
        Opportunistic = "opportunistic",
        /// Supplier's and customer's investments differ by at least .15.
        Compensatory = "compensatory",
        /// Closeness is at least one half.
        Mutualistic = "mutualistic",
        /// None of these.
        Passive = "passive",
    }
}

/// A relationship under the manager who had it: who and which, at one moment.
///
/// A relationship's id is (`relationship`, `spell`): the slot in which it began and how many began there
/// before. A person's is (`manager`, `person`): the seat and how many sat there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Case {
    /// Seat of the manager, from 0.
    pub manager: u32,
    /// Which occupant of that seat, from 0.
    pub person: u32,
    /// Number of the slot in which the relationship began: seat × largest portfolio + slot.
    pub relationship: u32,
    /// Which relationship of that slot, from 0.
    pub spell: u32,
}

/// One adoption: a row of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// Week.
    pub week: u32,
    /// Practice, by position in the catalogue.
    pub practice: u8,
    /// How it arrived.
    pub mechanism: Mechanism,
    /// From where.
    pub locus: Locus,
    /// Where it arrived.
    pub target: Case,
    /// The relationship that it came from, if it came from one.
    pub source: Option<Case>,
    /// Dark flags of the source when it was copied, one bit per effect; 0 without a source.
    pub source_flags: u8,
}

/// One practice given up: a row of the lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// Week.
    pub week: u32,
    /// Practice, by position in the catalogue.
    pub practice: u8,
    /// Why.
    pub cause: Cause,
    /// Whether it left a lesson.
    pub lesson: bool,
    /// Where.
    pub place: Case,
}

/// One dark flag turned on: a row of the onsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Onset {
    /// Week.
    pub week: u32,
    /// Effect.
    pub effect: Effect,
    /// The practice in use that feeds the effect most; `None` if nothing in use feeds it.
    pub practice: Option<u8>,
    /// How that practice had arrived; spontaneous if nothing is credited.
    pub mechanism: Mechanism,
    /// From where it had arrived; origin if nothing is credited.
    pub locus: Locus,
    /// Where.
    pub place: Case,
}
