//! Shared by the pictures of a sweep: axes of factors, ranges of outcomes, colours by outcome.

use crate::chart::layout::{Axis, Page, Rect};
use crate::chart::paper::{Across, Colour, Down};
use crate::chart::style::{TICK, dark_share};
use crate::story::number::{count, in_range};
use crate::story::sweep::{OutcomeStory, SweepStory, Varied};
use crate::story::words::{capital, seeds, spaced};

/// An axis of a factor's values: numbers, or its levels side by side.
pub(super) fn axis(varied: &Varied, title: &str) -> Axis {
    if evenly(varied) {
        return cells(varied, 5, title);
    }
    let (from, to) = bounds(varied);
    Axis::numbers(from, to, 5, title).within(from, to)
}

/// An axis of bins side by side, each one unit wide, with at most `most` ticks.
pub(super) fn cells(varied: &Varied, most: usize, title: &str) -> Axis {
    let step = varied.bins.len().div_ceil(most);
    let ticks = varied.bins.iter().enumerate().step_by(step.max(1));
    let ticks = ticks.map(|(number, bin)| (number as f64 + 0.5, bin.label.clone())).collect();
    Axis { from: 0.0, to: varied.bins.len() as f64, ticks, title: title.to_owned() }
}

/// Whether levels are evenly spaced whatever their values: words, and numbers without a range.
pub(super) fn evenly(varied: &Varied) -> bool {
    let (from, to) = bounds(varied);
    let finite = varied.bins.iter().all(|bin| bin.from.is_finite());
    !varied.factor.is_number() || !finite || from >= to
}

/// The least and the greatest coordinate.
fn bounds(varied: &Varied) -> (f64, f64) {
    let first = varied.bins.first().map_or(0.0, |bin| bin.from);
    (first, varied.bins.last().map_or(first, |bin| bin.to))
}

/// The ends of a factor's axis.
pub(super) fn ends(varied: &Varied) -> (f64, f64) {
    if evenly(varied) { (0.0, varied.bins.len() as f64) } else { bounds(varied) }
}

/// The position of a bin on that axis.
pub(super) fn middle(varied: &Varied, bin: usize) -> f64 {
    if evenly(varied) { bin as f64 + 0.5 } else { varied.bins[bin].middle() }
}

/// The position of a coordinate on that axis.
pub(super) fn place(varied: &Varied, at: f64) -> f64 {
    if evenly(varied) { varied.bin(at) as f64 + 0.5 } else { at }
}

/// Least and greatest of the values; (0, 1) if there are none.
pub(super) fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let start = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) =
        values.filter(|value| value.is_finite()).fold(start, |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

/// A colour from pale (least) to near black (greatest).
pub(super) fn colour(value: f64, (low, high): (f64, f64)) -> Colour {
    dark_share(if high > low { (value - low) / (high - low) } else { 0.5 })
}

/// A colour bar with its ends labelled, at the foot of a page.
pub(super) fn key(page: &Page, foot: Rect, range: (f64, f64), title: &str) {
    const WIDTH: f64 = 260.0;
    const STEPS: u32 = 60;
    let (left, top, step) = (foot.x, foot.y + 14.0, WIDTH / f64::from(STEPS));
    for number in 0..STEPS {
        let bar = Rect { x: left + f64::from(number) * step, y: top, w: step + 0.4, h: 12.0 };
        page.bar(bar, dark_share((f64::from(number) + 0.5) / f64::from(STEPS)));
    }
    page.text(&in_range(range.0, range), left, top + 16.0, TICK);
    page.text(&in_range(range.1, range), left + WIDTH, top + 16.0, TICK.anchored(Across::Right, Down::Top));
    page.text(title, left + WIDTH + 14.0, top - 2.0, TICK);
}

/// The text below every headline.
pub(super) fn subtitle(story: &SweepStory, shown: &OutcomeStory) -> String {
    let sweep = &story.manifest.sweep;
    format!(
        "{}; scenario {}, {} points ({}), {} each",
        shown.column.words,
        sweep.scenario_name,
        count(f64::from(story.points)),
        spaced(&sweep.design.kind),
        seeds(sweep.seeds)
    )
}

/// A sentence for headlines that says what moves the outcome.
pub(super) fn headline(story: &SweepStory, shown: &OutcomeStory) -> String {
    let range = (shown.extremes[0].mean, shown.extremes[1].mean);
    let (low, high) = (in_range(range.0, range), in_range(range.1, range));
    let name = capital(&spaced(&shown.column.name));
    match shown.by_influence().first() {
        Some(&first) if shown.explained[first] > 0.1 => {
            format!("{name} ranges from {low} to {high}; {} moves it most", story.factors[first].factor.path)
        }
        _ => format!("{name} ranges from {low} to {high}; no single factor explains much of it"),
    }
}
