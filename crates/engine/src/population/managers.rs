//! Managers: the people in the seats, and those who wait in the labour market.

use crate::parameter::{Enablers, Spread};
use darkside_draws::{Draws, Purpose, Subject};
use darkside_lanes::{Lanes, clamp01};

/// Sixteen managers side by side.
#[derive(Clone, Debug, Default)]
pub struct Managers {
    /// Office, numbered within the run.
    pub office: Lanes<u32>,
    /// Which occupant of the seat this is, from 0.
    pub person: Lanes<u32>,
    /// Relationships that the manager has; 0 in an empty lane.
    pub portfolio: Lanes<u32>,
    /// Ties that the manager has, in its first slots; rewiring leaves their number.
    pub contacts: Lanes<u32>,
    /// Weeks in which the person has been a manager.
    pub tenure: Lanes<f32>,
    /// Learning orientation o.
    pub learning: Lanes<f32>,
    /// Absorptive capacity α.
    pub absorptive: Lanes<f32>,
    /// Scruples σ.
    pub scruples: Lanes<f32>,
    /// Known practices that came along from an earlier seat.
    pub carried: Lanes<u32>,
}

/// What a person takes along from seat to seat.
#[derive(Clone, Debug, PartialEq)]
pub struct Mind {
    /// Believed value of each practice.
    pub beliefs: Vec<f32>,
    /// Practices used so far.
    pub known: u32,
    /// Weeks as a manager.
    pub tenure: f32,
    /// Learning orientation, absorptive capacity, scruples.
    pub character: [f32; 3],
}

/// Learning orientation, absorptive capacity and scruples of a new person in this seat.
pub fn character(draws: &Draws, enablers: &Enablers, skill: f32, week: u32, seat: u32) -> [f32; 3] {
    // A slot each, so that the attempts of one sampler do not shift the next.
    let spreads = [enablers.learning_orientation, enablers.absorptive_capacity, enablers.scruples];
    let subject = |slot: usize| draws.subject(Purpose::Character, week, slot as u32, seat);
    let [learning, absorptive, scruples] = std::array::from_fn(|slot| draw(&mut subject(slot), spreads[slot]));
    [learning, clamp01(absorptive + skill), clamp01(scruples)]
}

fn draw(subject: &mut Subject, spread: Spread) -> f32 {
    match spread {
        Spread::Same(value) => value,
        Spread::Beta { a, b, scale } => scale * subject.beta(a, b),
    }
}

impl Managers {
    /// Seats a person with this character in a lane.
    pub fn seat(&mut self, lane: usize, character: [f32; 3], tenure: f32) {
        [self.learning[lane], self.absorptive[lane], self.scruples[lane]] = character;
        self.tenure[lane] = tenure;
    }

    /// The character of the person in a lane.
    pub fn character(&self, lane: usize) -> [f32; 3] {
        [self.learning[lane], self.absorptive[lane], self.scruples[lane]]
    }
}
