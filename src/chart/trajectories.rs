//! The four figures that summarise a run: dark share, closeness, actual and visible value.

use super::layout::{Axis, Page, Panel, Room};
use super::picture::{Chart, Picture};
use super::style::{ACTUAL, DARK, GREEN, VISIBLE, stroke};
use crate::story::data::Story;
use crate::story::number::{percent, two};
use crate::story::words::{settling_note, subtitle};

pub(super) const CHART: Chart = Chart {
    name: "trajectories",
    meaning: "dark share, closeness, actual and visible value over time, with 95 % intervals over seeds",
    draw,
};

fn draw(story: &Story) -> Picture {
    let last = |metric| story.last(metric).mean;
    let headline = format!(
        "In week {}, {} of relationships are dark; a relationship yields {} a week and looks like {}",
        story.weeks,
        percent(last("dark_share")),
        two(last("value")),
        two(last("visible_value"))
    );
    let notes = settling_note("Shaded", story.settling);
    let page = Page::new(600.0, &headline, &subtitle(story, true), notes.as_slice());
    let cells = page.body().grid(2, 2, (30.0, 22.0));
    let values = ["value", "visible_value"].iter().flat_map(|metric| story.course(metric));
    let value = Axis::over(values, 5, "Value per week");
    let percent = |metric: &str, title: &str| Axis::percent(story.course(metric), 10.0, title);
    let panels = [
        ("dark_share", "Dark relationships", percent("dark_share", "Relationships (%)"), DARK, 100.0),
        ("closeness", "Closeness", percent("closeness", "Mean closeness (% of full)"), GREEN, 100.0),
        ("value", "Actual value", value.clone(), ACTUAL, 1.0),
        ("visible_value", "Visible value: what managers see", value, VISIBLE, 1.0),
    ];
    for (cell, (metric, title, y, colour, factor)) in cells.into_iter().zip(panels) {
        let x = Axis::weeks(story.weeks, cell.w - 80.0);
        let room = Room::for_axes(&x, &y, 12.0, 44.0);
        let panel = Panel::over_time(&page, cell, room, (&x, &y), title, story.marks());
        panel.estimates(&story.points(metric, factor), stroke(colour, 2.6));
    }
    Ok(page.finish())
}
