//! The list of shapes that make up a picture, in tenths of a pixel.

use super::UNITS;
use super::font::{self, Weight};

/// A point in a drawing, in units from the upper left corner.
pub type UnitPoint = (i32, i32);

/// Red, green, blue, and opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Red, green and blue.
    pub rgb: (u8, u8, u8),
    /// Opacity: 0 is invisible, 1 opaque.
    pub alpha: f64,
}

impl Colour {
    /// An opaque colour, from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        Self { rgb: ((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8), alpha: 1.0 }
    }

    /// The same colour with this opacity.
    pub const fn alpha(self, alpha: f64) -> Self {
        Self { rgb: self.rgb, alpha }
    }
}

/// Where a text's anchor lies between its left and right end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// At its left end.
    Left,
    /// In its middle.
    Centre,
    /// At its right end.
    Right,
}

/// Where a text's anchor lies between its top and its baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Down {
    /// At the top of its capital letters.
    Top,
    /// In the middle of its capital letters.
    Middle,
    /// On its baseline.
    Baseline,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Font size: in units in a drawing, in pixels in a layout.
    pub size: f64,
    /// Font weight.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// Horizontal position of the anchor in the text.
    pub across: Across,
    /// Vertical position of the anchor in the text.
    pub down: Down,
    /// Whether it reads upwards instead of to the right.
    pub upwards: bool,
}

impl Type {
    /// The same type with this anchor.
    #[must_use]
    pub const fn anchored(self, across: Across, down: Down) -> Self {
        Self { across, down, ..self }
    }

    /// The same type, anchored in the middle of its left end.
    #[must_use]
    pub const fn left(self) -> Self {
        self.anchored(Across::Left, Down::Middle)
    }

    /// The same type, anchored in the middle of its right end.
    #[must_use]
    pub const fn right(self) -> Self {
        self.anchored(Across::Right, Down::Middle)
    }

    /// The same type, anchored at its centre.
    #[must_use]
    pub const fn centred(self) -> Self {
        self.anchored(Across::Centre, Down::Middle)
    }
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The text.
    pub words: String,
    /// The anchor, in units.
    pub at: UnitPoint,
    /// How it looks.
    pub kind: Type,
}

/// Height of capital letters as a fraction of the font size.
const CAPITALS: f64 = 0.7275;

impl Text {
    /// Start of the baseline relative to the anchor, before rotation: (along, down), in units.
    pub fn start(&self) -> (f64, f64) {
        let Type { size, weight, across, down, .. } = self.kind;
        let width = font::width(&self.words, size, weight);
        let along = match across {
            Across::Left => 0.0,
            Across::Centre => -width / 2.0,
            Across::Right => -width,
        };
        let down = match down {
            Down::Top => CAPITALS * size,
            Down::Middle => CAPITALS * size / 2.0,
            Down::Baseline => 0.0,
        };
        (along, down)
    }
}

/// A shape in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Lines with one colour and width, each through its points.
    Lines {
        /// The lines.
        paths: Vec<Vec<UnitPoint>>,
        /// Colour.
        colour: Colour,
        /// Width in units.
        width: f64,
    },
    /// A filled polygon.
    Area {
        /// Its corners.
        corners: Vec<UnitPoint>,
        /// Colour.
        colour: Colour,
    },
    /// A disc, or a ring if it has a width.
    Circle {
        /// Its centre.
        centre: UnitPoint,
        /// Its radius in units.
        radius: f64,
        /// Colour.
        colour: Colour,
        /// Width of the ring in units; `None` fills it.
        ring: Option<f64>,
    },
    /// A line of text.
    Text(Text),
}

/// A picture: its size, what it shows in words, and the shapes from back to front.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width in units.
    pub width: u32,
    /// Height in units.
    pub height: u32,
    /// What it shows, in a sentence.
    pub title: String,
    /// A description for readers who cannot see the picture.
    pub description: String,
    /// Its shapes.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// A white sheet with this size in pixels.
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width: (width * UNITS) as u32,
            height: (height * UNITS) as u32,
            title: String::new(),
            description: String::new(),
            shapes: Vec::new(),
        }
    }

    /// Draws a line. Successive lines of one style become one shape, which keeps files small.
    pub fn line(&mut self, path: Vec<UnitPoint>, colour: Colour, width: f64) {
        if let Some(Shape::Lines { paths, colour: last_colour, width: last_width }) = self.shapes.last_mut()
            && *last_colour == colour
            && *last_width == width
        {
            paths.push(path);
            return;
        }
        self.shapes.push(Shape::Lines { paths: vec![path], colour, width });
    }

    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(text) => Some(text),
            _ => None,
        })
    }
}
