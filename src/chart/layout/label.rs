//! Labels at line ends that do not overlap, and legends.

use super::measure::{label_width, shortened};
use super::page::Page;
use super::panel::Panel;
use super::rect::Rect;
use crate::chart::paper::Colour;
use crate::chart::style::{LABEL, Stroke};

/// Distance between the baselines of two labels.
const PITCH: f64 = 18.5;
/// Height of a row of a legend.
const LEGEND_ROW: f64 = 24.0;

/// Writes the names of lines at their ends, to the right of the panel, in `width` pixels. Names that are too close are
/// moved apart.
///
/// `ends` are the lines' names, looks and final values; lines with an undefined end are named at the bottom.
pub(crate) fn at_line_ends(page: &Page, panel: &Panel<'_>, ends: &[(impl AsRef<str>, Stroke, f64)], width: f64) {
    let inside = panel.inside();
    let wanted = |value: f64| if value.is_finite() { panel.down(value) } else { inside.bottom() };
    let mut order: Vec<(usize, f64)> = ends.iter().enumerate().map(|(n, (_, _, value))| (n, wanted(*value))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let placed = spread(&order.iter().map(|(_, y)| *y).collect::<Vec<_>>(), PITCH, inside.y, inside.bottom());
    for ((n, from), y) in order.into_iter().zip(placed) {
        let (name, stroke, _) = &ends[n];
        let left = inside.right();
        page.line(&[(left + 3.0, from), (left + 13.0, y), (left + 19.0, y)], *stroke);
        page.text(&shortened(name.as_ref(), LABEL, width - 26.0), left + 24.0, y, LABEL.left());
    }
}

/// Moves ascending positions apart to at least `pitch`, as little as possible, and keeps them within `low` and `high`
/// if they fit.
fn spread(wanted: &[f64], pitch: f64, low: f64, high: f64) -> Vec<f64> {
    // Neighbours that would overlap form a block around the mean of their wanted positions.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &place in wanted {
        blocks.push((place, 1));
        while let [.., (above, n), (below, m)] = blocks[..] {
            let needed = pitch * (n + m) as f64 / 2.0;
            if below - above >= needed {
                break;
            }
            let centre = (above * n as f64 + below * m as f64) / (n + m) as f64;
            blocks.truncate(blocks.len() - 2);
            blocks.push((centre, n + m));
        }
    }
    let mut places: Vec<f64> = blocks
        .into_iter()
        .flat_map(|(centre, n)| (0..n).map(move |k| centre + pitch * (k as f64 - (n as f64 - 1.0) / 2.0)))
        .collect();
    let mut most = high;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - pitch;
    }
    let mut least = low;
    for place in &mut places {
        *place = place.max(least);
        least = *place + pitch;
    }
    places
}

/// Height in pixels of a legend of these names over `width` pixels.
pub(crate) fn legend_height(names: impl IntoIterator<Item = impl AsRef<str>>, width: f64) -> f64 {
    let rows = legend_places(names, width).last().map_or(0, |(_, row)| row + 1);
    rows as f64 * LEGEND_ROW
}

/// Draws a legend of lines in rows from the upper left corner of `room`.
pub(crate) fn legend(page: &Page, room: Rect, lines: &[(impl AsRef<str>, Stroke)]) {
    let sample = |stroke: &Stroke, (x, y): (f64, f64)| page.line(&[(x, y), (x + 26.0, y)], *stroke);
    legend_with(page, room, lines, sample);
}

/// Draws a legend of filled shapes in rows from the upper left corner of `room`.
pub(crate) fn legend_of_fills(page: &Page, room: Rect, fills: &[(impl AsRef<str>, Colour)]) {
    let sample = |colour: &Colour, (x, y): (f64, f64)| page.bar(Rect { x, y: y - 7.0, w: 22.0, h: 14.0 }, *colour);
    legend_with(page, room, fills, sample);
}

/// Draws each entry's sample and writes its name.
fn legend_with<L>(page: &Page, room: Rect, entries: &[(impl AsRef<str>, L)], sample: impl Fn(&L, (f64, f64))) {
    let places = legend_places(entries.iter().map(|(name, _)| name), room.w);
    for ((name, look), (x, row)) in entries.iter().zip(places) {
        let (x, y) = (room.x + x, room.y + row as f64 * LEGEND_ROW + 10.0);
        sample(look, (x, y));
        page.text(&shortened(name.as_ref(), LABEL, room.w - 40.0), x + 33.0, y, LABEL.left());
    }
}

/// Left end and row of each entry.
fn legend_places(names: impl IntoIterator<Item = impl AsRef<str>>, width: f64) -> Vec<(f64, usize)> {
    let (mut x, mut row) = (0.0, 0);
    let mut places = Vec::new();
    for name in names {
        let needed = 33.0 + label_width(name.as_ref()).min(width - 40.0);
        if x > 0.0 && x + needed > width {
            (x, row) = (0.0, row + 1);
        }
        places.push((x, row));
        x += needed + 24.0;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_and_stay_inside() {
        let placed = spread(&[10.0, 10.0, 11.0, 80.0], 20.0, 0.0, 100.0);
        assert!(placed.windows(2).all(|two| two[1] - two[0] >= 20.0 - 1e-9), "{placed:?}");
        assert!(placed[0] >= 0.0 && placed[3] <= 100.0, "{placed:?}");
        let low = spread(&[95.0, 96.0, 97.0], 20.0, 0.0, 100.0);
        assert_eq!(low, [60.0, 80.0, 100.0]);
    }
}
