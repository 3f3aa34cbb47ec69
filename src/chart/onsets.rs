//! Where the practices that turned relationships dark came from, over time and in total.

use super::flow;
use super::layout::{Axis, Page, Panel, Rect, Room, at_line_ends, covering, widest};
use super::paper::Colour;
use super::picture::{Chart, Picture};
use super::style::{self, INK, Stroke, stroke};
use crate::story::data::{Estimate, Flow, FlowLine, Story};
use crate::story::number::{count, percent};
use crate::story::words::{self, settling_note, subtitle};
use darkside_engine::record::Locus;

const UNCREDITED: &str = "No contributing practice in use";

pub(super) const CHART: Chart = Chart {
    name: "onsets",
    meaning: "onsets of dark sides by where the credited practice came from, over time and in total",
    draw,
};

fn draw(story: &Story) -> Picture {
    let Some(onsets) = &story.onsets else { return Err("onsets were not recorded".into()) };
    if onsets.lines.is_empty() {
        return Err("no relationship turned dark in this run".into());
    }
    let mut notes = vec![
        "An onset is credited to the practice in use that feeds the effect most, and to the route by which that practice had arrived; \
         practices of the initial state count as invented in place."
            .to_owned(),
    ];
    notes.extend(settling_note("Shaded", story.settling));
    let totals = flow::bars_height(onsets.lines.len());
    let page = Page::new(380.0 + totals, &headline(onsets), &subtitle(story, true), &notes);
    let (upper, lower) = page.body().split_bottom(totals);
    courses(&page, upper, story, onsets);
    let bars: Vec<_> = onsets.lines.iter().map(bar).collect();
    flow::bars(&page, lower.without_top(16.0), "Whole run, by mechanism", "Onsets per seed", &bars);
    Ok(page.finish())
}

fn headline(onsets: &Flow) -> String {
    let copied = onsets.from_elsewhere.mean;
    let count = count(onsets.total.mean);
    if !copied.is_finite() {
        return format!("{count} onsets of a dark side in a run, none credited to a practice");
    }
    let share = if copied == 0.0 { "none".to_owned() } else { percent(copied) };
    format!("{count} onsets of a dark side in a run; {share} of the credited ones follow from a copied practice")
}

fn courses(page: &Page, outer: Rect, story: &Story, onsets: &Flow) {
    let labels = widest(onsets.loci.iter().map(|(locus, _)| name(*locus))) + 30.0;
    let (_, high) = covering(onsets.loci.iter().flat_map(|(_, course)| course));
    let x = Axis::weeks(story.weeks, outer.w - labels - 80.0);
    let y = Axis::numbers(0.0, high, 5, "Onsets per week and seed");
    let title = "By origin of the credited practice";
    let panel = Panel::over_time(page, outer, Room::for_axes(&x, &y, labels, 44.0), (&x, &y), title, story.marks());
    let mut ends = Vec::new();
    for (locus, course) in &onsets.loci {
        panel.estimates(&flow::points(onsets, course), look(*locus));
        ends.push((name(*locus), look(*locus), course.last().map_or(f64::NAN, |end| end.mean)));
    }
    at_line_ends(page, &panel, &ends, labels);
}

fn name(locus: Option<Locus>) -> &'static str {
    locus.map_or(UNCREDITED, words::locus)
}

fn look(locus: Option<Locus>) -> Stroke {
    match locus {
        Some(locus) => stroke(style::locus(locus), 2.6),
        None => stroke(INK, 2.2).dashed(2.5, 4.5),
    }
}

fn bar(line: &FlowLine) -> (String, Estimate, Colour) {
    match line.way {
        Some((by, from)) => (words::way_label(by, from), line.total, style::locus(from)),
        None => (UNCREDITED.into(), line.total, INK),
    }
}
