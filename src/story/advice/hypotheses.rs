//! Caveats on a test of hypotheses.

use super::rule::{moving, undefined};
use crate::experiment::hypothesis::{HypothesisFile, JudgedHypothesis, Trial};
use crate::story::threshold::{ENOUGH_SEEDS, FEW_SEEDS};
use darkside_stats::Estimate;

/// All caveats on a test of hypotheses.
pub fn on_test(file: &HypothesisFile, trial: &Trial, judged: &[JudgedHypothesis]) -> Vec<String> {
    let mut all = Vec::new();
    if file.first_stage < FEW_SEEDS {
        all.push(format!(
            "Intervals rest on the spread among the {} seeds of the first stage, which is rough: set first_stage to \
             {ENOUGH_SEEDS} or more in a new file, before its first run.",
            file.first_stage
        ));
    }
    for (position, (hypothesis, one)) in file.hypotheses.iter().zip(judged).enumerate() {
        let (id, seeds) = (&hypothesis.id, trial.seeds[position]);
        if !one.narrow_enough {
            let then = match trial.needed[position] {
                u64::MAX => "No number of seeds is enough: the contrast is undefined in too many of them.".to_owned(),
                needed => format!("Run about {needed} (--seeds {needed}), or ask for a larger half_width."),
            };
            all.push(format!("{id}: after {seeds} seeds the interval is still wider than asked. {then}"));
        }
        let most = one.parts.iter().map(|part| part.undefined).max().unwrap_or(0);
        if most > 0 {
            all.push(undefined(id, most, seeds));
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
