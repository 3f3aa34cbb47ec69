//! Who observes whom, and the share of dark relationships of each manager, at four moments.

mod place;

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Page, Rect, Segment, label_width, name_dots, shortened, wrapped};
use super::paper::{Across, Down};
use super::picture::{Chart, Picture};
use super::style::{self, BLUE, INK, LABEL, MUTED, NOTE, PANEL, Stroke, TICK, stroke};
use crate::story::data::Story;
use crate::story::number::{count, percent};
use crate::story::words::spaced;
use darkside_engine::record::{RelationshipState, Snapshot, TieState};
use place::{Manager, Places, places};

/// More ties than this would merge into a blot and enlarge the file.
const MOST_TIES: usize = 2_500;
/// The names of more managers than this would overlap.
const MOST_NAMES: usize = 40;
/// Most width of a manager's name.
const NAME_WIDTH: f64 = 110.0;
const INSIDE: Stroke = stroke(MUTED.alpha(0.22), 0.7);
const OUTSIDE: Stroke = stroke(BLUE.alpha(0.3), 0.8);

pub(super) const CHART: Chart = Chart {
    name: "network",
    meaning: "the first seed's managers and ties, coloured by dark share, at four moments",
    draw,
};

fn draw(story: &Story) -> Picture {
    let Some(first) = story.moments.first() else { return Err("no snapshots were recorded".into()) };
    let managers = managers(first);
    if managers.is_empty() {
        return Err("the snapshots hold no managers".into());
    }
    let last = story.moments.last().unwrap_or(first);
    let headline = format!(
        "Dark relationships among managers: {} in week {}, {} in week {}",
        percent(dark(first)),
        first.week,
        percent(dark(last)),
        last.week
    );
    let subtitle = format!(
        "Scenario {}, seed {}, {} managers and whom they observe",
        spaced(&story.scenario),
        story.first_seed,
        count(managers.len() as f64)
    );
    let rows = story.moments.len().div_ceil(2);
    let count_of = |of: fn(&Manager) -> u32| managers.iter().map(of).collect::<BTreeSet<u32>>().len();
    let (firms, offices) = (count_of(|manager| manager.firm), count_of(|manager| manager.office));
    // Two firms stand side by side and need no more height.
    let height = if firms == 2 { 310.0 } else { 480.0 };
    let notes = notes(story, firms > 1, offices > firms);
    let page = Page::new(height * rows as f64 + 60.0, &headline, &subtitle, &notes);
    let (upper, lower) = page.body().split_bottom(56.0);
    let columns = story.moments.len().min(2);
    for (moment, cell) in story.moments.iter().zip(upper.grid(rows, columns, (20.0, 14.0))) {
        let title = format!("Week {}: {} dark", moment.week, percent(dark(moment)));
        page.text(&title, cell.x + cell.w / 2.0, cell.y, PANEL.anchored(Across::Centre, Down::Top));
        let room = cell.without_top(26.0);
        panel(&page, moment, room, &places(&managers, room), story);
    }
    let kinds = [("tie inside the firm", INSIDE, true), ("tie to another firm", OUTSIDE, false)];
    let drawn = |inside: bool| story.moments.iter().flat_map(|moment| &moment.ties).any(|tie| tie.inside == inside);
    let ties = kinds.into_iter().filter(|(_, _, inside)| drawn(*inside)).map(|(name, look, _)| (name, look));
    key(&page, lower, &ties.collect::<Vec<_>>());
    Ok(page.finish())
}

fn notes(story: &Story, firms: bool, offices: bool) -> Vec<String> {
    let cluster = if firms { ", each cluster a firm" } else { "" };
    let arc = if offices { ", each arc an office" } else { "" };
    let mut notes = vec![format!("Each dot is a manager{cluster}{arc}; managers keep their place in all panels.")];
    let most = story.moments.iter().map(|moment| pairs(&moment.ties).len()).max().unwrap_or(0);
    if most > MOST_TIES {
        notes.push(format!(
            "Of up to {} ties, {} are drawn: the strongest inside firms and the strongest between them, in proportion.",
            count(most as f64),
            count(MOST_TIES as f64)
        ));
    }
    notes
}

/// The managers at a moment, by seat.
fn managers(moment: &Snapshot) -> Vec<Manager> {
    let manager = |row: &RelationshipState| Manager { seat: row.case.manager, firm: row.firm, office: row.office };
    let managers = moment.relationships.iter().map(manager);
    let by_seat: BTreeMap<u32, Manager> = managers.map(|manager| (manager.seat, manager)).collect();
    by_seat.into_values().collect()
}

fn dark(moment: &Snapshot) -> f64 {
    let dark = moment.relationships.iter().filter(|row| row.flags != 0).count();
    dark as f64 / moment.relationships.len() as f64
}

/// One tie for each pair, the stronger of the two directions; the strongest pairs first.
fn pairs(ties: &[TieState]) -> Vec<TieState> {
    let mut pairs: Vec<TieState> = ties
        .iter()
        .map(|tie| TieState { source: tie.source.min(tie.target), target: tie.source.max(tie.target), ..*tie })
        .collect();
    pairs.sort_by(|a, b| (a.source, a.target).cmp(&(b.source, b.target)).then(b.weight.total_cmp(&a.weight)));
    pairs.dedup_by_key(|tie| (tie.source, tie.target));
    pairs.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    pairs
}

fn panel(page: &Page, moment: &Snapshot, room: Rect, places: &Places, story: &Story) {
    for arc in &places.offices {
        page.line(arc, stroke(MUTED.alpha(0.7), 1.6));
    }
    let ties = pairs(&moment.ties);
    for (inside, look) in [(true, INSIDE), (false, OUTSIDE)] {
        let side: Vec<_> = ties.iter().filter(|tie| tie.inside == inside).collect();
        // If there are too many ties, those within and between firms keep their proportion.
        let drawn = (side.len() * MOST_TIES.min(ties.len())).div_ceil(ties.len().max(1));
        for tie in &side[..drawn.min(side.len())] {
            if let (Some(from), Some(to)) = (places.managers.get(&tie.source), places.managers.get(&tie.target)) {
                page.line(&[*from, *to], look);
            }
        }
    }
    let shares = shares(moment);
    for (seat, at) in &places.managers {
        let Some(share) = shares.get(seat) else { continue };
        page.dot(*at, places.radius + 0.7, INK.alpha(0.75));
        page.dot(*at, places.radius, style::dark_share(*share));
    }
    if story.people.are_named() && places.managers.len() <= MOST_NAMES {
        names(page, places, room, story);
    }
    for (firm, at, width) in &places.labels {
        let Some(firm) = story.firms.get(*firm as usize) else { continue };
        let kind = LABEL.anchored(Across::Centre, Down::Top);
        let name = spaced(&firm.name);
        // With few firms there is room for a second line.
        let lines = if places.labels.len() <= 8 { wrapped(&name, kind, *width) } else { Vec::new() };
        if lines.len() == 2 {
            for (line, down) in lines.iter().zip([0.0, 15.0]) {
                page.text(line, at.0, at.1 + down, kind);
            }
        } else {
            page.text(&shortened(&name, kind, *width), at.0, at.1, kind);
        }
    }
}

/// Writes each manager's name beside its dot, if possible clear of arcs and firms' names.
fn names(page: &Page, places: &Places, room: Rect, story: &Story) {
    let name = |seat: u32| shortened(&story.people.manager(seat), TICK, NAME_WIDTH);
    let dots: Vec<_> = places.managers.iter().map(|(seat, at)| (name(*seat), *at)).collect();
    let arcs = places.offices.iter().flat_map(|arc| arc.windows(2).map(|two| [two[0], two[1]]));
    let firms = places.labels.iter().map(|(_, (x, y), wide)| [(x - wide / 2.0, y + 8.0), (x + wide / 2.0, y + 8.0)]);
    let lines: Vec<Segment> = arcs.chain(firms).collect();
    name_dots(page, &dots, &lines, room, TICK);
}

/// The share of dark relationships of each manager, by seat.
fn shares(moment: &Snapshot) -> BTreeMap<u32, f64> {
    let mut counts: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for row in &moment.relationships {
        let (all, dark) = counts.entry(row.case.manager).or_default();
        *all += 1;
        *dark += u32::from(row.flags != 0);
    }
    counts.into_iter().map(|(seat, (all, dark))| (seat, f64::from(dark) / f64::from(all))).collect()
}

/// The legend: colours and lines.
fn key(page: &Page, room: Rect, ties: &[(&str, Stroke)]) {
    let (y, steps, step) = (room.y + 22.0, 50, 4.0);
    let kind = LABEL.left();
    page.text("Dark relationships of the manager", room.x, y, kind);
    let left = room.x + label_width("Dark relationships of the manager") + 16.0;
    for n in 0..steps {
        let bar = Rect { x: left + f64::from(n) * step, y: y - 8.0, w: step + 0.1, h: 16.0 };
        page.bar(bar, style::dark_share((f64::from(n) + 0.5) / f64::from(steps)));
    }
    let width = f64::from(steps) * step;
    for (share, words) in [(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")] {
        page.text(words, left + share * width, y + 15.0, TICK.anchored(Across::Centre, Down::Top));
    }
    let mut x = left + width + 50.0;
    for (words, look) in ties {
        page.line(&[(x, y), (x + 26.0, y)], stroke(look.colour.alpha(0.9), 1.6));
        page.text(words, x + 33.0, y, NOTE.left());
        x += 33.0 + label_width(words) + 16.0;
    }
}
