//! Pictures of a comparison: the difference over time, and each arm's effect with its seeds as dots.

use super::forest::Forest;
use super::layout::{Axis, Labelled, Page, Panel, Rect, Room, covering, legend, legend_height, shortened};
use super::paper::{Across, Down};
use super::picture::Picture;
use super::style::{GRID, INK, LABEL, MUTED, NOTE, nth, stroke};
use crate::experiment::compare::{Compared, Comparison};
use crate::experiment::replay::PairedReplay;
use crate::story::comparison::{difference_words, factor};
use crate::story::data::{Estimate, thinned};
use crate::story::number::{count, number};
use crate::story::words::{capital, settling_note, spaced};
use darkside_engine::parameter::Unit;

/// Most seeds shown as dots.
const DOTS: usize = 300;

/// The pictures of a comparison, each with its name and meaning. If there is a replay, given with the names of the
/// practices, its picture is one of them.
pub fn pictures(
    comparison: &Comparison,
    replay: Option<(&PairedReplay, &[Vec<String>; 2])>,
) -> Vec<(&'static str, &'static str, Picture)> {
    let over_time = "each arm minus the first, week by week: mean over seeds with its 95 % interval, paired by seed";
    let by_arm = "each arm minus the first: a dot for each seed, and the mean with its 95 % interval";
    let mut pictures = vec![("differences", over_time, courses(comparison)), ("effects", by_arm, dots(comparison))];
    if let Some((replay, practices)) = replay {
        let meaning = "the largest trees of adoptions that exist in only one of two arms, under the same seed";
        pictures.push(("replay", meaning, trees(replay, practices, comparison)));
    }
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
    let names: Vec<String> = comparison.arms[1..].iter().map(|arm| spaced(arm)).collect();
    let name_refs: Vec<&str> = names.iter().map(String::as_str).collect();
    let columns = if shown.len() == 1 { 1 } else { 2 };
    let rows = shown.len().div_ceil(columns);
    let each = if shown.len() == 1 { 420.0 } else { 300.0 };
    let mut notes: Vec<String> = settling_note("Shaded", comparison.settling).into_iter().collect();
    notes.push(format!("Zero line: {}.", spaced(&comparison.arms[0])));
    let keys = legend_height(&name_refs, 948.0) + 16.0;
    let page = Page::new(each * rows as f64 + keys, &headline(comparison), &subtitle(comparison), &notes);
    let body = page.body();
    let panels = Rect { y: body.y + keys, h: body.h - keys, ..body };
    let entry = |(n, name): (usize, &String)| Labelled { name: name.clone(), stroke: nth(n) };
    legend(&page, Rect { h: keys, ..body }, &names.iter().enumerate().map(entry).collect::<Vec<_>>(), false);
    for (metric, cell) in shown.iter().zip(panels.grid(rows, columns, (30.0, 16.0))) {
        let courses: Vec<Vec<Estimate>> = metric
            .courses
            .iter()
            .map(|weeks| weeks.iter().map(|week| Estimate::from(*week).times(factor(metric))).collect())
            .collect();
        let (low, high) = covering(courses.iter().flatten());
        let (x, y) = (Axis::weeks(comparison.weeks, cell.w - 90.0), Axis::numbers(low, high, 5, unit(metric)));
        let room = Room::for_axes(&x, &y, 12.0, 44.0);
        let title = capital(&spaced(&metric.reading.metric.name));
        let weeks = (comparison.settling, comparison.interventions.as_slice());
        let panel = Panel::over_weeks(&page, cell, room, (&x, &y), &title, weeks);
        panel.line(&[(x.from, 0.0), (x.to, 0.0)], stroke(MUTED, 1.2));
        for (n, course) in courses.iter().enumerate() {
            panel.estimates(&thinned(course, 1.0), nth(n));
        }
    }
    Ok(page.finish())
}

fn dots(comparison: &Comparison) -> Picture {
    let arms = &comparison.arms[1..];
    let row = 46.0;
    let each = row * arms.len() as f64 + 112.0;
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
        let cell = Rect { y: body.y + each * position as f64, h: each, ..body };
        forest(&page, cell, row, metric, arms);
    }
    Ok(page.finish())
}

fn forest(page: &Page, cell: Rect, row: f64, metric: &Compared, arms: &[String]) {
    let times = factor(metric);
    let by_arm: Vec<Vec<f64>> = metric.values[1..]
        .iter()
        .map(|other| metric.values[0].iter().zip(other).map(|(first, other)| (other - first) * times).collect())
        .collect();
    let mut all: Vec<Estimate> =
        metric.effects.iter().map(|effect| Estimate::from(effect.difference).times(times)).collect();
    all.extend(
        by_arm.iter().flat_map(|seeds| seeds.iter().map(|&seed| Estimate { mean: seed, ..Estimate::UNDEFINED })),
    );
    let (low, high) = covering(&all);
    let x = Axis::numbers(low, high, 8, unit(metric));
    let y = Axis { from: 0.0, to: arms.len() as f64, ticks: Vec::new(), title: String::new() };
    let room = Room { left: 190.0, right: 150.0, ..Room::for_axes(&x, &y, 12.0, 30.0) };
    let title = capital(&spaced(&metric.reading.words()));
    let inner = Rect { h: row * arms.len() as f64 + room.top + room.bottom, ..cell };
    let panel = Panel::new(page, inner, room, &x, &y, &title);
    for (at, _) in &x.ticks {
        panel.line(&[(*at, 0.0), (*at, y.to)], stroke(GRID, 1.0));
    }
    panel.line(&[(0.0, 0.0), (0.0, y.to)], stroke(MUTED, 1.4));
    for (n, (arm, seeds)) in arms.iter().zip(&by_arm).enumerate() {
        let middle = arms.len() as f64 - n as f64 - 0.5;
        let look = nth(n);
        for (seed, difference) in seeds.iter().take(DOTS).enumerate().filter(|(_, difference)| difference.is_finite()) {
            // Jitter by the golden ratio, so that dots with similar values lie side by side.
            let jitter = ((seed as f64 * 0.618_034).fract() - 0.5) * 0.5;
            panel.dot((*difference, middle - 0.12 + jitter), 2.0, look.colour.alpha(0.3));
        }
        let effect = &all[n];
        if effect.has_interval() {
            panel.line(&[(effect.low, middle + 0.36), (effect.high, middle + 0.36)], stroke(INK, 3.0));
        }
        if effect.mean.is_finite() {
            panel.dot((effect.mean, middle + 0.36), 4.5, INK);
        }
        let inside = panel.inside();
        let name = shortened(&spaced(arm), LABEL, room.left - 14.0);
        page.text(&name, inside.x - 8.0, panel.down(middle), LABEL.anchored(Across::Right, Down::Middle));
        let words = difference_words(metric, metric.effects[n].difference.mean);
        page.text(&words, inside.right() + 10.0, panel.down(middle) - 8.0, LABEL.anchored(Across::Left, Down::Middle));
        let holds = metric.effects[n].holds();
        if holds.is_finite() {
            let words = format!("in {} % of seeds", number(holds * 100.0, 0));
            page.text(
                &words,
                inside.right() + 10.0,
                panel.down(middle) + 9.0,
                NOTE.anchored(Across::Left, Down::Middle),
            );
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
