//! Practices: what managers do in a relationship, and what others copy.
//!
//! A practice is *visible good, hidden harm*: colleagues see its benefit and its private gain; what it
//! feeds (its load on the six dark-side effects) shows late, and only where the relationship is close.

use super::{Basis, Field, Range, Scope, Slot, Unit, range};

/// The most practices that a catalogue can hold: practices in use are bits of one word.
pub const MOST_PRACTICES: usize = 32;

/// The six dark-side effects of close relationships (S0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Effect {
    /// Taking advantage of a close relationship, because trust neglects monitoring.
    Opportunism,
    /// Quarrel, because partners know more about each other.
    Conflict,
    /// One account precludes others.
    LockIn,
    /// What was given once is expected ever after.
    RisingExpectations,
    /// Partners judge by a subjective reality of their own.
    CognitiveBias,
    /// Control of activities and resources is constrained by dependence.
    Embeddedness,
}

impl Effect {
    /// All of them, in the order in which the model sums over them.
    pub const ALL: [Effect; 6] = [
        Effect::Opportunism,
        Effect::Conflict,
        Effect::LockIn,
        Effect::RisingExpectations,
        Effect::CognitiveBias,
        Effect::Embeddedness,
    ];

    /// The name that scenarios and tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Effect::Opportunism => "opportunism",
            Effect::Conflict => "conflict",
            Effect::LockIn => "lock_in",
            Effect::RisingExpectations => "rising_expectations",
            Effect::CognitiveBias => "cognitive_bias",
            Effect::Embeddedness => "embeddedness",
        }
    }

    /// Its name as people write it.
    pub const fn words(self) -> &'static str {
        match self {
            Effect::LockIn => "lock-in",
            Effect::RisingExpectations => "rising expectations",
            Effect::CognitiveBias => "cognitive bias",
            Effect::Opportunism | Effect::Conflict | Effect::Embeddedness => self.name(),
        }
    }

    /// What it is.
    pub const fn meaning(self) -> &'static str {
        match self {
            Effect::Opportunism => "Taking advantage of a close relationship.",
            Effect::Conflict => "Quarrel between partners who know much about each other.",
            Effect::LockIn => "One account takes so much attention that it precludes others.",
            Effect::RisingExpectations => "What was given once is expected ever after.",
            Effect::CognitiveBias => "Partners judge by a shared subjective reality.",
            Effect::Embeddedness => "Dependence constrains control of activities and resources.",
        }
    }

    /// Why it grows in a close relationship (S0): its breeding ground.
    pub const fn breeding_ground(self) -> &'static str {
        match self {
            Effect::Opportunism => "trust neglects monitoring; formalisation and formal safeguards monitor",
            Effect::Conflict => "volume of communication: more information about each other",
            Effect::LockIn => "attention beyond the account's fair share of the portfolio",
            Effect::RisingExpectations => "remembered visible value: what was given is expected",
            Effect::CognitiveBias => "age of the relationship; informal safeguards clear the view",
            Effect::Embeddedness => "supplier investment that the customer does not reciprocate",
        }
    }

    /// What it does besides costing value at `dark_side.harm`.
    pub const fn consequence(self) -> &'static str {
        match self {
            Effect::Opportunism => "costs value",
            Effect::Conflict => "costs value, wears closeness",
            Effect::LockIn => "costs value, crowds out the rest of the portfolio",
            Effect::RisingExpectations => "costs value, raises the customer's expectation",
            Effect::CognitiveBias => "costs value, hides the dark side from the manager and from those who look on",
            Effect::Embeddedness => "costs value, holds practices in place",
        }
    }

    /// Its position in arrays by effect.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The flag bit of this effect.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Life-cycle phase of a relationship (S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Phase {
    /// The partners get to know each other.
    Exploration,
    /// Ties and commitments grow.
    BuildUp,
    /// Settled and close.
    Maturity,
    /// Expectation is no longer met.
    Decline,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Phase; 4] = [Phase::Exploration, Phase::BuildUp, Phase::Maturity, Phase::Decline];

    /// The name that scenarios and tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Phase::Exploration => "exploration",
            Phase::BuildUp => "build_up",
            Phase::Maturity => "maturity",
            Phase::Decline => "decline",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Phase::Exploration => "The partners get to know each other.",
            Phase::BuildUp => "Ties and commitments grow.",
            Phase::Maturity => "Settled and close.",
            Phase::Decline => "Expectation is no longer met.",
        }
    }
}

/// What kind of practice it is; decides its share at week 0 and who has scruples about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Praised, and feeds the dark side where the relationship is close.
    BestPractice,
    /// Useful and harmless.
    Benign,
    /// Serves the manager, not the organisation; scruples hold it back.
    Malpractice,
    /// Governance that holds the dark side.
    Safeguard,
}

impl Class {
    /// Every class with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Class); 4] = [
        ("best_practice", Class::BestPractice),
        ("benign", Class::Benign),
        ("malpractice", Class::Malpractice),
        ("safeguard", Class::Safeguard),
    ];

    /// The word that a scenario uses for it.
    pub const fn name(self) -> &'static str {
        match self {
            Class::BestPractice => "best_practice",
            Class::Benign => "benign",
            Class::Malpractice => "malpractice",
            Class::Safeguard => "safeguard",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Class::BestPractice => "Praised, and feeds the dark side where the relationship is close.",
            Class::Benign => "Useful and harmless.",
            Class::Malpractice => "Serves the manager, not the organisation; scruples hold it back.",
            Class::Safeguard => "Governance that holds the dark side.",
        }
    }
}

/// The two kinds of governance; a safeguard is one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governance {
    /// Contracts, controls, documented procedure.
    Formal,
    /// Norms, joint review, conversation.
    Informal,
}

impl Governance {
    /// Every kind with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Governance); 2] =
        [("formal", Governance::Formal), ("informal", Governance::Informal)];

    /// The word that a scenario uses for it.
    pub const fn name(self) -> &'static str {
        match self {
            Governance::Formal => "formal",
            Governance::Informal => "informal",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Governance::Formal => "Contracts, controls, documented procedure.",
            Governance::Informal => "Norms, joint review, conversation.",
        }
    }
}

macro_rules! practice_fields {
    ($($(#[doc = $doc:literal])+ $field:ident: $kind:ty = $default:expr, $unit:ident, $allowed:expr;)*) => {
        /// One practice of the catalogue: `[[practice]]` in a scenario.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Practice {
            /// Its name, unique in the catalogue; random numbers are keyed by it.
            pub name: String,
            $($(#[doc = $doc])+ pub $field: $kind,)*
        }

        impl Practice {
            /// A benign practice of this name with no effects.
            pub fn new(name: impl Into<String>) -> Self {
                Self { name: name.into(), $($field: $default,)* }
            }
        }

        /// What can be said of a practice, field by field.
        pub static PRACTICE_FIELDS: &[Field<Practice>] = &[$(Field {
            path: stringify!($field),
            meaning: concat!($($doc),+),
            unit: Unit::$unit,
            allowed: $allowed,
            basis: Basis::Tuned,
            scope: Scope::World,
            slot: |practice| Slot::from(&mut practice.$field),
        },)*];
    };
}

const LIFT: Range = range(-1.0, 1.0);

practice_fields! {
    /// What kind of practice it is: best_practice, benign, malpractice or safeguard.
    class: Class = Class::Benign, None, range(0.0, 0.0);
    /// For a safeguard: formal or informal.
    governance: Option<Governance> = None, None, range(0.0, 0.0);
    /// What it adds to the volume of communication.
    communication: f32 = 0.0, Number, LIFT;
    /// What it adds to the co-creation of value.
    co_creation: f32 = 0.0, Number, LIFT;
    /// What it adds to joint problem solving.
    problem_solving: f32 = 0.0, Number, LIFT;
    /// How strongly it pushes towards closeness.
    push: f32 = 0.0, Number, range(-10.0, 10.0);
    /// How much supplier investment it brings.
    investment: f32 = 0.0, Number, range(0.0, 10.0);
    /// How much attention it takes from the rest of the portfolio; a relationship without practices has 1.
    attention: f32 = 0.0, Number, range(0.0, 100.0);
    /// Value that it adds, by phase: exploration, build-up, maturity, decline.
    benefit: [f32; 4] = [0.0; 4], Value, range(-10.0, 10.0);
    /// What the manager gains from it and the organisation does not.
    private: f32 = 0.0, Value, range(-10.0, 10.0);
    /// How hard it is to grasp: 0 anybody can copy it, 1 only who absorbs well.
    complexity: f32 = 0.0, Share, range(0.0, 1.0);
    /// Which dark-side effects it feeds, and how strongly.
    load: [f32; 6] = [0.0; 6], Number, range(0.0, 10.0);
    /// Multiplies `contagion.spontaneous` for this practice.
    spontaneous: f32 = 1.0, Number, range(0.0, 1e6);
    /// Share of relationships that use it at week 0; left out, the share of its class.
    initial: Option<f32> = None, Share, range(0.0, 1.0);
}

impl Practice {
    /// The effect that it feeds most, the first on a tie; none if it feeds none.
    pub fn main_effect(&self) -> Option<Effect> {
        let mut main: Option<Effect> = None;
        for effect in Effect::ALL {
            let load = self.load[effect.index()];
            if load > main.map_or(0.0, |main| self.load[main.index()]) {
                main = Some(effect);
            }
        }
        main
    }

    /// The sum of its loads: what the programme's filter judges it by.
    pub fn total_load(&self) -> f32 {
        self.load.iter().sum()
    }
}
