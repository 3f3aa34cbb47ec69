//! The page of a picture: headline, subtitle, notes, and the space between them.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};

use super::measure::wrapped;
use super::rect::Rect;
use crate::chart::paper::{self, Drawing, Pen, Shape, SharedDrawing, Text, UNITS};
use crate::chart::style::{HEADLINE, NOTE, SUBTITLE, Type};

/// Width of every picture in pixels.
const WIDTH: f64 = 1000.0;
const MARGIN: f64 = 26.0;

/// A picture that is being drawn.
pub(crate) struct Page {
    drawing: SharedDrawing,
    root: DrawingArea<Pen, Shift>,
    body: Rect,
}

impl Page {
    /// A page whose body is `height` pixels high, between headline and subtitle above and notes below.
    pub(crate) fn new(height: f64, headline: &str, subtitle: &str, notes: &[String]) -> Self {
        let width = WIDTH - 2.0 * MARGIN;
        let above = [(headline, HEADLINE, 31.0), (subtitle, SUBTITLE, 22.0)];
        let above: Vec<_> = above.iter().flat_map(|(text, kind, step)| lines(text, *kind, *step, width)).collect();
        let below: Vec<_> = notes.iter().flat_map(|note| lines(note, NOTE, 18.0, width)).collect();
        let room = |lines: &[(String, Type, f64)]| lines.iter().map(|(_, _, step)| step).sum::<f64>();
        let top = MARGIN + room(&above) + 14.0;
        let foot = if below.is_empty() { 0.0 } else { room(&below) + 12.0 };
        let mut drawing = Drawing::new(WIDTH, top + height + foot + MARGIN);
        drawing.title = headline.to_owned();
        drawing.description =
            std::iter::once(subtitle.to_owned()).chain(notes.iter().cloned()).collect::<Vec<_>>().join(". ");
        let (pen, drawing) = paper::shared(drawing);
        let page =
            Self { drawing, root: pen.into_drawing_area(), body: Rect { x: MARGIN, y: top, w: width, h: height } };
        page.write(&above, MARGIN);
        page.write(&below, top + height + 12.0);
        page
    }

    fn write(&self, lines: &[(String, Type, f64)], mut y: f64) {
        for (words, kind, step) in lines {
            self.text(words, MARGIN, y, *kind);
            y += step;
        }
    }

    /// The room for panels.
    pub(crate) fn body(&self) -> Rect {
        self.body
    }

    /// The area that plotters draws on.
    pub(crate) fn root(&self) -> &DrawingArea<Pen, Shift> {
        &self.root
    }

    /// Writes a line of text at a position in pixels.
    pub(crate) fn text(&self, words: &str, x: f64, y: f64, kind: Type) {
        self.push_text(words, x, y, kind, false);
    }

    /// Writes a line of text that reads upwards.
    pub(crate) fn text_upwards(&self, words: &str, x: f64, y: f64, kind: Type) {
        self.push_text(words, x, y, kind, true);
    }

    fn push_text(&self, words: &str, x: f64, y: f64, kind: Type, upwards: bool) {
        if words.is_empty() {
            return;
        }
        let text = Text {
            words: words.to_owned(),
            at: ((x * UNITS).round() as i32, (y * UNITS).round() as i32),
            size: kind.size * UNITS,
            weight: kind.weight,
            colour: kind.colour,
            across: kind.across,
            down: kind.down,
            upwards,
        };
        self.drawing.borrow_mut().shapes.push(Shape::Text(text));
    }

    /// The finished picture.
    pub(crate) fn finish(self) -> Drawing {
        self.drawing.borrow().clone()
    }
}

/// Breaks a text into lines of about the same length, so that no single word is left over.
fn lines(text: &str, kind: Type, step: f64, width: f64) -> Vec<(String, Type, f64)> {
    let full = wrapped(text, kind, width);
    let narrower = (1..10).map(|n| wrapped(text, kind, width * (0.5 + 0.05 * f64::from(n))));
    // Narrower lines are only as good if they need no more lines and cut no long word.
    let as_good = |lines: &Vec<String>| lines.len() == full.len() && lines.join(" ") == full.join(" ");
    let lines = narrower.into_iter().find(as_good).unwrap_or_else(|| full.clone());
    lines.into_iter().map(|line| (line, kind, step)).collect()
}
