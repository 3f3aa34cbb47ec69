//! The power of studies of many sizes: curves, and maps with a line where power reaches the target.

use super::layout::{Axis, Page, Panel, Rect, Room, legend, shortened, widest};
use super::paper::{Across, Down, Type};
use super::picture::Picture;
use super::style::{self, AXIS, INK, MUTED, PANEL, PAPER, TICK, stroke};
use crate::story::data::Estimate;
use crate::story::number::{number, percent};
use crate::story::words::spaced;

/// Panels side by side.
const ACROSS: usize = 2;
/// Height of a panel of curves.
const CURVES: f64 = 330.0;
/// Height of a row of a map.
const ROW: f64 = 34.0;
/// Height of a map without its rows.
const FRAME: f64 = 104.0;

/// Power by the number of managers.
pub struct Curves {
    /// What the panel is about.
    pub title: String,
    /// A line for each method: managers and power.
    pub lines: Vec<Vec<(f64, Estimate)>>,
}

/// The power of a method by two properties of a study.
pub struct PowerMap {
    /// The method.
    pub title: String,
    /// By row, then by column; NaN where there is no study.
    pub cells: Vec<Vec<f64>>,
}

/// Panels of curves with named methods; `left_out` panels had no room.
pub fn curves(
    panels: &[Curves],
    names: &[String],
    [headline, subtitle]: &[String; 2],
    target: f64,
    left_out: usize,
) -> Picture {
    let points = || panels.iter().flat_map(|panel| panel.lines.iter().flatten());
    let most = points().filter(|(_, power)| power.mean.is_finite()).map(|(people, _)| *people).fold(0.0, f64::max);
    if most <= 0.0 {
        return Err("no study has a panel".into());
    }
    let x = Axis::numbers(0.0, most, 6, "Managers in all");
    let y = Axis { to: 100.0, ..Axis::numbers(0.0, 100.0, 5, "Power, percent") };
    let mut notes = vec![
        format!("Dashed: {} power. Shaded: 95 % intervals (Wilson).", percent(target)),
        "Studies with as many managers, in other numbers of firms, are taken together; power also depends on that number."
            .to_owned(),
    ];
    if left_out > 0 {
        notes.push(format!("{left_out} more panels are left out; the table has all."));
    }
    let lines = panels.len().div_ceil(ACROSS);
    let page = Page::new(lines as f64 * CURVES + 40.0, headline, subtitle, &notes);
    let (body, keys) = page.body().split_bottom(34.0);
    for (one, cell) in panels.iter().zip(body.grid(lines, ACROSS, (28.0, 8.0))) {
        let room = Room::for_axes(&x, &y, 14.0, 34.0);
        let panel = Panel::new(&page, cell, room, (&x, &y), &shortened(&one.title, PANEL, cell.w));
        panel.line_across(100.0 * target, stroke(MUTED, 1.4).dashed(6.0, 4.0));
        for (n, line) in one.lines.iter().enumerate() {
            let percent: Vec<(f64, Estimate)> =
                line.iter().map(|(people, power)| (*people, power.times(100.0))).collect();
            panel.estimates(&percent, style::nth(n));
            percent.iter().for_each(|(people, power)| panel.dot((*people, power.mean), 3.2, style::nth(n).colour));
        }
    }
    let lines: Vec<_> = names.iter().enumerate().map(|(n, name)| (spaced(name), style::nth(n))).collect();
    legend(&page, keys.without_top(10.0), &lines);
    Ok(page.finish())
}

/// A map for each method; `down` says what its rows are.
pub fn map(
    maps: &[PowerMap],
    (across, rows): (&[String], &[String]),
    down: &str,
    headline: &str,
    subtitle: &str,
    target: f64,
) -> Picture {
    if rows.len() < 2 || across.len() < 2 {
        return Err("only the number of managers differs, or nothing does; the curves show it".into());
    }
    let notes = [format!("Figures: power in percent. Line: where it reaches {}.", percent(target))];
    let lines = maps.len().div_ceil(ACROSS);
    let height = rows.len() as f64 * ROW + FRAME;
    let page = Page::new(lines as f64 * height, headline, subtitle, &notes);
    let names = widest(rows);
    for (map, cell) in maps.iter().zip(page.body().grid(lines, ACROSS, (28.0, 8.0))) {
        page.text(&map.title, cell.x, cell.y, PANEL);
        page.text(down, cell.x, cell.y + 24.0, AXIS);
        let inside =
            Rect { x: cell.x + names + 14.0, y: cell.y + 46.0, w: cell.w - names - 14.0, h: rows.len() as f64 * ROW };
        grid(&page, inside, map, target);
        for (row, name) in rows.iter().enumerate() {
            let y = inside.y + (row as f64 + 0.5) * ROW;
            page.text(name, inside.x - 8.0, y, TICK.right());
        }
        let wide = inside.w / across.len() as f64;
        for (column, name) in across.iter().enumerate() {
            let x = inside.x + (column as f64 + 0.5) * wide;
            page.text(name, x, inside.bottom() + 5.0, TICK.anchored(Across::Centre, Down::Top));
        }
        let middle = inside.x + inside.w / 2.0;
        page.text("Managers in all", middle, inside.bottom() + 24.0, AXIS.anchored(Across::Centre, Down::Top));
    }
    Ok(page.finish())
}

fn grid(page: &Page, inside: Rect, map: &PowerMap, target: f64) {
    let columns = map.cells.first().map_or(0, Vec::len);
    let places = inside.grid(map.cells.len(), columns, (0.0, 0.0));
    let place = |row: usize, column: usize| places[row * columns + column];
    for (row, cells) in map.cells.iter().enumerate() {
        for (column, &power) in cells.iter().enumerate().filter(|(_, power)| power.is_finite()) {
            let cell = place(row, column);
            page.bar(cell, style::BLUE.alpha(0.06 + 0.84 * power));
            let kind = Type { colour: if power > 0.55 { PAPER } else { INK }, ..TICK.centred() };
            page.text(&number(100.0 * power, 0), cell.x + cell.w / 2.0, cell.y + cell.h / 2.0, kind);
        }
    }
    let enough = |row: usize, column: usize| map.cells[row][column] >= target;
    let look = stroke(style::VERMILION, 3.2);
    for row in 0..map.cells.len() {
        for column in 0..columns {
            let cell = place(row, column);
            if column > 0 && enough(row, column) != enough(row, column - 1) {
                page.line(&[(cell.x, cell.y), (cell.x, cell.bottom())], look);
            }
            if row > 0 && enough(row, column) != enough(row - 1, column) {
                page.line(&[(cell.x, cell.y), (cell.right(), cell.y)], look);
            }
        }
    }
}
