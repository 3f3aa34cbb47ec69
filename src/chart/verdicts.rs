//! The picture of a test: each hypothesis' contrast with its interval, in standard deviations, coloured by verdict.

use super::layout::{Axis, Labelled, Page, Panel, Rect, Room, covering, legend, shortened};
use super::paper::{Across, Colour, Down};
use super::picture::Picture;
use super::style::{BLUE, GREY, GRID, LABEL, MUTED, NOTE, ORANGE, VERMILION, stroke};
use crate::experiment::hypothesis::{Assertion, HypothesisFile, JudgedHypothesis, PartEstimate, Verdict};
use crate::story::data::Estimate;
use crate::story::number::count;
use crate::story::words::spaced;

/// Contrasts farther than this from 0 are drawn at the edge.
const FARTHEST: f64 = 8.0;

fn colour(verdict: Verdict) -> Colour {
    match verdict {
        Verdict::Supported => BLUE,
        Verdict::Negligible => ORANGE,
        Verdict::Contrary => VERMILION,
        Verdict::Undecided => GREY,
    }
}

/// A row of the picture.
struct ContrastRow<'a> {
    name: String,
    judged: &'a JudgedHypothesis,
    /// Mean and interval, in standard deviations. The values that the claim names are in `marks`.
    estimate: Estimate,
    marks: Vec<f64>,
    status: &'static str,
}

fn rows<'a>(file: &HypothesisFile, judged: &'a [JudgedHypothesis]) -> Vec<ContrastRow<'a>> {
    let mut rows = Vec::new();
    for (hypothesis, one) in file.hypotheses.iter().zip(judged) {
        for (number, part) in one.parts.iter().enumerate() {
            let name = spaced(&hypothesis.id);
            let name = if one.parts.len() > 1 { format!("{name} ({})", number + 1) } else { name };
            let marks = match hypothesis.claims {
                Assertion::Greater(least) => vec![least],
                Assertion::Less(least) => vec![-least],
                Assertion::Different(_) => vec![0.0],
                Assertion::Equivalent(margin) => vec![-margin, margin],
            };
            rows.push(ContrastRow {
                name,
                judged: one,
                estimate: scaled(part),
                marks: marks.into_iter().map(|mark| mark / part.standard_deviation).collect(),
                status: if number == 0 { hypothesis.status.words() } else { "" },
            });
        }
    }
    rows
}

fn scaled(part: &PartEstimate) -> Estimate {
    let unit = |value: f64| clipped(value / part.standard_deviation);
    Estimate { mean: unit(part.estimate.mean), low: unit(part.interval.lower), high: unit(part.interval.upper) }
}

fn clipped(value: f64) -> f64 {
    value.clamp(-FARTHEST, FARTHEST)
}

/// Each contrast with its interval, coloured by verdict.
pub fn draw(file: &HypothesisFile, judged: &[JudgedHypothesis]) -> Picture {
    let rows = rows(file, judged);
    let number = |verdict: Verdict| judged.iter().filter(|one| one.verdict == verdict).count();
    let counts = Verdict::ALL.map(|verdict| (number(verdict), verdict)).into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, verdict)| format!("{count} {verdict}")).collect();
    let headline = format!("Of {} hypotheses: {}", judged.len(), counts.join(", "));
    let subtitle = format!("{}; at least {} paired seeds in every arm", file.title, count(f64::from(file.first_stage)));
    let notes = [
        format!(
            "In standard deviations of the contrast over seeds; beyond {FARTHEST}, drawn at the edge. The short vertical line is the value that the claim names; an equivalence has two."
        ),
        "Built in, tuned: that it holds is no evidence, because the equations assume it or values were chosen for it."
            .to_owned(),
    ];
    let height = 24.0;
    let page = Page::new(rows.len() as f64 * height + 110.0, &headline, &subtitle, &notes);
    let body = page.body();
    let look = |verdict: Verdict| Labelled { name: verdict.to_string(), stroke: stroke(colour(verdict), 3.0) };
    legend(&page, Rect { h: 30.0, ..body }, &Verdict::ALL.map(look), false);
    // The axis covers both the values that claims name and the results.
    let named = rows.iter().flat_map(|row| &row.marks).map(|mark| clipped(*mark));
    let named = named.map(|mark| Estimate { mean: mark, low: mark, high: mark });
    let all: Vec<Estimate> = rows.iter().map(|row| row.estimate).chain(named).collect();
    let (low, high) = covering(&all);
    let x = Axis::numbers(low, high, 9, "Contrast (standard deviations over seeds)");
    let y = Axis { from: 0.0, to: rows.len() as f64, ticks: Vec::new(), title: String::new() };
    let room = Room { left: 370.0, right: 90.0, ..Room::for_axes(&x, &y, 12.0, 8.0) };
    let panel = Panel::new(&page, Rect { y: body.y + 34.0, h: body.h - 34.0, ..body }, room, &x, &y, "");
    for (at, _) in &x.ticks {
        panel.line(&[(*at, 0.0), (*at, y.to)], stroke(GRID, 1.0));
    }
    panel.line(&[(0.0, 0.0), (0.0, y.to)], stroke(MUTED, 1.4));
    let inside = panel.inside();
    for (position, row) in rows.iter().enumerate() {
        let middle = rows.len() as f64 - position as f64 - 0.5;
        let look = colour(row.judged.verdict);
        for mark in row.marks.iter().filter(|mark| mark.abs() < FARTHEST) {
            panel.line(&[(*mark, middle - 0.32), (*mark, middle + 0.32)], stroke(MUTED, 1.8));
        }
        if row.estimate.has_interval() {
            panel.line(&[(row.estimate.low, middle), (row.estimate.high, middle)], stroke(look, 3.0));
        }
        if row.estimate.mean.is_finite() {
            panel.dot((row.estimate.mean, middle), 4.4, look);
        }
        let name = shortened(&row.name, LABEL, room.left - 12.0);
        page.text(&name, inside.x - 8.0, panel.down(middle), LABEL.anchored(Across::Right, Down::Middle));
        page.text(row.status, inside.right() + 10.0, panel.down(middle), NOTE.anchored(Across::Left, Down::Middle));
    }
    Ok(page.finish())
}
