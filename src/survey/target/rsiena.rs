//! Files for RSiena: matrices by wave, behaviour, composition changes, two-mode matrices, and a script.
//!
//! In an adjacency matrix, 1 is a name given, 0 is none, and NA is a question not answered. 10, RSiena's structural
//! zero, is a tie that could not exist: one of the two is not in the panel, or not on the list of names.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt::Write;

use super::actors::{Actors, script};

/// With more people than this a matrix would take more than 100 MB, and an estimation forever.
pub(super) const MOST_PEOPLE: usize = 5_000;

pub(super) fn files(actors: &Actors<'_>) -> Vec<(String, String)> {
    let mut files =
        vec![("actors.csv".to_owned(), people(actors)), ("composition.dat".to_owned(), composition(actors))];
    for wave in 0..actors.waves() {
        files.push((format!("network_{}.dat", wave + 1), network(actors, wave)));
        files.push((format!("accounts_{}.dat", wave + 1), accounts(actors, wave)));
    }
    for (practice, name) in actors.practices().enumerate() {
        let uses = |wave, actor| actors.uses(wave, actor, practice).map(|uses| f32::from(u8::from(uses)));
        files.push((format!("use_{name}.dat"), behaviour(actors, uses)));
    }
    let tenure = behaviour(actors, |wave, actor| Some(actors.answer(wave, actor)?.tenure));
    let learning = behaviour(actors, |wave, actor| Some(actors.answer(wave, actor)?.learning));
    files.extend([
        ("tenure.dat".to_owned(), tenure),
        ("learning.dat".to_owned(), learning),
        ("model.R".to_owned(), script(include_str!("rsiena.R"), actors)),
    ]);
    files
}

/// Who the actors are, with their constant attributes.
fn people(actors: &Actors<'_>) -> String {
    let mut out = String::from("actor,manager,person,firm,office\n");
    for (actor, person) in actors.people.iter().enumerate() {
        let first = (0..actors.waves()).find_map(|wave| actors.answer(wave, actor));
        let (firm, office) = first.map_or((0, 0), |one| (one.firm + 1, one.office));
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(out, "{},{},{},{firm},{office}", actor + 1, person.seat, person.number);
    }
    out
}

fn network(actors: &Actors<'_>, wave: usize) -> String {
    matrix(actors.people.len(), actors.people.len(), |source, target| {
        let named = actors.answer(wave, source).is_some_and(|one| one.named);
        match actors.can_name(wave, source, target) {
            _ if source == target => "0",
            false => "10",
            true if !named => "NA",
            true if actors.ties(wave).contains_key(&(source, target)) => "1",
            true => "0",
        }
    })
}

/// Actors by waves; NA if nothing is known.
fn behaviour(actors: &Actors<'_>, get: impl Fn(usize, usize) -> Option<f32>) -> String {
    matrix(actors.people.len(), actors.waves(), |actor, wave| {
        get(wave, actor).filter(|value| !value.is_nan()).map_or_else(|| "NA".to_owned(), |value| value.to_string())
    })
}

/// The period in which each actor is in the panel, from and to; arrivals and departures are placed half-way between two
/// waves.
fn composition(actors: &Actors<'_>) -> String {
    let mut out = String::new();
    let last = actors.waves();
    for actor in 0..actors.people.len() {
        let there: Vec<usize> = (0..last).filter(|wave| actors.answer(*wave, actor).is_some()).collect();
        let (Some(from), Some(to)) = (there.first(), there.last()) else { continue };
        let from = if *from == 0 { 1.0 } else { *from as f64 + 0.5 };
        let to = if to + 1 == last { last as f64 } else { *to as f64 + 1.5 };
        let _ = writeln!(out, "{from} {to}");
    }
    out
}

/// The two-mode matrix of actors and of all accounts ever asked about, in the order of their numbers: 1 if the actor
/// serves the account, 0 if not, 10 if the actor is not in the panel.
fn accounts(actors: &Actors<'_>, wave: usize) -> String {
    let all: BTreeSet<u32> =
        actors.panel.waves.iter().flat_map(|wave| wave.accounts.iter().map(|one| one.account)).collect();
    let all: Vec<u32> = all.into_iter().collect();
    let serves: BTreeSet<(usize, u32)> = actors.panel.waves[wave]
        .accounts
        .iter()
        .filter_map(|one| Some((actors.of_account(one)?, one.account)))
        .collect();
    matrix(actors.people.len(), all.len(), |actor, account| match actors.answer(wave, actor) {
        None => "10",
        Some(_) if serves.contains(&(actor, all[account])) => "1",
        Some(_) => "0",
    })
}

/// A line for each row, its cells separated by spaces.
fn matrix<S: Borrow<str>>(rows: usize, columns: usize, cell: impl Fn(usize, usize) -> S) -> String {
    let line = |row: usize| (0..columns).map(|column| cell(row, column)).collect::<Vec<S>>().join(" ") + "\n";
    (0..rows).map(line).collect()
}
