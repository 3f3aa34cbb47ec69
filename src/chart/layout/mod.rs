//! The layout of a picture: the page with its texts, panels with axes, legends and labels.

mod axis;
mod dot_names;
mod label;
mod measure;
mod page;
mod panel;
mod rect;

pub use axis::{Axis, covering};
pub use dot_names::{NamedDot, Segment, joined, names_beside};
pub use label::{Labelled, at_line_ends, legend, legend_height};
pub use measure::{label_width, shortened, wrapped};
pub use page::Page;
pub use panel::{Panel, Room};
pub use rect::Rect;
