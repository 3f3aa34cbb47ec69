//! "Do you do this?": misclassified answers, and malpractice that those with scruples conceal.

use crate::asking::{About, Asking};
use crate::{ManagerState, Practices};
use darkside_draws::{Draws, Purpose};
use darkside_engine::practice::{Class, Practice};

/// What is reported of all practices if those of `in_use` are in use; `questions` are those about an account or a manager.
pub(crate) fn practices(
    asking: &Asking<'_>,
    in_use: u32,
    manager: &ManagerState,
    questions: &[Draws],
    about: impl Into<About>,
) -> Practices {
    let about = about.into();
    let survey = asking.survey;
    let exact = survey.sensitivity >= 1.0 && survey.specificity >= 1.0 && survey.under_report == 0.0;
    let numbers = match exact {
        true => Vec::new(),
        false => asking.first_of_each(Purpose::SurveyPractice, questions, about),
    };
    let mut said = Practices::default();
    let answers = asking.answers_each(questions, about);
    for (position, (practice, answers)) in asking.practices.iter().zip(answers).enumerate() {
        let (bit, used) = (1 << position, in_use >> position & 1 == 1);
        let says = numbers.get(position).map_or(used, |number| *number < probability(asking, practice, manager, used));
        said.told |= if answers { bit } else { 0 };
        said.in_use |= if answers && says { bit } else { 0 };
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

/// What the answers about single accounts say of the manager: yes if any says yes, no if all that are given say no.
pub(crate) fn anywhere(accounts: impl Iterator<Item = Practices>) -> Practices {
    accounts
        .fold(Practices::default(), |sum, one| Practices { in_use: sum.in_use | one.in_use, told: sum.told | one.told })
}
