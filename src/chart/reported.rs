//! What a survey reports compared with the truth, wave by wave: a panel for each mean.

use super::layout::{Axis, Page, Panel, Room, legend};
use super::paper::Drawing;
use super::style::{GREY, ORANGE, Stroke, stroke};
use crate::story::Estimate;

/// A mean over the waves, reported and true. Each point is a week and an estimate over seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Mean {
    /// What it is a mean of.
    pub title: String,
    /// As reported; waves in which nobody answers are undefined.
    pub reported: Vec<(f64, Estimate)>,
    /// True in the whole world.
    pub truth: Vec<(f64, Estimate)>,
}

const TRUE: Stroke = stroke(GREY, 2.0).dashed(6.0, 4.0);
const REPORTED: Stroke = stroke(ORANGE, 2.6);

/// Draws the means of waves in a run of this many weeks.
pub fn draw(means: &[Mean], headline: &str, subtitle: &str, weeks: u32) -> Drawing {
    let rows = means.len().div_ceil(2);
    let page = Page::new(220.0 * rows as f64 + 40.0, headline, subtitle, &[] as &[&str]);
    let (body, keys) = page.body().split_bottom(28.0);
    for (mean, cell) in means.iter().zip(body.grid(rows, 2, (30.0, 14.0))) {
        let x = from_first_wave(Axis::weeks(weeks, 2.0 * cell.w), mean);
        let y = Axis::over(mean.reported.iter().chain(&mean.truth).map(|(_, estimate)| estimate), 4, "");
        let panel = Panel::over_time(&page, cell, Room::for_axes(&x, &y, 12.0, 30.0), (&x, &y), &mean.title, (0, &[]));
        panel.estimates(&mean.truth, TRUE);
        panel.estimates(&mean.reported, REPORTED);
        mean.reported.iter().for_each(|(week, estimate)| panel.dot((*week, estimate.mean), 3.5, ORANGE));
    }
    legend(&page, keys.without_top(6.0), &[("as the survey has it", REPORTED), ("as it is", TRUE)]);
    page.finish()
}

/// Cuts most of the weeks before the first wave from the axis.
fn from_first_wave(mut weeks: Axis, mean: &Mean) -> Axis {
    let (Some((first, _)), Some((last, _))) = (mean.truth.first(), mean.truth.last()) else { return weeks };
    let before = (last - first) / 8.0;
    weeks.from = if *first > before { first - before } else { 0.0 };
    weeks.ticks.retain(|(week, _)| *week >= weeks.from);
    weeks
}
