//! Who answers. Whether somebody does may depend on what is asked about: answers are then missing not at random.

use crate::asking::Asking;
use crate::{Person, Truth};
use darkside_draws::Purpose;

/// For each of these people whether they answer the wave at this position.
///
/// The design's share holds for somebody of mean tenure and mean darkness. A share of 1 or 0 is certain, whatever the tenure
/// and darkness.
pub(crate) fn answer(asking: &Asking<'_>, truth: &Truth, wave: usize, people: &[Person]) -> Vec<bool> {
    let survey = asking.survey;
    let share = survey.response_of(wave);
    if share >= 1.0 || people.is_empty() {
        return vec![share > 0.0; people.len()];
    }
    let years: Vec<f32> = people.iter().map(|one| truth.managers[one.seat as usize].tenure / 52.0).collect();
    let dark: Vec<f32> = people.iter().map(|one| truth.dark_share(one.seat)).collect();
    let mean = |numbers: &[f32]| numbers.iter().sum::<f32>() / numbers.len() as f32;
    let (mean_years, mean_dark) = (mean(&years), mean(&dark));
    let odds = libm::logf(share / (1.0 - share));
    let answers = |position: usize| {
        let tenure = survey.response_tenure * (years[position] - mean_years);
        let darkness = survey.response_dark * (dark[position] - mean_dark);
        let probability = 1.0 / (1.0 + libm::expf(-(odds + tenure + darkness)));
        asking.subject(Purpose::SurveyResponse, "", people[position]).happens(probability)
    };
    (0..people.len()).map(answers).collect()
}
