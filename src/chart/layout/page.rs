//! The page of a picture: headline, subtitle, notes, and the space between them.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Rectangle};
use plotters::style::{Color, RGBAColor, ShapeStyle};

use super::measure::{units, wrapped};
use super::rect::Rect;
use crate::chart::paper::{self, Colour, Drawing, Pen, Shape, SharedDrawing, Text, Type, UNITS};
use crate::chart::style::{HEADLINE, NOTE, SUBTITLE, Stroke};

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
    pub(crate) fn new(height: f64, headline: &str, subtitle: &str, notes: &[impl AsRef<str>]) -> Self {
        let width = WIDTH - 2.0 * MARGIN;
        let above = [(headline, HEADLINE, 31.0), (subtitle, SUBTITLE, 22.0)];
        let above: Vec<_> = above.iter().flat_map(|(text, kind, step)| lines(text, *kind, *step, width)).collect();
        let below: Vec<_> = notes.iter().flat_map(|note| lines(note.as_ref(), NOTE, 18.0, width)).collect();
        let room = |lines: &[(String, Type, f64)]| lines.iter().map(|(_, _, step)| step).sum::<f64>();
        let top = MARGIN + room(&above) + 14.0;
        let foot = if below.is_empty() { 0.0 } else { room(&below) + 12.0 };
        let mut drawing = Drawing::new(WIDTH, top + height + foot + MARGIN);
        drawing.title = headline.to_owned();
        let described: Vec<&str> = std::iter::once(subtitle).chain(notes.iter().map(AsRef::as_ref)).collect();
        drawing.description = described.join(". ");
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
        if !words.is_empty() {
            let kind = Type { size: kind.size * UNITS, ..kind };
            let text = Text { words: words.to_owned(), at: (units(x), units(y)), kind };
            self.drawing.borrow_mut().shapes.push(Shape::Text(text));
        }
    }

    /// A line through points in pixels.
    pub(crate) fn line(&self, points: &[(f64, f64)], stroke: Stroke) {
        let points: Vec<_> = points.iter().map(|(x, y)| (units(*x), units(*y))).collect();
        let style = line_style(stroke);
        match stroke.dash {
            None => drawn(self.root.draw(&PathElement::new(points, style))),
            Some(dash) => drawn(self.root.draw(&dashed(points, dash, style))),
        }
    }

    /// A filled rectangle in pixels.
    pub(crate) fn bar(&self, bar: Rect, colour: Colour) {
        let corners = [(units(bar.x), units(bar.y)), (units(bar.right()), units(bar.bottom()))];
        drawn(self.root.draw(&Rectangle::new(corners, rgba(colour).filled())));
    }

    /// A disc in pixels.
    pub(crate) fn dot(&self, (x, y): (f64, f64), radius: f64, colour: Colour) {
        drawn(self.root.draw(&Circle::new((units(x), units(y)), units(radius), rgba(colour).filled())));
    }

    /// The finished picture.
    pub(crate) fn finish(self) -> Drawing {
        self.drawing.borrow().clone()
    }
}

/// plotters only fails if its backend does. The pen never fails, and no two areas borrow the drawing at the same time.
pub(super) fn drawn<T>(result: Result<T, DrawingAreaErrorKind<Infallible>>) {
    debug_assert!(result.is_ok(), "the pen never fails");
}

pub(super) fn rgba(colour: Colour) -> RGBAColor {
    let (r, g, b) = colour.rgb;
    RGBAColor(r, g, b, colour.alpha)
}

pub(super) fn line_style(stroke: Stroke) -> ShapeStyle {
    rgba(stroke.colour).stroke_width((stroke.width * UNITS).round() as u32)
}

type Dashes<Coord> = DashedPathElement<std::vec::IntoIter<Coord>, u32>;

pub(super) fn dashed<Coord: Clone>(points: Vec<Coord>, (line, gap): (f64, f64), style: ShapeStyle) -> Dashes<Coord> {
    DashedPathElement::new(points, units(line) as u32, units(gap) as u32, style)
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
