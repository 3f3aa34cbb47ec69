//! An imported organisation: who its managers are and whom they look at.
//!
//! Readers of CSV, GraphML and edge lists all end in one canonical [`Network`], so that neither the
//! order of rows nor the format of a file changes a result.
//!
//! [`import`] reads the files, [`describe`] counts what was read. One file per reader
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
//! An empty cell leaves the value to be drawn later. Only `practices` differs: where the column exists, an
//! empty cell means that none is in use. With a table of relationships every manager needs at least one.
//!
//! *GraphML* has the same columns as attributes of nodes and edges. A manager's id is the node attribute `id`
//! where there is one; else the attribute `name` where the nodes' XML ids are all `n` and a number, as igraph numbers
//! them; else the XML id. An undirected edge is a tie each way. Attributes in which Gephi keeps the appearance of a
//! node are ignored. Document types, graphs inside nodes, hyperedges and ports are refused.
//!
//! An *edge list* has two ids a line and optionally a weight, separated by a comma or by white space; lines that start
//! with `#` or `%` are comments.
//!
//! A pair has at most one tie per layer, in any format. A weight is the sum over layers of layer weight × given weight,
//! taken in the order of the layers' names; a tie of weight 0 is none.

mod canonical;
mod cells;
mod containers;
mod decode;
mod delimited;
mod describe;
mod edge_list;
mod embedded;
mod findings;
mod formats;
mod graphml;
mod headings;
mod import;
mod manager_columns;
mod manager_table;
mod matrix;
mod natural_order;
mod number;
mod organisation;
mod reading;
mod relationship_table;
mod roster;
mod summary;
mod table;
mod table_shape;
mod text_file;
mod tie_columns;
mod tie_table;
mod ties;

pub use describe::{Description, describe};
pub use embedded::FOLDER as SHIPPED_FOLDER;
pub use import::{import, import_for_practices, import_texts};
pub use organisation::{
    Files, Group, Network, NetworkManager, NetworkRelationship, NetworkTie, Scale, TieOptions, Twice,
};
pub use reading::{ColumnReading, Reading};
pub use summary::summary;
