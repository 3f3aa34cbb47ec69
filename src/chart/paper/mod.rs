//! What pictures are drawn on: a list of shapes that is written as SVG or as PNG.
//!
//! plotters draws through [`Pen`] onto a [`Drawing`]; text is measured and drawn with the embedded font. Both formats
//! come from the same list, so they show the same picture.

mod drawing;
mod font;
mod pen;
mod png;
mod svg;

pub use drawing::{Across, Colour, Down, Drawing, Shape, Text, Type, UnitPoint};
pub use font::{FONT_NOTICE, Weight, width};
pub use pen::{Pen, SharedDrawing, shared};
pub use png::png;
pub use svg::svg;

/// Units of a [`Drawing`] in one pixel: plotters counts in whole units, and tenths keep curves smooth.
pub const UNITS: f64 = 10.0;
