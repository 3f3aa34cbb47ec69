//! How practices spread, over time and in total.

use super::flow;
use super::layout::{Axis, Page, Panel, Rect, Room, covering, legend, legend_height};
use super::picture::{Chart, Picture};
use super::style;
use crate::story::data::{Flow, FlowLine, Story};
use crate::story::number::{count, percent};
use crate::story::words::{self, capital, settling_note, subtitle};
use darkside_engine::record::{Locus, Mechanism};

pub(super) const CHART: Chart =
    Chart { name: "transmissions", meaning: "adoptions by mechanism and locus, over time and in total", draw };

fn draw(story: &Story) -> Picture {
    let Some(adoptions) = &story.adoptions else { return Err("the ledger was not recorded".into()) };
    if adoptions.lines.is_empty() {
        return Err("no practice was adopted in this run".into());
    }
    let ways = || adoptions.lines.iter().filter_map(|line| line.way);
    let loci: Vec<Locus> = Locus::ALL.into_iter().filter(|locus| ways().any(|(_, from)| from == *locus)).collect();
    let mechanisms = Mechanism::ALL.into_iter().filter(|mechanism| ways().any(|(by, _)| by == *mechanism));
    let lines: Vec<_> = mechanisms.map(|by| (capital(words::mechanism(by)), style::mechanism(by))).collect();
    let legend_room = legend_height(lines.iter().map(|(name, _)| name), 948.0) + 24.0;
    let totals = flow::bars_height(adoptions.lines.len());
    let notes = settling_note("Shaded", story.settling);
    let height = 330.0 + legend_room + totals;
    let page = Page::new(height, &headline(adoptions), &subtitle(story, true), notes.as_slice());
    let (upper, lower) = page.body().split_bottom(totals);
    let (upper, keys) = upper.split_bottom(legend_room);
    panels(&page, upper, story, adoptions, &loci);
    legend(&page, keys.without_top(12.0), &lines);
    let bar = |line: &FlowLine| {
        line.way.map(|(by, from)| (words::way_label(by, from), line.total, style::mechanism(by).colour))
    };
    let bars: Vec<_> = adoptions.lines.iter().filter_map(bar).collect();
    flow::bars(&page, lower.without_top(8.0), "Whole run", "Adoptions per seed", &bars);
    Ok(page.finish())
}

fn headline(adoptions: &Flow) -> String {
    let all = count(adoptions.total.mean);
    match adoptions.from_elsewhere.mean {
        0.0 => format!("Practices are taken up {all} times in a run, always invented in place"),
        copied => format!("Practices are taken up {all} times in a run, {} of them copied", percent(copied)),
    }
}

fn panels(page: &Page, room: Rect, story: &Story, adoptions: &Flow, loci: &[Locus]) {
    let (_, high) = covering(adoptions.lines.iter().flat_map(|line| &line.per_week));
    let y = Axis::numbers(0.0, high, 5, "Adoptions per week and seed");
    let columns = loci.len().max(2);
    for (n, (locus, cell)) in loci.iter().zip(room.grid(1, columns, (14.0, 0.0))).enumerate() {
        let x = Axis::weeks(story.weeks, cell.w - 70.0);
        let y = if n == 0 { y.clone() } else { y.untitled() };
        let room = Room::for_axes(&x, &y, 10.0, 44.0);
        let title = words::locus(*locus);
        let panel = Panel::over_time(page, cell, room, (&x, &y), title, story.marks());
        for line in &adoptions.lines {
            let Some((by, from)) = line.way else { continue };
            if from == *locus {
                panel.estimates(&flow::points(adoptions, &line.per_week), style::mechanism(by));
            }
        }
    }
}
