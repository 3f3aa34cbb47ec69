//! The outcome against two factors at a time.

use super::scale::{axis, cells, colour, evenly, headline, key, range, subtitle};
use crate::chart::layout::{Axis, Page, Panel, Rect, Room};
use crate::chart::paper::Type;
use crate::chart::picture::Picture;
use crate::chart::style::{GRID, NOTE, legible_on};
use crate::story::number::in_range;
use crate::story::sweep::{Pair, SweepStory, Varied};

/// With more cells across than this, no numbers are written.
const MOST_WRITTEN: usize = 9;

pub(super) fn draw(story: &SweepStory, number: usize) -> Picture {
    let shown = &story.shown[number];
    if story.factors.len() < 2 {
        return Err("a heat map needs two factors".into());
    }
    let pairs = &shown.pairs;
    let (low, high) = range(pairs.iter().flat_map(|pair| pair.means.iter().flatten().copied()));
    if pairs.is_empty() || pairs.iter().all(|pair| pair.means.iter().flatten().all(|mean| mean.is_nan())) {
        return Err("no point has this outcome".into());
    }
    let (columns, height) = match pairs.len() {
        1 => (1, 520.0),
        2..=4 => (2, 400.0),
        _ => (3, 320.0),
    };
    let rows = pairs.len().div_ceil(columns);
    let notes =
        ["Each cell: mean over its points and seeds, averaged over all other factors. Empty cells contain no point."];
    let page = Page::new(height * rows as f64 + 58.0, &headline(story, shown), &subtitle(story, shown), &notes);
    let (body, foot) = page.body().split_bottom(52.0);
    for (pair, cell) in pairs.iter().zip(body.grid(rows, columns, (30.0, 26.0))) {
        panel(&page, cell, story, pair, (low, high), columns);
    }
    key(&page, foot, (low, high), &format!("{} ({})", shown.column.words, shown.column.unit));
    Ok(page.finish())
}

fn panel(page: &Page, cell: Rect, story: &SweepStory, pair: &Pair, range: (f64, f64), columns: usize) {
    let [across, up] = pair.factors.map(|factor| &story.factors[factor]);
    let (x, y) = (cells_axis(across, &across.factor.path, columns), cells_axis(up, &up.factor.path, columns));
    let panel = Panel::new(page, cell, Room::for_axes(&x, &y, 6.0, 6.0), (&x, &y), "");
    let inside = panel.inside();
    page.bar(inside, GRID.alpha(0.5));
    let (w, h) = (inside.w / across.bins.len() as f64, inside.h / up.bins.len() as f64);
    let written = across.bins.len() * columns <= MOST_WRITTEN.max(7 * columns) && w > 38.0 && h > 17.0;
    for (column, means) in pair.means.iter().enumerate() {
        for (row, &mean) in means.iter().enumerate().filter(|(_, mean)| mean.is_finite()) {
            let (left, top) = (inside.x + column as f64 * w, inside.bottom() - (row + 1) as f64 * h);
            let fill = colour(mean, range);
            page.bar(Rect { x: left + 0.5, y: top + 0.5, w: w - 1.0, h: h - 1.0 }, fill);
            if written {
                let kind = Type { colour: legible_on(fill), ..NOTE.centred() };
                page.text(&in_range(mean, range), left + w / 2.0, top + h / 2.0, kind);
            }
        }
    }
}

/// An axis of cells side by side; for ranges of numbers the ticks are at the cells' edges.
fn cells_axis(varied: &Varied, title: &str, columns: usize) -> Axis {
    if varied.by_level || evenly(varied) {
        cells(varied, if columns == 3 { 5 } else { 8 }, title)
    } else {
        axis(varied, title)
    }
}
