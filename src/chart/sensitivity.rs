//! Pictures of a sensitivity analysis: a tornado of swings, elementary effects, Sobol' indices.

use super::layout::{Axis, Page, Panel, Rect, Room, Segment, covering_values, legend_of_fills, name_dots, widest};
use super::paper::{Colour, Drawing};
use super::style::{BLUE, DARK, GREY, INK, LABEL, MUTED, NOTE, ORANGE, TICK, stroke};
use crate::experiment::sensitivity::Findings;
use crate::story::data::Estimate;
use crate::story::number::{percent, short};
use crate::story::sensitivity::Scene;
use crate::story::words::spaced;
use darkside_stats::Interval;
use darkside_stats::morris::Effects;
use darkside_stats::sobol_indices::Index;

/// Height of a factor's row.
const ROW: f64 = 34.0;

/// The outcome at the low and the high end of each factor's range.
pub fn tornado(scene: &Scene<'_>) -> Drawing {
    let shown = scene.shown();
    let bars = match scene.findings {
        Findings::Morris(_) => {
            "Bars: half of the mean effect μ of the factor's whole range, on either side of the mean over all points."
        }
        Findings::Sobol(_) => {
            "Bars: mean outcome over the points in the lowest and in the highest quarter of the factor's range, with all other factors varying."
        }
    };
    let note = &format!("{bars} Labels at the bars: the ends of the range. Vertical line: mean over all points.");
    let headline = format!("{} responds most to {}", scene.metric(), scene.most());
    let page = Page::new(shown.len() as f64 * ROW + 100.0, &headline, &scene.subtitle(), &scene.notes(note));
    let (body, keys) = page.body().split_bottom(34.0);
    let ends_shown = shown.iter().flat_map(|at| [scene.swings[*at].low, scene.swings[*at].high]);
    let (low, high) = covering_values(ends_shown.map(|end| end - scene.mean));
    let pad = 0.12 * (high - low);
    let x = Axis::numbers(scene.mean + low - pad, scene.mean + high + pad, 6, &scene.question.reading.words());
    let panel = rows(&page, body, &x, &shown, scene);
    for (row, at) in shown.iter().enumerate() {
        let (middle, factor, swing) = (panel.row(row), scene.factor(*at), scene.swings[*at]);
        let [from, to] = factor.ends();
        // Draw the longer bar first, so that it does not hide the other if both lie on one side.
        let mut bars = [(swing.low, from, BLUE), (swing.high, to, ORANGE)];
        bars.sort_by(|a, b| (b.0 - scene.mean).abs().total_cmp(&(a.0 - scene.mean).abs()));
        for (end, value, colour) in bars {
            if !end.is_finite() {
                continue;
            }
            panel.bar((scene.mean, middle - 0.3), (end, middle + 0.3), colour);
            // Beside the bar's end, on the side away from the middle line.
            let (shift, kind) = if end < scene.mean { (-5.0, TICK.right()) } else { (5.0, TICK.left()) };
            let other = if end == swing.low { swing.high } else { swing.low };
            let same_side = (end - scene.mean) * (other - scene.mean) > 0.0;
            if !same_side || (end - scene.mean).abs() > (other - scene.mean).abs() {
                page.text(&short(value), panel.along(end) + shift, panel.down(middle), kind);
            }
        }
    }
    panel.line_up(scene.mean, stroke(INK, 1.4));
    let fills = [("Low end of the range", BLUE), ("High end of the range", ORANGE)];
    legend_of_fills(&page, keys.without_top(10.0), &fills);
    page.finish()
}

/// A panel with a row for each factor, named on the left.
fn rows<'a>(page: &'a Page, outer: Rect, x: &Axis, shown: &[usize], scene: &Scene<'_>) -> Panel<'a> {
    let names = widest(shown.iter().map(|at| &scene.factor(*at).path)).min(330.0);
    let panel = Panel::of_rows(page, outer, shown.len(), [names + 16.0, 40.0, 8.0], x, "");
    for (row, at) in shown.iter().enumerate() {
        panel.name_row(&scene.factor(*at).path, panel.row(row), names, 10.0);
    }
    panel
}

/// Elementary effects: size against spread. `None` for Sobol' indices.
pub fn morris(scene: &Scene<'_>) -> Option<Drawing> {
    let Findings::Morris(effects) = scene.findings else { return None };
    let factor = |at: usize| (scene.factor(at).path.as_str(), &effects[at]);
    let mut shown: Vec<(&str, &Effects)> = scene.shown().into_iter().map(factor).collect();
    shown.retain(|(_, found)| found.mu_star.is_finite() && found.sigma.is_finite());
    let headline = format!("{} moves {} most", scene.most(), spaced(&scene.question.reading.metric.name));
    let note = "μ*: mean size of the effect of the factor's whole range. σ: standard deviation of the effect over the places of the other factors. \
                Lines: 95 % bootstrap interval over trajectories. Below the dashed line (σ = μ*/2) a factor acts almost independently; above the dotted \
                one (σ = μ*), the size or even the sign of its effect depends on the others.";
    let page = Page::new(560.0, &headline, &scene.subtitle(), &scene.notes(note));
    let reach = |of: fn(&Effects) -> (f64, Interval)| -> f64 {
        let all = effects.iter().map(of).flat_map(|(value, interval)| [value, interval.upper]);
        all.filter(|end| end.is_finite()).fold(0.0, f64::max)
    };
    let unit = scene.question.reading.metric.unit.words();
    let across = reach(|effects| (effects.mu_star, effects.mu_star95));
    let x = Axis::numbers(0.0, across, 6, &format!("μ* ({unit} per range)"));
    let y = Axis::numbers(0.0, reach(|effects| (effects.sigma, effects.sigma95)), 6, &format!("σ ({unit} per range)"));
    let panel = Panel::new(&page, page.body(), Room::for_axes(&x, &y, 150.0, 10.0), (&x, &y), "");
    let mut lines: Vec<Segment> = Vec::new();
    for (slope, line, gap) in [(0.5, 8.0, 5.0), (1.0, 2.5, 5.0)] {
        let end = if slope * x.to < y.to { (x.to, slope * x.to) } else { (y.to / slope, y.to) };
        panel.line(&[(0.0, 0.0), end], stroke(MUTED, 1.2).dashed(line, gap));
        lines.push([(0.0, 0.0), end]);
    }
    for (_, found) in shown.iter().rev() {
        let (cross, up) = (found.mu_star, found.sigma);
        let intervals: [Segment; 2] = [
            [(found.mu_star95.lower, up), (found.mu_star95.upper, up)],
            [(cross, found.sigma95.lower), (cross, found.sigma95.upper)],
        ];
        intervals.iter().for_each(|ends| panel.line(ends, stroke(GREY, 1.2)));
        lines.extend(intervals);
    }
    for (_, found) in shown.iter().rev() {
        panel.dot((found.mu_star, found.sigma), 5.0, colour_of(found));
    }
    // The most important first; the table has those without room.
    let on_page = |(x, y): (f64, f64)| (panel.along(x), panel.down(y));
    let dots: Vec<_> = shown.iter().map(|(name, found)| (name, on_page((found.mu_star, found.sigma)))).collect();
    let lines: Vec<Segment> = lines.iter().map(|line| line.map(on_page)).collect();
    name_dots(&page, &dots, &lines, panel.inside(), LABEL);
    key(&page, panel.inside());
    Some(page.finish())
}

/// What the colours of the dots mean, to the right of the panel.
fn key(page: &Page, panel: Rect) {
    let keys = [("raises the outcome", ORANGE), ("lowers it", BLUE), ("unclear", DARK)];
    for (n, (words, colour)) in keys.into_iter().enumerate() {
        let (x, y) = (panel.right() + 14.0, panel.y + 12.0 + n as f64 * 20.0);
        page.dot((x, y), 5.0, colour);
        page.text(words, x + 11.0, y, NOTE.left());
    }
}

/// The colour of a factor that raises the outcome, lowers it, or does not clearly do either.
fn colour_of(found: &Effects) -> Colour {
    if found.mu95.lower > 0.0 {
        ORANGE
    } else if found.mu95.upper < 0.0 {
        BLUE
    } else {
        DARK
    }
}

/// First-order and total indices. `None` for elementary effects.
pub fn sobol(scene: &Scene<'_>) -> Option<Drawing> {
    let Findings::Sobol(indices) = scene.findings else { return None };
    let shown = scene.shown();
    let most = shown.first().map_or(f64::NAN, |at| indices.factors[*at].total.value);
    let total = shown.first().map(|at| &indices.factors[*at].total).filter(|total| total.interval95.lower.is_finite());
    let certainty = total.map_or_else(String::new, |total| {
        let at_most_all = total.interval95.upper.min(1.0);
        format!(" ({} to {})", percent(total.interval95.lower), percent(at_most_all))
    });
    let headline =
        format!("{} matters most: it is involved in {}{certainty} of the variance", scene.most(), percent(most));
    let note = "First order: share of the variance that disappears when this factor alone is fixed. Total: share that remains when all others are \
                fixed; the excess over the first order comes from interactions with other factors. Lines: 95 % bootstrap interval over blocks.";
    let page = Page::new(shown.len() as f64 * (ROW + 10.0) + 100.0, &headline, &scene.subtitle(), &scene.notes(note));
    let (body, keys) = page.body().split_bottom(34.0);
    let estimate = |index: &Index| Estimate::with(index.value, index.interval95);
    let all: Vec<Estimate> =
        shown.iter().flat_map(|at| [&indices.factors[*at].first, &indices.factors[*at].total]).map(estimate).collect();
    let x = Axis::over(&all, 6, "Share of the variance");
    let panel = rows(&page, body, &x, &shown, scene);
    for (row, at) in shown.iter().enumerate() {
        let factor = &indices.factors[*at];
        for (index, shift, colour) in [(&factor.total, 0.2, DARK), (&factor.first, -0.2, GREY)] {
            let (value, middle) = (estimate(index), panel.row(row) + shift);
            if value.mean.is_finite() {
                panel.bar((0.0, middle - 0.17), (value.mean, middle + 0.17), colour);
                panel.interval_across(&value, middle, stroke(ORANGE, 1.6));
            }
        }
    }
    panel.line_up(0.0, stroke(INK, 1.2));
    legend_of_fills(&page, keys.without_top(10.0), &[("Total", DARK), ("First order", GREY)]);
    Some(page.finish())
}
