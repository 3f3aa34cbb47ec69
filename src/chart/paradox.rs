//! Visible against actual value: what managers see and what a relationship yields (model, pattern 2).

use super::layout::{Axis, Page, Panel, Room, at_line_ends};
use super::picture::{Chart, Picture};
use super::style::{ACTUAL, LABEL, VISIBLE, stroke};
use crate::story::data::{Estimate, Story};
use crate::story::number::{two, value, with_interval};
use crate::story::words::{settling_note, subtitle};

pub(super) const CHART: Chart = Chart {
    name: "paradox",
    meaning: "visible against actual value over time: what managers see and what relationships yield",
    draw,
};

fn draw(story: &Story) -> Picture {
    let (actual, visible) = (story.last("value"), story.last("visible_value"));
    let gap = story.gap.last().copied().unwrap_or(Estimate::UNDEFINED);
    let headline = format!(
        "Managers see {} a week where a relationship yields {}: a gap of {}",
        two(visible.mean),
        two(actual.mean),
        two(gap.mean)
    );
    let mut notes = vec![
        "Visible value counts only the part of the dark side's cost that its manager sees, and adds the manager's private gain.".into(),
    ];
    if gap.has_interval() {
        notes.push(format!("Gap in week {}: {}, paired by seed.", story.weeks, with_interval(gap, value)));
    }
    notes.extend(settling_note("Shaded", story.settling));
    let page = Page::new(480.0, &headline, &subtitle(story, true), &notes);
    let both = story.course("value").iter().chain(story.course("visible_value"));
    let x = Axis::weeks(story.weeks, 720.0);
    let y = Axis::over(both, 7, "Value per relationship and week");
    let panel = Panel::over_time(&page, page.body(), Room::for_axes(&x, &y, 140.0, 22.0), (&x, &y), "", story.marks());
    let (seen, real) = (story.points("visible_value", 1.0), story.points("value", 1.0));
    let between: Vec<_> = real.iter().zip(&seen).map(|((week, a), (_, v))| (*week, a.mean, v.mean)).collect();
    panel.between(&between, VISIBLE.alpha(0.13));
    panel.estimates(&real, stroke(ACTUAL, 2.8));
    panel.estimates(&seen, stroke(VISIBLE, 2.8));
    let ends =
        [("Visible value", stroke(VISIBLE, 2.8), visible.mean), ("Actual value", stroke(ACTUAL, 2.8), actual.mean)];
    at_line_ends(&page, &panel, &ends, 140.0);
    name_the_gap(&page, &panel, &between);
    Ok(page.finish())
}

/// Labels the gap three quarters along, if it is wide enough there.
fn name_the_gap(page: &Page, panel: &Panel<'_>, between: &[(f64, f64, f64)]) {
    let Some((week, low, high)) = between.get(between.len() * 3 / 4) else { return };
    if panel.down(*low) - panel.down(*high) > 40.0 {
        let middle = (panel.down(*low) + panel.down(*high)) / 2.0;
        page.text("the gap", panel.along(*week), middle, LABEL.centred());
    }
}
