//! Likert items on each dark-side effect, and one on all of them together.
//!
//! An item is a common-factor model of the intensity: answer = loading × intensity + the manager's habit of agreeing + the
//! item's own error, cut at the thresholds into points from 1. Without points it is a slider from 0 to 1.

use crate::asking::Asking;
use crate::{ManagerState, Person};
use darkside_draws::Purpose;
use darkside_engine::practice::Effect;
use darkside_engine::record::RelationshipState;
use darkside_lanes::clamp01;

/// Answers to all items, effect by effect, NaN where a question is skipped; then that to the item on all together.
pub(crate) fn items(
    asking: &Asking<'_>,
    manager: &ManagerState,
    state: &RelationshipState,
    steps: &[f32],
) -> (Vec<f32>, f32) {
    let shift = agreement(asking, manager.person);
    let mut answers = Vec::with_capacity(Effect::ALL.len() * asking.survey.items as usize);
    for (effect, intensity) in Effect::ALL.into_iter().zip(state.intensities) {
        for item in 0..asking.survey.items as usize {
            let question = format!("{} {}", effect.name(), item + 1);
            let loading = asking.survey.loading(item);
            answers.push(answer(asking, &question, loading * intensity, shift, state, steps));
        }
    }
    let largest =
        state.intensities.into_iter().fold(0.0, |largest: f32, one| if one > largest { one } else { largest });
    let overall = match asking.survey.global_item {
        true => answer(asking, "overall", largest, shift, state, steps),
        false => f32::NAN,
    };
    (answers, overall)
}

/// How much somebody agrees with everything, the same in all waves.
fn agreement(asking: &Asking<'_>, person: Person) -> f32 {
    let always = Asking { week: 0, ..*asking };
    always.with_error(0.0, asking.survey.acquiescence, Purpose::SurveyAcquiescence, "", person)
}

fn answer(
    asking: &Asking<'_>,
    question: &str,
    level: f32,
    shift: f32,
    state: &RelationshipState,
    steps: &[f32],
) -> f32 {
    if !asking.answers(question, &state.case) {
        return f32::NAN;
    }
    let level = if shift == 0.0 { level } else { level + shift };
    let level = asking.with_error(level, asking.survey.item_error, Purpose::SurveyItem, question, &state.case);
    match asking.survey.points {
        0 => clamp01(level),
        _ => 1.0 + steps.iter().filter(|step| level > **step).count() as f32,
    }
}
