//! Likert items on each dark-side effect, and one on all of them together.
//!
//! An item is a common-factor model of the intensity: answer = loading × intensity + the manager's habit of agreeing + the
//! item's own error, cut at the thresholds into points from 1. Without points it is a slider from 0 to 1.

use crate::asking::Asking;
use crate::{ManagerState, Person};
use darkside_draws::{Purpose, normal_quantile};
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
    let questions = &asking.questions.items;
    let deviation = asking.survey.item_error;
    let errors = match deviation == 0.0 {
        true => Vec::new(),
        false => asking.first_of_each(Purpose::SurveyItem, questions, &state.case),
    };
    let asked = asking.answers_each(questions, &state.case);
    // Without error and shift a level stays as it is, to the bit.
    let answer = |question: usize, level: f32| {
        let level = if shift == 0.0 { level } else { level + shift };
        let level = errors.get(question).map_or(level, |number| level + deviation * normal_quantile(*number));
        match (asked[question], asking.survey.points) {
            (false, _) => f32::NAN,
            (true, 0) => clamp01(level),
            (true, _) => 1.0 + steps.iter().filter(|step| level > **step).count() as f32,
        }
    };
    let items = asking.survey.items as usize;
    let of_effect = |effect: Effect| {
        let intensity = state.intensities[effect.index()];
        (0..items).map(move |item| (effect.index() * items + item, asking.survey.loading(item) * intensity))
    };
    let answers =
        Effect::ALL.into_iter().flat_map(of_effect).map(|(question, level)| answer(question, level)).collect();
    let largest =
        state.intensities.into_iter().fold(0.0, |largest: f32, one| if one > largest { one } else { largest });
    let overall = if asking.survey.global_item { answer(questions.len() - 1, largest) } else { f32::NAN };
    (answers, overall)
}

/// How much somebody agrees with everything, the same in all waves.
fn agreement(asking: &Asking<'_>, person: Person) -> f32 {
    let always = Asking { week: 0, ..*asking };
    always.with_error(0.0, asking.survey.acquiescence, Purpose::SurveyAcquiescence, "", person)
}
