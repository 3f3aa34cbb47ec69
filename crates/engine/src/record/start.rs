//! The organisation at week 0.

use super::event::Case;

/// Who there is at week 0, who looks at whom, and what is in use: after the run-up, if there is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// The managers, by seat.
    pub seats: Vec<Seat>,
    /// Who is looked at and who looks, by the seat that looks.
    pub ties: Vec<(u32, u32)>,
    /// Relationships with practices in use, and these, a bit for each in the order of the catalogue.
    pub users: Vec<(Case, u32)>,
}

/// A manager at week 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    /// Position of the firm.
    pub firm: u32,
    /// Which occupant of the seat: above 0 only after a run-up.
    pub person: u32,
    /// Office, numbered over all firms.
    pub office: u32,
    /// Relationships.
    pub portfolio: u32,
    /// Managers looked at.
    pub contacts: u32,
    /// Weeks as a manager.
    pub tenure: f32,
    /// Credibility.
    pub credibility: f32,
}
