//! Flat files: one row per person and wave, including what contacts do, and one per name given.

use std::fmt::Write;

use super::actors::Actors;

/// How columns about practices are named: Stata takes 32 characters at most.
#[derive(Clone, Copy)]
pub(super) enum Called {
    /// By the practice's name: `use_side_favours`.
    ByName,
    /// By its number in the catalogue, from 1: `use_10`.
    ByNumber,
}

/// A number that may be missing, in which case the cell is empty.
fn cell<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn number(value: f32) -> Option<f32> {
    (!value.is_nan()).then_some(value)
}

/// The files of a program: people, ties and key accounts, and a script that reads them.
pub(super) fn files(actors: &Actors<'_>, called: Called, name: &str, script: String) -> Vec<(String, String)> {
    vec![
        ("people.csv".to_owned(), people(actors, called)),
        ("ties.csv".to_owned(), ties(actors)),
        ("accounts.csv".to_owned(), accounts(actors)),
        (name.to_owned(), script),
    ]
}

/// The head of `people.csv`. For each practice: whether it is used, how many of the people named are known to use it
/// (`exposed_`), and the same two for the wave before.
pub(super) fn heads(actors: &Actors<'_>, called: Called) -> String {
    let mut out = String::from("actor,wave,week,manager,person,firm,office,status,tenure,learning,named");
    for (name, number) in actors.practices().zip(1..) {
        let practice = match called {
            Called::ByName => name.to_owned(),
            Called::ByNumber => number.to_string(),
        };
        // Writing to a string cannot fail, here and below.
        let _ = write!(out, ",use_{practice},exposed_{practice},use_{practice}_before,exposed_{practice}_before");
    }
    out
}

/// `people.csv`: one row per wave and person in the panel.
fn people(actors: &Actors<'_>, called: Called) -> String {
    let mut out = heads(actors, called);
    out.push('\n');
    for wave in 0..actors.waves() {
        for (actor, person) in actors.people.iter().enumerate() {
            let Some(answer) = actors.answer(wave, actor) else { continue };
            let week = actors.panel.waves[wave].week;
            let named = actors.named_by(wave, actor).map(|named| named.len());
            let _ = write!(
                out,
                "{},{},{week},{},{},{},{},{},{},{},{}",
                actor + 1,
                wave + 1,
                person.seat,
                person.number,
                answer.firm + 1,
                answer.office,
                answer.status.name(),
                cell(number(answer.tenure)),
                cell(number(answer.learning)),
                cell(named)
            );
            for practice in 0..actors.practices().count() {
                let at = |wave: Option<usize>| {
                    let uses = wave.and_then(|wave| actors.uses(wave, actor, practice)).map(u8::from);
                    [cell(uses), cell(wave.and_then(|wave| exposed(actors, wave, actor, practice)))]
                };
                let [[uses, exposed], [before, exposed_before]] = [at(Some(wave)), at(wave.checked_sub(1))];
                let _ = write!(out, ",{uses},{exposed},{before},{exposed_before}");
            }
            out.push('\n');
        }
    }
    out
}

/// How many of the people an actor names are known to use a practice.
fn exposed(actors: &Actors<'_>, wave: usize, actor: usize, practice: usize) -> Option<usize> {
    let named = actors.named_by(wave, actor)?;
    Some(named.iter().filter(|contact| actors.uses(wave, **contact, practice) == Some(true)).count())
}

/// `ties.csv`: one row per wave and name given.
fn ties(actors: &Actors<'_>) -> String {
    let mut out = String::from("wave,source,target,strength\n");
    for wave in 0..actors.waves() {
        for ((source, target), strength) in actors.ties(wave) {
            let _ = writeln!(out, "{},{},{},{strength}", wave + 1, source + 1, target + 1);
        }
    }
    out
}

/// `accounts.csv`: one row per wave, person and key account asked about.
fn accounts(actors: &Actors<'_>) -> String {
    let mut out = String::from("wave,actor,account,overall,told_value,recorded_value\n");
    for (wave, number_of) in actors.panel.waves.iter().zip(1..) {
        for one in &wave.accounts {
            if let Some(actor) = actors.of_account(one) {
                let values = [one.overall, one.told_value, one.recorded_value].map(|value| cell(number(value)));
                let _ = writeln!(out, "{number_of},{},{},{}", actor + 1, one.account, values.join(","));
            }
        }
    }
    out
}
