//! Practices in use over time, by class, each named at the end of its line.

use super::layout::{Axis, Page, Panel, Room, at_line_ends, widest};
use super::picture::{Chart, Picture};
use super::style;
use crate::archive::PracticeName;
use crate::story::data::Story;
use crate::story::number::percent;
use crate::story::words::{self, settling_note, spaced, subtitle};
use darkside_engine::practice::Class;

pub(super) const CHART: Chart = Chart { name: "practices", meaning: "practices in use over time, by class", draw };

fn draw(story: &Story) -> Picture {
    let used = |practice: &PracticeName| story.last(&metric(practice)).mean;
    let Some(first) = story.practices.iter().max_by(|a, b| used(a).total_cmp(&used(b))) else {
        return Err("the catalogue holds no practices".into());
    };
    let headline = format!(
        "{} is the most used practice in week {}: in {} of relationships",
        words::capital(&spaced(&first.name)),
        story.weeks,
        percent(used(first))
    );
    let of =
        |class: Class| story.practices.iter().filter(|practice| practice.class == class.name()).collect::<Vec<_>>();
    let mut classes = Class::ALL.map(|class| (class, of(class))).to_vec();
    classes.retain(|(_, practices)| !practices.is_empty());
    // Each panel is as high as its labels need; all have the same scale.
    let heights: Vec<f64> =
        classes.iter().map(|(_, practices)| (20.0 * practices.len() as f64).max(150.0) + 86.0).collect();
    let notes = settling_note("Shaded", story.settling);
    let page = Page::new(heights.iter().sum(), &headline, &subtitle(story, true), notes.as_slice());
    let metrics: Vec<_> = story.practices.iter().map(metric).collect();
    let y = Axis::percent(metrics.iter().flat_map(|metric| story.course(metric)), 1.0, "Relationships (%)");
    let labels = (widest(story.practices.iter().map(|practice| spaced(&practice.name))) + 28.0).min(340.0);
    let mut outer = page.body();
    for ((class, practices), height) in classes.iter().zip(heights) {
        outer.h = height - 12.0;
        let x = Axis::weeks(story.weeks, outer.w - labels - 80.0);
        let room = Room::for_axes(&x, &y, labels, 44.0);
        let panel = Panel::over_time(&page, outer, room, (&x, &y), words::class(*class), story.marks());
        let mut ends = Vec::new();
        for (n, practice) in practices.iter().enumerate() {
            let stroke = style::nth(n);
            panel.estimates(&story.points(&metric(practice), 100.0), stroke);
            ends.push((spaced(&practice.name), stroke, used(practice) * 100.0));
        }
        at_line_ends(&page, &panel, &ends, labels);
        outer.y += height;
    }
    Ok(page.finish())
}

fn metric(practice: &PracticeName) -> String {
    format!("use_{}", practice.name)
}
