//! Value against closeness: the inverted U by which the sources define the dark side (model, pattern 0).

use super::layout::{Axis, Page, Panel, Room, at_line_ends};
use super::picture::{Chart, Picture};
use super::style::{ACTUAL, GREY, VISIBLE, stroke};
use crate::story::data::{Estimate, Story};
use crate::story::number::{count, two};
use crate::story::words::spaced;
use darkside_engine::record::Snapshot;

/// Width of a bin of closeness.
const BIN: f64 = 0.1;
/// A mean over fewer relationships than this is not shown.
const FEWEST: usize = 5;

/// Relationships of similar closeness.
struct ClosenessBin {
    closeness: f64,
    relationships: usize,
    actual: Estimate,
    visible: Estimate,
}

pub(super) const CHART: Chart = Chart {
    name: "inverted_u",
    meaning: "actual and visible value against closeness, in the first seed's last recorded state",
    draw,
};

fn draw(story: &Story) -> Picture {
    let Some(moment) = story.moments.last() else { return Err("no snapshots were recorded".into()) };
    let bins = bins(moment);
    if bins.iter().filter(|bin| bin.actual.mean.is_finite()).count() < 2 {
        return Err(format!("fewer than two ranges of closeness hold {FEWEST} relationships or more"));
    }
    let subtitle = format!(
        "Scenario {}, seed {}, week {}, {} relationships; lines: 95 % confidence interval of the mean over relationships",
        spaced(&story.scenario),
        story.first_seed,
        moment.week,
        count(moment.relationships.len() as f64)
    );
    let notes = [format!(
        "Means over ranges of closeness {BIN} wide; ranges with fewer than {FEWEST} relationships have no mean."
    )];
    let page = Page::new(560.0, &headline(&bins), &subtitle, &notes);
    let (upper, lower) = page.body().split_bottom(150.0);
    let x = Axis { from: 0.0, to: 1.0, ..Axis::numbers(0.0, 1.0, 10, "Closeness (0 none, 1 full)") };
    let y = Axis::over(bins.iter().flat_map(|bin| [&bin.actual, &bin.visible]), 6, "Value per week");
    let most = bins.iter().map(|bin| bin.relationships).max().unwrap_or(0);
    let counts = Axis::numbers(0.0, most as f64, 3, "Relationships");
    let labels = 140.0;
    // Both panels share their left edge, so the one that needs more room for its numbers decides.
    let plain = x.unlabelled();
    let (one, other) = (Room::for_axes(&plain, &y, labels, 10.0), Room::for_axes(&x, &counts, labels, 14.0));
    let left = one.left.max(other.left);
    let panel = Panel::new(&page, upper, Room { left, ..one }, (&plain, &y), "");
    let strip = Panel::new(&page, lower, Room { left, ..other }, (&x, &counts), "");
    for bin in &bins {
        let half = BIN * 0.42;
        strip.bar((bin.closeness - half, 0.0), (bin.closeness + half, bin.relationships as f64), GREY);
    }
    let mut ends = Vec::new();
    let visible: Vec<(f64, Estimate)> = bins.iter().map(|bin| (bin.closeness, bin.visible)).collect();
    let actual: Vec<(f64, Estimate)> = bins.iter().map(|bin| (bin.closeness, bin.actual)).collect();
    for (name, colour, points) in [("Visible value", VISIBLE, visible), ("Actual value", ACTUAL, actual)] {
        let line: Vec<_> = points.iter().map(|(closeness, value)| (*closeness, value.mean)).collect();
        panel.line(&line, stroke(colour, 2.6));
        for (closeness, value) in &points {
            panel.interval_up(*closeness, value, stroke(colour, 1.6));
            panel.dot((*closeness, value.mean), 4.5, colour);
        }
        let end = points.iter().rev().map(|(_, value)| value.mean).find(|mean| mean.is_finite()).unwrap_or(f64::NAN);
        ends.push((name, stroke(colour, 2.6), end));
    }
    at_line_ends(&page, &panel, &ends, labels);
    Ok(page.finish())
}

fn bins(moment: &Snapshot) -> Vec<ClosenessBin> {
    let count = (1.0 / BIN).round() as usize;
    (0..count)
        .map(|n| {
            let inside = |closeness: f32| ((f64::from(closeness) / BIN) as usize).min(count - 1) == n;
            let rows: Vec<_> = moment.relationships.iter().filter(|row| inside(row.closeness)).collect();
            ClosenessBin {
                closeness: (n as f64 + 0.5) * BIN,
                relationships: rows.len(),
                actual: mean(&rows.iter().map(|row| f64::from(row.value)).collect::<Vec<_>>()),
                visible: mean(&rows.iter().map(|row| f64::from(row.visible_value)).collect::<Vec<_>>()),
            }
        })
        .collect()
}

/// Mean over relationships with its 95 % interval (normal approximation); undefined if there are too few.
fn mean(values: &[f64]) -> Estimate {
    if values.len() < FEWEST {
        return Estimate::UNDEFINED;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
    let half = 1.96 * (variance / n).sqrt();
    Estimate { mean, low: mean - half, high: mean + half }
}

/// Compares closer relationships with the range of closeness that yields most. The difference is between two means,
/// each with its standard error; all ranges closer than the best are pooled.
fn headline(bins: &[ClosenessBin]) -> String {
    let defined: Vec<_> = bins.iter().filter(|bin| bin.actual.mean.is_finite()).collect();
    let best = defined.iter().max_by(|a, b| a.actual.mean.total_cmp(&b.actual.mean));
    let Some(best) = best else { return String::new() };
    let closer: Vec<_> = defined.iter().filter(|bin| bin.closeness > best.closeness).collect();
    let count: f64 = closer.iter().map(|bin| bin.relationships as f64).sum();
    let mean = closer.iter().map(|bin| bin.relationships as f64 * bin.actual.mean).sum::<f64>() / count;
    let square: f64 = closer.iter().map(|bin| (bin.relationships as f64 / count * half_width(bin)).powi(2)).sum();
    if best.actual.mean - mean > (square + half_width(best).powi(2)).sqrt() {
        format!(
            "Actual value is highest at a closeness of about {} ({}) and lower in closer relationships ({})",
            two(best.closeness),
            two(best.actual.mean),
            two(mean)
        )
    } else {
        "Actual value does not clearly fall in the closest relationships of this run".into()
    }
}

fn half_width(bin: &ClosenessBin) -> f64 {
    (bin.actual.high - bin.actual.low) / 2.0
}
