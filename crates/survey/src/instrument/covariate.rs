//! What managers say of themselves: how long they have been in the job, and how much they learn from others.

use crate::ManagerState;
use crate::asking::Asking;
use darkside_draws::Purpose;

/// Tenure in weeks as told; NaN where the question is skipped.
pub(crate) fn tenure(asking: &Asking<'_>, manager: &ManagerState) -> f32 {
    if !asking.answers("tenure", manager.person) {
        return f32::NAN;
    }
    let deviation = asking.survey.tenure_error;
    let told = asking.with_error(manager.tenure, deviation, Purpose::SurveyCovariate, "tenure", manager.person);
    if told < 0.0 { 0.0 } else { told }
}

/// Mean over the items of the scale of learning orientation; NaN where they are skipped.
pub(crate) fn learning(asking: &Asking<'_>, manager: &ManagerState) -> f32 {
    if !asking.answers("learning", manager.person) {
        return f32::NAN;
    }
    let deviation = asking.survey.learning_error;
    if deviation == 0.0 {
        return manager.learning;
    }
    let items = asking.survey.learning_items;
    let error = |item: u32| {
        let question = format!("learning {}", item + 1);
        asking.with_error(0.0, deviation, Purpose::SurveyCovariate, &question, manager.person)
    };
    manager.learning + (0..items).map(error).sum::<f32>() / items as f32
}
