//! Practices in use over time, by class, each named at the end of its line.

use super::layout::{Axis, Labelled, Page, Panel, Room, at_line_ends, label_width};
use super::picture::{Chart, Picture};
use super::style;
use crate::story::data::{Named, Story};
use crate::story::number::percent;
use crate::story::words::{self, settling_note, spaced, subtitle};
use darkside_engine::practice::Class;

pub(super) const CHART: Chart = Chart { name: "practices", meaning: "practices in use over time, by class", draw };

fn draw(story: &Story) -> Picture {
    let used = |practice: &Named| story.last(&metric(practice)).mean;
    let Some(first) = story.practices.iter().max_by(|a, b| used(a).total_cmp(&used(b))) else {
        return Err("the catalogue holds no practices".into());
    };
    let headline = format!(
        "{} is the most used practice in week {}: in {} of relationships",
        words::capital(&spaced(&first.name)),
        story.weeks,
        percent(used(first))
    );
    let classes: Vec<(Class, Vec<&Named>)> = Class::ALL
        .into_iter()
        .map(|class| (class, story.practices.iter().filter(|practice| practice.class == class).collect::<Vec<_>>()))
        .filter(|(_, practices)| !practices.is_empty())
        .collect();
    // Each panel is as high as its labels need; all have the same scale.
    let heights: Vec<f64> =
        classes.iter().map(|(_, practices)| (20.0 * practices.len() as f64).max(150.0) + 86.0).collect();
    let page = Page::new(
        heights.iter().sum(),
        &headline,
        &subtitle(story, true),
        &settling_note("Shaded", story.settling).into_iter().collect::<Vec<_>>(),
    );
    let metrics: Vec<_> = story.practices.iter().map(metric).collect();
    let y = Axis::percent(metrics.iter().flat_map(|metric| story.course(metric)), 1.0, "Relationships (%)");
    let widest = story.practices.iter().map(|practice| label_width(&spaced(&practice.name))).fold(0.0, f64::max);
    let labels = (widest + 28.0).min(340.0);
    let mut outer = page.body();
    for ((class, practices), height) in classes.iter().zip(heights) {
        outer.h = height - 12.0;
        let x = Axis::weeks(story.weeks, outer.w - labels - 80.0);
        let panel =
            Panel::over_time(&page, outer, Room::for_axes(&x, &y, labels, 44.0), (&x, &y), words::class(*class), story);
        let mut ends = Vec::new();
        for (n, practice) in practices.iter().enumerate() {
            let stroke = style::nth(n);
            panel.estimates(&story.points(&metric(practice), 100.0), stroke);
            ends.push((Labelled { name: spaced(&practice.name), stroke }, used(practice) * 100.0));
        }
        at_line_ends(&page, &panel, &ends, labels);
        outer.y += height;
    }
    Ok(page.finish())
}

fn metric(practice: &Named) -> String {
    format!("use_{}", practice.name)
}
