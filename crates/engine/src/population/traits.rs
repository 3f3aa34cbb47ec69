//! What managers are like, for those who choose their first contacts by likeness (model, section 7).

use super::FirmState;
use crate::parameter::Likeness;
use darkside_lanes::{choose, lesser};

/// What managers are like when they choose their first contacts, by seat.
pub(super) struct Traits<'a> {
    /// Their offices.
    pub(super) offices: &'a [u32],
    /// Learning orientation and tenure; none where nobody chooses by likeness at week 0.
    pub(super) characters: Vec<[f32; 2]>,
}

impl Traits<'_> {
    /// exp(−homophily · distance); 1 where nobody chooses by likeness.
    pub(super) fn attraction(&self, firm: &FirmState, seat: u32, other: u32) -> f32 {
        let ties = &firm.parameters.ties;
        if self.characters.is_empty() || ties.homophily == 0.0 {
            return 1.0;
        }
        let [own, theirs] = [seat, other].map(|seat| (self.characters[seat as usize], self.offices[seat as usize]));
        let distance = match ties.homophily_by {
            Likeness::Orientation => (own.0[0] - theirs.0[0]).abs(),
            Likeness::Tenure => between_tenures(own.0[1], theirs.0[1]),
            Likeness::Practices => 0.0,
            Likeness::Office => choose(own.1 == theirs.1, 0.0, 1.0),
        };
        libm::expf(-(ties.homophily * distance))
    }
}

/// The distance between two tenures in weeks: at most 1, which five years are.
pub fn between_tenures(own: f32, theirs: f32) -> f32 {
    lesser(1.0, (own - theirs).abs() / 260.0)
}
