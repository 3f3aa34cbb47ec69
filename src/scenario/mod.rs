//! A scenario, resolved: everything that the engine reads before week 0.
//!
//! What a user writes (TOML that names only the differences from the baseline) becomes a [`Scenario`]
//! in the reader; the engine knows nothing of files.

mod act;
mod firm;

pub use act::{Act, Deed, Intervention, Patch, WhichManagers};
pub use firm::{Firm, Levers};

use crate::network::Network;
use crate::parameter::Parameters;
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
}

impl Scenario {
    /// The practice of this name, by its position in the catalogue.
    pub fn practice(&self, name: &str) -> Option<usize> {
        self.practices.iter().position(|practice| practice.name == name)
    }
}
