//! The embedded font: the width of a text, and the outlines of its letters.
//!
//! Pictures contain letters as outlines, so that they look the same where the font is missing. The font is a subset of
//! Inter (Latin, Greek, Cyrillic and a few signs); other letters appear as an empty box.

use std::sync::LazyLock;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The notice that every file with the font's letters must contain.
pub const FONT_NOTICE: &str = "Letters: Inter 4.001, Copyright 2016 The Inter Project Authors \
    (https://github.com/rsms/inter), SIL Open Font License 1.1 (https://openfontlicense.org)";

static REGULAR: LazyLock<Font> = LazyLock::new(|| Font::new(include_bytes!("../../../assets/fonts/Inter-Regular.ttf")));
static SEMI_BOLD: LazyLock<Font> =
    LazyLock::new(|| Font::new(include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf")));

/// The weight of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Titles and emphasis.
    SemiBold,
}

/// One weight of the font, parsed.
struct Font {
    face: Face<'static>,
    /// The kerning tables, in order of precedence.
    pairs: Vec<PairAdjustment<'static>>,
}

/// A letter's place in a line of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letter {
    /// Number of the glyph in the font.
    pub glyph: u16,
    /// Its left end as a fraction of the font size, from the start of the text.
    pub x: f64,
}

/// A step of a letter's outline, in fractions of the font size, with y downwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum OutlineStep {
    /// Start of a contour.
    Move(f32, f32),
    /// Straight to here.
    Line(f32, f32),
    /// A quadratic curve, with its control point first, then its end.
    Curve(f32, f32, f32, f32),
    /// Back to the start of the contour.
    Close,
}

/// The letters of a text and its width, both in fractions of the font size.
pub(super) fn letters(text: &str, weight: Weight) -> (Vec<Letter>, f64) {
    let font = font(weight);
    let em = f64::from(font.face.units_per_em());
    let (mut x, mut before, mut placed) = (0.0, None, Vec::new());
    for character in text.chars() {
        let glyph = font.face.glyph_index(character).unwrap_or(GlyphId(0));
        if let Some(before) = before {
            x += f64::from(font.kerning(before, glyph)) / em;
        }
        placed.push(Letter { glyph: glyph.0, x });
        x += f64::from(font.face.glyph_hor_advance(glyph).unwrap_or(0)) / em;
        before = Some(glyph);
    }
    (placed, x)
}

/// Width of a text at this font size, in the unit of the size.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    letters(text, weight).1 * size
}

/// The outline of a glyph.
pub(super) fn outline(glyph: u16, weight: Weight) -> Vec<OutlineStep> {
    let font = font(weight);
    let mut builder = Outline { strokes: Vec::new(), scale: 1.0 / f32::from(font.face.units_per_em()) };
    font.face.outline_glyph(GlyphId(glyph), &mut builder);
    builder.strokes
}

fn font(weight: Weight) -> &'static Font {
    match weight {
        Weight::Regular => &REGULAR,
        Weight::SemiBold => &SEMI_BOLD,
    }
}

impl Font {
    fn new(data: &'static [u8]) -> Self {
        let face = Face::parse(data, 0).expect("the embedded font is whole");
        let lookups = face.tables().gpos.into_iter().flat_map(|gpos| gpos.lookups);
        let subtables = lookups.flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'_>>());
        let pair = |subtable| if let PositioningSubtable::Pair(pair) = subtable { Some(pair) } else { None };
        let pairs = subtables.filter_map(pair).collect();
        Self { face, pairs }
    }

    /// How much closer (negative) or wider two neighbours are set than their widths say, in font units.
    fn kerning(&self, left: GlyphId, right: GlyphId) -> i16 {
        self.pairs.iter().find_map(|pair| pair_advance(pair, left, right)).unwrap_or(0)
    }
}

fn pair_advance(pair: &PairAdjustment<'_>, left: GlyphId, right: GlyphId) -> Option<i16> {
    let covered = pair.coverage().get(left)?;
    match pair {
        PairAdjustment::Format1 { sets, .. } => Some(sets.get(covered)?.get(right)?.0.x_advance),
        PairAdjustment::Format2 { classes, matrix, .. } => {
            Some(matrix.get((classes.0.get(left), classes.1.get(right)))?.0.x_advance)
        }
    }
}

struct Outline {
    strokes: Vec<OutlineStep>,
    scale: f32,
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.strokes.push(OutlineStep::Move(x * self.scale, -y * self.scale));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.strokes.push(OutlineStep::Line(x * self.scale, -y * self.scale));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let s = self.scale;
        self.strokes.push(OutlineStep::Curve(x1 * s, -y1 * s, x * s, -y * s));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        // TrueType outlines have no cubic curves, so this never runs; a quadratic curve through the middle stands in.
        let s = self.scale;
        self.strokes.push(OutlineStep::Curve((x1 + x2) / 2.0 * s, -(y1 + y2) / 2.0 * s, x * s, -y * s));
    }

    fn close(&mut self) {
        self.strokes.push(OutlineStep::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kerning_draws_letters_together() {
        let apart = width("A", 10.0, Weight::Regular) + width("V", 10.0, Weight::Regular);
        assert!(width("AV", 10.0, Weight::Regular) < apart - 0.1);
    }

    #[test]
    fn width_grows_with_size_and_weight() {
        assert!((width("dark", 20.0, Weight::Regular) - 2.0 * width("dark", 10.0, Weight::Regular)).abs() < 1e-9);
        assert!(width("dark side", 10.0, Weight::SemiBold) > width("dark side", 10.0, Weight::Regular));
    }

    #[test]
    fn a_letter_that_the_font_lacks_still_takes_room() {
        assert!(width("漢", 10.0, Weight::Regular) > 1.0);
        assert!(!outline(letters("漢", Weight::Regular).0[0].glyph, Weight::Regular).is_empty());
    }
}
