//! Phases of the life cycle and patterns of alignment, as shares of all slots.

use super::layout::{Axis, Page, Panel, Rect, Room, legend_of_fills};
use super::picture::{Chart, Picture};
use super::style::{PAPER, STACK, stroke};
use crate::story::data::Story;
use crate::story::number::percent;
use crate::story::words::{capital, settling_note, subtitle};
use darkside_engine::practice::Phase;
use darkside_engine::record::Alignment;

pub(super) const CHART: Chart = Chart {
    name: "phases_alignment",
    meaning: "shares of life-cycle phases and of alignment patterns over time",
    draw,
};

fn draw(story: &Story) -> Picture {
    let last = |metric: &str| percent(story.last(metric).mean);
    let headline = format!(
        "In week {}, {} of relationships are mature and {} in decline; {} are aligned opportunistically",
        story.weeks,
        last(Phase::Maturity.name()),
        last(Phase::Decline.name()),
        last(Alignment::Opportunistic.name())
    );
    let mut notes = vec![
        "Alignment is the first of these that applies: opportunistic (the opportunism flag is on), compensatory (the investments of the two sides \
         differ by at least 0.15), mutualistic (closeness of at least one half), passive (none of these)."
            .to_owned(),
    ];
    let vacant = story.last("vacancies").mean;
    if vacant > 0.0 {
        notes.push(format!(
            "Slots whose relationship has ended, {} of all, are in no phase and count as passive.",
            percent(vacant)
        ));
    }
    notes.extend(settling_note("Paler", story.settling));
    let page = Page::new(430.0, &headline, &subtitle(story, false), &notes);
    let cells = page.body().grid(1, 2, (36.0, 0.0));
    let phases: Vec<_> = Phase::ALL.iter().map(|phase| phase.name()).collect();
    let alignments: Vec<_> = Alignment::ALL.iter().rev().map(|alignment| alignment.name()).collect();
    stack(&page, cells[0], story, "Phase of the relationship", &phases);
    stack(&page, cells[1], story, "Alignment of supplier and customer", &alignments);
    Ok(page.finish())
}

/// Stacked shares, the first at the bottom, with a legend underneath.
fn stack(page: &Page, cell: Rect, story: &Story, title: &str, metrics: &[&str]) {
    let fills: Vec<_> =
        metrics.iter().zip(STACK).map(|(metric, colour)| (capital(&metric.replace('_', "-")), colour)).collect();
    let (upper, lower) = cell.split_bottom(54.0);
    let x = Axis::weeks(story.weeks, upper.w - 70.0);
    let y = Axis::numbers(0.0, 100.0, 5, "Relationships (%)");
    let panel = Panel::over_time(page, upper, Room::for_axes(&x, &y, 8.0, 44.0), (&x, &y), title, story.marks());
    let courses: Vec<_> = metrics.iter().map(|metric| story.points(metric, 100.0)).collect();
    let points = courses.iter().map(Vec::len).min().unwrap_or(0);
    let mut base = vec![0.0; points];
    for (course, (_, colour)) in courses.iter().zip(&fills) {
        let layer: Vec<_> = (0..points).map(|n| (course[n].0, base[n], base[n] + course[n].1.mean)).collect();
        panel.between(&layer, *colour);
        panel.line(&layer.iter().map(|(week, _, top)| (*week, *top)).collect::<Vec<_>>(), stroke(PAPER, 1.0));
        for (below, (_, _, top)) in base.iter_mut().zip(&layer) {
            *below = *top;
        }
    }
    panel.pale(story.settling);
    legend_of_fills(page, lower.without_top(8.0), &fills);
}
