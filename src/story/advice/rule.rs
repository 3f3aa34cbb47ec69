//! When a caveat is due: number of seeds, movement at the end of a run, edges of ranges.

use super::caveat::Advice;
use crate::experiment::late_move;
use darkside_engine::parameter::{CATALOGUE, Parameters, Setting};
use darkside_engine::scenario::Scenario;
use darkside_stats::power::{detectable_difference, seeds_needed};

/// The test level that advice assumes, and the power that it aims for.
const ALPHA: f64 = 0.05;
const POWER: f64 = 0.8;

/// A caveat if `seeds` paired differences with this spread cannot detect a difference of `asked`.
pub(super) fn enough_seeds(what: &str, asked: f64, deviation: f64, seeds: u64) -> Option<Advice> {
    let detectable = detectable_difference(seeds, deviation, ALPHA, POWER);
    (detectable > asked.abs()).then(|| Advice::TooFewSeedsFor {
        what: what.to_owned(),
        asked: asked.abs(),
        detectable,
        seeds,
        needed: seeds_needed(asked.abs(), deviation, ALPHA, POWER),
    })
}

/// A caveat if an outcome still moves at the end of the run.
pub(super) fn moving(metric: &str, arm: &str, changes: &[f64], level: f64, weeks: u32) -> Option<Advice> {
    let (metric, arm) = (metric.to_owned(), arm.to_owned());
    late_move(changes, level).map(|change| Advice::StillMoving { metric, arm, change, weeks })
}

/// Parameters that an arm moves away from `reference` to the upper edge of the allowed range, or to a lower edge other
/// than 0. At 0 something is switched off, which is deliberate.
pub(super) fn at_the_edge(reference: &Parameters, arm: &Scenario) -> Vec<Advice> {
    let at_edge = |parameter: &'static darkside_engine::parameter::Parameter| {
        let (Setting::Number(before), Setting::Number(value)) =
            ((parameter.get)(reference), (parameter.get)(&arm.parameters))
        else {
            return None;
        };
        let value_now = darkside_engine::parameter::decimal(value);
        let edge = value_now == parameter.allowed.to || (value_now == parameter.allowed.from && value_now != 0.0);
        (before != value && edge).then(|| Advice::AtTheEdge {
            arm: arm.name.clone(),
            path: parameter.path,
            value: value_now,
        })
    };
    CATALOGUE.iter().filter_map(at_edge).collect()
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
