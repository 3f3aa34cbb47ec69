//! The random numbers of a wave.

use crate::Person;
use darkside_draws::{Draws, Purpose, Subject};
use darkside_engine::parameter::Survey;
use darkside_engine::practice::{Effect, Practice};
use darkside_engine::record::Case;

/// Everything that the instruments need besides the truth.
pub(crate) struct Asking<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) practices: &'a [Practice],
    pub(crate) draws: &'a Draws,
    pub(crate) questions: &'a Questions,
    /// The week of the wave.
    pub(crate) week: u32,
}

/// The random numbers of the questions that are asked about every account: sixteen are drawn at a time.
pub(crate) struct Questions {
    /// Of each practice, at one account.
    pub(crate) at_account: Vec<Draws>,
    /// Of each practice, anywhere in a portfolio.
    pub(crate) anywhere: Vec<Draws>,
    /// Of the items, effect by effect, and last of the one on all of them together.
    pub(crate) items: Vec<Draws>,
}

impl Questions {
    pub(crate) fn of(draws: &Draws, practices: &[Practice], survey: &Survey) -> Self {
        let about = |what: &str| -> Vec<Draws> {
            practices.iter().map(|practice| draws.about(&format!("{what} {}", practice.name))).collect()
        };
        let item = |effect: Effect| (1..=survey.items).map(move |item| format!("{} {item}", effect.name()));
        let items = Effect::ALL.into_iter().flat_map(item).chain(["overall".to_owned()]);
        Self {
            at_account: about("practice"),
            anywhere: about("anywhere"),
            items: items.map(|name| draws.about(&name)).collect(),
        }
    }
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

    /// The first number of each of these questions.
    pub(crate) fn first_of_each(&self, purpose: Purpose, questions: &[Draws], about: impl Into<About>) -> Vec<f32> {
        let About { slot, seat } = about.into();
        let mut numbers = Vec::with_capacity(questions.len());
        Draws::first_of_each(questions, purpose, self.week, slot, seat, &mut numbers);
        numbers
    }

    /// Whether a respondent answers each of these questions.
    pub(crate) fn answers_each(&self, questions: &[Draws], about: impl Into<About>) -> Vec<bool> {
        let share = self.survey.item_response;
        if share >= 1.0 {
            return vec![true; questions.len()];
        }
        let numbers = self.first_of_each(Purpose::SurveyItemResponse, questions, about);
        numbers.into_iter().map(|number| number < share).collect()
    }

    /// Whether a respondent answers a question.
    pub(crate) fn answers(&self, question: &str, about: impl Into<About>) -> bool {
        let share = self.survey.item_response;
        share >= 1.0 || self.subject(Purpose::SurveyItemResponse, question, about).happens(share)
    }
}
