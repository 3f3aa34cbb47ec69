//! What the catalogue says of each parameter.

use std::fmt;

use super::named::named;
use super::setting::Setting;

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

named! {
    /// Where a default value comes from. No value is estimated from key account management.
    Basis {
        /// from one of the sources that the model rests on
        Source = "source",
        /// an empirical figure from a neighbouring field
        Transferred = "transferred",
        /// chosen so that the model shows the patterns in section 8 of its description
        Tuned = "tuned",
        /// a scale, a default of convenience, a definition
        Convention = "convention",
    }
}

named! {
    /// Who can have a value of their own, and whether it can change during a run.
    Scope {
        /// one value for the whole run, fixed before week 0
        Run = "run",
        /// one value for everybody; an intervention can change it
        World = "world",
        /// each firm can have its own; an intervention can change it for all firms or some
        Firm = "firm",
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
    /// Its value in an owner.
    pub get: fn(&Owner) -> Setting,
    /// Gives it a value of the same kind in an owner. One of another kind changes nothing.
    pub set: fn(&mut Owner, Setting),
}

/// A [`Field`], whose meaning is the documentation of `$place` in its owner.
macro_rules! field {
    ($path:expr, [$($doc:literal)+], $unit:ident, $allowed:expr, $basis:ident, $scope:ident, $($place:ident).+) => {
        Field {
            path: $path,
            meaning: concat!($($doc),+),
            unit: Unit::$unit,
            allowed: $allowed,
            basis: Basis::$basis,
            scope: Scope::$scope,
            get: |owner| owner.$($place).+.setting(),
            set: |owner, setting| owner.$($place).+.set(setting),
        }
    };
}

pub(super) use field;

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
