//! A scenario as the engine reads it.

use std::ops::Range;

use super::act::Intervention;
use super::firm::Firm;
use crate::network::Network;
use crate::parameter::{Parameters, Survey};
use crate::practice::Practice;

/// One scenario, complete and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Short name: a file's stem or a shipped scenario's name.
    pub name: String,
    /// The question that it answers.
    pub question: String,
    /// What to look at in the results.
    pub look_at: String,
    /// The values that every firm starts from.
    pub parameters: Parameters,
    /// The catalogue of practices, at least one, at most [`MOST_PRACTICES`](crate::practice::MOST_PRACTICES).
    pub practices: Vec<Practice>,
    /// The firms in the order of their managers, each with its own parameters; as many as
    /// `parameters.population.firms`.
    pub firms: Vec<Firm>,
    /// What is changed when, by week and then in the order written.
    pub interventions: Vec<Intervention>,
    /// An imported organisation; without one, managers and ties are generated.
    pub network: Option<Network>,
    /// The design of a survey, where there is a `[survey]` table. No run reads it.
    pub survey: Option<Survey>,
}

impl Scenario {
    /// The practice of this name, by its position in the catalogue.
    pub fn practice(&self, name: &str) -> Option<usize> {
        self.practices.iter().position(|practice| practice.name == name)
    }

    /// The position of the firm in which the manager of this seat works.
    pub fn firm_of(&self, seat: u32) -> usize {
        match &self.network {
            Some(network) => network.managers[seat as usize].firm as usize,
            None => {
                let population = &self.parameters.population;
                (u64::from(seat) * u64::from(population.firms) / u64::from(population.managers)) as usize
            }
        }
    }

    /// How many managers work in these firms; no firm named means all.
    pub fn managers_of(&self, firms: &[usize]) -> u32 {
        if firms.is_empty() {
            return self.parameters.population.managers;
        }
        firms.iter().map(|&firm| self.seats_of(firm).len() as u32).sum()
    }

    /// The seats of the managers of the firm at this position: managers sit in the order of their firms.
    pub fn seats_of(&self, firm: usize) -> Range<u32> {
        let population = &self.parameters.population;
        let first = |firm: u64| match &self.network {
            Some(network) => network.managers.partition_point(|manager| u64::from(manager.firm) < firm) as u32,
            // The first seat whose firm is this one: see `firm_of`.
            None => (firm * u64::from(population.managers)).div_ceil(population.firms.into()) as u32,
        };
        first(firm as u64)..first(firm as u64 + 1)
    }
}
