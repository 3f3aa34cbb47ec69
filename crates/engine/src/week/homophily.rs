//! How much a manager prefers contacts who are alike (model, section 7).

use crate::parameter::Likeness;
use crate::population::{World, between_tenures};
use darkside_lanes::choose;

/// What draws a manager to others.
pub(crate) struct Attraction {
    strength: f32,
    by: Likeness,
    seat: u32,
}

impl Attraction {
    /// That of the manager of a seat.
    pub(crate) fn of(world: &World, seat: u32) -> Self {
        let ties = &world.firm_of(seat).parameters.ties;
        Self { strength: ties.homophily, by: ties.homophily_by, seat }
    }

    /// exp(−homophily · distance) to another manager; 1 without homophily.
    pub(crate) fn to(&self, world: &World, other: u32) -> f32 {
        if self.strength == 0.0 {
            return 1.0;
        }
        libm::expf(-(self.strength * self.distance(world, other)))
    }

    fn distance(&self, world: &World, other: u32) -> f32 {
        let (block, lane) = world.locate(self.seat);
        let (own, firm) = (&world.managers[block], world.blocks[block].firms[lane]);
        let (their_block, their_lane) = world.locate(other);
        let (theirs, their_firm) = (&world.managers[their_block], world.blocks[their_block].firms[their_lane]);
        match self.by {
            Likeness::Orientation => (own.learning[lane] - theirs.learning[their_lane]).abs(),
            Likeness::Tenure => between_tenures(own.tenure[lane], theirs.tenure[their_lane]),
            Likeness::Practices => {
                let [a, b] = [self.seat, other].map(|seat| world.profile(seat).uses());
                if a | b == 0 { 0.0 } else { 1.0 - (a & b).count_ones() as f32 / (a | b).count_ones() as f32 }
            }
            Likeness::Office => choose(firm == their_firm && own.office[lane] == theirs.office[their_lane], 0.0, 1.0),
        }
    }
}
