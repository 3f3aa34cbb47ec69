//! What a robustness analysis says: which claims rest on the tuning.

use super::{Answer, Section, Shown};
use crate::chart::Drawn;
use crate::chart::words::{count, number, percent};
use crate::experiment::robustness::{Judged, Point, Robustness};

/// Claims that hold at fewer points than this are named as fragile.
const FIRM: f64 = 0.9;

/// The answer in sentences.
pub fn sentences(robustness: &Robustness, judged: &[Judged], points: &[Point]) -> Vec<String> {
    let claims = &robustness.claims.claims;
    let firm = judged.iter().filter(|one| one.share >= FIRM).count();
    let refused = points.iter().filter(|point| point.refused.is_some()).count();
    let mut said = vec![format!(
        "Over {} points at which each of {} tuned values is between {} and {} times its own, {firm} of {} claims keep their sign at nine points in ten or more.",
        count(points.len() as f64),
        robustness.tuned.len(),
        1.0 - robustness.within,
        1.0 + robustness.within,
        claims.len()
    )];
    let fragile: Vec<String> = claims
        .iter()
        .zip(judged)
        .filter(|(_, one)| one.share < FIRM)
        .map(|(claim, one)| format!("{} ({} of the points)", claim.claim, percent(one.share)))
        .collect();
    if !fragile.is_empty() {
        said.push(format!("Those that do not, and so rest on the tuning at least in part: {}.", fragile.join("; ")));
    }
    said.push(match points.iter().find_map(|point| point.refused.as_deref()) {
        Some(why) => format!("{refused} points are no possible scenario and were not run, the first because {why}."),
        None => "Every point is a possible scenario.".into(),
    });
    said
}

/// The page.
pub fn answer(
    robustness: &Robustness,
    judged: &[Judged],
    points: &[Point],
    picture: Drawn,
    fine_print: Vec<String>,
) -> Answer {
    Answer {
        kind: "Robustness of the patterns".into(),
        title: "Which claims survive other values than the tuned ones".into(),
        question: "Does what the model shows follow from its structure, or from the values that were tuned?".into(),
        answer: sentences(robustness, judged, points),
        advice: if robustness.seeds < 5 {
            vec![format!("{} seeds at each point: small differences are lost in chance. Take at least 5.", robustness.seeds)]
        } else {
            Vec::new()
        },
        sections: vec![Section {
            heading: "Claim by claim".into(),
            sentences: vec![
                "A claim that is built in by assumption and keeps its sign is no evidence of anything. One that was tuned for and loses it rests on the tuning. A \
                 prediction that keeps it follows from the structure of the model, as far as these values are what matters."
                    .into(),
            ],
            pictures: vec![picture],
            tables: vec![table(robustness, judged)],
        }],
        planned: vec![format!("{} claims, each with its sign or margin, as their file has them.", robustness.claims.claims.len())],
        exploratory: vec!["On which tuned values a claim depends most was read off the points.".into()],
        glance: Vec::new(),
        fine_print,
    }
}

fn table(robustness: &Robustness, judged: &[Judged]) -> Shown {
    let rows = robustness.claims.claims.iter().zip(judged).map(|(claim, one)| {
        let depends: Vec<String> = one
            .depends
            .iter()
            .map(|(at, rho)| {
                format!("{} ({}{})", robustness.tuned[*at].name, if *rho > 0.0 { "+" } else { "" }, number(*rho, 2))
            })
            .collect();
        vec![
            claim.id.clone(),
            claim.claim.clone(),
            claim.status.replace('_', " "),
            format!("{} of {}", one.holds, one.points),
            format!("{} ({} to {})", percent(one.share), percent(one.share95.lower), percent(one.share95.upper)),
            one.clearly.to_string(),
            one.reversed.to_string(),
            if one.doubtful.is_nan() { "unknown".into() } else { number(one.doubtful, 1) },
            format!("{} ({} to {})", number(one.mean, 3), number(one.range.lower, 3), number(one.range.upper, 3)),
            depends.join(", "),
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
        "Mean, least to greatest",
        "Depends most on",
    ];
    Shown {
        caption: "Clearly: the whole 95 % interval over seeds is as claimed. Doubtful: so many points few seeds are likely to have put on the wrong side; the interval of the share (Wilson's) counts them in and out. The last column: rank correlation over points of what is claimed with the tuned value.".into(),
        heads: heads.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
