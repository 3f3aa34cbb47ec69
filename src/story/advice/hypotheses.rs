//! Caveats on a test of hypotheses.

use super::caveat::Advice;
use super::rule::moving;
use crate::experiment::hypothesis::{HypothesisFile, JudgedHypothesis, Trial};
use crate::story::threshold::FEW_SEEDS;
use darkside_stats::Estimate;

/// All caveats on a test of hypotheses.
pub fn on_test(file: &HypothesisFile, trial: &Trial, judged: &[JudgedHypothesis]) -> Vec<Advice> {
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
