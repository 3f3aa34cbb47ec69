//! The six dark-side effects, each in its own panel, on one scale.

use super::layout::{Axis, Page, Panel, Room};
use super::picture::{Chart, Picture};
use super::style::{self, stroke};
use crate::story::data::Story;
use crate::story::number::percent;
use crate::story::words::{capital, settling_note, subtitle};
use darkside_engine::practice::Effect;

pub(super) const CHART: Chart = Chart { name: "effects", meaning: "each of the six dark-side effects over time", draw };

fn draw(story: &Story) -> Picture {
    let most = Effect::ALL
        .into_iter()
        .filter(|effect| story.last(effect.name()).mean > 0.0)
        .max_by(|a, b| story.last(a.name()).mean.total_cmp(&story.last(b.name()).mean));
    let headline = match most {
        Some(effect) => format!(
            "{} is the most common dark side in week {}: {} of relationships",
            capital(effect.words()),
            story.weeks,
            percent(story.last(effect.name()).mean)
        ),
        None if story.last(Effect::Opportunism.name()).mean.is_nan() => {
            "The six dark-side effects over time".to_owned()
        }
        None => format!("No relationship shows a dark side in week {}", story.weeks),
    };
    let mut notes = vec!["A relationship can show several effects at once.".to_owned()];
    notes.extend(settling_note("Shaded", story.settling));
    let page = Page::new(560.0, &headline, &subtitle(story, true), &notes);
    let all: Vec<_> = Effect::ALL.into_iter().flat_map(|effect| story.course(effect.name())).collect();
    let y = Axis::percent(all, 1.0, "Relationships (%)");
    for (n, (effect, cell)) in Effect::ALL.into_iter().zip(page.body().grid(2, 3, (18.0, 20.0))).enumerate() {
        let x = Axis::weeks(story.weeks, cell.w - 60.0);
        // Only the outer panels show axis titles, but all panels reserve the same room.
        let room = Room::for_axes(&x, &y, 12.0, 44.0);
        let x = if n < 3 { x.untitled() } else { x };
        let y = if n % 3 == 0 { y.clone() } else { y.untitled() };
        let title = capital(effect.words());
        let panel = Panel::over_time(&page, cell, room, (&x, &y), &title, story.marks());
        panel.estimates(&story.points(effect.name(), 100.0), stroke(style::effect(effect), 2.6));
    }
    Ok(page.finish())
}
