//! An imported organisation, and the files that hold one.

use std::path::PathBuf;

use super::reading::Reading;
use crate::practice::Phase;

/// The files that `[ties]` of a scenario names, with paths already resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    /// Table of managers: `id`, optionally `firm`, `office`, `tenure_years`, and further columns.
    pub managers: Option<PathBuf>,
    /// Table of ties: `source`, `target`, optionally `layer` and `weight`; or a square matrix of weights.
    pub ties: Option<PathBuf>,
    /// Table of relationships: `manager`, `account`, optionally `closeness`, `age`, `phase`, `practices`.
    pub relationships: Option<PathBuf>,
    /// GraphML with the same columns as node and edge attributes; instead of managers and ties.
    pub graphml: Option<PathBuf>,
    /// A bare edge list: two ids a line, optionally a weight; instead of managers and ties.
    pub edges: Option<PathBuf>,
    /// Weight of each layer; with it, a layer that is not named is left out. Empty: every layer weighs 1.
    pub layers: Vec<(String, f32)>,
    /// What the files cannot say.
    pub options: TieOptions,
}

/// How ties are meant where their file cannot say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TieOptions {
    /// Every tie goes both ways.
    pub mutual: bool,
    /// What the weights of all ties, layers mixed, are multiplied by.
    pub scale: Option<Scale>,
    /// What becomes of several ties of a pair in one layer; without it they are a mistake.
    pub twice: Option<Twice>,
    /// Ties of managers to themselves are left out; otherwise they are a mistake.
    pub drop_self: bool,
}

/// A factor on the weights of ties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// This factor, above 0.
    By(f32),
    /// The factor that makes the mean weight 1, that of the model's own ties within an office.
    Mean,
}

/// What becomes of several ties of a pair in one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twice {
    /// One tie of their summed weight.
    Sum,
    /// The first in the file.
    First,
    /// The heaviest.
    Max,
}

/// An organisation in canonical order.
///
/// Managers are sorted by firm (firms by name), then by id, numbers inside names by value; a manager's
/// position is its seat.
#[derive(serde::Serialize, serde::Deserialize, Clone, Debug, Default)]
pub struct Network {
    /// Names of the firms, sorted; one, "A", where no table names any.
    pub firms: Vec<String>,
    /// Names of the offices, sorted.
    pub offices: Vec<String>,
    /// The managers; position is seat.
    pub managers: Vec<NetworkManager>,
    /// The ties, sorted by source and target, one per pair, no self-ties.
    pub ties: Vec<NetworkTie>,
    /// The relationships, sorted by manager and account; `None` where they are to be generated.
    pub relationships: Option<Vec<NetworkRelationship>>,
    /// Names of the accounts, by number; empty where relationships are to be generated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// Further columns of the managers' table, sorted by name.
    pub groups: Vec<Group>,
    /// How the files were read. Two organisations are equal whatever is said here, and it is not stored with one.
    #[serde(skip)]
    pub reading: Reading,
}

impl Network {
    /// How many relationships each manager has, by seat; `None` where relationships are to be generated.
    pub fn portfolios(&self) -> Option<Vec<u32>> {
        let relationships = self.relationships.as_ref()?;
        let mut portfolios = vec![0; self.managers.len()];
        relationships.iter().for_each(|relationship| portfolios[relationship.manager as usize] += 1);
        Some(portfolios)
    }
}

impl PartialEq for Network {
    fn eq(&self, other: &Self) -> bool {
        let Self { firms, offices, managers, ties, relationships, accounts, groups, reading: _ } = self;
        (firms, offices, managers) == (&other.firms, &other.offices, &other.managers)
            && (ties, relationships) == (&other.ties, &other.relationships)
            && (accounts, groups) == (&other.accounts, &other.groups)
    }
}

/// An imported manager.
#[derive(serde::Serialize, serde::Deserialize, Clone, Debug, PartialEq)]
pub struct NetworkManager {
    /// The id in the file.
    pub id: String,
    /// Position in [`Network::firms`].
    pub firm: u32,
    /// Position in [`Network::offices`]; `None` where offices are to be drawn.
    pub office: Option<u32>,
    /// Years in the seat; `None` where tenure is to be drawn.
    pub tenure_years: Option<f32>,
}

/// `source` looks at `target`: practices travel from target to source.
#[derive(serde::Serialize, serde::Deserialize, Clone, Copy, Debug, PartialEq)]
pub struct NetworkTie {
    /// Seat of the manager who looks.
    pub source: u32,
    /// Seat of the manager who is looked at.
    pub target: u32,
    /// Sum over layers of layer weight × given weight, above 0.
    pub weight: f32,
}

/// An imported relationship.
#[derive(serde::Serialize, serde::Deserialize, Clone, Debug, PartialEq)]
pub struct NetworkRelationship {
    /// Seat of its manager.
    pub manager: u32,
    /// Number of its account, from 0, in the order of the accounts' names.
    pub account: u32,
    /// Closeness, in [0, 1]; `None` where it is to be drawn.
    pub closeness: Option<f32>,
    /// Age in weeks; `None` where it is to be drawn.
    pub age: Option<f32>,
    /// Phase; `None` where it follows from closeness.
    pub phase: Option<Phase>,
    /// Names of the practices in use; `None` where they are to be drawn.
    pub practices: Option<Vec<String>>,
}

/// A further column of the managers' table, kept to break results down by.
#[derive(serde::Serialize, serde::Deserialize, Clone, Debug, PartialEq)]
pub struct Group {
    /// The column's name.
    pub name: String,
    /// Its value for each manager, by seat; empty where the file has none.
    pub values: Vec<String>,
}
