//! One simulated world, and what of it the page wants to see.

use std::ptr::NonNull;

use darkside_engine::record::{Digest, metrics};
use darkside_engine::run::Simulation;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

use crate::frame::{self, Before};

/// A scenario and its run so far.
pub struct World {
    /// `None` once the digest has been taken. Borrows from `scenario`, and is dropped before it.
    simulation: Option<Simulation<'static>>,
    scenario: NonNull<Scenario>,
    pub seed: u64,
    before: Before,
    digest: Option<String>,
}

impl World {
    pub fn new(scenario: Scenario, seed: u64) -> Self {
        let scenario = NonNull::from(Box::leak(Box::new(scenario)));
        // SAFETY: the scenario stays where it is and is not changed until `drop`, which drops what borrows it first.
        let simulation = Simulation::begin(unsafe { scenario.as_ref() }, seed, false);
        Self { before: Before::nothing(), simulation: Some(simulation), scenario, seed, digest: None }
    }

    pub fn scenario(&self) -> &Scenario {
        // SAFETY: as above.
        unsafe { self.scenario.as_ref() }
    }

    /// The state; `None` once the digest has been taken.
    pub fn simulation(&self) -> Option<&Simulation<'static>> {
        self.simulation.as_ref()
    }

    /// One more week; false if the last one has been.
    pub fn step(&mut self) -> bool {
        let weeks = self.scenario().parameters.run.weeks;
        let Some(simulation) = self.simulation.as_mut().filter(|simulation| simulation.week() < weeks) else {
            return false;
        };
        self.before = Before::of(simulation);
        simulation.step();
        true
    }

    /// The present week as bytes.
    pub fn look(&self, out: &mut Vec<u8>) {
        out.clear();
        if let Some(simulation) = &self.simulation {
            frame::write(simulation, &self.before, out);
        }
    }

    /// The digest of the whole run.
    ///
    /// # Errors
    /// If it has not come to its end.
    pub fn digest(&mut self) -> Result<String> {
        let weeks = self.scenario().parameters.run.weeks;
        if let Some(simulation) = self.simulation.take_if(|simulation| simulation.week() >= weeks) {
            let columns = metrics(&self.scenario().practices);
            self.digest = Some(Digest::of_record(&simulation.finish(), &columns).to_string());
        }
        self.digest.clone().ok_or_else(|| Error::input("a run has its digest once its last week is over"))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.simulation = None;
        // SAFETY: made by `Box::leak` in `new`, and nothing borrows it any more.
        drop(unsafe { Box::from_raw(self.scenario.as_ptr()) });
    }
}
