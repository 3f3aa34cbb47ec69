//! One line per point, through the values of its factors to the outcome.

use super::scale::{colour, evenly, headline, key, label, place, range, subtitle};
use crate::chart::layout::{Page, Panel, Rect, label_width, shortened};
use crate::chart::paper::{Across, Down};
use crate::chart::picture::Picture;
use crate::chart::style::{INK, LABEL, MUTED, PANEL, PAPER, TICK, stroke};
use crate::story::number::in_range;
use crate::story::sweep::{SweepStory, Varied};

/// Most axes in one picture, not counting the outcome's.
const MOST: usize = 9;

pub(super) fn draw(story: &SweepStory, number: usize) -> Picture {
    let shown = &story.shown[number];
    let (low, high) = range(shown.sample.iter().copied());
    if shown.sample.iter().filter(|mean| mean.is_finite()).count() < 2 {
        return Err("fewer than two points have this outcome".into());
    }
    let order: Vec<usize> = story.by_influence(shown).into_iter().take(MOST).collect();
    let mut notes = Vec::new();
    if story.sample.len() < story.points as usize {
        notes.push(format!("{} of {} points, evenly chosen.", story.sample.len(), story.points));
    }
    if story.factors.len() > MOST {
        notes.push(format!("The {MOST} most influential of {} factors.", story.factors.len()));
    }
    let page = Page::new(500.0, &headline(story, shown), &subtitle(story, shown), &notes);
    let (body, foot) = page.body().split_bottom(52.0);
    let (left, right) = (body.x + 60.0, body.right() - 70.0);
    let (top, bottom) = (body.y + 52.0, body.bottom() - 34.0);
    let across = |axis: usize| left + (right - left) * axis as f64 / order.len() as f64;
    let up = |share: f64| bottom - (bottom - top) * share;
    let share = |value: f64, (from, to): (f64, f64)| if to > from { (value - from) / (to - from) } else { 0.5 };
    // Dark lines last, so that they stay visible.
    let mut lines: Vec<usize> = (0..story.sample.len()).filter(|&point| shown.sample[point].is_finite()).collect();
    lines.sort_by(|&a, &b| shown.sample[a].total_cmp(&shown.sample[b]).then(a.cmp(&b)));
    for point in lines {
        let places = order.iter().enumerate().map(|(axis, &factor)| {
            let varied = &story.factors[factor];
            (across(axis), up(share(place(varied, story.sample[point][factor]), ends(varied))))
        });
        let end = (across(order.len()), up(share(shown.sample[point], (low, high))));
        let line: Vec<(f64, f64)> = places.chain([end]).collect();
        let width = if story.sample.len() > 120 { 1.1 } else { 1.7 };
        Panel::page_line(&page, &line, stroke(colour(shown.sample[point], (low, high)).alpha(0.75), width));
    }
    let room = (right - left) / order.len() as f64 - 8.0;
    for (axis, &factor) in order.iter().enumerate() {
        let varied = &story.factors[factor];
        Panel::page_line(&page, &[(across(axis), top), (across(axis), bottom)], stroke(INK, 1.4));
        let kind = LABEL.anchored(Across::Centre, Down::Baseline);
        // Names that would overlap alternate between two lines.
        let narrow = label_width(&varied.factor.path) > room;
        let name = shortened(&varied.factor.path, kind, if narrow { 2.0 * room } else { room });
        let lift = if narrow && axis % 2 == 1 { 34.0 } else { 14.0 };
        // The first name starts at the margin, not outside it.
        let half = label_width(&name) / 2.0;
        let centre = if across(axis) - half < body.x { body.x + half } else { across(axis) };
        page.text(&name, centre, top - lift, kind);
        for (at, words) in marks(varied) {
            let y = up(share(at, ends(varied)));
            let kind = TICK.anchored(Across::Right, Down::Middle);
            // A background keeps numbers legible over lines.
            let wide = crate::chart::paper::width(&words, TICK.size, TICK.weight);
            let paper = Rect { x: across(axis) - 8.0 - wide, y: y - 9.0, w: wide + 5.0, h: 18.0 };
            Panel::page_bar(&page, paper, PAPER.alpha(0.8));
            Panel::page_line(&page, &[(across(axis) - 3.0, y), (across(axis), y)], stroke(MUTED, 1.0));
            page.text(&words, across(axis) - 6.0, y, kind);
        }
    }
    let last = across(order.len());
    Panel::page_line(&page, &[(last, top), (last, bottom)], stroke(INK, 2.0));
    let name = shown.column.name.replace('_', " ");
    page.text(&name, last, top - 14.0, PANEL.anchored(Across::Centre, Down::Baseline));
    for (share, value) in [(0.0, low), (0.5, f64::midpoint(low, high)), (1.0, high)] {
        page.text(&in_range(value, (low, high)), last + 7.0, up(share), TICK.anchored(Across::Left, Down::Middle));
    }
    key(&page, (foot.x, foot.y + 14.0), 260.0, (low, high), &shown.column.words);
    Ok(page.finish())
}

/// The ends of a factor's axis.
fn ends(varied: &Varied) -> (f64, f64) {
    if evenly(varied) {
        return (0.0, varied.bins.len() as f64);
    }
    let first = varied.bins.first().map_or(0.0, |bin| bin.from);
    (first, varied.bins.last().map_or(first, |bin| bin.to))
}

/// The labels on a factor's axis: its levels if there are few, otherwise both ends and the middle.
fn marks(varied: &Varied) -> Vec<(f64, String)> {
    if varied.by_level && varied.bins.len() <= 8 {
        let bins = varied.bins.iter();
        return bins.map(|bin| (place(varied, bin.from), bin.label.clone())).collect();
    }
    if evenly(varied) {
        let step = varied.bins.len().div_ceil(8).max(1);
        return varied.bins.iter().step_by(step).map(|bin| (place(varied, bin.from), bin.label.clone())).collect();
    }
    let (from, to) = ends(varied);
    [from, f64::midpoint(from, to), to].map(|at| (at, label(varied, at))).to_vec()
}
