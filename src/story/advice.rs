//! Caveats to an answer, each with what to do about it.

use std::fmt;

use super::number::short;
use super::threshold::{ENOUGH_SEEDS, FEW_SEEDS, matters};
use crate::experiment::compare::{Compared, Comparison};
use crate::experiment::hypothesis::{HypothesisFile, Judged, Trial};
use crate::experiment::late_move;
use darkside_engine::parameter::{CATALOGUE, Parameters, Slot};
use darkside_engine::scenario::Scenario;
use darkside_stats::power::{Sides, detectable_difference, seeds_needed};
use darkside_stats::{Estimate, Paired};

/// The test level that advice assumes, and the power that it aims at.
const ALPHA: f64 = 0.05;
const POWER: f64 = 0.8;

/// A caveat.
#[derive(Clone, Debug, PartialEq)]
pub enum Advice {
    /// One seed gives no interval.
    OneSeed,
    /// There are so few seeds that intervals are rough.
    FewSeeds {
        /// How many there are.
        seeds: u64,
    },
    /// The spread from which a test plans its numbers of seeds comes from few seeds.
    FewInFirstStage {
        /// How many there are.
        seeds: u32,
    },
    /// The difference of interest could easily be missed.
    TooFewSeedsFor {
        /// What was compared, in words.
        what: String,
        /// The difference of interest, in the metric's unit.
        asked: f64,
        /// The smallest difference that these seeds detect with 80 % power.
        detectable: f64,
        /// How many seeds there are.
        seeds: u64,
        /// About how many are needed; `None` if no number would do.
        needed: Option<u64>,
    },
    /// An outcome still moves at the end of the run.
    StillMoving {
        /// The metric.
        metric: String,
        /// The arm.
        arm: String,
        /// Mean change over the last tenth of the run.
        change: f64,
        /// Weeks simulated.
        weeks: u32,
    },
    /// A difference between arms still moves at the end of the run.
    DifferenceMoving {
        /// The metric.
        metric: String,
        /// The two arms, in words.
        arms: String,
        /// Mean change of the difference over the last tenth of the run.
        change: f64,
        /// Whether it grows, so that it lies further from 0 than before.
        grows: bool,
        /// Weeks simulated.
        weeks: u32,
    },
    /// A parameter lies at the edge of what is allowed.
    AtTheEdge {
        /// The arm.
        arm: String,
        /// The parameter's path.
        path: &'static str,
        /// Its value.
        value: f64,
    },
    /// A metric is undefined in some seeds, which are left out.
    Undefined {
        /// What was read, in words.
        what: String,
        /// In how many seeds.
        seeds: u64,
        /// Of how many.
        of: u64,
    },
    /// Two arms give exactly the same results.
    Identical {
        /// The first arm.
        one: String,
        /// The other.
        other: String,
    },
    /// The budget was spent before an interval became as narrow as asked.
    BudgetSpent {
        /// The hypothesis.
        id: String,
        /// Seeds that it rests on.
        seeds: u32,
        /// About how many are needed; `None` if no number would do.
        needed: Option<u64>,
    },
    /// The weeks that are read lie in the time in which the model settles.
    Settling {
        /// What was read, in words.
        what: String,
    },
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneSeed => write!(
                f,
                "With one seed, nothing can be told from chance: run at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS})."
            ),
            Self::FewSeeds { seeds } => {
                write!(
                    f,
                    "Intervals from {seeds} seeds are rough: run at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS})."
                )
            }
            Self::FewInFirstStage { seeds } => write!(
                f,
                "Intervals rest on the spread among the {seeds} seeds of the first stage, which is rough: set first_stage to \
                 {ENOUGH_SEEDS} or more in a new file, before its first run."
            ),
            Self::TooFewSeedsFor { what, asked, detectable, seeds, needed } => {
                write!(
                    f,
                    "{what}: {seeds} seeds can detect a difference of {} or more (with 80 % power). ",
                    short(*detectable)
                )?;
                match needed {
                    Some(needed) => {
                        write!(f, "To detect {}, run about {needed}: --seeds {needed}.", short(*asked))
                    }
                    None => write!(f, "No number of seeds can detect {}.", short(*asked)),
                }
            }
            Self::StillMoving { metric, arm, change, weeks } => {
                let way = if *change > 0.0 { "rises" } else { "falls" };
                write!(
                    f,
                    "{metric} still {way} in {arm}, by {} over the last tenth of the run: read it as a trend, not as a final \
                     level, or run longer (--weeks {}).",
                    short(change.abs()),
                    u64::from(*weeks) * 2
                )
            }
            Self::DifferenceMoving { metric, arms, change, grows, weeks } => write!(
                f,
                "{metric}, {arms}: the difference still {}, by {} over the last tenth of the run: read it as a trend, not as a \
                 final level, or run longer (--weeks {}).",
                if *grows { "grows" } else { "shrinks" },
                short(change.abs()),
                u64::from(*weeks) * 2
            ),
            Self::AtTheEdge { arm, path, value } => write!(
                f,
                "{path} is {value} in {arm}, at the edge of its range: check whether a value a little inside gives the same \
                 answer (`darkside explain {path}`)."
            ),
            Self::Undefined { what, seeds, of } => write!(
                f,
                "{what} is undefined in {seeds} of {of} seeds, which are left out: the answer covers the others only. Read \
                 another metric, or a mean over more weeks (--over)."
            ),
            Self::Identical { one, other } => write!(
                f,
                "{one} and {other} give the same numbers in every seed: check with `darkside show` that they differ in something \
                 that has an effect."
            ),
            Self::BudgetSpent { id, seeds, needed } => {
                write!(f, "{id}: after {seeds} seeds the interval is still wider than asked. ")?;
                match needed {
                    Some(needed) => write!(f, "Run about {needed} (--seeds {needed}), or ask for a larger half_width."),
                    None => f.write_str("No number of seeds is enough: the contrast is undefined in too many of them."),
                }
            }
            Self::Settling { what } => write!(
                f,
                "{what} is read while the model still settles (every dark side starts at 0; weeks 0 to 156): schedule interventions from \
                 week 156 on, and read later weeks."
            ),
        }
    }
}

/// A caveat if `seeds` paired differences with this spread cannot detect a difference of `asked`.
pub fn enough_seeds(what: &str, asked: f64, deviation: f64, seeds: u64) -> Option<Advice> {
    let detectable = detectable_difference(seeds, deviation, ALPHA, POWER, Sides::Two);
    (detectable > asked.abs()).then(|| Advice::TooFewSeedsFor {
        what: what.to_owned(),
        asked: asked.abs(),
        detectable,
        seeds,
        needed: seeds_needed(asked.abs(), deviation, ALPHA, POWER, Sides::Two),
    })
}

/// Whether an outcome still moves at the end of the run.
pub fn moving(metric: &str, arm: &str, changes: &[f64], level: f64, weeks: u32) -> Option<Advice> {
    let (metric, arm) = (metric.to_owned(), arm.to_owned());
    late_move(changes, level).map(|change| Advice::StillMoving { metric, arm, change, weeks })
}

/// Parameters that an arm moves away from `reference` to the upper edge of what is allowed, or to a lower edge other than 0:
/// at 0 something is switched off, which is a question, not an accident.
pub fn at_the_edge(reference: &Parameters, arm: &Scenario) -> Vec<Advice> {
    let (mut one, mut other) = (*reference, arm.parameters);
    let at_edge = |parameter: &&'static darkside_engine::parameter::Parameter| {
        let (Slot::Number(before), Slot::Number(value)) = ((parameter.slot)(&mut one), (parameter.slot)(&mut other))
        else {
            return None;
        };
        let value_now = darkside_engine::parameter::decimal(*value);
        let edge = value_now == parameter.allowed.to || (value_now == parameter.allowed.from && value_now != 0.0);
        (*before != *value && edge).then(|| Advice::AtTheEdge {
            arm: arm.name.clone(),
            path: parameter.path,
            value: value_now,
        })
    };
    CATALOGUE.iter().collect::<Vec<_>>().iter().filter_map(at_edge).collect()
}

/// All caveats to a comparison; `asked` is the difference that the reader wants to detect, if one was named.
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
    let settling = crate::experiment::SETTLING_WEEKS;
    if metric.reading.window().is_some_and(|window| window.last() <= settling && window.last() < comparison.weeks) {
        all.push(Advice::Settling { what: words });
    }
    all
}

/// Clear differences that have not settled yet.
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

/// All caveats to a test of hypotheses.
pub fn on_test(file: &HypothesisFile, trial: &Trial, judged: &[Judged]) -> Vec<Advice> {
    let mut all = Vec::new();
    if file.first_stage < FEW_SEEDS {
        all.push(Advice::FewInFirstStage { seeds: file.first_stage });
    }
    for (position, (hypothesis, one)) in file.hypotheses.iter().zip(judged).enumerate() {
        let (seeds, needed) = (trial.seeds[position], trial.needed[position]);
        if !one.narrow_enough {
            let needed = Some(needed).filter(|&needed| needed != u64::MAX);
            all.push(Advice::BudgetSpent { id: hypothesis.id.clone(), seeds, needed });
        }
        if let Some(undefined) = one.parts.iter().map(|part| part.undefined).max().filter(|&undefined| undefined > 0) {
            all.push(Advice::Undefined { what: hypothesis.id.clone(), seeds: undefined, of: seeds.into() });
        }
    }
    let mut told: Vec<(String, String)> = Vec::new();
    for (scenario, arm) in file.arms.iter().zip(&trial.arms) {
        let weeks = scenario.parameters.run.weeks;
        for ((reading, values), late) in arm.readings.iter().zip(&arm.values).zip(&arm.late) {
            let place = (reading.metric.name.clone(), scenario.name.clone());
            if reading.window().is_none_or(|window| window.last() != weeks) || told.contains(&place) {
                continue;
            }
            let level = Estimate::of(values.iter().copied()).mean;
            if let Some(advice) = moving(&place.0, &place.1, late, level, weeks) {
                all.push(advice);
                told.push(place);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    #[test]
    fn too_few_seeds_are_told_with_how_many_it_takes() {
        let advice = enough_seeds("dark_share", 0.02, 0.1, 30).unwrap();
        insta::assert_snapshot!(advice, @"dark_share: 30 seeds can detect a difference of 0.0529 or more (with 80 % power). To detect 0.02, run about 199: --seeds 199.");
        assert_eq!(enough_seeds("dark_share", 0.02, 0.1, 250), None);
        assert_eq!(enough_seeds("dark_share", 0.02, f64::NAN, 1), None, "one seed is told otherwise");
    }

    #[test]
    fn what_still_moves_is_told_with_its_way() {
        let advice = moving("dark_share", "baseline", &[0.05, 0.06, 0.04, 0.05, 0.055], 0.5, 260).unwrap();
        insta::assert_snapshot!(advice, @"dark_share still rises in baseline, by 0.051 over the last tenth of the run: read it as a trend, not as a final level, or run longer (--weeks 520).");
        assert_eq!(
            moving("x", "a", &[0.001, 0.0011, 0.0009, 0.001], 0.5, 260),
            None,
            "clear, but too little to matter"
        );
        assert_eq!(moving("x", "a", &[0.3, -0.3, 0.2, -0.1], 0.5, 260), None, "much, but not clear");
        assert_eq!(moving("x", "a", &[], 0.5, 260), None);
    }

    #[test]
    fn a_difference_that_has_not_come_to_its_end_is_told_with_its_way() {
        let moves = |change: f64, grows: bool| {
            let (metric, arms) = ("dark_share".to_owned(), "audited against baseline".to_owned());
            Advice::DifferenceMoving { metric, arms, change, grows, weeks: 260 }.to_string()
        };
        insta::assert_snapshot!(moves(-0.0294, true), @"dark_share, audited against baseline: the difference still grows, by 0.0294 over the last tenth of the run: read it as a trend, not as a final level, or run longer (--weeks 520).");
        assert!(moves(0.01, false).contains("still shrinks, by 0.01 over"));
    }

    #[test]
    fn an_edge_is_told_where_an_arm_goes_there_and_zero_is_none() {
        let set = ["programme.filter=1".into(), "contagion.intra_imitation=0".into()];
        let arm = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
        let told = at_the_edge(&Parameters::default(), &arm);
        assert_eq!(told, [Advice::AtTheEdge { arm: "baseline".into(), path: "programme.filter", value: 1.0 }]);
        assert!(at_the_edge(&arm.parameters, &arm).is_empty(), "no change, no word");
    }
}
