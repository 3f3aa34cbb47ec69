//! Caveats on a comparison.

use super::rule::{at_the_edge, enough_seeds, moving, trend, undefined};
use crate::experiment::compare::{Compared, Comparison};
use crate::experiment::late_move;
use crate::story::threshold::{ENOUGH_SEEDS, FEW_SEEDS, matters};
use darkside_engine::parameter::Parameters;
use darkside_engine::scenario::Scenario;
use darkside_stats::Paired;

/// All caveats on a comparison; `asked` is the difference that the reader wants to detect, if one was given.
pub fn on_comparison(comparison: &Comparison, arms: &[&Scenario], asked: Option<f64>) -> Vec<String> {
    let mut all = Vec::new();
    let seeds = u64::from(comparison.seeds);
    match seeds {
        0 | 1 => all.push(format!(
            "With one seed, nothing can be told from chance: run at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS})."
        )),
        few if few < u64::from(FEW_SEEDS) => all.push(format!(
            "Intervals from {few} seeds are rough: run at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS})."
        )),
        _ => {}
    }
    for (number, arm) in comparison.arms.iter().enumerate().skip(1) {
        let same =
            |metric: &Compared| metric.effects[number - 1].equal == seeds && metric.effects[number - 1].undefined == 0;
        if seeds > 0 && comparison.metrics.iter().all(same) {
            all.push(format!(
                "{} and {arm} give the same numbers in every seed: check with `darkside show` that they differ in something \
                 that has an effect.",
                comparison.arms[0]
            ));
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

fn on_metric(comparison: &Comparison, metric: &Compared, asked: Option<f64>) -> Vec<String> {
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
            all.push(undefined(&what, effect.undefined, comparison.seeds));
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
        all.push(format!(
            "{words} is read while the model still settles (every dark side starts at 0; weeks 0 to 156): schedule interventions from \
             week 156 on, and read later weeks."
        ));
    }
    all
}

/// Clear differences that have not yet settled.
fn differences_moving(comparison: &Comparison, metric: &Compared) -> Vec<String> {
    let Some((first, others)) = metric.late.split_first() else { return Vec::new() };
    let one = |((late, effect), arm): ((&Vec<f64>, &Paired), &String)| {
        let difference = effect.difference;
        let is_clear = difference.lower95 > 0.0 || difference.upper95 < 0.0;
        let changes: Vec<f64> = late.iter().zip(first).map(|(other, first)| other - first).collect();
        let change = late_move(&changes, difference.mean).filter(|_| is_clear)?;
        let arms = format!("{arm} against {}", comparison.arms[0]);
        Some(difference_moves(&metric.reading.metric.name, &arms, change, difference.mean, comparison.weeks))
    };
    others.iter().zip(&metric.effects).zip(&comparison.arms[1..]).filter_map(one).collect()
}

fn difference_moves(metric: &str, arms: &str, change: f64, difference: f64, weeks: u32) -> String {
    let way = if change * difference > 0.0 { "grows" } else { "shrinks" };
    trend(&format!("{metric}, {arms}: the difference still {way}"), change, weeks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_that_has_not_come_to_its_end_is_told_with_its_way() {
        let moves = |change: f64, difference: f64| {
            difference_moves("dark_share", "audited against baseline", change, difference, 260)
        };
        insta::assert_snapshot!(moves(-0.0294, -0.2), @"dark_share, audited against baseline: the difference still grows, by 0.0294 over the last tenth of the run: read it as a trend, not as a final level, or run longer (--weeks 520).");
        assert!(moves(0.01, -0.2).contains("still shrinks, by 0.01 over"));
    }
}
