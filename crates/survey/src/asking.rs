//! The random numbers of a wave.

use crate::Person;
use darkside_draws::{Draws, Purpose, Subject};
use darkside_engine::parameter::Survey;
use darkside_engine::practice::Practice;
use darkside_engine::record::Case;

/// Everything that the instruments need besides the truth.
pub(crate) struct Asking<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) practices: &'a [Practice],
    pub(crate) draws: &'a Draws,
    /// The week of the wave.
    pub(crate) week: u32,
}

/// Whom or what a question is about.
#[derive(Clone, Copy)]
pub(crate) struct About {
    slot: u32,
    seat: u32,
}

impl From<Person> for About {
    fn from(person: Person) -> Self {
        Self { slot: person.number, seat: person.seat }
    }
}

impl From<&Case> for About {
    fn from(case: &Case) -> Self {
        Self { slot: case.spell, seat: case.relationship }
    }
}

/// One seat as another sees it.
impl From<(u32, u32)> for About {
    fn from((source, target): (u32, u32)) -> Self {
        Self { slot: target, seat: source }
    }
}

impl Asking<'_> {
    /// The random numbers of one question.
    pub(crate) fn subject(&self, purpose: Purpose, question: &str, about: impl Into<About>) -> Subject {
        let About { slot, seat } = about.into();
        self.draws.about(question).subject(purpose, self.week, slot, seat)
    }

    /// A normal error with this standard deviation on top of a value. Without error the value stays as it is, to the bit.
    pub(crate) fn with_error(
        &self,
        value: f32,
        deviation: f32,
        purpose: Purpose,
        question: &str,
        about: impl Into<About>,
    ) -> f32 {
        if deviation == 0.0 { value } else { value + deviation * self.subject(purpose, question, about).normal() }
    }

    /// Whether a respondent answers a question.
    pub(crate) fn answers(&self, question: &str, about: impl Into<About>) -> bool {
        let share = self.survey.item_response;
        share >= 1.0 || self.subject(Purpose::SurveyItemResponse, question, about).happens(share)
    }
}
