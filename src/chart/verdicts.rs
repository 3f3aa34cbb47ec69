//! The picture of a test: each hypothesis' contrast with its interval, in standard deviations, coloured by verdict.

use super::layout::{Axis, Page, Panel, covering, covering_values, legend};
use super::paper::Colour;
use super::picture::{NamedPicture, Picture};
use super::style::{BLUE, GREY, MUTED, NOTE, ORANGE, VERMILION, stroke};
use crate::experiment::hypothesis::{Assertion, HypothesisFile, JudgedHypothesis, Verdict};
use crate::story::data::Estimate;
use crate::story::number::count;
use crate::story::words::spaced;

/// Height of a row.
const ROW: f64 = 24.0;
/// Room for the names of hypotheses.
const NAMES: f64 = 370.0;
/// Contrasts farther than this from 0 are drawn at the edge.
const FARTHEST: f64 = 8.0;

/// The pictures of a test.
pub fn pictures(file: &HypothesisFile, judged: &[JudgedHypothesis]) -> Vec<NamedPicture> {
    let meaning = "every contrast with its interval, in standard deviations over seeds, by verdict";
    vec![("verdicts", meaning, draw(file, judged))]
}

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
            let (mean, interval) = (part.estimate.mean, part.interval);
            let unit = |value: f64| clipped(value / part.standard_deviation);
            rows.push(ContrastRow {
                name,
                judged: one,
                estimate: Estimate { mean: unit(mean), low: unit(interval.lower), high: unit(interval.upper) },
                marks: marks.into_iter().map(|mark| mark / part.standard_deviation).collect(),
                status: if number == 0 { hypothesis.status.words() } else { "" },
            });
        }
    }
    rows
}

fn clipped(value: f64) -> f64 {
    value.clamp(-FARTHEST, FARTHEST)
}

fn draw(file: &HypothesisFile, judged: &[JudgedHypothesis]) -> Picture {
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
    let page = Page::new(rows.len() as f64 * ROW + 110.0, &headline, &subtitle, &notes);
    let body = page.body();
    legend(&page, body, &Verdict::ALL.map(|verdict| (verdict.to_string(), stroke(colour(verdict), 3.0))));
    // The axis covers both the values that claims name and the results.
    let (least, most) = covering(rows.iter().map(|row| &row.estimate));
    let named = rows.iter().flat_map(|row| &row.marks).map(|mark| clipped(*mark));
    let (low, high) = covering_values(named.chain([least, most]));
    let x = Axis::numbers(low, high, 9, "Contrast (standard deviations over seeds)");
    let panel = Panel::of_rows(&page, body.without_top(34.0), rows.len(), [NAMES, 90.0, 8.0], &x, "");
    panel.grid_up();
    panel.line_up(0.0, stroke(MUTED, 1.4));
    for (position, row) in rows.iter().enumerate() {
        let (middle, colour) = (panel.row(position), colour(row.judged.verdict));
        for mark in row.marks.iter().filter(|mark| mark.abs() < FARTHEST) {
            panel.line(&[(*mark, middle - 0.32), (*mark, middle + 0.32)], stroke(MUTED, 1.8));
        }
        panel.interval_across(&row.estimate, middle, stroke(colour, 3.0));
        panel.dot((row.estimate.mean, middle), 4.4, colour);
        panel.name_row(&row.name, middle, NAMES - 12.0, 8.0);
        panel.beside(row.status, middle, 10.0, NOTE);
    }
    Ok(page.finish())
}
