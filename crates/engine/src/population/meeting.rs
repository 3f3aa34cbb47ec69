//! Ties that last for some weeks only.

/// A tie for some weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Who looks.
    pub seat: u32,
    /// The tie's slot.
    pub slot: usize,
    /// The week at whose start it ends.
    pub ends: u32,
}
