//! Who is asked.

use darkside_engine::record::Case;

/// A person in a seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    /// The seat, from 0.
    pub seat: u32,
    /// Which occupant of that seat, from 0.
    pub number: u32,
}

impl Person {
    /// Who has a relationship.
    pub fn of(case: &Case) -> Self {
        Self { seat: case.manager, number: case.person }
    }
}
