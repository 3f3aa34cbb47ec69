//! Caveats on a comparison.

use super::caveat::Advice;
use super::rule::{at_the_edge, enough_seeds, moving};
use crate::experiment::compare::{Compared, Comparison};
use crate::experiment::late_move;
use crate::story::threshold::{FEW_SEEDS, matters};
use darkside_engine::parameter::Parameters;
use darkside_engine::scenario::Scenario;
use darkside_stats::Paired;

/// All caveats on a comparison; `asked` is the difference that the reader wants to detect, if one was given.
pub fn on_comparison(comparison: &Comparison, arms: &[&Scenario], asked: Option<f64>) -> Vec<Advice> {
    let mut all = Vec::new();
    let seeds = u64::from(comparison.seeds);
    match seeds {
        0 | 1 => all.push(Advice::OneSeed),
        few if few < u64::from(FEW_SEEDS) => all.push(Advice::FewSeeds { seeds: few }),
        _ => {}
    }
    for (number, arm) in comparison.arms.iter().enumerate().skip(1) {
        let same =
            |metric: &Compared| metric.effects[number - 1].equal == seeds && metric.effects[number - 1].undefined == 0;
        if seeds > 0 && comparison.metrics.iter().all(same) {
            all.push(Advice::Identical { one: comparison.arms[0].clone(), other: arm.clone() });
        }
    }
    for metric in &comparison.metrics {
        all.extend(on_metric(comparison, metric, asked));
    }
    if let Some((first, others)) = arms.split_first() {
        all.extend(at_the_edge(&Parameters::default(), first));
        all.extend(others.iter().flat_map(|other| at_the_edge(&first.parameters, other)));
    }
    all
}

fn on_metric(comparison: &Comparison, metric: &Compared, asked: Option<f64>) -> Vec<Advice> {
    let mut all = Vec::new();
    let words = metric.reading.words();
    let unit = metric.reading.metric.unit;
    for (number, effect) in metric.effects.iter().enumerate() {
        let what = format!("{words}, {} against {}", comparison.arms[number + 1], comparison.arms[0]);
        let (lower, upper) = (effect.difference.lower95, effect.difference.upper95);
        let is_clear = lower > 0.0 || upper < 0.0;
        // If a difference is clear and nobody asked about a smaller one, there are enough seeds.
        let asked = asked.or_else(|| (!is_clear).then(|| matters(unit, metric.levels[0].mean)));
        all.extend(asked.and_then(|asked| {
            enough_seeds(&what, asked, effect.difference.standard_deviation, effect.difference.count)
        }));
        if effect.undefined > 0 {
            all.push(Advice::Undefined { what, seeds: effect.undefined, of: u64::from(comparison.seeds) });
        }
    }
    let is_last = metric.reading.window().is_some_and(|window| window.last() == comparison.weeks);
    if is_last {
        for ((late, level), arm) in metric.late.iter().zip(&metric.levels).zip(&comparison.arms) {
            all.extend(moving(&metric.reading.metric.name, arm, late, level.mean, comparison.weeks));
        }
        all.extend(differences_moving(comparison, metric));
    }
    let settling = |week: u32| week <= comparison.settling && week < comparison.weeks;
    if metric.reading.window().is_some_and(|window| settling(window.last())) {
        all.push(Advice::Settling { what: words });
    }
    all
}

/// Clear differences that have not yet settled.
fn differences_moving(comparison: &Comparison, metric: &Compared) -> Vec<Advice> {
    let Some((first, others)) = metric.late.split_first() else { return Vec::new() };
    let one = |((late, effect), arm): ((&Vec<f64>, &Paired), &String)| {
        let difference = effect.difference;
        let is_clear = difference.lower95 > 0.0 || difference.upper95 < 0.0;
        let changes: Vec<f64> = late.iter().zip(first).map(|(other, first)| other - first).collect();
        let change = late_move(&changes, difference.mean).filter(|_| is_clear)?;
        Some(Advice::DifferenceMoving {
            metric: metric.reading.metric.name.clone(),
            arms: format!("{arm} against {}", comparison.arms[0]),
            change,
            grows: change * difference.mean > 0.0,
            weeks: comparison.weeks,
        })
    };
    others.iter().zip(&metric.effects).zip(&comparison.arms[1..]).filter_map(one).collect()
}
