//! Every number that the model reads, declared once: path, meaning, unit, range, default, basis.
//!
//! [`Parameters`] is what the engine reads; [`CATALOGUE`] says the same in words. Validation, `darkside
//! list parameters`, `darkside explain`, the reference page and sweep ranges all come from the table
//! in `table.rs`; there is no second place to keep in step.

mod choice;
mod effect;
mod field;
mod named;
mod phase;
pub mod practice;
mod setting;
mod survey;
mod table;

pub use choice::{Graph, Likeness, Roster, Rule, Yoke};
pub use field::{Basis, Field, Range, Scope, Unit, range};
pub(crate) use named::named;
pub use setting::{Setting, Spread};
pub use survey::{ABOUT_SURVEY, SURVEY, Survey};
pub use table::*;

/// One row of the parameter catalogue.
pub type Parameter = Field<Parameters>;

/// The parameter with this dotted path.
///
/// ```
/// let growth = darkside_engine::parameter::find("dark_side.growth").unwrap();
/// assert_eq!(growth.unit.words(), "rate per week");
/// ```
pub fn find(path: &str) -> Option<&'static Parameter> {
    CATALOGUE.iter().find(|parameter| parameter.path == path)
}

/// The names of the groups of a scenario file.
pub fn group_names() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().map(|(name, _)| *name)
}

/// The value of a survey's design with this dotted path.
pub fn find_in_survey(path: &str) -> Option<&'static Field<Survey>> {
    SURVEY.iter().find(|field| field.path == path)
}

/// A parameter's number in double precision, as it was written: 0.05 stays 0.05, so that 0.7 of 10 are 7.
///
/// ```
/// assert_eq!((darkside_engine::parameter::decimal(0.7) * 10.0).floor(), 7.0);
/// ```
pub fn decimal(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}
