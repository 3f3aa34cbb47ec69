//! Pictures of a comparison: the difference over time, and each arm's effect with its seeds as dots.

use super::forest::Forest;
use super::layout::{Axis, Page, Panel, Rect, Room, covering, covering_values, legend, legend_height};
use super::picture::{NamedPicture, Picture};
use super::style::{INK, LABEL, MUTED, NOTE, nth, stroke};
use crate::experiment::compare::{Compared, Comparison};
use crate::experiment::replay::PairedReplay;
use crate::story::comparison::{difference_words, factor};
use crate::story::data::{Estimate, thinned};
use crate::story::number::{count, number};
use crate::story::words::{capital, settling_note, spaced};
use darkside_engine::parameter::Unit;
use darkside_stats::Summary;

/// Most seeds shown as dots.
const DOTS: usize = 300;
/// Height of an arm's row.
const ROW: f64 = 46.0;
/// Room for the names of arms.
const NAMES: f64 = 190.0;

/// The pictures of a comparison. If there is a replay, given with the names of the practices, its picture is among them.
pub fn pictures(comparison: &Comparison, replay: Option<(&PairedReplay, &[Vec<String>; 2])>) -> Vec<NamedPicture> {
    let over_time = "each arm minus the first, week by week: mean over seeds with its 95 % interval, paired by seed";
    let by_arm = "each arm minus the first: a dot for each seed, and the mean with its 95 % interval";
    let only = "the largest trees of adoptions that exist in only one of two arms, under the same seed";
    let mut pictures = vec![("differences", over_time, courses(comparison)), ("effects", by_arm, dots(comparison))];
    pictures.extend(replay.map(|(replay, practices)| ("replay", only, trees(replay, practices, comparison))));
    pictures
}

fn unit(metric: &Compared) -> &'static str {
    match metric.reading.metric.unit {
        Unit::Share => "Difference (points)",
        Unit::Value => "Difference (value per week)",
        Unit::Count => "Difference (count)",
        _ => "Difference",
    }
}

fn headline(comparison: &Comparison) -> String {
    let metric = &comparison.metrics[0];
    let parts: Vec<String> = metric
        .effects
        .iter()
        .zip(&comparison.arms[1..])
        .take(3)
        .map(|(effect, arm)| format!("{} {}", spaced(arm), difference_words(metric, effect.difference.mean)))
        .collect();
    let what = capital(&spaced(&metric.reading.words()));
    format!("{what}, against {}: {}", spaced(&comparison.arms[0]), parts.join(", "))
}

fn subtitle(comparison: &Comparison) -> String {
    match comparison.seeds {
        1 => "1 seed, the same in all arms: one seed gives no interval".into(),
        seeds => {
            format!("{} seeds, the same in all arms; differences are taken within each seed", count(f64::from(seeds)))
        }
    }
}

fn courses(comparison: &Comparison) -> Picture {
    let shown: Vec<&Compared> = comparison.metrics.iter().filter(|metric| !metric.courses.is_empty()).collect();
    if shown.is_empty() {
        return Err("only figures of whole runs were compared, which have no course over time".into());
    }
    let lines: Vec<_> = comparison.arms[1..].iter().enumerate().map(|(n, arm)| (spaced(arm), nth(n))).collect();
    let columns = if shown.len() == 1 { 1 } else { 2 };
    let rows = shown.len().div_ceil(columns);
    let each = if shown.len() == 1 { 420.0 } else { 300.0 };
    let mut notes: Vec<String> = settling_note("Shaded", comparison.settling).into_iter().collect();
    notes.push(format!("Zero line: {}.", spaced(&comparison.arms[0])));
    let keys = legend_height(lines.iter().map(|(name, _)| name), 948.0) + 16.0;
    let page = Page::new(each * rows as f64 + keys, &headline(comparison), &subtitle(comparison), &notes);
    let body = page.body();
    legend(&page, body, &lines);
    for (metric, cell) in shown.iter().zip(body.without_top(keys).grid(rows, columns, (30.0, 16.0))) {
        let estimate = |week: &Summary| Estimate::from(*week).times(factor(metric));
        let courses: Vec<Vec<Estimate>> =
            metric.courses.iter().map(|weeks| weeks.iter().map(estimate).collect()).collect();
        let x = Axis::weeks(comparison.weeks, cell.w - 90.0);
        let y = Axis::over(courses.iter().flatten(), 5, unit(metric));
        let room = Room::for_axes(&x, &y, 12.0, 44.0);
        let title = capital(&spaced(&metric.reading.metric.name));
        let weeks = (comparison.settling, comparison.interventions.as_slice());
        let panel = Panel::over_time(&page, cell, room, (&x, &y), &title, weeks);
        panel.line_across(0.0, stroke(MUTED, 1.2));
        for (n, course) in courses.iter().enumerate() {
            panel.estimates(&thinned(course, 1.0), nth(n));
        }
    }
    Ok(page.finish())
}

fn dots(comparison: &Comparison) -> Picture {
    let arms = &comparison.arms[1..];
    let each = ROW * arms.len() as f64 + 112.0;
    let mut notes = vec!["Dot: a seed. Bar: 95 % interval of the mean (Student's t). If all dots lie on one side of 0, every seed shows the difference.".to_owned()];
    if comparison.seeds as usize > DOTS {
        notes.push(format!(
            "The first {DOTS} of {} seeds are shown as dots; mean and interval cover all of them.",
            comparison.seeds
        ));
    }
    let height = each * comparison.metrics.len() as f64;
    let page = Page::new(height, &headline(comparison), &subtitle(comparison), &notes);
    let body = page.body();
    for (position, metric) in comparison.metrics.iter().enumerate() {
        let cell = Rect { y: body.y + each * position as f64, h: each - 36.0, ..body };
        forest(&page, cell, metric, arms);
    }
    Ok(page.finish())
}

fn forest(page: &Page, cell: Rect, metric: &Compared, arms: &[String]) {
    let times = factor(metric);
    let by_arm: Vec<Vec<f64>> = metric.values[1..]
        .iter()
        .map(|other| metric.values[0].iter().zip(other).map(|(first, other)| (other - first) * times).collect())
        .collect();
    let effects: Vec<Estimate> =
        metric.effects.iter().map(|effect| Estimate::from(effect.difference).times(times)).collect();
    let (least, most) = covering(&effects);
    let (low, high) = covering_values(by_arm.iter().flatten().copied().chain([least, most]));
    let x = Axis::numbers(low, high, 8, unit(metric));
    let title = capital(&spaced(&metric.reading.words()));
    let panel = Panel::of_rows(page, cell, arms.len(), [NAMES, 150.0, 30.0], &x, &title);
    panel.grid_up();
    panel.line_up(0.0, stroke(MUTED, 1.4));
    for (n, (arm, seeds)) in arms.iter().zip(&by_arm).enumerate() {
        let middle = panel.row(n);
        for (seed, difference) in seeds.iter().take(DOTS).enumerate() {
            // Jitter by the golden ratio, so that dots with similar values lie side by side.
            let jitter = ((seed as f64 * 0.618_034).fract() - 0.5) * 0.5;
            panel.dot((*difference, middle - 0.12 + jitter), 2.0, nth(n).colour.alpha(0.3));
        }
        panel.interval_across(&effects[n], middle + 0.36, stroke(INK, 3.0));
        panel.dot((effects[n].mean, middle + 0.36), 4.5, INK);
        panel.name_row(&spaced(arm), middle, NAMES - 14.0, 8.0);
        let (right, down) = (panel.inside().right() + 10.0, panel.down(middle));
        let words = difference_words(metric, metric.effects[n].difference.mean);
        page.text(&words, right, down - 8.0, LABEL.left());
        let holds = metric.effects[n].holds();
        if holds.is_finite() {
            page.text(&format!("in {} % of seeds", number(holds * 100.0, 0)), right, down + 9.0, NOTE.left());
        }
    }
}

fn trees(replay: &PairedReplay, practices: &[Vec<String>; 2], comparison: &Comparison) -> Picture {
    // Show the arm with more adoptions that the other lacks.
    let arm = usize::from(replay.only[1].adoptions.len() > replay.only[0].adoptions.len());
    let (here, there) = (spaced(&replay.arms[arm]), spaced(&replay.arms[1 - arm]));
    let forest = Forest {
        ledger: &replay.ledger[arm],
        practices: &practices[arm],
        weeks: replay.weeks,
        settling: comparison.settling,
        interventions: &comparison.interventions,
        people: None,
    };
    let headline = |name: &str, further: &str| {
        format!(
            "Only in {here}: one relationship's {} led to {further} adoptions that {there} lacks",
            name.to_lowercase()
        )
    };
    let subtitle = |trees: usize| {
        format!("Seed {}, the {trees} largest trees of adoptions that exist only in {here}", replay.seed)
    };
    let note = format!("A root may exist in both arms; every copy shown exists only in {here}.");
    forest.draw(headline, subtitle, &[note]).map_err(|_| format!("{here} has no copies of its own"))
}
