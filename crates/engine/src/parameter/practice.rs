//! Practices: what managers do in a relationship, and what others copy.
//!
//! A practice is *visible good, hidden harm*: colleagues see its benefit and its private gain; what it
//! feeds (its load on the six dark-side effects) shows late, and only where the relationship is close.

pub use super::choice::{Class, Governance};
pub use super::effect::Effect;
use super::field::{Basis, Field, Range, Scope, Unit, field, range};
pub use super::phase::Phase;
use super::setting::FieldType;

/// The most practices that a catalogue can hold: practices in use are bits of one word.
pub const MOST_PRACTICES: usize = 32;

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
        pub static PRACTICE_FIELDS: &[Field<Practice>] = &[$(
            field!(stringify!($field), [$($doc)+], $unit, $allowed, Tuned, World, $field),
        )*];
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
        let load = |effect: &Effect| self.load[effect.index()];
        // Of equal ones, `max_by` takes the last.
        Effect::ALL.into_iter().rev().filter(|effect| load(effect) > 0.0).max_by(|a, b| load(a).total_cmp(&load(b)))
    }

    /// The sum of its loads: what the programme's filter judges it by.
    pub fn total_load(&self) -> f32 {
        self.load.iter().sum()
    }
}
