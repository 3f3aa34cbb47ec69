//! One manager's story in one run: what was adopted from whom, what was given up, what turned dark.

use std::collections::BTreeMap;

use super::words::spaced;
use crate::archive::{People, Run, Seeded};
use darkside_engine::record::{Adoption, Case, Cause, Lapse, Locus, Mechanism, Onset};
use darkside_error::{Error, Result};

/// What happened in one of the manager's relationships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEvent {
    /// The week.
    pub week: u32,
    /// The slot in which the relationship began, and which relationship of that slot it is.
    pub relationship: (u32, u32),
    /// Which occupant of the seat, from 0: first the manager with this name, then the successors.
    pub person: u32,
    /// What happened, in a sentence without a full stop.
    pub what: String,
}

/// The story of a manager's seat under one seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonStory {
    /// The seat.
    pub seat: u32,
    /// The manager's name.
    pub name: String,
    /// The seed.
    pub seed: u64,
    /// Everything that happened in the seat's relationships, by week.
    pub events: Vec<PersonEvent>,
    /// How often other managers copied from this seat.
    pub copied_by_others: usize,
}

/// Reads the story of the manager called `name` under `seed`.
///
/// # Errors
/// If nobody has this name, the seed was not run, the run kept no ledger, or a table cannot be read.
pub fn person(run: &Run, name: &str, seed: u64) -> Result<PersonStory> {
    let manifest = run.manifest();
    if seed < manifest.first_seed || seed - manifest.first_seed >= u64::from(manifest.seeds) {
        let last = manifest.first_seed + u64::from(manifest.seeds) - 1;
        return Err(Error::input(format!("seed {seed} is not among this run's"))
            .help(format!("it has seeds {} to {last}", manifest.first_seed)));
    }
    let people = run.people()?;
    let seat = people.seat(name)?;
    let teller = Teller { people: &people, practices: manifest.practices.iter().map(|p| spaced(&p.name)).collect() };
    let Some(ledger) = run.ledger()? else {
        return Err(Error::input("this run kept no ledger, so it cannot tell who copied from whom")
            .help("run it again with record.ledger = true"));
    };
    let mut events = Vec::new();
    let mut tell = |place: Case, week: u32, what: String| {
        let relationship = (place.relationship, place.spell);
        events.push(PersonEvent { week, relationship, person: place.person, what });
    };
    let mut copied_by_others = 0;
    for adoption in of_seed(ledger, seed) {
        let adoption = adoption?;
        if adoption.target.manager == seat {
            tell(adoption.target, adoption.week, teller.adoption(&adoption));
        } else if adoption.source.is_some_and(|source| source.manager == seat) {
            copied_by_others += 1;
        }
    }
    for lapse in run.lapses()?.into_iter().flat_map(|lapses| of_seed(lapses, seed)) {
        let lapse = lapse?;
        if lapse.place.manager == seat && lapse.cause != Cause::Ended {
            tell(lapse.place, lapse.week, teller.lapse(&lapse));
        }
    }
    for onset in run.onsets()?.into_iter().flat_map(|onsets| of_seed(onsets, seed)) {
        let onset = onset?;
        if onset.place.manager == seat {
            tell(onset.place, onset.week, teller.onset(&onset));
        }
    }
    events.sort_by_key(|event| event.week);
    Ok(PersonStory { seat, name: people.manager(seat), seed, events, copied_by_others })
}

impl PersonStory {
    /// The events by relationship, in order of weeks.
    pub fn by_relationship(&self) -> BTreeMap<(u32, u32), Vec<&PersonEvent>> {
        let mut relationships: BTreeMap<(u32, u32), Vec<&PersonEvent>> = BTreeMap::new();
        for event in &self.events {
            relationships.entry(event.relationship).or_default().push(event);
        }
        relationships
    }
}

/// The rows of one seed. The tables are sorted by seed.
fn of_seed<T>(rows: impl Iterator<Item = Result<Seeded<T>>>, seed: u64) -> impl Iterator<Item = Result<T>> {
    rows.skip_while(move |row| row.as_ref().is_ok_and(|row| row.seed < seed))
        .take_while(move |row| row.as_ref().is_ok_and(|row| row.seed == seed) || row.is_err())
        .map(|row| row.map(|row| row.row))
}

/// Puts rows into words.
struct Teller<'a> {
    people: &'a People,
    practices: Vec<String>,
}

impl Teller<'_> {
    fn practice(&self, practice: u8) -> &str {
        self.practices.get(usize::from(practice)).map_or("", String::as_str)
    }

    fn adoption(&self, adoption: &Adoption) -> String {
        let practice = self.practice(adoption.practice);
        let dark = if adoption.source_flags != 0 { ", already dark" } else { "" };
        let how = match (adoption.mechanism, adoption.locus, adoption.source) {
            (Mechanism::Spontaneous, ..) => "invented here".to_owned(),
            (Mechanism::Introduction, ..) => "introduced from outside".to_owned(),
            (Mechanism::Fashion, ..) => "suggested from outside".to_owned(),
            (Mechanism::Programme, ..) => "from the firm's programme".to_owned(),
            (_, _, None) => "remembered".to_owned(),
            (_, Locus::IntraPortfolio, _) => format!("from the manager's own relationships{dark}"),
            (mechanism, locus, Some(source)) => {
                let whose = if locus == Locus::WiderNetwork { "outside the firm" } else { "in the firm" };
                let way = match mechanism {
                    Mechanism::InterLearning => "learned from",
                    Mechanism::Association => "met with",
                    _ => "copied from",
                };
                format!("{way} {}, {whose}{dark}", self.people.manager(source.manager))
            }
        };
        format!("takes up {practice}: {how}")
    }

    fn lapse(&self, lapse: &Lapse) -> String {
        let why = match lapse.cause {
            Cause::Drift => "forgotten",
            Cause::Review => "the manager saw its harm",
            Cause::Audit => "an audit saw its harm",
            Cause::Ended => "the relationship ended",
        };
        let lesson = if lapse.lesson { ", with a lesson" } else { "" };
        format!("gives up {}: {why}{lesson}", self.practice(lapse.practice))
    }

    fn onset(&self, onset: &Onset) -> String {
        let cause = onset.practice.map_or_else(
            || "nothing in use feeds it".to_owned(),
            |practice| format!("fed most by {}", self.practice(practice)),
        );
        format!("turns dark: {}, {cause}", spaced(onset.effect.name()))
    }
}
