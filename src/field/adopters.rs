//! Who takes a practice up in the course of a study.

use darkside_engine::population::World;
use darkside_engine::run::Simulation;

/// Managers present at the first wave who have never used the practice, and which of them use it later.
pub(super) struct Adopters {
    practice: usize,
    /// The person at risk in each seat.
    at_risk: Vec<Option<u32>>,
    took_up: Vec<bool>,
}

impl Adopters {
    /// Simulates up to the first wave.
    pub(super) fn at(simulation: &mut Simulation, practice: usize, first: u32) -> Self {
        let seats = simulation.world().seats();
        let mut known: Vec<Option<u32>> = vec![None; seats as usize];
        let mut look = |world: &World| {
            for (seat, known) in (0..seats).zip(&mut known) {
                if uses(world, seat, practice) {
                    *known = Some(person(world, seat));
                }
            }
        };
        look(simulation.world());
        while simulation.week() < first {
            simulation.step();
            look(simulation.world());
        }
        let world = simulation.world();
        let at_risk =
            (0..seats).zip(known).map(|(seat, known)| Some(person(world, seat)).filter(|one| known != Some(*one)));
        Self { practice, at_risk: at_risk.collect(), took_up: vec![false; seats as usize] }
    }

    /// Simulates up to the end of `week`, and sees who takes the practice up.
    pub(super) fn follow(&mut self, simulation: &mut Simulation, week: u32) {
        while simulation.week() < week {
            simulation.step();
            let world = simulation.world();
            for (seat, (at_risk, took_up)) in (0..).zip(self.at_risk.iter().zip(&mut self.took_up)) {
                *took_up |= uses(world, seat, self.practice) && *at_risk == Some(person(world, seat));
            }
        }
    }

    /// How many took the practice up, and how many of them did not in the `other` course of the same world.
    pub(super) fn compared(&self, other: &Self) -> (f64, f64) {
        let all = self.took_up.iter().filter(|took_up| **took_up).count();
        let copied = self.took_up.iter().zip(&other.took_up).filter(|(took_up, other)| **took_up && !**other).count();
        (all as f64, copied as f64)
    }
}

/// Whether the manager in a seat uses a practice.
pub(super) fn uses(world: &World, seat: u32, practice: usize) -> bool {
    world.profile(seat).uses() >> practice & 1 == 1
}

/// Which person sits in a seat.
pub(super) fn person(world: &World, seat: u32) -> u32 {
    let (block, lane) = world.locate(seat);
    world.managers[block].person[lane]
}
