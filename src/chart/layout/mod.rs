//! The layout of a picture: the page with its texts, panels with axes, legends and labels.

mod axis;
mod dot_names;
mod label;
mod measure;
mod page;
mod panel;
mod rect;

pub(super) use axis::{Axis, covering, covering_values};
pub(super) use dot_names::{Segment, name_dots};
pub(super) use label::{at_line_ends, legend, legend_height, legend_of_fills};
pub(super) use measure::{label_width, shortened, wide, widest, wrapped};
pub(super) use page::Page;
pub(super) use panel::{Panel, Room};
pub(super) use rect::Rect;
