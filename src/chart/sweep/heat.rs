//! The outcome against two factors at a time.

use super::scale::{axis, colour, evenly, headline, key, range, subtitle};
use crate::chart::layout::{Axis, Page, Panel, Rect, Room};
use crate::chart::paper::{Across, Colour, Down};
use crate::chart::picture::Picture;
use crate::chart::style::{GRID, INK, NOTE, PAPER};
use crate::story::number::in_range;
use crate::story::sweep::{OutcomeStory, Pair, SweepStory, Varied};

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
    let columns = if pairs.len() == 1 {
        1
    } else if pairs.len() <= 4 {
        2
    } else {
        3
    };
    let rows = pairs.len().div_ceil(columns);
    let height = match columns {
        1 => 520.0,
        2 => 400.0,
        _ => 320.0,
    };
    let notes =
        ["Each cell: mean over its points and seeds, averaged over all other factors. Empty cells contain no point."
            .to_owned()];
    let page = Page::new(height * rows as f64 + 58.0, &headline(story, shown), &subtitle(story, shown), &notes);
    let (body, foot) = page.body().split_bottom(52.0);
    for (pair, cell) in pairs.iter().zip(body.grid(rows, columns, (30.0, 26.0))) {
        panel(&page, cell, story, pair, (low, high), columns);
    }
    key(&page, (foot.x, foot.y + 14.0), 260.0, (low, high), &title(shown));
    Ok(page.finish())
}

fn title(shown: &OutcomeStory) -> String {
    format!("{} ({})", shown.column.words, shown.column.unit)
}

fn panel(page: &Page, cell: Rect, story: &SweepStory, pair: &Pair, range: (f64, f64), columns: usize) {
    let [across, up] = pair.factors.map(|factor| &story.factors[factor]);
    let (x, y) = (cells_axis(across, &across.factor.path, columns), cells_axis(up, &up.factor.path, columns));
    let panel = Panel::new(page, cell, Room::for_axes(&x, &y, 6.0, 6.0), &x, &y, "");
    let inside = panel.inside();
    Panel::page_bar(page, inside, GRID.alpha(0.5));
    let (w, h) = (inside.w / across.bins.len() as f64, inside.h / up.bins.len() as f64);
    let written = across.bins.len() * columns <= MOST_WRITTEN.max(7 * columns) && w > 38.0 && h > 17.0;
    for (column, means) in pair.means.iter().enumerate() {
        for (row, &mean) in means.iter().enumerate().filter(|(_, mean)| mean.is_finite()) {
            let (left, top) = (inside.x + column as f64 * w, inside.bottom() - (row + 1) as f64 * h);
            let fill = colour(mean, range);
            Panel::page_bar(page, Rect { x: left + 0.5, y: top + 0.5, w: w - 1.0, h: h - 1.0 }, fill);
            if written {
                let kind = NOTE.anchored(Across::Centre, Down::Middle);
                let kind = crate::chart::style::Type { colour: on(fill), ..kind };
                page.text(&in_range(mean, range), left + w / 2.0, top + h / 2.0, kind);
            }
        }
    }
}

/// An axis of cells side by side; for ranges of numbers the ticks are at the cells' edges.
fn cells_axis(varied: &Varied, title: &str, columns: usize) -> Axis {
    let count = varied.bins.len();
    let most = if columns == 3 { 5 } else { 8 };
    if varied.by_level || evenly(varied) {
        let step = count.div_ceil(most);
        let ticks = varied.bins.iter().enumerate().filter(|(number, _)| number % step == 0);
        let ticks = ticks.map(|(number, bin)| (number as f64 + 0.5, bin.label.clone())).collect();
        return Axis { from: 0.0, to: count as f64, ticks, title: title.to_owned() };
    }
    axis(varied, most.min(5), title)
}

/// The text colour that is legible on a fill.
fn on(fill: Colour) -> Colour {
    let (r, g, b) = fill.rgb;
    let light = 0.3 * f64::from(r) + 0.59 * f64::from(g) + 0.11 * f64::from(b);
    if light > 140.0 { INK } else { PAPER }
}
