//! What methods report about worlds, next to the truth.

use super::layout::{Axis, Labelled, Page, Panel, Rect, Room, covering, label_width, legend, shortened};
use super::paper::{Across, Down};
use super::picture::Picture;
use super::style::{self, INK, LABEL, MUTED, PANEL, Stroke, TICK, stroke};
use crate::story::data::Estimate;
use crate::story::number::percent;
use crate::story::words::capital;

/// Height of a bar.
const BAR: f64 = 15.0;
/// Panels side by side.
const ACROSS: usize = 2;
/// Height of a panel without its bars.
const FRAME: f64 = 100.0;

/// A world.
pub struct World {
    /// Its name.
    pub title: String,
    /// The true value; NaN if there is none.
    pub truth: f64,
    /// The reported values.
    pub bars: Vec<MethodBar>,
}

/// What a method reports about a world.
pub struct MethodBar {
    /// The position of the method among the rows.
    pub row: usize,
    /// The position of the design among the groups.
    pub group: usize,
    /// Its mean estimate, with the mean ends of its interval.
    pub estimate: Estimate,
    /// The share of panels on which it rejects "no effect".
    pub rejected: f64,
}

/// A panel for each world, with the names of `rows` and `groups`; each bar summarises `panels` panels of data.
pub fn draw(worlds: &[World], rows: &[String], groups: &[String], title: &str, panels: u32) -> Picture {
    let estimates = || worlds.iter().flat_map(|world| &world.bars).map(|bar| &bar.estimate);
    if !estimates().any(Estimate::has_interval) {
        return Err("no method has an answer".into());
    }
    let truths = worlds.iter().map(|world| Estimate { mean: world.truth, low: world.truth, high: world.truth });
    let zero = [Estimate { mean: 0.0, low: 0.0, high: 0.0 }];
    let all: Vec<Estimate> = estimates().copied().chain(truths).chain(zero).collect();
    let (from, to) = covering(&all);
    let x = Axis::numbers(100.0 * from, 100.0 * to, 6, "What one contact's use adds, percentage points");
    let notes = [format!(
        "Bars: the estimate and its 95 % interval, as a typical panel gives them (means over {panels} panels). Line: the truth, by intervention. At the right: on \
         what share of the panels “no effect” is rejected at 5 %."
    )];
    let height = (rows.len() * groups.len()) as f64 * BAR + FRAME;
    let lines = worlds.len().div_ceil(ACROSS);
    let page = Page::new(lines as f64 * height + 44.0, &capital(title), "", &notes);
    let (body, keys) = page.body().split_bottom(34.0);
    let wide = rows.iter().map(|row| label_width(row)).fold(0.0, f64::max).min(200.0);
    for (world, cell) in worlds.iter().zip(body.grid(lines, ACROSS, (26.0, 8.0))) {
        one(&page, cell, world, (rows, groups), &x, wide);
    }
    let entries: Vec<Labelled> =
        groups.iter().enumerate().map(|(n, name)| Labelled::new(&capital(name), style::nth(n))).collect();
    legend(&page, Rect { y: keys.y + 10.0, ..keys }, &entries, true);
    Ok(page.finish())
}

fn one(page: &Page, cell: Rect, world: &World, (rows, groups): (&[String], &[String]), x: &Axis, wide: f64) {
    let count = (rows.len() * groups.len()) as f64;
    let y = Axis { from: 0.0, to: count, ticks: Vec::new(), title: String::new() };
    let room = Room { left: wide + 14.0, ..Room::for_axes(x, &y, 54.0, 34.0) };
    let panel = Panel::new(page, cell, room, x, &y, &shortened(&capital(&world.title), PANEL, cell.w));
    for (n, row) in rows.iter().enumerate() {
        let middle = count - (n as f64 + 0.5) * groups.len() as f64;
        let name = shortened(row, LABEL, wide);
        page.text(&name, panel.inside().x - 9.0, panel.down(middle), LABEL.anchored(Across::Right, Down::Middle));
    }
    panel.line(&[(0.0, 0.0), (0.0, count)], stroke(MUTED, 1.0));
    if world.truth.is_finite() {
        let truth = 100.0 * world.truth;
        panel.line(&[(truth, 0.0), (truth, count)], Stroke { dash: Some((7.0, 4.0)), ..stroke(INK, 2.0) });
    }
    for bar in &world.bars {
        let place = count - (bar.row * groups.len() + bar.group) as f64 - 0.5;
        let (estimate, look) = (bar.estimate.times(100.0), style::nth(bar.group));
        if estimate.has_interval() {
            panel.line(&[(estimate.low, place), (estimate.high, place)], Stroke { dash: None, width: 4.5, ..look });
            panel.dot((estimate.mean, place), 4.2, look.colour);
        }
        let words = if bar.rejected.is_finite() { percent(bar.rejected) } else { "no answer".to_owned() };
        let right = panel.inside().right() + 8.0;
        page.text(&words, right, panel.down(place), TICK.anchored(Across::Left, Down::Middle));
    }
}
