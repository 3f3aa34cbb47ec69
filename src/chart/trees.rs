//! The largest transmission trees: one practice's way from relationship to relationship.

mod grow;

use super::Picture;
use super::data::Story;
use super::flow;
use super::layout::{Axis, Labelled, Page, Panel, Rect, Room, legend, shortened};
use super::style::{self, INK, PANEL, stroke};
use super::words::{capital, count, spaced};
use crate::record::Locus;
use grow::{Tree, largest};

/// Trees shown.
const TREES: usize = 6;
/// Adoptions shown of each.
const SHOWN: usize = 36;
/// Height of a row in pixels.
const ROW: f64 = 7.5;

pub(super) fn draw(story: &Story) -> Picture {
    if story.ledger.is_empty() {
        return Err("the first seed's ledger is empty or was not recorded".into());
    }
    let trees = largest(&story.ledger, TREES, SHOWN);
    let Some(first) = trees.first() else {
        return Err("no practice was copied from relationship to relationship".into());
    };
    let name = |tree: &Tree| {
        story.practices.get(tree.practice).map_or_else(String::new, |practice| capital(&spaced(&practice.name)))
    };
    let further = count((first.size - 1) as f64);
    let headline =
        format!("{} spread furthest: one relationship's use led to {further} further adoptions", name(first));
    let subtitle =
        format!("Scenario {}, seed {}, the {} largest trees", spaced(&story.scenario), story.first_seed, trees.len());
    let mut notes = vec![
        "Each row is a relationship: a dot where it takes the practice up, a line to the right for as long as shown copies are taken from it, \
         a line down to each of them. A root without source was invented there, brought in, or in use from the start."
            .to_owned(),
    ];
    if trees.iter().any(|tree| tree.nodes.len() < tree.size) {
        notes.push(format!("Of a tree with more than {SHOWN} adoptions, the branches with most adoptions are shown."));
    }
    notes.extend(super::settling_note(story));
    let rows: Vec<&[Tree]> = trees.chunks(2).collect();
    let height = |row: &[Tree]| row.iter().map(|tree| tree.nodes.len()).max().unwrap_or(1) as f64 * ROW + 130.0;
    let page = Page::new(rows.iter().map(|row| height(row)).sum::<f64>() + 34.0, &headline, &subtitle, &notes);
    let body = page.body();
    let mut y = body.y;
    for row in rows {
        let line = Rect { y, h: height(row), ..body };
        for (tree, cell) in row.iter().zip(line.grid(1, 2, (34.0, 0.0))) {
            let cell = Rect { h: tree.nodes.len() as f64 * ROW + 112.0, ..cell };
            grown(&page, cell, story, tree, &name(tree));
        }
        y += height(row);
    }
    legend(&page, Rect { y: y + 2.0, h: 30.0, ..body }, &entries(), false);
    Ok(page.finish())
}

fn entries() -> Vec<Labelled> {
    let look = |locus: Locus| Labelled { name: flow::locus(locus).into(), stroke: stroke(style::locus(locus), 3.0) };
    Locus::ALL.into_iter().map(look).collect()
}

fn grown(page: &Page, cell: Rect, story: &Story, tree: &Tree, name: &str) {
    let x = Axis::weeks(story.weeks, cell.w - 20.0);
    let rows = tree.nodes.len() as f64;
    let y = Axis { from: -0.8, to: rows - 0.2, ticks: Vec::new(), title: String::new() };
    let title = if tree.nodes.len() < tree.size {
        format!("{name}: {} of {} adoptions", tree.nodes.len(), count(tree.size as f64))
    } else {
        format!("{name}: {} adoptions", count(tree.size as f64))
    };
    let room = Room { left: 10.0, ..Room::for_axes(&x, &y, 14.0, 44.0) };
    let panel = Panel::over_time(page, cell, room, (&x, &y), &shortened(&title, PANEL, cell.w), story);
    let at = |node: usize| (f64::from(tree.nodes[node].week), rows - 1.0 - tree.nodes[node].row as f64);
    for (n, node) in tree.nodes.iter().enumerate() {
        let Some(parent) = node.parent else { continue };
        let ((from, high), (week, low)) = (at(parent), at(n));
        let look = stroke(style::locus(node.locus), 1.3);
        panel.line(&[(week, high), (week, low)], look);
        panel.line(&[(from, high), (week, high)], stroke(INK.alpha(0.45), 1.0));
    }
    for (n, node) in tree.nodes.iter().enumerate() {
        panel.dot(at(n), if node.parent.is_none() { 4.6 } else { 3.1 }, style::locus(node.locus));
    }
}
