//! Value and dark share by group of managers: firms that differ, or columns of an imported table.

use std::collections::BTreeSet;

use super::layout::{Axis, Page, Panel, Rect, legend_of_fills, widest};
use super::paper::Colour;
use super::picture::{Chart, Picture};
use super::style::{self, ACTUAL, GRID, INK, VISIBLE, stroke};
use crate::archive::GroupFigure;
use crate::story::data::{Estimate, Story};
use crate::story::number::two;
use crate::story::words::{spaced, subtitle};

/// A block with more rows would be illegible.
const MOST_MEMBERS: usize = 24;
/// Most blocks in one picture.
const MOST_KINDS: usize = 4;
const ROW: f64 = 27.0;

/// One way to group managers.
struct Grouping<'a> {
    name: &'a str,
    members: Vec<&'a str>,
}

pub(super) const CHART: Chart =
    Chart { name: "groups", meaning: "value and dark share by firm or imported group, where managers differ", draw };

fn draw(story: &Story) -> Picture {
    let all = kinds(story);
    let (mut shown, too_many): (Vec<_>, Vec<_>) = all.into_iter().partition(|kind| kind.members.len() <= MOST_MEMBERS);
    shown.truncate(MOST_KINDS);
    if shown.is_empty() {
        return Err("there is nothing to compare: one firm, or identical firms, and no imported groups".into());
    }
    let weeks = weeks(story);
    let last = weeks.last().copied().unwrap_or(0);
    let mut notes = vec![format!(
        "Value in week {last}; thin lines: 95 % confidence interval over seeds where it is wider than the dot."
    )];
    if !too_many.is_empty() {
        let names: Vec<_> =
            too_many.iter().map(|kind| format!("{} ({} groups)", spaced(kind.name), kind.members.len())).collect();
        notes.push(format!("Left out, because there are too many groups to show: {}.", names.join(", ")));
    }
    let heights: Vec<f64> = shown.iter().map(|kind| kind.members.len() as f64 * ROW + 110.0).collect();
    let page = Page::new(
        heights.iter().sum::<f64>() + 34.0,
        &headline(story, &shown[0], last),
        &subtitle(story, true),
        &notes,
    );
    let mut outer = page.body();
    for (kind, height) in shown.iter().zip(heights) {
        outer.h = height;
        block(&page, outer, story, kind, &weeks);
        outer.y += height;
    }
    key(&page, outer, &weeks);
    Ok(page.finish())
}

/// Groupings of managers that can make a difference.
fn kinds<'a>(story: &'a Story) -> Vec<Grouping<'a>> {
    let names = distinct(story.groups.iter().map(|row| row.group.as_str()));
    let imported = names.iter().any(|name| *name != "firm" && *name != "office");
    let differ = story.firms.windows(2).any(|two| two[0].organisation != two[1].organisation);
    let matters = |name: &&str| if *name == "firm" { differ || imported } else { *name != "office" || imported };
    let grouping = |name: &'a str| {
        let rows = story.groups.iter().filter(|row| row.group == name);
        Grouping { name, members: distinct(rows.map(|row| row.member.as_str())) }
    };
    let kinds = names.into_iter().filter(matters).map(grouping);
    kinds.filter(|kind| kind.members.len() > 1).collect()
}

/// Each name once, in the order of the table.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

/// The moments shown: those of the recorded states, or four spread over the run.
fn weeks(story: &Story) -> Vec<u32> {
    let weeks: BTreeSet<u32> = story.groups.iter().map(|row| row.week).collect();
    let weeks = Vec::from_iter(weeks);
    let recorded: Vec<u32> =
        story.moments.iter().map(|moment| moment.week).filter(|week| weeks.contains(week)).collect();
    let last = weeks.len().saturating_sub(1);
    let mut shown = if recorded.last().is_some_and(|week| Some(week) == weeks.last()) {
        recorded
    } else {
        (1..=4).filter_map(|part| weeks.get(last * part / 4).copied()).collect()
    };
    shown.dedup();
    shown
}

fn figure(story: &Story, kind: &str, member: &str, week: u32, metric: &str) -> Estimate {
    let right =
        |row: &&GroupFigure| row.group == kind && row.member == member && row.week == week && row.metric == metric;
    story.groups.iter().find(right).map_or(Estimate::UNDEFINED, |row| row.figure.into())
}

/// A member's name and, for a firm, what sets it apart.
fn described(story: &Story, kind: &str, member: &str) -> String {
    let firm = story.firms.iter().find(|firm| kind == "firm" && firm.name == member && !firm.organisation.is_empty());
    match firm {
        Some(firm) if spaced(&firm.organisation) == spaced(member) => spaced(member),
        Some(firm) => format!("{}: {}", spaced(member), spaced(&firm.organisation)),
        None if member.is_empty() => "(not given)".into(),
        None => spaced(member),
    }
}

fn headline(story: &Story, kind: &Grouping<'_>, week: u32) -> String {
    let estimate = |member: &&&str| figure(story, kind.name, member, week, "value");
    let value = |member: &&&str| estimate(member).mean;
    let defined = || kind.members.iter().filter(|member| value(member).is_finite());
    let best = defined().max_by(|a, b| value(a).total_cmp(&value(b)));
    let worst = defined().min_by(|a, b| value(a).total_cmp(&value(b)));
    let (Some(best), Some(worst)) = (best, worst) else {
        return format!("Value and dark share by {}", spaced(kind.name));
    };
    // If the intervals overlap or are missing (one seed), no best and worst member is named.
    if estimate(&best).low <= estimate(&worst).high || !estimate(&best).low.is_finite() {
        return format!("Actual value in week {week} does not clearly differ by {}", spaced(kind.name));
    }
    format!(
        "Actual value in week {week} is highest in {} ({}) and lowest in {} ({})",
        described(story, kind.name, best),
        two(value(&best)),
        described(story, kind.name, worst),
        two(value(&worst))
    )
}

/// Two panels side by side with a row for each member: value, and the dark share at each moment.
fn block(page: &Page, outer: Rect, story: &Story, kind: &Grouping<'_>, weeks: &[u32]) {
    let names: Vec<String> = kind.members.iter().map(|member| described(story, kind.name, member)).collect();
    let widest = widest(&names).clamp(60.0, 300.0);
    let half = (outer.w - widest - 60.0) / 2.0;
    let left = Rect { w: widest + 20.0 + half, h: outer.h - 14.0, ..outer };
    let right = Rect { x: outer.right() - half - 16.0, w: half + 16.0, ..left };
    let last = weeks.last().copied().unwrap_or(0);
    let both = ["value", "visible_value"].map(|metric| figures(story, kind, last, metric)).concat();
    let x = Axis::over(&both, 5, "Value per week");
    let title = format!("By {}: value", spaced(kind.name));
    let value = Panel::of_rows(page, left, names.len(), [widest + 16.0, 12.0, 30.0], &x, &title);
    let shares: Vec<Estimate> = weeks.iter().flat_map(|week| figures(story, kind, *week, "dark_share")).collect();
    let x = Axis::percent(&shares, 10.0, "Dark relationships (%)");
    let dark = Panel::of_rows(page, right, names.len(), [8.0, 14.0, 30.0], &x, "Dark relationships over time");
    for (n, (member, name)) in kind.members.iter().zip(&names).enumerate() {
        let middle = value.row(n);
        value.name_row(name, middle, widest, 10.0);
        for panel in [&value, &dark] {
            let (inside, down) = (panel.inside(), panel.down(middle));
            page.line(&[(inside.x, down), (inside.right(), down)], stroke(GRID, 1.0));
        }
        let at = |metric, week| figure(story, kind.name, member, week, metric);
        pair(&value, middle, at("value", last), at("visible_value", last));
        for week in weeks {
            let share = at("dark_share", *week).times(100.0);
            dark.interval_across(&Estimate { low: share.low.max(0.0), ..share }, middle, stroke(INK.alpha(0.5), 1.2));
            dark.dot((share.mean, middle), 5.6, INK.alpha(0.75));
            dark.dot((share.mean, middle), 4.9, shade(*week, weeks));
        }
    }
}

fn figures(story: &Story, kind: &Grouping<'_>, week: u32, metric: &str) -> Vec<Estimate> {
    kind.members.iter().map(|member| figure(story, kind.name, member, week, metric)).collect()
}

fn pair(panel: &Panel<'_>, y: f64, actual: Estimate, visible: Estimate) {
    panel.line(&[(actual.mean, y), (visible.mean, y)], stroke(style::GREY, 2.0));
    for (value, colour) in [(actual, ACTUAL), (visible, VISIBLE)] {
        panel.interval_across(&value, y, stroke(colour, 1.6));
        panel.dot((value.mean, y), 5.2, colour);
    }
}

/// Later moments are darker.
fn shade(week: u32, weeks: &[u32]) -> Colour {
    let place = weeks.iter().position(|one| *one == week).unwrap_or(0) as f64;
    style::dark_share(0.08 + 0.84 * place / (weeks.len().max(2) - 1) as f64)
}

fn key(page: &Page, room: Rect, weeks: &[u32]) {
    let mut fills = vec![("Actual value".to_owned(), ACTUAL), ("Visible value".to_owned(), VISIBLE)];
    fills.extend(weeks.iter().map(|week| (format!("Week {week}"), shade(*week, weeks))));
    legend_of_fills(page, room, &fills);
}
