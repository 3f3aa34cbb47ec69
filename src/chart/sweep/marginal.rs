//! The outcome against each factor.

use super::scale::{axis, evenly, headline, middle, place, range, subtitle};
use crate::chart::layout::{Axis, Page, Panel, Room};
use crate::chart::picture::Picture;
use crate::chart::style::{BLUE, GREY, stroke};
use crate::story::data::Estimate;
use crate::story::number::number;
use crate::story::sweep::SweepStory;

/// Most factors in one picture.
const MOST: usize = 12;

pub(super) fn draw(story: &SweepStory, number_of: usize) -> Picture {
    let shown = &story.shown[number_of];
    if story.points == 0 || shown.sample.iter().all(|mean| mean.is_nan()) {
        return Err("no point has this outcome".into());
    }
    let order: Vec<usize> = shown.by_influence().into_iter().take(MOST).collect();
    let mut notes = vec![
        "Blue: mean over the points in a range of values, averaged over all other factors, with its 95 % interval over seeds. Grey: single \
         points, which also differ in their other factors. All points share their seeds, so a curve's shape is more certain than its level. In \
         brackets: share of the variance between points."
            .to_owned(),
    ];
    if story.factors.len() > MOST {
        notes.push(format!("The {MOST} most influential of {} factors.", story.factors.len()));
    }
    let columns = order.len().clamp(1, 3);
    let rows = order.len().div_ceil(columns);
    let height = if rows == 1 { 380.0 } else { 270.0 };
    let page = Page::new(height * rows as f64, &headline(story, shown), &subtitle(story, shown), &notes);
    let estimates = order.iter().flat_map(|&factor| &shown.marginal[factor]);
    let ends = estimates.flat_map(|estimate| [estimate.mean, estimate.low, estimate.high]);
    let (low, high) = range(ends.chain(shown.sample.iter().copied()));
    let cells = page.body().grid(rows, columns, (26.0, 22.0));
    for (&factor, cell) in order.iter().zip(cells) {
        let varied = &story.factors[factor];
        // A blank title reserves the same room as in the panels beside it.
        let x = axis(varied, if varied.factor.unit == "-" { " " } else { &varied.factor.unit });
        let y = Axis::numbers(low, high, 5, if cell.x < 40.0 { &shown.column.unit } else { "" });
        let share = shown.explained[factor];
        let explains = if share.is_finite() { format!(" ({} %)", number(100.0 * share, 0)) } else { String::new() };
        let title = format!("{}{explains}", varied.factor.path);
        let panel = Panel::new(&page, cell, Room::for_axes(&x, &y, 8.0, 28.0), (&x, &y), &title);
        for (coordinates, &mean) in story.sample.iter().zip(&shown.sample) {
            panel.dot((place(varied, coordinates[factor]), mean), 2.2, GREY.alpha(0.45));
        }
        let points: Vec<(f64, Estimate)> = shown.marginal[factor]
            .iter()
            .enumerate()
            .filter(|(_, estimate)| estimate.mean.is_finite())
            .map(|(bin, estimate)| (middle(varied, bin), *estimate))
            .collect();
        if evenly(varied) {
            // Levels that are words are not joined by a line.
            points.iter().for_each(|(x, estimate)| panel.interval_up(*x, estimate, stroke(BLUE, 2.0)));
        } else {
            panel.estimates(&points, stroke(BLUE, 2.4));
        }
        points.iter().for_each(|(x, estimate)| panel.dot((*x, estimate.mean), 4.0, BLUE));
    }
    Ok(page.finish())
}
