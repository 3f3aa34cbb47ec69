//! What methods report about worlds, next to the truth.

use super::layout::{Axis, Page, Panel, Rect, covering, covering_values, legend_of_fills, shortened, widest};
use super::picture::Picture;
use super::style::{self, INK, MUTED, PANEL, TICK, stroke};
use crate::story::data::Estimate;
use crate::story::number::percent;
use crate::story::words::{capital, spaced};

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
    let (least, most) = covering(estimates());
    let (from, to) = covering_values(worlds.iter().map(|world| world.truth).chain([least, most]));
    let x = Axis::numbers(100.0 * from, 100.0 * to, 6, "What one contact's use adds, percentage points");
    let notes = [format!(
        "Bars: the estimate and its 95 % interval, as a typical panel gives them (means over {panels} panels). Line: the truth, by intervention. At the right: on \
         what share of the panels “no effect” is rejected at 5 %."
    )];
    let height = (rows.len() * groups.len()) as f64 * BAR + FRAME;
    let lines = worlds.len().div_ceil(ACROSS);
    let page = Page::new(lines as f64 * height + 44.0, &capital(title), "", &notes);
    let (body, keys) = page.body().split_bottom(34.0);
    let wide = widest(rows).min(200.0);
    for (world, cell) in worlds.iter().zip(body.grid(lines, ACROSS, (26.0, 8.0))) {
        one(&page, cell, world, (rows, groups), &x, wide);
    }
    let fills: Vec<_> =
        groups.iter().enumerate().map(|(n, name)| (capital(&spaced(name)), style::nth(n).colour)).collect();
    legend_of_fills(&page, keys.without_top(10.0), &fills);
    Ok(page.finish())
}

fn one(page: &Page, cell: Rect, world: &World, (rows, groups): (&[String], &[String]), x: &Axis, wide: f64) {
    let count = rows.len() * groups.len();
    let title = shortened(&capital(&world.title), PANEL, cell.w);
    let panel = Panel::of_rows(page, cell, count, [wide + 14.0, 54.0, 34.0], x, &title);
    for (n, row) in rows.iter().enumerate() {
        panel.name_row(row, count as f64 - (n as f64 + 0.5) * groups.len() as f64, wide, 9.0);
    }
    panel.line_up(0.0, stroke(MUTED, 1.0));
    panel.line_up(100.0 * world.truth, stroke(INK, 2.0).dashed(7.0, 4.0));
    for bar in &world.bars {
        let place = panel.row(bar.row * groups.len() + bar.group);
        let (estimate, colour) = (bar.estimate.times(100.0), style::nth(bar.group).colour);
        if estimate.has_interval() {
            panel.interval_across(&estimate, place, stroke(colour, 4.5));
            panel.dot((estimate.mean, place), 4.2, colour);
        }
        let words = if bar.rejected.is_finite() { percent(bar.rejected) } else { "no answer".to_owned() };
        panel.beside(&words, place, 8.0, TICK);
    }
}
