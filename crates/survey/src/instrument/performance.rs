//! What a relationship is worth: as its manager tells it, and as company records have it.

use crate::asking::Asking;
use darkside_draws::Purpose;
use darkside_engine::record::RelationshipState;

/// Visible value as told; NaN where the question is skipped.
pub(crate) fn told(asking: &Asking<'_>, state: &RelationshipState) -> f32 {
    if !asking.answers("told value", &state.case) {
        return f32::NAN;
    }
    let (bias, deviation) = (asking.survey.told_bias, asking.survey.told_error);
    let value = if bias == 0.0 { state.visible_value } else { state.visible_value + bias };
    asking.with_error(value, deviation, Purpose::SurveyValue, "told", &state.case)
}

/// Actual value as recorded: records do not depend on anybody's answer.
pub(crate) fn recorded(asking: &Asking<'_>, state: &RelationshipState) -> f32 {
    asking.with_error(state.value, asking.survey.records_error, Purpose::SurveyValue, "recorded", &state.case)
}
