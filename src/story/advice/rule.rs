//! When a caveat is due: number of seeds, movement at the end of a run, edges of ranges.

use crate::experiment::late_move;
use crate::story::number::short;
use darkside_engine::parameter::{CATALOGUE, Parameter, Parameters, Setting, decimal};
use darkside_engine::scenario::Scenario;
use darkside_stats::power::{detectable_difference, seeds_needed};

/// The test level that advice assumes, and the power that it aims for.
const ALPHA: f64 = 0.05;
const POWER: f64 = 0.8;

/// A caveat if `seeds` paired differences with this spread cannot detect a difference of `asked`.
pub(super) fn enough_seeds(what: &str, asked: f64, deviation: f64, seeds: u64) -> Option<String> {
    let asked = asked.abs();
    let detectable = detectable_difference(seeds, deviation, ALPHA, POWER);
    (detectable > asked).then(|| {
        let (least, asked_words) = (short(detectable), short(asked));
        let then = match seeds_needed(asked, deviation, ALPHA, POWER) {
            Some(needed) => format!("To detect {asked_words}, run about {needed}: --seeds {needed}."),
            None => format!("No number of seeds can detect {asked_words}."),
        };
        format!("{what}: {seeds} seeds can detect a difference of {least} or more (with 80 % power). {then}")
    })
}

/// A caveat if an outcome still moves at the end of the run.
pub(super) fn moving(metric: &str, arm: &str, changes: &[f64], level: f64, weeks: u32) -> Option<String> {
    let change = late_move(changes, level)?;
    let way = if change > 0.0 { "rises" } else { "falls" };
    Some(trend(&format!("{metric} still {way} in {arm}"), change, weeks))
}

/// The caveat on what still moves: what does, how far, and what to do.
pub(super) fn trend(moves: &str, change: f64, weeks: u32) -> String {
    format!(
        "{moves}, by {} over the last tenth of the run: read it as a trend, not as a final level, or run longer \
         (--weeks {}).",
        short(change.abs()),
        u64::from(weeks) * 2
    )
}

/// A caveat on an outcome that some seeds leave undefined.
pub(super) fn undefined(what: &str, seeds: u64, of: u32) -> String {
    format!(
        "{what} is undefined in {seeds} of {of} seeds, which are left out: the answer covers the others only. Read \
         another metric, or a mean over more weeks (--over)."
    )
}

/// Parameters that an arm moves away from `reference` to the upper edge of the allowed range, or to a lower edge other
/// than 0. At 0 something is switched off, which is deliberate.
pub(super) fn at_the_edge(reference: &Parameters, arm: &Scenario) -> Vec<String> {
    let at_edge = |parameter: &Parameter| {
        let (Setting::Number(before), Setting::Number(value)) =
            ((parameter.get)(reference), (parameter.get)(&arm.parameters))
        else {
            return None;
        };
        let (path, allowed, moved) = (parameter.path, parameter.allowed, before != value);
        let value = decimal(value);
        let edge = value == allowed.to || (value == allowed.from && value != 0.0);
        (moved && edge).then(|| {
            format!(
                "{path} is {value} in {}, at the edge of its range: check whether a value a little inside gives the same \
                 answer (`darkside explain {path}`).",
                arm.name
            )
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
    fn an_edge_is_told_where_an_arm_goes_there_and_zero_is_none() {
        let set = ["programme.filter=1".into(), "contagion.intra_imitation=0".into()];
        let arm = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
        let told = at_the_edge(&Parameters::default(), &arm);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("programme.filter is 1 in baseline, at the edge of its range"), "{told:?}");
        assert!(at_the_edge(&arm.parameters, &arm).is_empty(), "no change, no word");
    }
}
