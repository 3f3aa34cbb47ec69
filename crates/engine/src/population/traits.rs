//! How alike managers are, and how much that draws them to each other (model, section 7).

use crate::parameter::{Likeness, Ties};
use darkside_lanes::{choose, lesser};

/// What likeness is judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traits {
    /// Learning orientation o.
    pub learning: f32,
    /// Tenure τ.
    pub tenure: f32,
    /// Practices in use in the portfolio.
    pub uses: u32,
    /// Position of the firm, and number of the office.
    pub place: (u32, u32),
}

impl Traits {
    /// exp(−homophily · distance) to another manager; 1 without homophily.
    pub fn attraction(&self, ties: &Ties, other: &Self) -> f32 {
        libm::expf(-(ties.homophily * self.distance(ties.homophily_by, other)))
    }

    fn distance(&self, by: Likeness, other: &Self) -> f32 {
        match by {
            Likeness::Orientation => (self.learning - other.learning).abs(),
            // Tenures five or more years apart differ as much as tenures can.
            Likeness::Tenure => lesser(1.0, (self.tenure - other.tenure).abs() / 260.0),
            Likeness::Practices => {
                let (any, both) = (self.uses | other.uses, self.uses & other.uses);
                if any == 0 { 0.0 } else { 1.0 - both.count_ones() as f32 / any.count_ones() as f32 }
            }
            Likeness::Office => choose(self.place == other.place, 0.0, 1.0),
        }
    }
}
