//! One simulated world, and what the page sees of it.

use std::sync::Arc;

use darkside_engine::record::{Digest, metrics};
use darkside_engine::run::Simulation;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

use crate::frame::{self, Before};

/// A scenario and its run so far.
pub(crate) struct World {
    /// `None` once the digest has been taken.
    pub simulation: Option<Simulation>,
    pub scenario: Arc<Scenario>,
    pub seed: u64,
    before: Before,
    digest: Option<String>,
}

impl World {
    pub(crate) fn new(scenario: Scenario, seed: u64) -> Self {
        let scenario = Arc::new(scenario);
        let simulation = Simulation::begin(Arc::clone(&scenario), seed, false);
        Self { before: Before::default(), simulation: Some(simulation), scenario, seed, digest: None }
    }

    /// Simulates one more week; false if the run is over.
    pub(crate) fn step(&mut self) -> bool {
        let weeks = self.scenario.parameters.run.weeks;
        let Some(simulation) = self.simulation.as_mut().filter(|simulation| simulation.week() < weeks) else {
            return false;
        };
        self.before = Before::of(simulation);
        simulation.step();
        true
    }

    /// Writes the current week as bytes.
    pub(crate) fn look(&self, out: &mut Vec<u8>) {
        out.clear();
        if let Some(simulation) = &self.simulation {
            frame::write(simulation, &self.before, out);
        }
    }

    /// The digest of the whole run.
    ///
    /// # Errors
    /// If the run is not over yet.
    pub(crate) fn digest(&mut self) -> Result<String> {
        let weeks = self.scenario.parameters.run.weeks;
        if let Some(simulation) = self.simulation.take_if(|simulation| simulation.week() >= weeks) {
            let columns = metrics(&self.scenario.practices);
            self.digest = Some(Digest::of_record(&simulation.finish(), &columns).to_string());
        }
        self.digest.clone().ok_or_else(|| Error::input("a run has its digest once its last week is over"))
    }
}
