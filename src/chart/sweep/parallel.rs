//! One line per point, through the values of its factors to the outcome.

use super::scale::{colour, ends, evenly, headline, key, place, range, subtitle};
use crate::chart::layout::{Page, Rect, label_width, shortened};
use crate::chart::paper::{self, Across, Down};
use crate::chart::picture::Picture;
use crate::chart::style::{INK, LABEL, MUTED, PANEL, PAPER, TICK, stroke};
use crate::story::number::in_range;
use crate::story::sweep::{OutcomeStory, SweepStory, Varied, coordinate};
use crate::story::words::spaced;

/// Most axes in one picture, not counting the outcome's.
const MOST: usize = 9;

pub(super) fn draw(story: &SweepStory, number: usize) -> Picture {
    let shown = &story.shown[number];
    let (low, high) = range(shown.sample.iter().copied());
    if shown.sample.iter().filter(|mean| mean.is_finite()).count() < 2 {
        return Err("fewer than two points have this outcome".into());
    }
    let order: Vec<usize> = shown.by_influence().into_iter().take(MOST).collect();
    let mut notes = Vec::new();
    if story.sample.len() < story.points as usize {
        notes.push(format!("{} of {} points, evenly chosen.", story.sample.len(), story.points));
    }
    if story.factors.len() > MOST {
        notes.push(format!("The {MOST} most influential of {} factors.", story.factors.len()));
    }
    let page = Page::new(500.0, &headline(story, shown), &subtitle(story, shown), &notes);
    let (body, foot) = page.body().split_bottom(52.0);
    let plot = Parallel {
        inside: Rect { x: body.x + 60.0, y: body.y + 52.0, w: body.w - 130.0, h: body.h - 86.0 },
        factors: order.iter().map(|&factor| &story.factors[factor]).collect(),
    };
    plot.lines(&page, story, shown, &order, (low, high));
    for axis in 0..plot.factors.len() {
        plot.factor(&page, axis, body.x);
    }
    plot.outcome(&page, shown, (low, high));
    key(&page, foot, (low, high), &shown.column.words);
    Ok(page.finish())
}

/// Upright axes side by side: the factors, and the outcome on the right.
struct Parallel<'a> {
    inside: Rect,
    factors: Vec<&'a Varied>,
}

impl Parallel<'_> {
    fn across(&self, axis: usize) -> f64 {
        self.inside.x + self.inside.w * axis as f64 / self.factors.len() as f64
    }

    /// The height of a value on an axis with these ends.
    fn up(&self, value: f64, (from, to): (f64, f64)) -> f64 {
        let share = if to > from { (value - from) / (to - from) } else { 0.5 };
        self.inside.bottom() - self.inside.h * share
    }

    /// A line for each point. Dark lines come last, so that they stay visible.
    fn lines(&self, page: &Page, story: &SweepStory, shown: &OutcomeStory, order: &[usize], range: (f64, f64)) {
        let mut points: Vec<usize> = (0..story.sample.len()).filter(|&point| shown.sample[point].is_finite()).collect();
        points.sort_by(|&a, &b| shown.sample[a].total_cmp(&shown.sample[b]).then(a.cmp(&b)));
        let width = if story.sample.len() > 120 { 1.1 } else { 1.7 };
        for point in points {
            let at = |(axis, varied): (usize, &&Varied)| {
                (self.across(axis), self.up(place(varied, story.sample[point][order[axis]]), ends(varied)))
            };
            let outcome = shown.sample[point];
            let end = (self.across(order.len()), self.up(outcome, range));
            let line: Vec<(f64, f64)> = self.factors.iter().enumerate().map(at).chain([end]).collect();
            page.line(&line, stroke(colour(outcome, range).alpha(0.75), width));
        }
    }

    /// The axis of a factor, with its name and numbers. No name starts left of `margin`.
    fn factor(&self, page: &Page, axis: usize, margin: f64) {
        let (x, varied) = (self.across(axis), self.factors[axis]);
        let room = self.inside.w / self.factors.len() as f64 - 8.0;
        page.line(&[(x, self.inside.y), (x, self.inside.bottom())], stroke(INK, 1.4));
        let kind = LABEL.anchored(Across::Centre, Down::Baseline);
        // Names that would overlap alternate between two lines.
        let narrow = label_width(&varied.factor.path) > room;
        let name = shortened(&varied.factor.path, kind, if narrow { 2.0 * room } else { room });
        let lift = if narrow && axis % 2 == 1 { 34.0 } else { 14.0 };
        page.text(&name, x.max(margin + label_width(&name) / 2.0), self.inside.y - lift, kind);
        for (at, words) in marks(varied) {
            let y = self.up(at, ends(varied));
            // A background keeps numbers legible over lines.
            let wide = paper::width(&words, TICK.size, TICK.weight);
            page.bar(Rect { x: x - 8.0 - wide, y: y - 9.0, w: wide + 5.0, h: 18.0 }, PAPER.alpha(0.8));
            page.line(&[(x - 3.0, y), (x, y)], stroke(MUTED, 1.0));
            page.text(&words, x - 6.0, y, TICK.right());
        }
    }

    /// The axis of the outcome.
    fn outcome(&self, page: &Page, shown: &OutcomeStory, (low, high): (f64, f64)) {
        let x = self.across(self.factors.len());
        page.line(&[(x, self.inside.y), (x, self.inside.bottom())], stroke(INK, 2.0));
        page.text(&spaced(&shown.column.name), x, self.inside.y - 14.0, PANEL.anchored(Across::Centre, Down::Baseline));
        for (share, value) in [(0.0, low), (0.5, f64::midpoint(low, high)), (1.0, high)] {
            page.text(&in_range(value, (low, high)), x + 7.0, self.up(share, (0.0, 1.0)), TICK.left());
        }
    }
}

/// The labels on a factor's axis: its levels if there are few, otherwise both ends and the middle.
fn marks(varied: &Varied) -> Vec<(f64, String)> {
    if varied.by_level && varied.bins.len() <= 8 || evenly(varied) {
        let step = varied.bins.len().div_ceil(8).max(1);
        return varied.bins.iter().step_by(step).map(|bin| (place(varied, bin.from), bin.label.clone())).collect();
    }
    let (from, to) = ends(varied);
    [from, f64::midpoint(from, to), to].map(|at| (at, coordinate(&varied.factor, at))).to_vec()
}
