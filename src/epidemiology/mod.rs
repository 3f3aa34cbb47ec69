//! What an epidemiologist would ask of a run: how many adoptions each adoption led to, how fast a practice spread, who
//! passed it on, whom it reached, along which ties. `docs/epidemiology.md` defines every figure.
//!
//! Everything is computed when a run is written, seed by seed, from the ledger, the onsets, and the organisation of
//! week 0. [`archive`](crate::archive) summarises it over seeds.

mod bridges;
mod cast;
mod cohorts;
mod figures;
mod lineage;
mod onsets;
mod reach;
mod rows;
mod senders;
mod subject;
mod users;
mod ways;

pub use figures::{TAKEN_OFF, took_off};
pub use rows::{Bridge, CohortCount, Epidemic, FigureOf, LagCount, ReachCount, SenderMean};
pub use subject::{Figure, Subject, Trait, Unit};
pub(crate) use ways::ENOUGH_SEEN;

use cast::Cast;
use cohorts::CohortWeeks;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Record, metrics};
use darkside_engine::scenario::Scenario;

/// The epidemiology of one seed's record; empty if there is no ledger. Effects need the onsets too.
pub fn of(scenario: &Scenario, record: &Record) -> Epidemic {
    let mut epidemic = Epidemic::default();
    if let Some(start) = &record.start {
        add(&mut epidemic, scenario, record, &Cast::of(scenario, start));
    }
    epidemic
}

/// The same for an organisation that is already known.
fn add(epidemic: &mut Epidemic, scenario: &Scenario, record: &Record, cast: &Cast) {
    let weeks = scenario.parameters.run.weeks;
    let metrics = metrics(&scenario.practices);
    let course = |name: &str| {
        let column = metrics.iter().position(|metric| metric.name == name)?;
        record.series.get(column).map(Vec::as_slice)
    };
    let onsets = scenario.parameters.record.onsets.then(|| onsets::credits(&record.ledger, &record.onsets));
    let by_practice = by_practice(&record.ledger, scenario.practices.len());
    let (persons, traits) = (users::Persons::of(record, cast), reach::Traits::of(cast));
    let organisation = (cast, &traits);
    let mut room = lineage::Scratch::default();
    for (practice, rows) in by_practice.iter().enumerate() {
        let cohorts = CohortWeeks::aligned(weeks, cohorts::introduced(scenario, practice));
        let of_practice = || rows.iter().map(|&row| &record.ledger[row as usize]);
        let adoptions = lineage::adoptions(cast.users_of(practice), of_practice(), &mut room);
        let managers = lineage::managers(&adoptions, &mut room);
        let (adoption, manager) = (Subject::new(Unit::Adoption, practice), Subject::new(Unit::Manager, practice));
        for (subject, line) in [(adoption, &adoptions), (manager, &managers)] {
            cohorts.count(subject, line, epidemic);
        }
        let course = course(&format!("use_{}", scenario.practices[practice].name));
        let mut figures = figures::Writer::new(epidemic, adoption);
        let users = persons.users(&adoptions);
        figures.spread(&adoptions, course, weeks, alone(scenario));
        figures.top_fifth(&users);
        figures.crossings(of_practice(), cast);
        figures.ways(&adoptions, of_practice(), weeks);
        if let Some(credits) = &onsets {
            figures.darkening(credits.of_practice(practice), adoptions.first_week(), weeks);
        }
        let mut figures = figures::Writer::new(epidemic, manager);
        figures.spread(&managers, None, weeks, alone(scenario));
        figures.top_fifth(&persons.users(&managers));
        figures.share_of_seats(&managers, cast);
        figures.households(scenario, record.seed, practice);
        reach::of_practice(manager, &managers, organisation, epidemic);
        senders::compare(adoption, &adoptions, &users, organisation, epidemic);
        bridges::find(practice, of_practice(), &adoptions, cast, epidemic);
    }
    let Some(credits) = onsets else { return };
    let cohorts = CohortWeeks::aligned(weeks, 0);
    for effect in Effect::ALL {
        let subject = Subject::new(Unit::Onset, effect.index());
        let line = credits.line(effect, &record.onsets);
        let users = persons.users(&line);
        cohorts.count(subject, &line, epidemic);
        let mut figures = figures::Writer::new(epidemic, subject);
        figures.spread(&line, course(effect.name()), weeks, alone(scenario));
        figures.darkening(credits.of_effect(effect, &record.onsets), None, weeks);
        figures.share_of_seats(&line, cast);
        figures.top_fifth(&users);
        reach::of_effect(subject, &line, organisation, epidemic);
        senders::compare(subject, &line, &users, organisation, epidemic);
    }
}

/// Whether there is no other seed to compare with.
fn alone(scenario: &Scenario) -> bool {
    scenario.parameters.run.seeds == 1
}

/// The positions of the ledger's rows, by practice.
fn by_practice(ledger: &[Adoption], practices: usize) -> Vec<Vec<u32>> {
    let mut rows = vec![Vec::new(); practices];
    for (adoption, row) in ledger.iter().zip(0..) {
        if let Some(rows) = rows.get_mut(usize::from(adoption.practice)) {
            rows.push(row);
        }
    }
    rows
}

#[cfg(test)]
mod tests;
