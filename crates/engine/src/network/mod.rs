//! An imported organisation: who its managers are and whom they look at.
//!
//! Readers of CSV, GraphML and edge lists all end in one canonical [`Network`], so that neither the
//! order of rows nor the format of a file changes a result.
//!
//! [`import`] reads the files, [`describe`] counts what came of them. One file per reader
//! (`manager_table`, `tie_table`, `relationship_table`, `edge_list`, `graphml`); what they found meets in
//! a `roster` and a list of `ties`, which `canonical` puts in order.
//!
//! # What is read
//!
//! *Tables* are CSV in UTF-8, separated by commas, or by semicolons or tabs where the header has more of those.
//! The case of a column's name does not matter.
//!
//! | table | columns |
//! |---|---|
//! | managers | `id`; optionally `firm` (all or none), `office`, `tenure_years` (0 to 100); every further column is a group |
//! | ties | `source`, `target`; optionally `layer`, `weight` (above 0, else 1); no others |
//! | relationships | `manager`, `account`; optionally `closeness` (0 to 1), `age` (weeks), `phase`, `practices` (names separated by `;` or spaces); no others |
//!
//! An empty cell says nothing: the value is drawn later. Only `practices` differs: where the column exists, an
//! empty cell means that none is in use. With a table of relationships every manager needs at least one.
//!
//! *GraphML* has the same columns as attributes of nodes and edges. A manager's id is the node attribute `id`
//! where there is one; else the attribute `name` where the nodes' XML ids are all `n` and a number, as igraph numbers
//! them; else the XML id. An undirected edge is a tie each way. Attributes by which Gephi keeps what a node looks like
//! are left out. Document types, graphs inside nodes, hyperedges and ports are refused.
//!
//! An *edge list* has two ids a line and optionally a weight, separated by a comma or by white space; lines that start
//! with `#` or `%` are comments.
//!
//! A pair has at most one tie per layer, in any format. A weight is the sum over layers of layer weight × given weight,
//! taken in the order of the layers' names; a tie of weight 0 is none.

mod canonical;
mod csv_tables;
mod describe;
mod edge_list;
mod embedded;
mod graphml;
mod import;
mod manager_table;
mod natural_order;
mod number;
mod record;
mod relationship_table;
mod roster;
mod text_file;
mod tie_table;
mod ties;

pub use describe::{Description, describe};
pub use embedded::FOLDER as SHIPPED_FOLDER;
pub use import::{import, import_for_practices, import_texts};

use std::path::PathBuf;

use crate::practice::Phase;

/// The files that `[ties]` of a scenario names, with paths already resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    /// CSV of managers: `id`, optionally `firm`, `office`, `tenure_years`, and further columns.
    pub managers: Option<PathBuf>,
    /// CSV of ties: `source`, `target`, optionally `layer` and `weight`.
    pub ties: Option<PathBuf>,
    /// CSV of relationships: `manager`, `account`, optionally `closeness`, `age`, `phase`, `practices`.
    pub relationships: Option<PathBuf>,
    /// GraphML with the same columns as node and edge attributes; instead of managers and ties.
    pub graphml: Option<PathBuf>,
    /// A bare edge list: two ids a line, optionally a weight; instead of managers and ties.
    pub edges: Option<PathBuf>,
    /// Weight of each layer; with it, a layer that is not named is left out. Empty: every layer weighs 1.
    pub layers: Vec<(String, f32)>,
}

/// An organisation in canonical order.
///
/// Managers are sorted by firm (firms by name), then by id, numbers inside names by value; a manager's
/// position is its seat.
#[derive(serde::Serialize, serde::Deserialize, Clone, Debug, PartialEq)]
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
    /// Further columns of the managers' table, sorted by name.
    pub groups: Vec<Group>,
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
