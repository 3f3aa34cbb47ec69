//! A scenario, resolved: everything that the engine reads before week 0.
//!
//! What a user writes (TOML that names only the differences from the baseline) becomes a [`Scenario`]
//! in the reader; the engine knows nothing of files.
//!
//! # What can stand in a scenario
//!
//! | key | what it takes |
//! |---|---|
//! | `question`, `look_at`, `name` | strings; the name is the file's own unless given |
//! | `extends` | a shipped scenario's name, or a path (ends in `.toml` or has a separator) |
//! | `[contagion]`, `[dark_side]`, … | parameters of the group; a value by effect changes the effects that it names |
//! | `[[practice]]` | a known `name` changes the fields that are given, a new one adds a benign practice without effects; `"none"` takes back `governance` or `initial` |
//! | `[catalogue]` | `only = […]` keeps these practices, in the order of the catalogue |
//! | `[[firm]]` | `name`, `preset`, the seven levers, `set = { "path" = value }`; a single lever wins over the preset, `set` over both |
//! | `[[intervention]]` | `week`, optionally `firms`, and `set = { "path" = value }` or `act` with its keys ([`ACTS`]) |
//! | `[ties]` | besides its parameters, the files of an imported organisation ([`Files`](crate::network::Files)); with these no `graph` |
//!
//! Paths are relative to the file that names them. Distributions are numbers or `{ beta = [a, b], scale = s }`
//! with shapes from 0.05 to 10000. A `set` takes dotted paths, quoted or nested; an intervention's also
//! `practice.NAME.FIELD`, for everybody.
//!
//! # What extends what
//!
//! A scenario lies on top of the one that it extends, `--set` arguments on top of all. Parameters and fields of
//! practices: the last value counts. `[[firm]]`: an entry whose name a firm already has is for that firm, any other for the
//! firm of its position in its own file. `[[intervention]]`: all of them. `only`, and the files
//! of `[ties]` taken together: the topmost. The number of firms is `population.firms` if anybody gives it, else
//! that of the `[[firm]]` entries if there are any. Levers work on the values after all layers.

mod act;
mod acts;
mod base;
mod check;
mod draft;
mod file;
mod firm;
mod firms;
mod interventions;
mod memory;
pub mod node;
pub mod patch;
mod practices;
mod preset;
mod resolved;
mod shipped;
mod show;
mod ties;
mod value;

pub use act::{Act, Deed, Intervention, Patch, WhichManagers};
pub use acts::{ACTS, ActKind};
pub use base::{Base, Named, Takes};
pub use file::{Request, load, load_beside, read, read_on_top};
pub use file::{file_text, load_over};
pub use firm::{Firm, Levers};
pub use memory::words as memory_words;
pub use memory::{Memory, memory};
pub use preset::{LEVERS, Lever, PRESETS, Preset};
pub use resolved::slot_value;
pub use shipped::shipped;
pub use show::inline;
pub use show::{to_json, to_toml};

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
        let managers = self.parameters.population.managers;
        if firms.is_empty() {
            return managers;
        }
        // Managers stand in the order of their firms.
        let first = |firm: u64| match &self.network {
            Some(network) => network.managers.partition_point(|manager| u64::from(manager.firm) < firm) as u32,
            // The first seat whose firm is this one: see `firm_of`.
            None => (firm * u64::from(managers)).div_ceil(self.parameters.population.firms.into()) as u32,
        };
        let of = |firm: usize| first(firm as u64 + 1) - first(firm as u64);
        firms.iter().map(|&firm| of(firm)).sum()
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_on_network;
