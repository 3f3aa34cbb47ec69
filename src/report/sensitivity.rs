//! The page of a sensitivity analysis: which parameters move the outcome, and how certain that is.

use super::{Answer, Section, TextTable};
use crate::chart::Drawn;
use crate::experiment::sensitivity::{Findings, Outcomes};
use crate::story::Estimate;
use crate::story::number::{count, percent, short, value, with_interval};
use crate::story::sensitivity::Scene;
use crate::story::threshold::FEW_SEEDS_PER_POINT;
use crate::story::words::{capital, seeds, spaced};
use darkside_stats::Interval;
use darkside_stats::morris::Effects;
use darkside_stats::sobol_indices::SobolIndices;

/// Factors named in the first sentence.
const FIRST: usize = 3;
/// If σ exceeds this many times μ*, the factor acts through others.
const TOGETHER: f64 = 1.0;

/// The answer in sentences.
fn sentences(scene: &Scene<'_>) -> Vec<String> {
    match scene.findings {
        Findings::Morris(effects) => by_effects(scene, effects),
        Findings::Sobol(indices) => by_indices(scene, indices),
    }
}

/// The first factors of the ranking, each with its figures.
fn first_factors(scene: &Scene<'_>, figures: impl Fn(usize) -> String) -> String {
    let first = scene.findings.ranking().into_iter().take(FIRST);
    first.map(|at| format!("{} ({})", scene.factor(at).path, figures(at))).collect::<Vec<_>>().join(", then ")
}

fn by_effects(scene: &Scene<'_>, effects: &[Effects]) -> Vec<String> {
    let first = first_factors(scene, |at| {
        let found = &effects[at];
        let way = if found.mu95.lower > 0.0 {
            "raises it"
        } else if found.mu95.upper < 0.0 {
            "lowers it"
        } else {
            "moves it in no clear direction"
        };
        format!("μ* {}, {way}", figure(found.mu_star, found.mu_star95))
    });
    let mut said =
        vec![format!("Over the whole range of a factor, {} moves most with {first}.", scene.question.reading.words())];
    let mut through = scene.findings.ranking();
    through.retain(|&at| effects[at].sigma > TOGETHER * effects[at].mu_star && !scene.findings.is_uncertain(at));
    let through: Vec<&str> = through.into_iter().map(|at| scene.factor(at).path.as_str()).collect();
    if !through.is_empty() {
        said.push(format!(
            "For these factors, the size or even the sign of the effect depends on the other factors (σ above μ*, with certain figures): {}.",
            through.join(", ")
        ));
    }
    said
}

fn by_indices(scene: &Scene<'_>, indices: &SobolIndices) -> Vec<String> {
    let first = first_factors(scene, |at| {
        let total = &indices.factors[at].total;
        format!("total index {}", figure(total.value, total.interval95))
    });
    let alone = indices.factors.iter().map(|factor| factor.first.value).filter(|value| value.is_finite());
    vec![
        format!(
            "Over the ranges, {} has a mean of {} and a standard deviation of {}; most of the variance involves {first}.",
            scene.question.reading.words(),
            value(indices.mean),
            value(indices.variance.sqrt())
        ),
        format!(
            "Taken one by one, the factors explain {} of the variance; the rest comes from interactions (and from the uncertainty of the indices).",
            percent(alone.sum::<f64>().clamp(0.0, 1.0))
        ),
    ]
}

/// Caveats.
fn advice(scene: &Scene<'_>, outcomes: &Outcomes) -> Vec<String> {
    let mut said = Vec::new();
    let names = |uncertain: &dyn Fn(usize) -> bool| -> Vec<&str> {
        let factors = scene.plan.factors.iter().enumerate();
        factors.filter(|(at, _)| uncertain(*at)).map(|(_, factor)| factor.path.as_str()).collect()
    };
    let (kinds, more) = match scene.findings {
        Findings::Morris(_) => (
            vec![("μ*", names(&|at| scene.findings.is_uncertain(at)))],
            "More `trajectories` under `[morris]` make it narrower.",
        ),
        Findings::Sobol(indices) => (
            vec![
                ("the total index", names(&|at| indices.factors[at].total.is_uncertain())),
                ("the first-order index", names(&|at| indices.factors[at].first.is_uncertain())),
            ],
            "More `blocks` under `[sobol]`, a power of 2, make it narrower.",
        ),
    };
    for (what, uncertain) in kinds.into_iter().filter(|(_, uncertain)| !uncertain.is_empty()) {
        said.push(format!(
            "For {}, the interval of {what} is wider than {what} itself: conclude only that it is small or uncertain. {more}",
            uncertain.join(", ")
        ));
    }
    if let Findings::Sobol(indices) = scene.findings {
        let blocks = indices.blocks + indices.undefined;
        if !blocks.is_power_of_two() {
            let more = blocks.next_power_of_two();
            said.push(format!(
                "A Sobol' sequence covers the ranges most evenly with a power of 2: {} or {more} blocks.",
                more / 2
            ));
        }
    }
    if let Some((number, why)) = outcomes.refused.first() {
        said.push(format!(
            "{} of {} points are not valid scenarios and are left out, with every comparison that needs them (point {number}: {why}). Choose compatible ranges.",
            outcomes.refused.len(),
            outcomes.means.len()
        ));
    }
    let undefined = outcomes.means.iter().filter(|mean| mean.is_nan()).count() - outcomes.refused.len();
    if undefined > 0 {
        said.push(format!("At {undefined} points the outcome is undefined under every seed; they are left out."));
    }
    let per_point = scene.question.scenario.parameters.run.seeds;
    if per_point < FEW_SEEDS_PER_POINT {
        said.push(format!(
            "With {} at each point, chance is easily mistaken for an effect of the factors. Use at least {FEW_SEEDS_PER_POINT}.",
            seeds(per_point)
        ));
    }
    said
}

/// The page.
pub fn answer(scene: &Scene<'_>, outcomes: &Outcomes, pictures: Vec<Drawn>, fine_print: Vec<String>) -> Answer {
    let (method, how) = match scene.findings {
        Findings::Morris(_) => (
            "elementary effects (Morris)",
            [
                "An elementary effect is the difference between two points that differ in one factor, per whole range of that factor. μ* is the mean of its size, μ \
                 with its sign, σ its spread over the values of the other factors.",
                "Elementary effects are a screening: with few runs, they tell factors that matter from those that do not.",
            ],
        ),
        Findings::Sobol(_) => (
            "Sobol' indices",
            [
                "First order: the share of the variance over the ranges that disappears if this factor alone is known. Total: the share that remains if all others are known. The \
                 excess of the total over the first order comes from interactions with other factors.",
                "Indices are shares of the variance over these ranges, with each value in a range equally likely. A wider range makes a factor more important.",
            ],
        ),
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
            sentences: how.map(str::to_owned).to_vec(),
            pictures,
            tables: vec![table(scene)],
        }],
        planned: vec![format!(
            "{} over {} factors and their ranges, by {method}, all as stated in the file.",
            scene.question.reading.words(),
            scene.plan.factors.len()
        )],
        exploratory: vec!["Which factors are named here, and the tornado chart, depend on the results.".into()],
        glance: Vec::new(),
        fine_print,
    }
}

fn table(scene: &Scene<'_>) -> TextTable {
    let (heads, figures): (&[&str], &dyn Fn(usize) -> Vec<String>) = match scene.findings {
        Findings::Morris(effects) => (&["μ*", "μ", "σ"], &|at| {
            let found = &effects[at];
            let figures = [(found.mu_star, found.mu_star95), (found.mu, found.mu95), (found.sigma, found.sigma95)];
            figures.map(|(value, interval)| figure(value, interval)).to_vec()
        }),
        Findings::Sobol(indices) => (&["First order", "Total"], &|at| {
            let factor = &indices.factors[at];
            [&factor.first, &factor.total].map(|index| figure(index.value, index.interval95)).to_vec()
        }),
    };
    let rows = scene.findings.ranking().into_iter().map(|at| {
        let [from, to] = scene.plan.factors[at].ends().map(short);
        let range = scene.question.ranges[at].words().to_owned();
        [vec![scene.plan.factors[at].path.clone(), from, to, range], figures(at)].concat()
    });
    let points = count(f64::from(scene.plan.points()));
    let caption = format!("{}, {points} points, 95 % bootstrap intervals", scene.question.reading.words());
    let heads = [&["Factor", "From", "To", "Range"], heads].concat();
    TextTable::new(caption, heads, rows.collect())
}

fn figure(figure: f64, interval: Interval) -> String {
    with_interval(Estimate::with(figure, interval), value)
}
