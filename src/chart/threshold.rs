//! The chance of a take-off: along each lever, and over two at once.

use super::layout::{Axis, Page, Panel, Rect, Room, label_width, legend};
use super::paper::{Across, Down, Drawing, Type};
use super::style::{BLUE, GREEN, GRID, INK, NOTE, PAPER, SKY, Stroke, TICK, VERMILION, dark_share, legible_on, stroke};
use crate::experiment::threshold::{HALF, Inquiry, LeverCourse, LeverMap, ThresholdFindings, half_line, line};
use crate::story::number::{percent, short};
use crate::story::takeoff::stops;
use crate::story::words::{capital, seeds, spaced};
use darkside_stats::proportion_interval;

/// Where the household number is 1 with each contact counted once.
const ONCE: Stroke = stroke(GREEN, 2.2).dashed(7.0, 4.0);
/// Where the linear number is 1.
const LINEAR: Stroke = stroke(GREEN, 2.0).dashed(2.5, 4.0);
/// The threshold.
const CRITICAL: Stroke = stroke(VERMILION, 2.4);
/// Steps of a curve.
const STEPS: usize = 200;

/// A panel for each lever.
pub fn curves(inquiry: &Inquiry, found: &ThresholdFindings) -> Drawing {
    let columns = if found.courses.len() == 1 { 1 } else { 2 };
    let rows = found.courses.len().div_ceil(columns);
    let height = if columns == 1 { 440.0 } else { 330.0 };
    let notes = [
        "Dots: share of seeds that took off at a value, with 95 % interval (Wilson). Curve: logistic regression with its 95 % band. The threshold is where the curve is one half; its interval \
                  is shaded. Household number: how many portfolios a portfolio that uses the practice starts, from the world just before it arrives.",
    ];
    let run = &inquiry.scenario.parameters.run;
    let subtitle = format!(
        "Scenario {}, {} at every value, {} weeks after the practice is introduced",
        spaced(&inquiry.scenario.name),
        seeds(run.seeds),
        run.weeks.saturating_sub(inquiry.week)
    );
    let page = Page::new(height * rows as f64 + 40.0, &headline(inquiry, found), &subtitle, &notes);
    let (body, keys) = page.body().split_bottom(34.0);
    for (course, cell) in found.courses.iter().zip(body.grid(rows, columns, (30.0, 24.0))) {
        along(&page, cell, course);
    }
    let lines =
        [("Threshold", CRITICAL), ("Household number is 1, each contact once", ONCE), ("The same, linear", LINEAR)];
    legend(&page, keys.without_top(8.0), &lines);
    page.finish()
}

fn headline(inquiry: &Inquiry, found: &ThresholdFindings) -> String {
    let name = capital(&spaced(inquiry.practice_name()));
    match stops(&found.courses) {
        None => format!("{name} has no threshold in these ranges"),
        Some(stops) => format!("{name} stops taking off with {stops}"),
    }
}

fn along(page: &Page, cell: Rect, course: &LeverCourse) {
    let [from, to] = course.lever.ends();
    let x = Axis::numbers(from, to, 6, course.lever.path());
    let y = Axis::numbers(0.0, 100.0, 5, "Seeds that take off (%)");
    let panel = Panel::new(page, cell, Room::for_axes(&x, &y, 16.0, 24.0), (&x, &y), "");
    let critical = (course.critical >= from && course.critical <= to).then_some(course.critical);
    if critical.is_some() {
        let ends = course.critical95;
        let low = if ends.lower.is_nan() { from } else { ends.lower };
        let high = if ends.upper.is_nan() { to } else { ends.upper };
        panel.bar((low, 0.0), (high, 100.0), VERMILION.alpha(0.14));
    }
    for (at, look) in [(course.once_root, ONCE), (course.root, LINEAR)] {
        if at >= from && at <= to {
            panel.line_up(at, look);
        }
    }
    let places = (0..=STEPS).map(|step| from + (to - from) * step as f64 / STEPS as f64);
    let band: Vec<(f64, f64, f64)> = places
        .clone()
        .map(|at| {
            let band = course.curve.band(at, 0.95);
            (at, 100.0 * band.lower, 100.0 * band.upper)
        })
        .collect();
    panel.between(&band, BLUE.alpha(0.2));
    let curve: Vec<(f64, f64)> = places.map(|at| (at, 100.0 * course.curve.chance(at))).collect();
    panel.line(&curve, stroke(BLUE, 2.6));
    for point in &course.points {
        let (hits, all) = point.counts();
        let interval = proportion_interval(hits, all, 0.95);
        panel.line(&[(point.at, 100.0 * interval.lower), (point.at, 100.0 * interval.upper)], stroke(SKY, 1.4));
        panel.dot((point.at, 100.0 * point.share()), 4.2, INK);
    }
    if let Some(at) = critical {
        panel.line_up(at, CRITICAL);
        panel.dot((at, 100.0 * HALF), 5.0, VERMILION);
        label(page, &panel, at, &short(at));
    }
}

/// Writes the name of a value above the panel, within its width.
fn label(page: &Page, panel: &Panel<'_>, at: f64, words: &str) {
    let (inside, half) = (panel.inside(), label_width(words) / 2.0);
    let place = panel.along(at).clamp(inside.x + half, inside.right() - half);
    let kind = Type { colour: VERMILION, ..TICK.anchored(Across::Centre, Down::Baseline) };
    page.text(words, place, inside.y - 6.0, kind);
}

/// The chance as cells over two levers, with lines where half of the seeds take off and where the household number
/// is 1.
pub fn map(inquiry: &Inquiry, map: &LeverMap) -> Drawing {
    let name = spaced(inquiry.practice_name());
    let headline = format!("Where {name} takes off, by {} and {}", map.levers[0].path(), map.levers[1].path());
    let subtitle = format!(
        "Scenario {}, {} in the middle of each cell",
        spaced(&inquiry.scenario.name),
        seeds(inquiry.scenario.parameters.run.seeds)
    );
    let notes = [
        "Cells: percent of seeds that take off. Red: one half, between the middles of cells. Green: where the household number is 1, from the worlds at the corners of the cells just before the practice arrives. It does not see the \
                  harm that the practice does later.",
    ];
    let page = Page::new(600.0, &headline, &subtitle, &notes);
    let (body, keys) = page.body().split_bottom(34.0);
    let [x, y] = [0, 1].map(|lever| {
        let edges = &map.edges[lever];
        let (from, to) = (edges[0], edges[edges.len() - 1]);
        Axis::numbers(from, to, 6, map.levers[lever].path()).within(from, to)
    });
    let panel = Panel::new(&page, body, Room::for_axes(&x, &y, 16.0, 8.0), (&x, &y), "");
    cells(&page, &panel, map);
    let lines = [
        (half_line(map), CRITICAL, "Half of the seeds take off"),
        (line(map, |spectral| spectral.once), ONCE, "Household number is 1, each contact once"),
        (line(map, |spectral| spectral.number), LINEAR, "The same, linear"),
    ];
    let mut entries = Vec::new();
    for (stretches, look, words) in lines {
        for stretch in &stretches {
            // A light line underneath keeps it visible on dark cells.
            panel.line(stretch, stroke(PAPER, look.width + 2.4));
        }
        stretches.iter().for_each(|stretch| panel.line(stretch, look));
        let words = if stretches.is_empty() { format!("{words}: nowhere") } else { words.to_owned() };
        entries.push((words, look));
    }
    legend(&page, keys.without_top(8.0), &entries);
    page.finish()
}

fn cells(page: &Page, panel: &Panel<'_>, map: &LeverMap) {
    page.bar(panel.inside(), GRID.alpha(0.5));
    let [across, up] = map.size();
    for cell in 0..across * up {
        let (a, u) = (cell % across, cell / across);
        let share = map.share(a, u);
        if !share.is_finite() {
            continue;
        }
        let (left, right) = (map.edges[0][a], map.edges[0][a + 1]);
        let (low, high) = (map.edges[1][u], map.edges[1][u + 1]);
        let fill = dark_share(share);
        panel.bar((left, low), (right, high), fill);
        let words = percent(share);
        let kind = Type { colour: legible_on(fill), ..NOTE.centred() };
        page.text(&words, panel.along(0.5 * (left + right)), panel.down(0.5 * (low + high)), kind);
    }
}
