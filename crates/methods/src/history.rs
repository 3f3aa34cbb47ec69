//! When everybody took up the practice, and who was exposed to whom then.

use crate::panel::Panel;
use crate::risk_set::Contacts;
use darkside_draws::{Draws, Purpose};
use std::collections::BTreeMap;
use std::ops::Range;

/// The time of managers who did not take the practice up.
const NEVER: u32 = u32::MAX;

/// When everybody took up the practice, and who is compared when.
pub(crate) struct History {
    /// The wave of each manager's first known use; [`NEVER`] without one.
    pub(crate) times: Vec<u32>,
    /// Managers at waves whose use is known then and at the next wave.
    moments: Vec<Moment>,
    /// The contacts of all moments whose use is known.
    contacts: Vec<u32>,
    /// What is counted separately: contacts who use the practice, of how many contacts.
    places: Vec<(usize, usize)>,
    /// Managers who took up the practice during the study, by the waves at which their use is known.
    takers: BTreeMap<Vec<bool>, Vec<u32>>,
}

/// A manager at a wave.
struct Moment {
    manager: u32,
    wave: u32,
    /// Where their contacts are.
    contacts: Range<usize>,
    /// The place of nobody among so many contacts; one more who uses the practice is the next place.
    place: usize,
}

impl History {
    pub(crate) fn of(panel: &Panel) -> Self {
        let known = |manager: usize, wave: usize| panel.uses[panel.cell(manager, wave)];
        let time = |manager| (0..panel.waves).find(|&wave| known(manager, wave) == Some(true));
        let times = (0..panel.managers).map(|manager| time(manager).map_or(NEVER, |wave| wave as u32)).collect();
        let named = Contacts::of(panel);
        let (mut moments, mut contacts) = (Vec::new(), Vec::new());
        for (wave, manager) in (1..panel.waves).flat_map(|next| (0..panel.managers).map(move |who| (next - 1, who))) {
            let named = named.of_cell(panel.cell(manager, wave));
            let heard = named.iter().map(|&(to, _)| to).filter(|&to| known(to as usize, wave).is_some());
            let first = contacts.len();
            if known(manager, wave).is_some() && known(manager, wave + 1).is_some() {
                contacts.extend(heard);
                if named.is_empty() || first < contacts.len() {
                    let (manager, wave) = (manager as u32, wave as u32);
                    moments.push(Moment { manager, wave, contacts: first..contacts.len(), place: 0 });
                }
            }
        }
        let mut takers: BTreeMap<Vec<bool>, Vec<u32>> = BTreeMap::new();
        for manager in 0..panel.managers {
            let uses: Vec<Option<bool>> = (0..panel.waves).map(|wave| known(manager, wave)).collect();
            if uses.iter().flatten().next() == Some(&false) && uses.contains(&Some(true)) {
                takers.entry(uses.iter().map(Option::is_some).collect()).or_default().push(manager as u32);
            }
        }
        let mut first_places: BTreeMap<usize, usize> = moments.iter().map(|at| (at.contacts.len(), 0)).collect();
        let mut places = Vec::new();
        for (&contacts, first) in &mut first_places {
            *first = places.len();
            places.extend((0..=contacts).map(|using| (using, contacts)));
        }
        moments.iter_mut().for_each(|at| at.place = first_places[&at.contacts.len()]);
        Self { times, moments, contacts, places, takers }
    }

    /// Groups of managers who can swap times, each with at least two different ones.
    pub(crate) fn exchangeable(&self) -> Vec<Vec<u32>> {
        let time = |manager: &u32| self.times[*manager as usize];
        let differ = |group: &&Vec<u32>| group.iter().any(|manager| time(manager) != time(&group[0]));
        self.takers.values().filter(differ).cloned().collect()
    }

    pub(crate) fn shuffle(&mut self, groups: &[Vec<u32>], draws: &Draws, number: u32) {
        let mut subject = draws.subject(Purpose::AdoptionTimes, 0, 0, number);
        for group in groups {
            for last in (1..group.len()).rev() {
                let other = subject.below(last as u32 + 1) as usize;
                self.times.swap(group[last] as usize, group[other] as usize);
            }
        }
    }

    pub(crate) fn tally(&self) -> Tally<'_> {
        let (mut hits, mut trials) = (vec![0; self.places.len()], vec![0; self.places.len()]);
        for Moment { manager, wave, contacts, place } in &self.moments {
            let time = self.times[*manager as usize];
            if time > *wave {
                let contacts = &self.contacts[contacts.clone()];
                let using = contacts.iter().filter(|&&contact| self.times[contact as usize] <= *wave).count();
                trials[place + using] += 1;
                hits[place + using] += u32::from(time == wave + 1);
            }
        }
        Tally { places: &self.places, hits, trials }
    }
}

/// Rows and uptake by the number of contacts who use the practice and the number of contacts.
pub(crate) struct Tally<'a> {
    pub(crate) places: &'a [(usize, usize)],
    pub(crate) hits: Vec<u32>,
    pub(crate) trials: Vec<u32>,
}
