//! A panel: axes with a grid, and a drawing area in the data's own coordinates.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::Color;

use super::axis::Axis;
use super::measure::{shortened, units, wide};
use super::page::{Page, dashed, drawn, line_style, rgba};
use super::rect::Rect;
use crate::chart::paper::{Across, Colour, Down, Pen, Type, UNITS};
use crate::chart::style::{AXIS, GRID, LABEL, MUTED, NOTE, PANEL, PAPER, SETTLING, Stroke, TICK, stroke};
use crate::story::data::Estimate;

type Plane = DrawingArea<Pen, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Room around the axes in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Room {
    /// Left of the vertical axis, for its numbers and title.
    pub left: f64,
    /// Right of the panel, for labels.
    pub right: f64,
    /// Above, for the panel's headline and the labels at the top of the time axis.
    pub top: f64,
    /// Below the horizontal axis, for its numbers and title.
    pub bottom: f64,
}

impl Room {
    /// The room that these axes need, with `right` pixels for labels.
    pub(crate) fn for_axes(x: &Axis, y: &Axis, right: f64, top: f64) -> Self {
        let widest = y.ticks.iter().map(|(_, words)| wide(words, TICK)).fold(0.0, f64::max);
        let left = widest + if widest > 0.0 { 9.0 } else { 2.0 } + if y.title.is_empty() { 0.0 } else { 25.0 };
        let numbers = if x.ticks.iter().all(|(_, words)| words.is_empty()) { 4.0 } else { 24.0 };
        Self { left, right, top, bottom: numbers + if x.title.is_empty() { 0.0 } else { 22.0 } }
    }
}

/// Axes on a page, ready to be drawn in.
pub(crate) struct Panel<'a> {
    page: &'a Page,
    plane: Plane,
    inside: Rect,
    x: Axis,
    /// Least and greatest value of the vertical axis.
    range: (f64, f64),
}

impl<'a> Panel<'a> {
    /// Axes within `outer`, with `room` around them and a headline above.
    pub(crate) fn new(page: &'a Page, outer: Rect, room: Room, (x, y): (&Axis, &Axis), title: &str) -> Self {
        Self::over_time(page, outer, room, (x, y), title, (0, &[]))
    }

    /// A panel of `count` rows one above the other, with so many pixels left of it, right of it and above.
    pub(crate) fn of_rows(
        page: &'a Page,
        outer: Rect,
        count: usize,
        [left, right, top]: [f64; 3],
        x: &Axis,
        title: &str,
    ) -> Self {
        let y = Axis::rows(count);
        Self::new(page, outer, Room { left, ..Room::for_axes(x, &y, right, top) }, (x, &y), title)
    }

    /// Axes with weeks on the horizontal one: the first `settling` weeks are shaded and `interventions` marked.
    pub(crate) fn over_time(
        page: &'a Page,
        outer: Rect,
        room: Room,
        (x, y): (&Axis, &Axis),
        title: &str,
        (settling, interventions): (u32, &[u32]),
    ) -> Self {
        let inside = Rect {
            x: outer.x + room.left,
            y: outer.y + room.top,
            w: (outer.w - room.left - room.right).max(10.0),
            h: (outer.h - room.top - room.bottom).max(10.0),
        };
        let range = |from: f64, length: f64| units(from)..units(from + length);
        // plotters counts down the page, but the vertical axis grows upwards.
        let down = units(inside.bottom())..units(inside.y);
        let (across, up) = (RangedCoordf64::from(x.from..x.to), RangedCoordf64::from(y.from..y.to));
        let coordinates = Cartesian2d::new(across, up, (range(inside.x, inside.w), down));
        page.text(title, outer.x, outer.y, PANEL);
        let plane = page.root().apply_coord_spec(coordinates);
        let panel = Self { page, plane, inside, x: x.clone(), range: (y.from, y.to) };
        panel.cover(settling, SETTLING);
        panel.ground(outer, y);
        panel.mark(settling, interventions);
        panel
    }

    /// Draws the grid, the numbers and the horizontal axis' title.
    fn ground(&self, outer: Rect, y: &Axis) {
        let middle = self.inside.y + self.inside.h / 2.0;
        let kind = Type { upwards: true, ..AXIS.anchored(Across::Centre, Down::Top) };
        self.page.text(&y.title, outer.x + 1.0, middle, kind);
        for (value, words) in &y.ticks {
            let at = self.down(*value);
            self.page.line(&[(self.inside.x, at), (self.inside.right(), at)], stroke(GRID, 1.0));
            self.page.text(words, self.inside.x - 7.0, at, TICK.right());
        }
        let bottom = self.inside.bottom();
        let mut free = f64::NEG_INFINITY;
        for (value, words) in &self.x.ticks {
            let at = self.along(*value);
            self.page.line(&[(at, bottom), (at, bottom + 4.0)], stroke(MUTED, 1.0));
            let half = wide(words, TICK) / 2.0;
            if at - half > free {
                self.page.text(words, at, bottom + 9.0, TICK.anchored(Across::Centre, Down::Top));
                free = at + half + 5.0;
            }
        }
        self.page.line(&[(self.inside.x, bottom), (self.inside.right(), bottom)], stroke(MUTED, 1.0));
        let middle = self.inside.x + self.inside.w / 2.0;
        self.page.text(&self.x.title, middle, bottom + 30.0, AXIS.anchored(Across::Centre, Down::Top));
    }

    /// The room between the axes, in pixels.
    pub(crate) fn inside(&self) -> Rect {
        self.inside
    }

    /// Pixels from the left of the page to this value on the horizontal axis.
    pub(crate) fn along(&self, x: f64) -> f64 {
        // Any value within the panel will do for the height; 0 may lie beyond the range of a coordinate.
        f64::from(self.plane.map_coordinate(&(x, self.range.0)).0) / UNITS
    }

    /// Pixels from the top of the page to this value on the vertical axis.
    pub(crate) fn down(&self, y: f64) -> f64 {
        f64::from(self.plane.map_coordinate(&(self.x.from, y)).1) / UNITS
    }

    /// Draws a line through points. It breaks where a value is undefined; a lone point becomes a dot.
    pub(crate) fn line(&self, points: &[(f64, f64)], stroke: Stroke) {
        for run in finite_runs(points) {
            if let [only] = run[..] {
                self.dot(only, stroke.width * 1.3, stroke.colour);
                continue;
            }
            let style = line_style(stroke);
            match stroke.dash {
                None => drawn(self.plane.draw(&PathElement::new(run, style))),
                Some(dash) => drawn(self.plane.draw(&dashed(run, dash, style))),
            }
        }
    }

    /// A line across the whole panel at this height.
    pub(crate) fn line_across(&self, y: f64, stroke: Stroke) {
        self.line(&[(self.x.from, y), (self.x.to, y)], stroke);
    }

    /// A line from the bottom to the top of the panel.
    pub(crate) fn line_up(&self, x: f64, stroke: Stroke) {
        self.line(&[(x, self.range.0), (x, self.range.1)], stroke);
    }

    /// Grid lines from the bottom to the top at the ticks of the horizontal axis.
    pub(crate) fn grid_up(&self) {
        self.x.ticks.iter().for_each(|(at, _)| self.line_up(*at, stroke(GRID, 1.0)));
    }

    /// An interval as a line across, at this height; nothing if there is none.
    pub(crate) fn interval_across(&self, estimate: &Estimate, y: f64, stroke: Stroke) {
        if estimate.has_interval() {
            // What reaches beyond the axis would run through names and numbers.
            let ends = [estimate.low, estimate.high].map(|end| (end.clamp(self.x.from, self.x.to), y));
            self.line(&ends, stroke);
        }
    }

    /// An interval as an upright line; nothing if there is none.
    pub(crate) fn interval_up(&self, x: f64, estimate: &Estimate, stroke: Stroke) {
        if estimate.has_interval() {
            self.line(&[(x, estimate.low), (x, estimate.high)], stroke);
        }
    }

    /// Fills the area between a lower and an upper line, except where either is undefined.
    pub(crate) fn between(&self, points: &[(f64, f64, f64)], colour: Colour) {
        let defined = |(x, low, high): &(f64, f64, f64)| x.is_finite() && low.is_finite() && high.is_finite();
        for run in points.split(|point| !defined(point)).filter(|run| run.len() > 1) {
            let there = run.iter().map(|(x, _, high)| (*x, *high));
            let back = run.iter().rev().map(|(x, low, _)| (*x, *low));
            drawn(self.plane.draw(&Polygon::new(there.chain(back).collect::<Vec<_>>(), rgba(colour))));
        }
    }

    /// A line with its interval as a ribbon; each point is `x` and an estimate.
    pub(crate) fn estimates(&self, points: &[(f64, Estimate)], stroke: Stroke) {
        // An interval can reach beyond what is possible, such as a share below 0; the picture is clipped.
        let (least, most) = self.range;
        let clipped = |(x, e): &(f64, Estimate)| (*x, e.low.clamp(least, most), e.high.clamp(least, most));
        let ribbon: Vec<_> = points.iter().map(clipped).collect();
        self.between(&ribbon, stroke.colour.alpha(0.22));
        let line: Vec<_> = points.iter().map(|(x, e)| (*x, e.mean)).collect();
        self.line(&line, stroke);
    }

    /// A disc of `radius` pixels; nothing if its place is undefined.
    pub(crate) fn dot(&self, at: (f64, f64), radius: f64, colour: Colour) {
        if at.0.is_finite() && at.1.is_finite() {
            drawn(self.plane.draw(&Circle::new(at, units(radius), rgba(colour).filled())));
        }
    }

    /// A filled rectangle between two corners.
    pub(crate) fn bar(&self, one: (f64, f64), other: (f64, f64), colour: Colour) {
        drawn(self.plane.draw(&Rectangle::new([one, other], rgba(colour).filled())));
    }

    /// The middle of a row, counted from the top.
    pub(crate) fn row(&self, number: usize) -> f64 {
        self.range.1 - number as f64 - 0.5
    }

    /// Writes the name of a row to its left, `gap` pixels away and at most `width` pixels wide.
    pub(crate) fn name_row(&self, name: &str, y: f64, width: f64, gap: f64) {
        self.page.text(&shortened(name, LABEL, width), self.inside.x - gap, self.down(y), LABEL.right());
    }

    /// Writes a text `gap` pixels to the right of the panel.
    pub(crate) fn beside(&self, words: &str, y: f64, gap: f64, kind: Type) {
        self.page.text(words, self.inside.right() + gap, self.down(y), kind.left());
    }

    /// Writes a number to the right of a point.
    pub(crate) fn number_at(&self, (x, y): (f64, f64), words: &str) {
        self.page.text(words, self.along(x) + 6.0, self.down(y), TICK.left());
    }

    /// Covers the first weeks, if there are any.
    fn cover(&self, weeks: u32, colour: Colour) {
        if weeks > 0 {
            let shade = Rect { w: self.along(f64::from(weeks)) - self.inside.x, ..self.inside };
            self.page.bar(shade, colour);
        }
    }

    /// Fades what is drawn over the settling time, where shading behind it would be hidden.
    pub(crate) fn pale(&self, settling: u32) {
        self.cover(settling, PAPER.alpha(0.35));
    }

    /// Marks interventions, and labels marks and shading above the panel.
    fn mark(&self, settling: u32, interventions: &[u32]) {
        let Rect { x: left, y: top, .. } = self.inside;
        let kind = NOTE.anchored(Across::Left, Down::Baseline);
        for week in interventions {
            let at = self.along(f64::from(*week));
            self.page.line(&[(at, top - 4.0), (at, self.inside.bottom())], stroke(MUTED, 1.2).dashed(4.0, 3.0));
        }
        let mut free = self.inside.right();
        if let Some(first) = interventions.first() {
            let words = if interventions.len() == 1 { "intervention" } else { "interventions" };
            let at = self.along(f64::from(*first));
            let place = (at + 3.0).min(self.inside.right() - wide(words, kind)).max(left);
            self.page.text(words, place, top - 5.0, kind);
            free = place - 8.0;
        }
        if settling > 0 && left + wide("settling", kind) <= free {
            let place = (self.along(f64::from(settling)) - 3.0).min(free) - wide("settling", kind);
            self.page.text("settling", place.max(left), top - 5.0, kind);
        }
    }
}

/// The stretches of points with no undefined value.
pub(super) fn finite_runs(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let runs = points.split(|(x, y)| !(x.is_finite() && y.is_finite()));
    runs.filter(|run| !run.is_empty()).map(<[_]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_values_break_a_line() {
        let nan = f64::NAN;
        let runs = finite_runs(&[(0.0, 1.0), (1.0, nan), (2.0, 3.0), (3.0, 4.0), (nan, 1.0)]);
        assert_eq!(runs, [vec![(0.0, 1.0)], vec![(2.0, 3.0), (3.0, 4.0)]]);
    }
}
