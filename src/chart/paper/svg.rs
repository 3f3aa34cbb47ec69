//! Renders a drawing as SVG. Letters are outlines, defined once and reused.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::UNITS;
use super::drawing::{Colour, Drawing, Shape, Text, Type, UnitPoint};
use super::font::{self, FONT_NOTICE, OutlineStep, Weight};

/// Font units per font size in the letters' outlines. Whole numbers are short and precise enough.
const EM: f64 = 2048.0;

/// The picture as an SVG document.
pub fn svg(drawing: &Drawing) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">{}</title>\n\
         <desc id=\"description\">{}</desc>\n<metadata>{FONT_NOTICE}</metadata>\n",
        f64::from(width) / UNITS,
        f64::from(height) / UNITS,
        escape(&drawing.title),
        escape(&drawing.description),
    );
    write_letters(&mut out, drawing);
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>");
    for shape in &drawing.shapes {
        write_shape(&mut out, shape);
    }
    out.push_str("</svg>\n");
    out
}

/// A text with XML's special characters replaced and its forbidden ones left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

fn write_letters(out: &mut String, drawing: &Drawing) {
    let mut used = BTreeSet::new();
    for text in drawing.texts() {
        let weight = text.kind.weight;
        used.extend(font::letters(&text.words, weight).0.into_iter().map(|letter| (weight, letter.glyph)));
    }
    out.push_str("<defs>\n");
    for (weight, glyph) in used {
        let _ = write!(out, "<path id=\"{}{glyph}\" d=\"", prefix(weight));
        for stroke in font::outline(glyph, weight) {
            let n = |value: f32| (f64::from(value) * EM).round() as i32;
            let _ = match stroke {
                OutlineStep::Move(x, y) => write!(out, "M{} {}", n(x), n(y)),
                OutlineStep::Line(x, y) => write!(out, "L{} {}", n(x), n(y)),
                OutlineStep::Curve(x1, y1, x, y) => write!(out, "Q{} {} {} {}", n(x1), n(y1), n(x), n(y)),
                OutlineStep::Close => write!(out, "Z"),
            };
        }
        out.push_str("\"/>\n");
    }
    out.push_str("</defs>\n");
}

fn prefix(weight: Weight) -> char {
    match weight {
        Weight::Regular => 'r',
        Weight::SemiBold => 'b',
    }
}

fn write_shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Lines { paths, colour, width } => {
            out.push_str("<path fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" d=\"");
            for path in paths {
                write_path(out, path);
            }
            let _ = writeln!(out, "\" stroke-width=\"{width}\"{}/>", paint("stroke", *colour));
        }
        Shape::Area { corners, colour } => {
            out.push_str("<path d=\"");
            write_path(out, corners);
            let _ = writeln!(out, "Z\"{}/>", paint("fill", *colour));
        }
        Shape::Circle { centre: (x, y), radius, colour, ring } => {
            let _ = write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"");
            let _ = match ring {
                None => writeln!(out, "{}/>", paint("fill", *colour)),
                Some(width) => {
                    writeln!(out, " fill=\"none\" stroke-width=\"{width}\"{}/>", paint("stroke", *colour))
                }
            };
        }
        Shape::Text(text) => write_text(out, text),
    }
}

/// Writes a path as steps from point to point: shorter than absolute coordinates, and exact in whole units.
fn write_path(out: &mut String, path: &[UnitPoint]) {
    let mut before: Option<UnitPoint> = None;
    for &(x, y) in path {
        let _ = match before {
            None => write!(out, "M{x} {y}"),
            Some((x0, y0)) => write!(out, "l{} {}", x - x0, y - y0),
        };
        before = Some((x, y));
    }
}

fn write_text(out: &mut String, text: &Text) {
    let (along, down) = text.start();
    let (x, y) = text.at;
    let Type { size, weight, colour, upwards, .. } = text.kind;
    let turn = if upwards { "rotate(-90) " } else { "" };
    let _ = write!(
        out,
        "<g aria-label=\"{}\" transform=\"translate({x} {y}) {turn}translate({:.1} {:.1}) scale({:.5})\"{}>",
        escape(&text.words),
        along,
        down,
        size / EM,
        paint("fill", colour)
    );
    let name = prefix(weight);
    for letter in font::letters(&text.words, weight).0 {
        let _ = write!(out, "<use href=\"#{name}{}\" x=\"{:.0}\"/>", letter.glyph, letter.x * EM);
    }
    out.push_str("</g>\n");
}

fn paint(what: &str, colour: Colour) -> String {
    let (r, g, b) = colour.rgb;
    if colour.alpha >= 1.0 {
        format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\"")
    } else {
        format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\" {what}-opacity=\"{:.3}\"", colour.alpha)
    }
}
