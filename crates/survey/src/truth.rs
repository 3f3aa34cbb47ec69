//! The state behind a wave.

use std::ops::Range;

use crate::Person;
use darkside_engine::observe;
use darkside_engine::population::World;
use darkside_engine::record::{RelationshipState, TieState};

/// The true state of a whole world at the end of a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Every manager, by seat.
    pub managers: Vec<ManagerState>,
    /// Every relationship, by seat and then by portfolio slot; vacant slots are left out.
    pub relationships: Vec<RelationshipState>,
    /// Every tie, by seat and then by tie slot.
    pub ties: Vec<TieState>,
}

/// A manager's true state.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagerState {
    /// Who.
    pub person: Person,
    /// Position of the firm.
    pub firm: u32,
    /// Number of the office, over all firms.
    pub office: u32,
    /// Weeks as a manager.
    pub tenure: f32,
    /// Learning orientation.
    pub learning: f32,
    /// Absorptive capacity.
    pub absorptive: f32,
    /// Scruples.
    pub scruples: f32,
    /// Practices in use anywhere in the portfolio, a bit each.
    pub practices: u32,
}

impl Truth {
    /// The truth about a world at the end of `week`.
    pub fn of(world: &World, week: u32) -> Self {
        let state = observe::state(world, week);
        let mut managers = Vec::with_capacity(world.seats() as usize);
        for (block, columns) in world.blocks.iter().zip(&world.managers) {
            for lane in 0..block.count {
                managers.push(ManagerState {
                    person: Person { seat: block.first_seat + lane as u32, number: columns.person[lane] },
                    firm: block.firms[lane],
                    office: columns.office[lane],
                    tenure: columns.tenure[lane],
                    learning: columns.learning[lane],
                    absorptive: columns.absorptive[lane],
                    scruples: columns.scruples[lane],
                    practices: 0,
                });
            }
        }
        for one in &state.relationships {
            managers[one.case.manager as usize].practices |= one.practices;
        }
        Self { managers, relationships: state.relationships, ties: state.ties }
    }

    /// Where a manager's relationships stand.
    pub fn portfolio(&self, seat: u32) -> Range<usize> {
        let first = |seat: u32| self.relationships.partition_point(|one| one.case.manager < seat);
        first(seat)..first(seat + 1)
    }

    /// A manager's ties.
    pub fn ties_of(&self, seat: u32) -> &[TieState] {
        let first = |seat: u32| self.ties.partition_point(|tie| tie.source < seat);
        &self.ties[first(seat)..first(seat + 1)]
    }

    /// The share of a manager's relationships that are dark: at least one flag is on. 0 of none.
    pub fn dark_share(&self, seat: u32) -> f32 {
        let portfolio = &self.relationships[self.portfolio(seat)];
        if portfolio.is_empty() {
            return 0.0;
        }
        portfolio.iter().filter(|one| one.flags != 0).count() as f32 / portfolio.len() as f32
    }
}
