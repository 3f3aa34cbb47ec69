//! Values of fields, and the types of fields that have them.

use super::choice::{Class, Governance, Graph, Likeness, Roster, Rule, Yoke};

/// How a characteristic is distributed over managers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// The same number for everybody.
    Same(f32),
    /// A beta distribution times a scale: `{ beta = [a, b], scale = s }`.
    Beta {
        /// First shape parameter, above 0.
        a: f32,
        /// Second shape parameter, above 0.
        b: f32,
        /// What a draw from [0, 1] is multiplied by.
        scale: f32,
    },
}

/// The value of a field; the variant tells what kind of value the field takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// A number, see the field's unit.
    Number(f32),
    /// A whole number.
    Count(u32),
    /// A seed of random numbers.
    Seed(u64),
    /// True or false.
    Switch(bool),
    /// One word of a list.
    Word(&'static str, &'static [&'static str]),
    /// The same, or none.
    OptionalWord(Option<&'static str>, &'static [&'static str]),
    /// A number or a beta distribution.
    Spread(Spread),
    /// Two numbers: weight above and below one half.
    Pair([f32; 2]),
    /// Four numbers: exploration, build-up, maturity, decline.
    ByPhase([f32; 4]),
    /// A number for each dark-side effect; `None`, which no field has, leaves an effect's as it is.
    ByEffect([Option<f32>; 6]),
    /// A number that may be left out.
    Optional(Option<f32>),
    /// A number, or a list of them.
    Numbers(Vec<f32>),
    /// A list of weeks.
    Weeks(Vec<u32>),
    /// A whole number that may be left out.
    Limit(Option<u32>),
}

/// A type of fields.
pub(super) trait FieldType: Sized {
    /// The value.
    fn setting(&self) -> Setting;

    /// What it is once `setting` has been written; `None` if that is of another kind.
    fn with(&self, setting: Setting) -> Option<Self>;

    /// Writes `setting`. One of another kind changes nothing: readers check each value against its field.
    fn set(&mut self, setting: Setting) {
        match self.with(setting) {
            Some(value) => *self = value,
            None => debug_assert!(false, "a setting of another kind than its field"),
        }
    }
}

macro_rules! field_types {
    ($($kind:ty: $setting:ident,)*) => {
        $(impl FieldType for $kind {
            fn setting(&self) -> Setting {
                Setting::$setting(self.clone())
            }

            fn with(&self, setting: Setting) -> Option<Self> {
                if let Setting::$setting(value) = setting { Some(value) } else { None }
            }
        })*
    };
}

field_types! {
    f32: Number,
    u32: Count,
    u64: Seed,
    bool: Switch,
    Spread: Spread,
    [f32; 2]: Pair,
    [f32; 4]: ByPhase,
    Option<f32>: Optional,
    Vec<f32>: Numbers,
    Vec<u32>: Weeks,
    Option<u32>: Limit,
}

macro_rules! word_types {
    ($($kind:ident)*) => {
        $(impl FieldType for $kind {
            fn setting(&self) -> Setting {
                Setting::Word(self.name(), Self::NAMES)
            }

            fn with(&self, setting: Setting) -> Option<Self> {
                if let Setting::Word(word, _) = setting { Self::find(word) } else { None }
            }
        })*
    };
}

word_types! { Rule Graph Yoke Likeness Roster Class }

impl FieldType for Option<Governance> {
    fn setting(&self) -> Setting {
        Setting::OptionalWord(self.map(Governance::name), Governance::NAMES)
    }

    fn with(&self, setting: Setting) -> Option<Self> {
        if let Setting::OptionalWord(word, _) = setting { Some(word.and_then(Governance::find)) } else { None }
    }
}

impl FieldType for [f32; 6] {
    fn setting(&self) -> Setting {
        Setting::ByEffect(self.map(Some))
    }

    fn with(&self, setting: Setting) -> Option<Self> {
        let Setting::ByEffect(numbers) = setting else { return None };
        Some(std::array::from_fn(|effect| numbers[effect].unwrap_or(self[effect])))
    }
}
