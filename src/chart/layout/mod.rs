//! How a picture is laid out: the page with its texts, panels with axes, legends and labels.

mod axis;
mod beside;
mod label;
mod page;
mod panel;

pub use axis::{Axis, covering};
pub use beside::{Dot, Line, joined, names_beside};
pub use label::{Labelled, at_line_ends, label_width, legend, legend_height, shortened, wrapped};
pub use page::{Page, Rect};
pub use panel::{Panel, Room};
