//! The page of a robustness analysis: which claims rest on the tuning.

use super::{Answer, Section, TextTable};
use crate::chart::Drawn;
use crate::experiment::robustness::{Claim, Form, JudgedClaim, Robustness, RobustnessFindings};
use crate::story::Estimate;
use crate::story::number::{count, number, percent, signed, two, value, with_interval};
use crate::story::threshold::FEW_SEEDS_PER_POINT;
use crate::story::words::{seeds, spaced};

/// Claims that hold at less than this share of points are listed as fragile.
const FIRM: f64 = 0.9;
/// How many of them the first sentences name.
const NAMED: usize = 5;
/// With fewer points, much is left to chance.
const FEW_POINTS: u32 = 50;

/// The answer in sentences.
fn sentences(robustness: &Robustness, found: &RobustnessFindings) -> Vec<String> {
    let RobustnessFindings { points, judged, by_word } = found;
    let claims = &robustness.claims.claims;
    let firm = firm(judged);
    let refused = points.iter().filter(|point| point.refused.is_some()).count();
    let mut said = vec![format!(
        "Over {} points at which each of {} tuned values is multiplied by {} to {}, {firm} of {} claims keep their sign at nine points in ten or more.",
        count(points.len() as f64),
        robustness.tuned.len(),
        1.0 - robustness.within,
        1.0 + robustness.within,
        claims.len()
    )];
    said.extend(by_status(claims, judged));
    said.extend(most_fragile(claims, judged));
    for (form, by_word) in robustness.claims.forms.iter().zip(by_word) {
        let counted: Vec<String> = form
            .words
            .iter()
            .zip(by_word)
            .map(|(word, judged)| {
                let points = judged.iter().map(|one| one.points).max().unwrap_or(0);
                format!("{} with \"{}\" ({} points)", self::firm(judged), word.name, count(points.into()))
            })
            .collect();
        said.push(format!(
            "Each point has one form of `{}`. As many claims keep their sign there: {}.",
            form.path,
            counted.join(", ")
        ));
    }
    said.push(match points.iter().find_map(|point| point.refused.as_deref()) {
        Some(why) => format!("{refused} points are not valid scenarios and were not run, the first because {why}."),
        None => "Every point is a valid scenario.".into(),
    });
    said
}

/// How many claims keep their sign at nine points in ten or more.
fn firm<'a>(judged: impl IntoIterator<Item = &'a JudgedClaim>) -> usize {
    judged.into_iter().filter(|one| one.share >= FIRM).count()
}

/// The share of points at which a claim holds, with its bounds.
fn share(one: &JudgedClaim) -> String {
    with_interval(Estimate::with(one.share, one.bounds), percent)
}

/// How many claims of each status keep their sign; only a prediction that does is evidence.
fn by_status(claims: &[Claim], judged: &[JudgedClaim]) -> Option<String> {
    let counted: Vec<String> =
        [("prediction", "predictions"), ("tuned", "claims tuned for"), ("built_in", "claims built in")]
            .into_iter()
            .filter_map(|(status, words)| {
                let of: Vec<&JudgedClaim> =
                    claims.iter().zip(judged).filter(|(claim, _)| claim.status == status).map(|(_, one)| one).collect();
                (!of.is_empty()).then(|| format!("{} of {} {words}", firm(of.iter().copied()), of.len()))
            })
            .collect();
    (!counted.is_empty()).then(|| format!("By status, these are {}.", counted.join(", ")))
}

/// The claims that keep their sign at the fewest points; the table has the others.
fn most_fragile(claims: &[Claim], judged: &[JudgedClaim]) -> Option<String> {
    let mut fragile: Vec<(&Claim, f64)> =
        claims.iter().zip(judged).filter(|(_, one)| one.share < FIRM).map(|(claim, one)| (claim, one.share)).collect();
    fragile.sort_by(|a, b| a.1.total_cmp(&b.1));
    let words = |(claim, share): &(&Claim, f64)| {
        format!("{} ({} of the points)", claim.claim.trim_end_matches('.'), percent(*share))
    };
    let named: Vec<String> = fragile.iter().take(NAMED).map(words).collect();
    match fragile.len() {
        0 => None,
        all if all > NAMED => Some(format!(
            "The other {all} depend on the tuning at least in part. Those that hold at the fewest points: {}. The table has all.",
            named.join("; ")
        )),
        _ => Some(format!("Those that do not, and so depend on the tuning at least in part: {}.", named.join("; "))),
    }
}

/// Caveats.
fn advice(robustness: &Robustness) -> Vec<String> {
    let mut advice = Vec::new();
    if robustness.seeds < FEW_SEEDS_PER_POINT {
        advice.push(format!(
            "With {} at each point, small differences are lost in chance. Use at least {FEW_SEEDS_PER_POINT}.",
            seeds(robustness.seeds)
        ));
    }
    if robustness.points() < FEW_POINTS {
        advice.push(format!(
            "{} points are few, so that the shares have wide intervals. Use at least {FEW_POINTS}: `--points {FEW_POINTS}`.",
            robustness.points()
        ));
    }
    advice
}

/// The page.
pub fn answer(robustness: &Robustness, found: &RobustnessFindings, picture: Drawn, fine_print: Vec<String>) -> Answer {
    Answer {
        kind: "Robustness of the patterns".into(),
        title: "Which claims survive values other than the tuned ones".into(),
        question: "Does what the model shows follow from its structure, or from the values that were tuned?".into(),
        answer: sentences(robustness, found),
        advice: advice(robustness),
        sections: vec![Section {
            heading: "Claim by claim".into(),
            sentences: vec![
                "A claim that is built in by assumption proves nothing by keeping its sign. One that was tuned for and loses it depends on the tuning. A \
                 prediction that keeps it follows from the structure of the model, as far as these values are concerned."
                    .into(),
            ],
            pictures: vec![picture],
            tables: [table(robustness, &found.judged)].into_iter().chain(form_tables(robustness, &found.by_word)).collect(),
        }],
        planned: vec![format!("{} claims, each with the sign or margin that their file states.", robustness.claims.claims.len())],
        exploratory: vec!["Which tuned values a claim depends on most was read off the points.".into()],
        glance: Vec::new(),
        fine_print,
    }
}

/// A table for each form: for each word, the share of its points at which each claim holds.
fn form_tables(robustness: &Robustness, by_word: &[Vec<Vec<JudgedClaim>>]) -> Vec<TextTable> {
    let claims = || robustness.claims.claims.iter().enumerate();
    let table = |(form, by_word): (&Form, &Vec<Vec<JudgedClaim>>)| {
        let caption =
            format!("Share of the points with each form of {} at which a claim holds, with its bounds.", form.path);
        let row = |(at, claim): (usize, &Claim)| {
            let shares = by_word.iter().map(|judged| share(&judged[at]));
            [claim.id.clone(), claim.claim.clone()].into_iter().chain(shares).collect()
        };
        let words = form.words.iter().map(|word| word.name.as_str());
        TextTable::new(caption, ["Claim", "Says"].into_iter().chain(words), claims().map(row).collect())
    };
    robustness.claims.forms.iter().zip(by_word).map(table).collect()
}

fn table(robustness: &Robustness, judged: &[JudgedClaim]) -> TextTable {
    let rows = robustness.claims.claims.iter().zip(judged).map(|(claim, one)| {
        let depends = one.depends.iter();
        let depends = depends.map(|(at, rho)| format!("{} ({})", robustness.tuned[*at].name, signed(*rho, two)));
        vec![
            claim.id.clone(),
            claim.claim.clone(),
            spaced(&claim.status),
            format!("{} of {}", one.holds, one.points),
            share(one),
            one.clearly.to_string(),
            one.reversed.to_string(),
            if one.doubtful.is_nan() { "unknown".into() } else { number(one.doubtful, 1) },
            with_interval(Estimate::with(one.mean, one.range), value),
            depends.collect::<Vec<_>>().join(", "),
        ]
    });
    let heads = [
        "Claim",
        "Says",
        "Status",
        "Holds",
        "Share of points",
        "Clearly",
        "Clearly not",
        "Doubtful",
        "Mean (lowest to highest)",
        "Depends most on",
    ];
    let caption = "Clearly: the whole 95 % interval over seeds is as claimed. Doubtful: how many points are likely to be on the wrong side because of few seeds; the bounds of the share are Wilson’s 95 % limits with them counted against and for the claim. Last column: rank correlation over points between the claimed quantity and the tuned value.";
    TextTable::new(caption, heads, rows.collect())
}
