//! The backend that lets plotters draw on a [`Drawing`].

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};

use super::drawing::{Across, Colour, Down, Drawing, Shape, Text, Type};
use super::font::{self, Weight};

/// A drawing shared by several drawing areas.
pub type SharedDrawing = Rc<RefCell<Drawing>>;

/// A plotters backend that adds to a [`Drawing`].
pub struct Pen(SharedDrawing);

/// A pen for this drawing, and a handle to read the drawing later.
pub fn shared(drawing: Drawing) -> (Pen, SharedDrawing) {
    let drawing = Rc::new(RefCell::new(drawing));
    (Pen(Rc::clone(&drawing)), drawing)
}

type Painted = Result<(), DrawingErrorKind<Infallible>>;

fn colour(colour: BackendColor) -> Colour {
    Colour { rgb: colour.rgb, alpha: colour.alpha }
}

fn weight<S: BackendTextStyle>(style: &S) -> Weight {
    if matches!(style.style(), FontStyle::Bold) { Weight::SemiBold } else { Weight::Regular }
}

impl DrawingBackend for Pen {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let drawing = self.0.borrow();
        (drawing.width, drawing.height)
    }

    fn ensure_prepared(&mut self) -> Painted {
        Ok(())
    }

    fn present(&mut self) -> Painted {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Painted {
        let corners = vec![(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        self.0.borrow_mut().shapes.push(Shape::Area { corners, colour: colour(color) });
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Painted {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Painted {
        let mut corners = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
        if fill {
            self.fill_polygon(corners, style)
        } else {
            corners.push((left, top));
            self.draw_path(corners, style)
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Painted {
        let path: Vec<_> = path.into_iter().collect();
        self.0.borrow_mut().line(path, colour(style.color()), f64::from(style.stroke_width()));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Painted {
        let ring = if fill { None } else { Some(f64::from(style.stroke_width())) };
        let shape = Shape::Circle { centre, radius: f64::from(radius), colour: colour(style.color()), ring };
        self.0.borrow_mut().shapes.push(shape);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Painted {
        let shape = Shape::Area { corners: corners.into_iter().collect(), colour: colour(style.color()) };
        self.0.borrow_mut().shapes.push(shape);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, at: BackendCoord) -> Painted {
        let across = match style.anchor().h_pos {
            HPos::Left => Across::Left,
            HPos::Center => Across::Centre,
            HPos::Right => Across::Right,
        };
        let down = match style.anchor().v_pos {
            VPos::Top => Down::Top,
            VPos::Center => Down::Middle,
            VPos::Bottom => Down::Baseline,
        };
        let upwards = matches!(style.transform(), FontTransform::Rotate270);
        let colour = colour(style.color());
        let kind = Type { size: style.size(), weight: weight(style), colour, across, down, upwards };
        self.0.borrow_mut().shapes.push(Shape::Text(Text { words: words.to_owned(), at, kind }));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        words: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = font::width(words, style.size(), weight(style));
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}
