//! The people of a panel, numbered: everybody who is ever in it, by seat and then in order of arrival.

use std::collections::{BTreeMap, BTreeSet};

use darkside_survey::{AccountAnswer, FieldStudy, ManagerAnswer, Panel, Person};

use darkside_engine::parameter::Roster;
use darkside_methods::FEWEST_CLUSTERS;

/// A panel organised by the people in it. Contacts outside the panel are left out.
pub(super) struct Actors<'a> {
    pub(super) study: &'a FieldStudy,
    pub(super) panel: &'a Panel,
    /// Everybody, in order; an actor's number is the position, counted from 1 in files.
    pub(super) people: Vec<Person>,
    /// What each actor said, by wave and actor; `None` if the actor is not in the panel.
    answers: Vec<Vec<Option<&'a ManagerAnswer>>>,
    /// Who names whom, by wave: pairs of actors with the strength of the tie.
    ties: Vec<BTreeMap<(usize, usize), f32>>,
}

impl<'a> Actors<'a> {
    pub(super) fn of(study: &'a FieldStudy, panel: &'a Panel) -> Self {
        let people: BTreeSet<Person> =
            panel.waves.iter().flat_map(|wave| wave.managers.iter().map(|one| one.person)).collect();
        let people: Vec<Person> = people.into_iter().collect();
        let number = |person: &Person| people.binary_search(person).ok();
        let mut answers: Vec<Vec<Option<&ManagerAnswer>>> = vec![vec![None; people.len()]; panel.waves.len()];
        for (row, wave) in answers.iter_mut().zip(&panel.waves) {
            for one in &wave.managers {
                if let Some(actor) = number(&one.person) {
                    row[actor] = Some(one);
                }
            }
        }
        let ties = panel.waves.iter().zip(&answers).map(|(wave, there)| {
            let pairs =
                wave.ties.iter().filter_map(|tie| Some((number(&tie.source)?, number(&tie.target)?, tie.strength)));
            let pairs = pairs.filter(|(_, target, _)| there[*target].is_some());
            pairs.map(|(source, target, strength)| ((source, target), strength)).collect()
        });
        let ties = ties.collect();
        Self { study, panel, people, answers, ties }
    }

    /// How many waves there are.
    pub(super) fn waves(&self) -> usize {
        self.answers.len()
    }

    /// What an actor said at a wave; `None` if the actor was not in the panel then.
    pub(super) fn answer(&self, wave: usize, actor: usize) -> Option<&ManagerAnswer> {
        self.answers[wave][actor]
    }

    /// The actor who answers about an account.
    pub(super) fn of_account(&self, answer: &AccountAnswer) -> Option<usize> {
        self.people.binary_search(&Person::of(&answer.case)).ok()
    }

    /// The ties named at a wave: pairs of actors with the strength of the tie.
    pub(super) fn ties(&self, wave: usize) -> &BTreeMap<(usize, usize), f32> {
        &self.ties[wave]
    }

    /// Whether `source` could name `target` at a wave.
    pub(super) fn can_name(&self, wave: usize, source: usize, target: usize) -> bool {
        match (self.answers[wave][source], self.answers[wave][target]) {
            (Some(source), Some(target)) => self.study.survey().roster != Roster::Firm || source.firm == target.firm,
            _ => false,
        }
    }

    /// Actors named by an actor who answered the question; `None` without an answer.
    pub(super) fn named_by(&self, wave: usize, source: usize) -> Option<Vec<usize>> {
        self.answer(wave, source).filter(|one| one.named)?;
        let ties = self.ties[wave].range((source, 0)..(source + 1, 0));
        Some(ties.map(|((_, target), _)| *target).collect())
    }

    /// What an actor said about a practice at a wave.
    pub(super) fn uses(&self, wave: usize, actor: usize, practice: usize) -> Option<bool> {
        self.answer(wave, actor)?.practices.of(practice)
    }

    /// The names of the practices.
    pub(super) fn practices(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.study.scenario().practices.iter().map(|practice| practice.name.as_str())
    }

    /// The practice with the most reported take-ups between waves, the first if several tie: the one that the scripts
    /// analyse.
    fn most_taken_up(&self) -> Option<(usize, &str)> {
        let taken_up = |practice: usize| {
            let mut count = 0;
            for wave in 1..self.waves() {
                let moves = |actor: &usize| {
                    (self.uses(wave - 1, *actor, practice), self.uses(wave, *actor, practice))
                        == (Some(false), Some(true))
                };
                count += (0..self.people.len()).filter(moves).count();
            }
            count
        };
        self.practices().enumerate().rev().max_by_key(|(practice, _)| taken_up(*practice))
    }

    /// The column of groups whose members may be alike: firms, or offices if there is only one firm.
    fn groups(&self) -> &'static str {
        if self.firms() > 1 { "firm" } else { "office" }
    }

    /// The column by which standard errors are clustered. Clustering by firm would make them too small if there are few
    /// firms.
    fn clusters(&self) -> &'static str {
        if self.firms() < FEWEST_CLUSTERS { "actor" } else { "firm" }
    }

    fn firms(&self) -> usize {
        self.answers.iter().flatten().flatten().map(|one| one.firm).collect::<BTreeSet<_>>().len()
    }
}

/// A script about the practice with most take-ups, by its name or by its number from 1.
pub(super) fn script(template: &str, actors: &Actors<'_>) -> String {
    let (practice, name) = actors.most_taken_up().unwrap_or_default();
    let number = (practice + 1).to_string();
    let (waves, alike, cluster) = (actors.waves().to_string(), actors.groups(), actors.clusters());
    let script = template.replace("{practice}", name).replace("{number}", &number).replace("{waves}", &waves);
    script.replace("{alike}", alike).replace("{cluster}", cluster)
}
