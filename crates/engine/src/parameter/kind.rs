//! The kinds of value that a parameter can take, and what the catalogue says of each parameter.

use std::fmt;

use super::choice::{Graph, Likeness, Roster, Rule, Yoke};
use super::class::{Class, Governance};

/// What a number counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A pure number: a weight, a factor, an exponent.
    Number,
    /// A probability of something happening in a week.
    ProbabilityPerWeek,
    /// A part of a whole, from 0 to 1.
    Share,
    /// A weekly hazard h: the event happens within the week with probability 1 − exp(−h).
    HazardPerWeek,
    /// A change of a state per week, as a share of the remaining distance.
    RatePerWeek,
    /// A time in weeks.
    Weeks,
    /// Value in the model's own unit: a fully close relationship yields `value.close_value` a week.
    Value,
    /// How many.
    Count,
    /// A word or a switch, no number.
    None,
}

impl Unit {
    /// The unit in words, as `darkside list` and axis titles show it.
    pub fn words(self) -> &'static str {
        match self {
            Unit::Number => "number",
            Unit::ProbabilityPerWeek => "probability per week",
            Unit::Share => "share",
            Unit::HazardPerWeek => "hazard per week",
            Unit::RatePerWeek => "rate per week",
            Unit::Weeks => "weeks",
            Unit::Value => "value per week",
            Unit::Count => "count",
            Unit::None => "-",
        }
    }
}

/// Where a default value comes from. No value is estimated from key account management.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// From one of the sources S0 to S4 that the model rests on.
    Source,
    /// An empirical figure from a neighbouring field.
    Transferred,
    /// Chosen so that the model shows the patterns in section 8 of its description.
    Tuned,
    /// A scale, a default of convenience, a definition.
    Convention,
}

impl Basis {
    /// The basis in a word.
    pub fn words(self) -> &'static str {
        match self {
            Basis::Source => "source",
            Basis::Transferred => "transferred",
            Basis::Tuned => "tuned",
            Basis::Convention => "convention",
        }
    }

    /// What the word says of a value.
    pub fn meaning(self) -> &'static str {
        match self {
            Basis::Source => "from one of the sources that the model rests on",
            Basis::Transferred => "an empirical figure from a neighbouring field",
            Basis::Tuned => "chosen so that the model shows the patterns in section 8 of its description",
            Basis::Convention => "a scale, a default of convenience, a definition",
        }
    }
}

/// Who can have a value of their own, and whether it can change during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One value for the whole run, fixed before week 0.
    Run,
    /// One value for everybody; an intervention can change it.
    World,
    /// Each firm can have its own; an intervention can change it for all firms or some.
    Firm,
}

impl Scope {
    /// The scope in a word.
    pub fn words(self) -> &'static str {
        match self {
            Scope::Run => "run",
            Scope::World => "world",
            Scope::Firm => "firm",
        }
    }

    /// What the word says of a value.
    pub fn meaning(self) -> &'static str {
        match self {
            Scope::Run => "one value for the whole run, fixed before week 0",
            Scope::World => "one value for everybody; an intervention can change it",
            Scope::Firm => "each firm can have its own; an intervention can change it for all firms or some",
        }
    }
}

/// The values that are allowed, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least value allowed.
    pub from: f64,
    /// The greatest value allowed; infinite for hazards, which may be written `inf`.
    pub to: f64,
}

/// Any value from `from` to `to`.
pub const fn range(from: f64, to: f64) -> Range {
    Range { from, to }
}

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

/// A parameter's place in memory, by kind.
pub enum Slot<'a> {
    /// A number, see the parameter's unit.
    Number(&'a mut f32),
    /// A whole number.
    Count(&'a mut u32),
    /// A seed of random numbers.
    Seed(&'a mut u64),
    /// True or false.
    Switch(&'a mut bool),
    /// `"hazard"`, `"threshold"` or `"share"`.
    Rule(&'a mut Rule),
    /// `"organisation"`, `"poisson"` or `"ring"`.
    Graph(&'a mut Graph),
    /// `"no"`, `"practice"` or `"total"`.
    Yoke(&'a mut Yoke),
    /// `"learning_orientation"`, `"tenure"`, `"practices"` or `"office"`.
    Likeness(&'a mut Likeness),
    /// A number or a beta distribution.
    Spread(&'a mut Spread),
    /// Two numbers: weight above and below one half.
    Pair(&'a mut [f32; 2]),
    /// Four numbers: exploration, build-up, maturity, decline.
    ByPhase(&'a mut [f32; 4]),
    /// A number for each dark-side effect, given by name.
    ByEffect(&'a mut [f32; 6]),
    /// A number that may be left out.
    Optional(&'a mut Option<f32>),
    /// A number, or a list of them.
    Numbers(&'a mut Vec<f32>),
    /// A list of weeks.
    Weeks(&'a mut Vec<u32>),
    /// A whole number that may be left out.
    Limit(&'a mut Option<u32>),
    /// `"none"`, `"firm"` or `"sample"`.
    Roster(&'a mut Roster),
    /// A practice's class.
    Class(&'a mut Class),
    /// What kind of safeguard a practice is, if one.
    Governance(&'a mut Option<Governance>),
}

macro_rules! slot_from {
    ($($variant:ident($kind:ty)),* $(,)?) => {
        $(impl<'a> From<&'a mut $kind> for Slot<'a> {
            fn from(place: &'a mut $kind) -> Self {
                Slot::$variant(place)
            }
        })*
    };
}

slot_from! {
    Number(f32), Count(u32), Seed(u64), Switch(bool), Rule(Rule), Graph(Graph), Yoke(Yoke), Likeness(Likeness),
    Spread(Spread), Pair([f32; 2]),
    ByPhase([f32; 4]), ByEffect([f32; 6]), Optional(Option<f32>),
    Numbers(Vec<f32>), Weeks(Vec<u32>), Limit(Option<u32>), Roster(Roster),
    Class(Class), Governance(Option<Governance>),
}

/// What is known of one field: everything that validation, help, documentation and pages need.
pub struct Field<Owner> {
    /// Dotted path, as a scenario and `--set` name it; for a practice's field, the field's name.
    pub path: &'static str,
    /// What it means, in a sentence or two.
    pub meaning: &'static str,
    /// What it counts or measures.
    pub unit: Unit,
    /// The values allowed.
    pub allowed: Range,
    /// Where the default comes from.
    pub basis: Basis,
    /// Who can have a value of their own, and whether it can change.
    pub scope: Scope,
    /// The field's place in its owner.
    pub slot: fn(&mut Owner) -> Slot<'_>,
}

/// The fields of one owner differ in their paths.
impl<Owner> PartialEq for Field<Owner> {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl<Owner> fmt::Debug for Field<Owner> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}
