//! What a sensitivity analysis says: which parameters move the outcome, and how sure that is.

use super::{Answer, Section, TextTable};
use crate::chart::Drawn;
use crate::experiment::sensitivity::{Findings, Outcomes, ends};
use crate::story::number::{count, number, percent, short, with_interval};
use crate::story::sensitivity::Scene;
use crate::story::words::{capital, spaced};
use darkside_stats::Interval;

/// Factors named in the first sentence.
const FIRST: usize = 3;
/// σ of more than so many times μ* says that a factor acts through others.
const TOGETHER: f64 = 1.0;

/// The answer in sentences.
pub fn sentences(scene: &Scene<'_>) -> Vec<String> {
    let ranking = scene.findings.ranking();
    let path = |at: &usize| scene.plan.factors[*at].path.as_str();
    let mut said = Vec::new();
    match scene.findings {
        Findings::Morris(effects) => {
            let words = |at: &usize| {
                let found = &effects[*at];
                let way = if found.mu95.lower > 0.0 {
                    "raises it"
                } else if found.mu95.upper < 0.0 {
                    "lowers it"
                } else {
                    "moves it either way"
                };
                format!("{} (μ* {}, {way})", path(at), figure(found.mu_star, found.mu_star95))
            };
            let named: Vec<String> = ranking.iter().take(FIRST).map(words).collect();
            said.push(format!(
                "Over the whole range of a factor, {} moves most with {}.",
                scene.question.reading.words(),
                named.join(", then ")
            ));
            let through: Vec<&str> = ranking
                .iter()
                .filter(|at| {
                    effects[**at].sigma > TOGETHER * effects[**at].mu_star && !scene.findings.is_uncertain(**at)
                })
                .map(path)
                .collect();
            if !through.is_empty() {
                said.push(format!(
                    "Of those whose figure is sure, how these act, or even which way, depends on where the other factors stand (σ above μ*): {}.",
                    through.join(", ")
                ));
            }
        }
        Findings::Sobol(indices) => {
            let words = |at: &usize| {
                let total = &indices.factors[*at].total;
                format!("{} (total index {})", path(at), figure(total.value, total.interval95))
            };
            let named: Vec<String> = ranking.iter().take(FIRST).map(words).collect();
            said.push(format!(
                "Over the ranges, {} has a mean of {} and a standard deviation of {}; most of the variance has to do with {}.",
                scene.question.reading.words(),
                number(indices.mean, 3),
                number(indices.variance.sqrt(), 3),
                named.join(", then ")
            ));
            let alone: f64 =
                indices.factors.iter().map(|factor| factor.first.value).filter(|value| value.is_finite()).sum();
            said.push(format!(
                "The factors one by one account for {} of the variance; the rest comes of several together (and of what the estimate of indices leaves uncertain).",
                percent(alone.clamp(0.0, 1.0))
            ));
        }
    }
    said
}

/// What to take care of.
pub fn advice(scene: &Scene<'_>, outcomes: &Outcomes) -> Vec<String> {
    let mut said = Vec::new();
    let names = |uncertain: &dyn Fn(usize) -> bool| -> Vec<&str> {
        let factors = scene.plan.factors.iter().enumerate();
        factors.filter(|(at, _)| uncertain(*at)).map(|(_, factor)| factor.path.as_str()).collect()
    };
    let kinds = match scene.findings {
        Findings::Morris(_) => vec![("μ*", names(&|at| scene.findings.is_uncertain(at)))],
        Findings::Sobol(indices) => vec![
            ("the total index", names(&|at| indices.factors[at].total.is_uncertain())),
            ("the first-order index", names(&|at| indices.factors[at].first.is_uncertain())),
        ],
    };
    let more = match scene.findings {
        Findings::Morris(_) => "More `trajectories` under `[morris]` narrow it.",
        Findings::Sobol(_) => "More `blocks` under `[sobol]`, a power of 2, narrow it.",
    };
    for (what, uncertain) in kinds.into_iter().filter(|(_, uncertain)| !uncertain.is_empty()) {
        said.push(format!(
            "Of {}, the interval of {what} is wider than {what} itself: take from it no more than that it is small or uncertain. {more}",
            uncertain.join(", ")
        ));
    }
    if let Findings::Sobol(indices) = scene.findings {
        let blocks = indices.blocks + indices.undefined;
        if !blocks.is_power_of_two() {
            let more = blocks.next_power_of_two();
            said.push(format!(
                "A Sobol' sequence fills the ranges most evenly with a power of 2: {} or {more} blocks.",
                more / 2
            ));
        }
    }
    if let Some((number, why)) = outcomes.refused.first() {
        said.push(format!(
            "{} of {} points are no possible scenario and are left out with all that was compared with them (point {number}: {why}). Choose ranges that go together.",
            outcomes.refused.len(),
            outcomes.means.len()
        ));
    }
    let undefined = outcomes.means.iter().filter(|mean| mean.is_nan()).count() - outcomes.refused.len();
    if undefined > 0 {
        said.push(format!("At {undefined} points the outcome is undefined under every seed; they are left out."));
    }
    let seeds = scene.question.scenario.parameters.run.seeds;
    if seeds < 5 {
        said.push(format!(
            "{seeds} {} at each point: what chance does under {} counts as if it were an effect of the factors. Take at least 5.",
            if seeds == 1 { "seed" } else { "seeds" },
            if seeds == 1 { "it" } else { "them" }
        ));
    }
    said
}

/// The page.
pub fn answer(scene: &Scene<'_>, outcomes: &Outcomes, pictures: Vec<Drawn>, fine_print: Vec<String>) -> Answer {
    let method = match scene.findings {
        Findings::Morris(_) => "elementary effects (Morris)",
        Findings::Sobol(_) => "Sobol' indices",
    };
    let how = match scene.findings {
        Findings::Morris(_) => vec![
            "An elementary effect is the difference between two points that differ in one factor, per whole range of that factor. μ* is the mean of its size, μ \
             with its sign, σ its spread over the places of the other factors."
                .to_owned(),
            "Elementary effects are a screening: they tell factors that matter from those that do not, from few runs.".to_owned(),
        ],
        Findings::Sobol(_) => vec![
            "First order: the share of the variance over the ranges that goes if this factor alone is known. Total: the share that stays if all others are. What \
             the total exceeds the first order by, the factor does together with others."
                .to_owned(),
            "Indices are shares of the variance over these ranges, each value in a range being equally likely. A wider range makes a factor more important.".to_owned(),
        ],
    };
    Answer {
        kind: "Sensitivity to parameters".into(),
        title: format!(
            "{} in {}: what it depends on",
            capital(&spaced(&scene.question.reading.metric.name)),
            spaced(&scene.question.scenario.name)
        ),
        question: scene.question.question.clone(),
        answer: sentences(scene),
        advice: advice(scene, outcomes),
        sections: vec![Section {
            heading: format!("By {method}"),
            sentences: how,
            pictures,
            tables: vec![table(scene)],
        }],
        planned: vec![format!(
            "{} over {} factors and their ranges, by {method}: all of it stands in the file.",
            scene.question.reading.words(),
            scene.plan.factors.len()
        )],
        exploratory: vec!["Which factors are named here, and the tornado, follow from the results.".into()],
        glance: Vec::new(),
        fine_print,
    }
}

fn table(scene: &Scene<'_>) -> TextTable {
    let figures = match scene.findings {
        Findings::Morris(_) => vec!["μ*", "μ", "σ"],
        Findings::Sobol(_) => vec!["First order", "Total"],
    };
    let rows = scene.findings.ranking().into_iter().map(|at| {
        let [from, to] = ends(&scene.plan.factors[at]).map(short);
        let range = scene.question.ranges[at].words().to_owned();
        [vec![scene.plan.factors[at].path.clone(), from, to, range], cells(scene.findings, at)].concat()
    });
    TextTable {
        caption: format!(
            "{}, {} points, 95 % bootstrap intervals",
            scene.question.reading.words(),
            count(f64::from(scene.plan.points()))
        ),
        heads: ["Factor", "From", "To", "Range"].into_iter().chain(figures).map(str::to_owned).collect(),
        rows: rows.collect(),
    }
}

/// A factor's figures.
fn cells(findings: &Findings, at: usize) -> Vec<String> {
    match findings {
        Findings::Morris(effects) => {
            let found = &effects[at];
            vec![
                figure(found.mu_star, found.mu_star95),
                figure(found.mu, found.mu95),
                figure(found.sigma, found.sigma95),
            ]
        }
        Findings::Sobol(indices) => {
            let (first, total) = (&indices.factors[at].first, &indices.factors[at].total);
            vec![figure(first.value, first.interval95), figure(total.value, total.interval95)]
        }
    }
}

fn figure(value: f64, interval: Interval) -> String {
    with_interval(value, interval.lower, interval.upper, |value| number(value, 3))
}
