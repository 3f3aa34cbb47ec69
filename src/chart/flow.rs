//! Shared by the pictures of adoptions and onsets: lines by route, and bars of the totals.

use super::layout::{Axis, Page, Panel, Rect, covering, widest};
use super::paper::Colour;
use super::style::{INK, stroke};
use crate::story::data::{Estimate, Flow};
use crate::story::number::count;

/// The middle of each time interval, with the estimate there.
pub(super) fn points(flow: &Flow, line: &[Estimate]) -> Vec<(f64, Estimate)> {
    let middle = |(first, last): &(u32, u32)| (f64::from(*first) + f64::from(*last)) / 2.0;
    flow.stretches.iter().map(middle).zip(line.iter().copied()).collect()
}

/// Height in pixels of this many bars.
pub(super) fn bars_height(bars: usize) -> f64 {
    bars as f64 * 26.0 + 84.0
}

/// Horizontal bars with their numbers, in the given order, each with its name, its length and its colour.
pub(super) fn bars(page: &Page, outer: Rect, title: &str, unit: &str, bars: &[(String, Estimate, Colour)]) {
    let names = widest(bars.iter().map(|(name, ..)| name)).min(outer.w * 0.5);
    let (_, high) = covering(bars.iter().map(|(_, total, _)| total));
    let x = Axis::numbers(0.0, high, 5, unit);
    let panel = Panel::of_rows(page, outer, bars.len(), [names + 14.0, 90.0, 30.0], &x, title);
    for (n, (name, total, colour)) in bars.iter().enumerate() {
        let middle = panel.row(n);
        panel.bar((0.0, middle - 0.34), (total.mean.max(0.0), middle + 0.34), *colour);
        panel.interval_across(&Estimate { low: total.low.max(0.0), ..*total }, middle, stroke(INK, 1.4));
        panel.name_row(name, middle, names, 8.0);
        let end = if total.high.is_finite() { total.high } else { total.mean };
        panel.number_at((end.max(0.0), middle), &count(total.mean));
    }
}
