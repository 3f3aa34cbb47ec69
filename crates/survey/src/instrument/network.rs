//! "Who do you look to for advice?": recall, false names, and a limited number of lines to write them on.

use crate::asking::Asking;
use crate::{NamedContact, Person, Truth};
use darkside_draws::{Purpose, Subject};
use darkside_engine::parameter::Roster;

/// Attempts to find somebody to name falsely: in a small firm there may be nobody.
const ATTEMPTS: u32 = 64;

/// Whom a respondent names, the strongest first. `firms` are the sampled ones, in order.
pub(crate) fn names(asking: &Asking<'_>, truth: &Truth, firms: &[u32], person: Person) -> Vec<NamedContact> {
    let contacts = contacts(truth, person.seat);
    let mut named: Vec<(u32, f32)> = Vec::with_capacity(contacts.len());
    for &(target, weight) in &contacts {
        if on_list(asking, truth, firms, person.seat, target) {
            let mut subject = asking.subject(Purpose::SurveyRecall, "", (person.seat, target));
            if subject.happens(recall(asking, weight)) {
                named.push((target, told_strength(asking, weight, &mut subject)));
            }
        }
    }
    if asking.survey.false_names > 0.0 {
        name_falsely(asking, truth, firms, (person, &contacts), &mut named);
    }
    // Stable: what is equally strong stays in the order of tie slots.
    named.sort_by(|a, b| b.1.total_cmp(&a.1));
    named.truncate(asking.survey.names.map_or(usize::MAX, |most| most as usize));
    let contact = |((target, strength), rank)| {
        let target = truth.managers[target as usize].person;
        NamedContact { source: person, target, rank, strength }
    };
    named.into_iter().zip(1..).map(contact).collect()
}

/// Whom somebody looks to, in the order of tie slots, and how much: two ties to the same contact are one name.
fn contacts(truth: &Truth, seat: u32) -> Vec<(u32, f32)> {
    let mut contacts: Vec<(u32, f32)> = Vec::new();
    for tie in truth.ties_of(seat) {
        match contacts.iter_mut().find(|(target, _)| *target == tie.target) {
            Some((_, weight)) => *weight += tie.weight,
            None => contacts.push((tie.target, tie.weight)),
        }
    }
    contacts
}

/// Whether somebody can be named: anybody without a list.
fn on_list(asking: &Asking<'_>, truth: &Truth, firms: &[u32], source: u32, target: u32) -> bool {
    let firm = |seat: u32| truth.managers[seat as usize].firm;
    match asking.survey.roster {
        Roster::None => true,
        Roster::Firm => firm(source) == firm(target),
        Roster::Sample => firms.binary_search(&firm(target)).is_ok(),
    }
}

/// The probability that a contact is named: from a list whatever the tie, from memory higher where it is strong.
fn recall(asking: &Asking<'_>, weight: f32) -> f32 {
    let (recall, half) = (asking.survey.recall, asking.survey.recall_weight);
    match asking.survey.roster {
        Roster::None if half > 0.0 => recall * (weight / (weight + half)),
        _ => recall,
    }
}

fn told_strength(asking: &Asking<'_>, weight: f32, subject: &mut Subject) -> f32 {
    let deviation = asking.survey.strength_error;
    if deviation == 0.0 { weight } else { weight * libm::expf(deviation * subject.normal()) }
}

/// Adds people who are not contacts, each as strong as one of the contacts or, without any, of strength 0.
fn name_falsely(
    asking: &Asking<'_>,
    truth: &Truth,
    firms: &[u32],
    (person, contacts): (Person, &[(u32, f32)]),
    named: &mut Vec<(u32, f32)>,
) {
    let own = truth.managers[person.seat as usize].firm;
    let may_be_named = |firm: u32| match asking.survey.roster {
        Roster::Sample => firms.binary_search(&firm).is_ok(),
        Roster::None | Roster::Firm => firm == own,
    };
    let candidates = truth.managers.iter().filter(|one| may_be_named(one.firm));
    let candidates: Vec<u32> = candidates.map(|one| one.person.seat).collect();
    let mut subject = asking.subject(Purpose::SurveyFalseName, "", person);
    for _ in 0..subject.poisson(asking.survey.false_names) {
        for _ in 0..ATTEMPTS {
            let seat = candidates[subject.below(candidates.len() as u32) as usize];
            let is_contact = contacts.iter().any(|(other, _)| *other == seat);
            if seat != person.seat && !is_contact && !named.iter().any(|(other, _)| *other == seat) {
                let like = subject.below(contacts.len() as u32) as usize;
                let like = contacts.get(like).map_or(0.0, |(_, weight)| *weight);
                named.push((seat, told_strength(asking, like, &mut subject)));
                break;
            }
        }
    }
}
