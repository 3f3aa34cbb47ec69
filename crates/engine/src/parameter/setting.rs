//! Checked values of fields.

use super::choice::{Graph, Likeness, Roster, Rule, Yoke};
use super::class::{Class, Governance};
use super::kind::{Slot, Spread};

/// What a field is set to, by the kind of its [`Slot`].
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// A number.
    Number(f32),
    /// A whole number.
    Count(u32),
    /// A seed of random numbers.
    Seed(u64),
    /// True or false.
    Switch(bool),
    /// How imitation works.
    Rule(Rule),
    /// Which graph ties form.
    Graph(Graph),
    /// What contagion is replaced by.
    Yoke(Yoke),
    /// In what managers must be alike.
    Likeness(Likeness),
    /// A number or a distribution.
    Spread(Spread),
    /// Two numbers.
    Pair([f32; 2]),
    /// A number for each phase.
    ByPhase([f32; 4]),
    /// Numbers by dark-side effect; `None` leaves an effect's as it is.
    ByEffect([Option<f32>; 6]),
    /// A number, or none.
    Optional(Option<f32>),
    /// A number for all, or one for each.
    Numbers(Vec<f32>),
    /// Weeks.
    Weeks(Vec<u32>),
    /// A whole number, or none.
    Limit(Option<u32>),
    /// Which list of names is shown.
    Roster(Roster),
    /// A practice's class.
    Class(Class),
    /// A practice's kind of governance, or none.
    Governance(Option<Governance>),
}

impl Slot<'_> {
    /// Puts `setting` here. One of another kind changes nothing.
    pub fn set(self, setting: Setting) {
        match (self, setting) {
            (Self::Number(place), Setting::Number(number)) => *place = number,
            (Self::Count(place), Setting::Count(count)) => *place = count,
            (Self::Seed(place), Setting::Seed(seed)) => *place = seed,
            (Self::Switch(place), Setting::Switch(switch)) => *place = switch,
            (Self::Rule(place), Setting::Rule(rule)) => *place = rule,
            (Self::Graph(place), Setting::Graph(graph)) => *place = graph,
            (Self::Yoke(place), Setting::Yoke(yoke)) => *place = yoke,
            (Self::Likeness(place), Setting::Likeness(likeness)) => *place = likeness,
            (Self::Spread(place), Setting::Spread(spread)) => *place = spread,
            (Self::Pair(place), Setting::Pair(pair)) => *place = pair,
            (Self::ByPhase(place), Setting::ByPhase(numbers)) => *place = numbers,
            (Self::ByEffect(place), Setting::ByEffect(numbers)) => {
                for (place, number) in place.iter_mut().zip(numbers) {
                    *place = number.unwrap_or(*place);
                }
            }
            (Self::Optional(place), Setting::Optional(number)) => *place = number,
            (Self::Numbers(place), Setting::Numbers(numbers)) => *place = numbers,
            (Self::Weeks(place), Setting::Weeks(weeks)) => *place = weeks,
            (Self::Limit(place), Setting::Limit(limit)) => *place = limit,
            (Self::Roster(place), Setting::Roster(roster)) => *place = roster,
            (Self::Class(place), Setting::Class(class)) => *place = class,
            (Self::Governance(place), Setting::Governance(governance)) => *place = governance,
            _ => debug_assert!(false, "a setting of another kind than its slot"),
        }
    }
}
