//! Files of a panel for other programs, each with a script that loads them and runs the obvious first model.
//!
//! To add a program: write its script, then add a variant, its name and its match arm below.

mod actors;
mod long;
mod rsiena;
mod spss;
mod stata;

use darkside_survey::{FieldStudy, Panel};

use actors::{Actors, script};
use darkside_error::{Error, Result};
use long::Called::{ByName, ByNumber};

/// A program for which a panel can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// RSiena: stochastic actor-oriented models.
    RSiena,
    /// igraph, from Python.
    Igraph,
    /// networkx.
    Networkx,
    /// Stata.
    Stata,
    /// SPSS.
    Spss,
}

impl Target {
    /// Every program.
    pub const ALL: [Target; 5] = [Target::RSiena, Target::Igraph, Target::Networkx, Target::Stata, Target::Spss];

    /// Its name as an option, and of the folder for its files.
    pub fn name(self) -> &'static str {
        match self {
            Target::RSiena => "rsiena",
            Target::Igraph => "igraph",
            Target::Networkx => "networkx",
            Target::Stata => "stata",
            Target::Spss => "spss",
        }
    }

    /// Refuses a sample that is too large for this program's files.
    ///
    /// # Errors
    /// Says how many people there may be.
    pub fn check(self, people: usize) -> Result<()> {
        if self != Target::RSiena || people <= rsiena::MOST_PEOPLE {
            return Ok(());
        }
        let message =
            format!("files for rsiena hold matrices of everybody by everybody, and {people} people are sampled");
        let help = format!("sample at most {}, for example with survey.managers or survey.firms", rsiena::MOST_PEOPLE);
        Err(Error::input(message).help(help))
    }

    /// The files of a panel: paths relative to the results' directory, `<program>/seed_<seed>/…`, and contents.
    pub fn files(self, study: &FieldStudy, panel: &Panel) -> Vec<(String, String)> {
        let actors = Actors::of(study, panel);
        let files = match self {
            Target::RSiena => rsiena::files(&actors),
            Target::Igraph => long::files(&actors, ByName, "model.py", script(include_str!("igraph.py"), &actors)),
            Target::Networkx => long::files(&actors, ByName, "model.py", script(include_str!("networkx.py"), &actors)),
            Target::Stata => long::files(&actors, ByNumber, "model.do", stata::script(&actors)),
            Target::Spss => long::files(&actors, ByNumber, "model.sps", spss::script(&actors)),
        };
        let folder = format!("{}/seed_{}", self.name(), panel.seed);
        files.into_iter().map(|(name, text)| (format!("{folder}/{name}"), text)).collect()
    }
}
