//! "Do you do this?": misclassified answers, and malpractice that those with scruples conceal.

use crate::asking::{About, Asking};
use crate::{ManagerState, Practices};
use darkside_draws::Purpose;
use darkside_engine::practice::{Class, Practice};

/// What is said of all practices where those of `in_use` are in use. `what` goes before a
/// practice's name and tells questions about accounts from those about managers.
pub(crate) fn practices(
    asking: &Asking<'_>,
    in_use: u32,
    manager: &ManagerState,
    what: &str,
    about: impl Into<About>,
) -> Practices {
    let about = about.into();
    let survey = asking.survey;
    let exact = survey.sensitivity >= 1.0 && survey.specificity >= 1.0 && survey.under_report == 0.0;
    let mut said = Practices::default();
    for (position, practice) in asking.practices.iter().enumerate() {
        let (bit, used) = (1 << position, in_use >> position & 1 == 1);
        let question = || format!("{what}{}", practice.name);
        if asking.survey.item_response < 1.0 && !asking.answers(&question(), about) {
            continue;
        }
        said.told |= bit;
        let probability = probability(asking, practice, manager, used);
        let says = match exact {
            true => used,
            false => asking.subject(Purpose::SurveyPractice, &question(), about).happens(probability),
        };
        said.in_use |= if says { bit } else { 0 };
    }
    said
}

/// The probability of saying that a practice is in use.
fn probability(asking: &Asking<'_>, practice: &Practice, manager: &ManagerState, used: bool) -> f32 {
    let survey = asking.survey;
    match (used, practice.class) {
        (false, _) => 1.0 - survey.specificity,
        (true, Class::Malpractice) => survey.sensitivity * (1.0 - survey.under_report * manager.scruples),
        (true, _) => survey.sensitivity,
    }
}

/// What the answers about single accounts say of the manager: yes if any does, no if all that are told do.
pub(crate) fn anywhere(accounts: impl Iterator<Item = Practices>) -> Practices {
    accounts
        .fold(Practices::default(), |sum, one| Practices { in_use: sum.in_use | one.in_use, told: sum.told | one.told })
}
