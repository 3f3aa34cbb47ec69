//! Who is sampled: firms, in them offices, in these managers.

use std::collections::BTreeSet;

use crate::{ManagerState, Truth};
use darkside_draws::{Draws, Purpose};
use darkside_engine::parameter::{Survey, decimal};
use darkside_error::{Error, Result};

/// What is sampled: everything has a number of its own, and the lowest are taken.
fn sampled(draws: &Draws, what: &str, among: impl Iterator<Item = u32>, share: f32, most: Option<u32>) -> Vec<u32> {
    let draws = draws.about(what);
    let drawn: Vec<(u32, u32)> =
        among.map(|one| (draws.subject(Purpose::SurveySample, 0, 0, one).word(), one)).collect();
    let part = (decimal(share) * drawn.len() as f64 + 0.5).floor() as usize;
    lowest(drawn, most.map_or(part, |most| part.min(most as usize)))
}

/// Those with the lowest numbers, at most so many, in order.
fn lowest<T: Ord>(mut drawn: Vec<(u32, T)>, most: usize) -> Vec<T> {
    drawn.sort_unstable();
    drawn.truncate(most);
    let mut taken: Vec<T> = drawn.into_iter().map(|(_, one)| one).collect();
    taken.sort_unstable();
    taken
}

/// The firms sampled, and the seats sampled in them, in order.
///
/// # Errors
/// If no seat is left.
pub(crate) fn sample(survey: &Survey, draws: &Draws, truth: &Truth) -> Result<(Vec<u32>, Vec<u32>)> {
    let firms: BTreeSet<u32> = truth.managers.iter().map(|one| one.firm).collect();
    let firms = sampled(draws, "firm", firms.into_iter(), survey.firm_share, survey.firms);
    let mut seats = Vec::new();
    for firm in &firms {
        let all: Vec<&ManagerState> = truth.managers.iter().filter(|one| one.firm == *firm).collect();
        let offices: BTreeSet<u32> = all.iter().map(|one| one.office).collect();
        let offices = sampled(draws, "office", offices.into_iter(), survey.office_share, None);
        let there = all.iter().filter(|one| offices.binary_search(&one.office).is_ok()).map(|one| one.person.seat);
        seats.extend(sampled(draws, "manager", there, survey.manager_share, survey.managers));
    }
    if seats.is_empty() {
        let shares = [survey.firm_share, survey.office_share, survey.manager_share].map(|share| share.to_string());
        let message =
            format!("no manager is left in the sample: shares of firms, offices, managers {}", shares.join(", "));
        return Err(Error::input(message)
            .help("raise survey.firm_share, survey.office_share or survey.manager_share: shares count to the nearest whole number"));
    }
    seats.sort_unstable();
    Ok((firms, seats))
}

/// The positions in `portfolio` of the relationships that a manager is asked about. While a relationship lasts it is either
/// asked about in every wave or hardly ever, as in a study that keeps to the accounts of its first interview.
pub(crate) fn accounts(survey: &Survey, draws: &Draws, truth: &Truth, seat: u32) -> Vec<usize> {
    let portfolio = truth.portfolio(seat);
    let Some(most) = survey.accounts else { return portfolio.collect() };
    let draws = draws.about("account");
    let number = |place: usize| {
        let case = &truth.relationships[place].case;
        draws.subject(Purpose::SurveySample, 0, case.spell, case.relationship).word()
    };
    lowest(portfolio.map(|place| (number(place), place)).collect(), most as usize)
}
