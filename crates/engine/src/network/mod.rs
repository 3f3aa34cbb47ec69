//! An imported organisation: who its managers are and whom they look at.
//!
//! Readers of tables, GraphML and edge lists all end in one canonical [`Network`], so that neither the order of rows nor the
//! format of a file changes a result. `docs/import.md` tells people what is read, how it is interpreted, and what is
//! refused.
//!
//! | step | files |
//! |---|---|
//! | bytes to text, or the name of what is no text | `text_file`, `decode`, `containers`, `formats` |
//! | text to rows and columns | `delimited`, `table_shape`, `table`, `matrix`; `edge_list`; `graphml`; `cells` and `number` for what they hold |
//! | columns to meanings | `headings`, `manager_columns`, `tie_columns` |
//! | records to managers, ties, relationships | `manager_table`, `tie_table`, `relationship_table`, `manager_list`, `ties`, `numbered_names` |
//! | the canonical order | `canonical`, `natural_order` |
//! | whether an error may quote a file | `lookalike` |
//! | how far the reading is | `watch` |
//! | what to tell of it | `findings` while reading; then [`Reading`], [`summary`] |
//!
//! Mistakes do not stop the reading: the first of each sort is kept, and all are returned as one error.
//!
//! An empty cell leaves the value to be drawn later. Only `practices` differs: where the column exists, an empty cell
//! means that none is in use. With a table of relationships every manager needs at least one.
//!
//! A pair has at most one tie per layer, unless [`TieOptions`] say what to do with more. A weight is the sum over layers of
//! layer weight × given weight, taken in the order of the layers' names, times the scale; a tie of weight 0 is none.

mod canonical;
mod cells;
mod containers;
mod decode;
mod delimited;
mod edge_list;
mod findings;
mod formats;
mod graphml;
mod headings;
mod import;
mod lookalike;
mod manager_columns;
mod manager_list;
mod manager_table;
mod matrix;
mod natural_order;
mod number;
mod numbered_names;
mod organisation;
mod reading;
mod relationship_table;
mod summary;
mod table;
mod table_shape;
mod text_file;
mod tie_columns;
mod tie_table;
mod ties;
mod watch;

pub use decode::decode;
pub use import::import;
pub use organisation::{
    Files, Group, Network, NetworkManager, NetworkRelationship, NetworkTie, Scale, TieOptions, Twice,
};
pub use reading::{ColumnReading, Reading};
pub use summary::summary;
pub(crate) use text_file::SHIPPED_FOLDER;
pub use watch::{ReadingListener, ReadingStage, listening};
