//! Draws the largest transmission trees of a ledger.

mod grow;

use super::layout::{Axis, Page, Panel, Rect, Room, legend, shortened, wide};
use super::picture::Picture;
use super::style::{self, INK, PANEL, Stroke, stroke};
use crate::archive::People;
use crate::story::number::count;
use crate::story::words::{self, capital, settling_note, spaced};
use darkside_engine::record::{Adoption, Locus};
use grow::{Tree, largest};

/// Trees shown.
const TREES: usize = 6;
/// Adoptions shown per tree.
const SHOWN: usize = 36;
/// Height of a row in pixels.
const ROW: f64 = 7.5;

/// Adoptions from which trees grow.
pub(super) struct Forest<'a> {
    /// Adoptions in the order of the ledger.
    pub ledger: &'a [Adoption],
    /// Names of the practices.
    pub practices: &'a [String],
    /// Weeks simulated.
    pub weeks: u32,
    /// The first weeks, while the model settles.
    pub settling: u32,
    /// Weeks with an intervention.
    pub interventions: &'a [u32],
    /// Names of the managers, if a single run is drawn.
    pub people: Option<&'a People>,
}

impl Forest<'_> {
    /// The largest trees. The headline receives the practice of the largest tree and how many adoptions followed, the
    /// subtitle how many trees are shown.
    pub(super) fn draw(
        &self,
        headline: impl Fn(&str, &str) -> String,
        subtitle: impl Fn(usize) -> String,
        more: &[String],
    ) -> Picture {
        let trees = largest(self.ledger, TREES, SHOWN);
        let Some(first) = trees.first() else {
            return Err("no practice was copied from relationship to relationship".into());
        };
        let name =
            |tree: &Tree| self.practices.get(tree.practice).map_or_else(String::new, |name| capital(&spaced(name)));
        let headline = headline(&name(first), &count((first.size - 1) as f64));
        let mut notes = vec![
            "Each row is a relationship: a dot where it takes up the practice, a line to the right until the last copy shown is taken from it, \
             and a line down to each copy. A root was invented there, brought in, or in use from the start."
                .to_owned(),
        ];
        if trees.iter().any(|tree| tree.nodes.len() < tree.size) {
            notes.push(format!("Of a tree with more than {SHOWN} adoptions, the largest branches are shown."));
        }
        notes.extend_from_slice(more);
        notes.extend(settling_note("Shaded", self.settling));
        let rows: Vec<&[Tree]> = trees.chunks(2).collect();
        let height = |row: &[Tree]| row.iter().map(|tree| tree.nodes.len()).max().unwrap_or(1) as f64 * ROW + 130.0;
        let all = rows.iter().map(|row| height(row)).sum::<f64>() + 34.0;
        let page = Page::new(all, &headline, &subtitle(trees.len()), &notes);
        let body = page.body();
        let mut y = body.y;
        for row in rows {
            let line = Rect { y, h: height(row), ..body };
            for (tree, cell) in row.iter().zip(line.grid(1, 2, (34.0, 0.0))) {
                let cell = Rect { h: tree.nodes.len() as f64 * ROW + 112.0, ..cell };
                self.grown(&page, cell, tree, &name(tree));
            }
            y += height(row);
        }
        legend(&page, Rect { y: y + 2.0, ..body }, &loci(&trees));
        Ok(page.finish())
    }

    fn grown(&self, page: &Page, cell: Rect, tree: &Tree, name: &str) {
        let x = Axis::weeks(self.weeks, cell.w - 20.0);
        let rows = tree.nodes.len() as f64;
        let y = Axis { from: -0.8, to: rows - 0.2, ticks: Vec::new(), title: String::new() };
        let named = self.people.filter(|people| people.are_named());
        let from = named.map_or_else(String::new, |people| format!(" from {}", people.manager(tree.root.manager)));
        let all = count(tree.size as f64);
        let size = if tree.nodes.len() < tree.size { format!("{} of {all}", tree.nodes.len()) } else { all };
        let size = format!(": {size} adoptions");
        let title = shortened(&format!("{name}{from}"), PANEL, cell.w - wide(&size, PANEL)) + &size;
        let room = Room { left: 10.0, ..Room::for_axes(&x, &y, 14.0, 44.0) };
        let weeks = (self.settling, self.interventions);
        let panel = Panel::over_time(page, cell, room, (&x, &y), &title, weeks);
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
}

/// The loci that occur, with their looks.
fn loci(trees: &[Tree]) -> Vec<(&'static str, Stroke)> {
    let occurs = |locus: &Locus| trees.iter().flat_map(|tree| &tree.nodes).any(|node| node.locus == *locus);
    let look = |locus| (words::locus(locus), stroke(style::locus(locus), 3.0));
    Locus::ALL.into_iter().filter(occurs).map(look).collect()
}
