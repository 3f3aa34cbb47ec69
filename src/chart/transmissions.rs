//! How practices spread, over time and in total.

use super::flow::{self, Bar};
use super::layout::{Axis, Labelled, Page, Panel, Rect, Room, covering, legend, legend_height};
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
    let at = |line: &FlowLine| line.way.map(|(_, locus)| locus);
    let loci: Vec<Locus> =
        Locus::ALL.into_iter().filter(|locus| adoptions.lines.iter().any(|line| at(line) == Some(*locus))).collect();
    let mechanisms: Vec<Mechanism> = Mechanism::ALL
        .into_iter()
        .filter(|mechanism| adoptions.lines.iter().any(|line| line.way.is_some_and(|(by, _)| by == *mechanism)))
        .collect();
    let entries: Vec<_> =
        mechanisms.iter().map(|by| Labelled::new(&capital(words::mechanism(*by)), style::mechanism(*by))).collect();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let legend_room = legend_height(&names, 948.0) + 24.0;
    let totals = flow::bars_height(adoptions.lines.len());
    let notes: Vec<String> = settling_note("Shaded", story.settling).into_iter().collect();
    let page = Page::new(330.0 + legend_room + totals, &headline(adoptions), &subtitle(story, true), &notes);
    let (upper, lower) = page.body().split_bottom(totals);
    let (upper, keys) = upper.split_bottom(legend_room);
    panels(&page, upper, story, adoptions, &loci);
    legend(&page, Rect { y: keys.y + 12.0, ..keys }, &entries, false);
    let bars: Vec<Bar> = adoptions.lines.iter().filter_map(bar).collect();
    flow::bars(&page, Rect { y: lower.y + 8.0, h: lower.h - 8.0, ..lower }, "Whole run", "Adoptions per seed", &bars);
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
        let panel = Panel::over_time(page, cell, room, (&x, &y), title, story);
        for line in &adoptions.lines {
            let Some((by, from)) = line.way else { continue };
            if from == *locus {
                panel.estimates(&flow::points(adoptions, &line.per_week), style::mechanism(by));
            }
        }
    }
}

fn bar(line: &FlowLine) -> Option<Bar> {
    let (by, from) = line.way?;
    let name = words::way_label(by, from);
    Some(Bar { name, total: line.total, colour: style::mechanism(by).colour })
}
