//! What exists in only one of two arms under the same seed: the difference of two runs, event by event.

use std::collections::{BTreeMap, BTreeSet};

use darkside_engine::record::{Adoption, Case, Onset};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// The differences between two runs under one seed.
#[derive(Clone, Debug, PartialEq)]
pub struct PairedReplay {
    /// The seed.
    pub seed: u64,
    /// Weeks simulated.
    pub weeks: u32,
    /// Names of the two arms.
    pub arms: [String; 2],
    /// What each arm has and the other does not.
    pub only: [Only; 2],
    /// Adoptions that both have: the same practice in the same relationship in the same week.
    pub shared_adoptions: usize,
    /// How many of them came by another mechanism, at another locus or from another source.
    pub otherwise: usize,
    /// Onsets that both have: the same effect in the same relationship in the same week.
    pub shared_onsets: usize,
    /// The first week in which the two runs differ; `None` if they never do.
    pub first_week: Option<u32>,
    /// For each arm, its own adoptions and those shared adoptions from which they were copied.
    pub ledger: [Vec<Adoption>; 2],
}

/// Events of one arm that the other does not have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Only {
    /// Adoptions, in the order of the ledger.
    pub adoptions: Vec<Adoption>,
    /// Onsets, in the order in which they were recorded.
    pub onsets: Vec<Onset>,
}

type EventKey = (u32, String, u32, u32);

/// Runs both arms under `seed` and says which adoptions and onsets only one of them has.
///
/// Events count as the same if week, practice or effect, and relationship agree; practices are matched by name. Slots
/// refilled a different number of times hold different relationships.
///
/// # Errors
/// If an arm does not record its ledger or its onsets.
pub fn replay(first: &Scenario, other: &Scenario, seed: u64) -> Result<PairedReplay> {
    check(first, other)?;
    let arms = [first, other];
    let [one, two] = arms.map(|arm| darkside_engine::run::run(arm, seed, false));
    let adoption_key = |arm: usize, row: &Adoption| key(row.week, practice(arms[arm], row.practice), row.target);
    let onset_key = |row: &Onset| key(row.week, row.effect.name().to_owned(), row.place);
    let adoptions = [&one.ledger, &two.ledger];
    let taken: Vec<BTreeMap<EventKey, &Adoption>> =
        (0..2).map(|arm| adoptions[arm].iter().map(|row| (adoption_key(arm, row), row)).collect()).collect();
    let onsets = [&one.onsets, &two.onsets];
    let begun: Vec<BTreeSet<EventKey>> = onsets.iter().map(|rows| rows.iter().map(onset_key).collect()).collect();
    let only = [0, 1].map(|arm| Only {
        adoptions: adoptions[arm]
            .iter()
            .filter(|row| !taken[1 - arm].contains_key(&adoption_key(arm, row)))
            .copied()
            .collect(),
        onsets: onsets[arm].iter().filter(|row| !begun[1 - arm].contains(&onset_key(row))).copied().collect(),
    });
    let shared = taken[0].iter().filter_map(|(key, row)| Some((*row, *taken[1].get(key)?)));
    let shared: Vec<(&Adoption, &Adoption)> = shared.collect();
    let origin = |row: &Adoption| (row.mechanism, row.locus, row.source);
    let otherwise: Vec<u32> =
        shared.iter().filter(|(row, same)| origin(row) != origin(same)).map(|(row, _)| row.week).collect();
    let adopted = only.iter().flat_map(|only| &only.adoptions).map(|row| row.week);
    let turned = only.iter().flat_map(|only| &only.onsets).map(|row| row.week);
    let first_week = adopted.chain(turned).chain(otherwise.iter().copied()).min();
    Ok(PairedReplay {
        seed,
        weeks: first.parameters.run.weeks,
        arms: arms.map(|arm| arm.name.clone()),
        shared_onsets: begun[0].intersection(&begun[1]).count(),
        first_week,
        ledger: [0, 1].map(|arm| rooted(adoptions[arm], &only[arm].adoptions)),
        only,
        shared_adoptions: shared.len(),
        otherwise: otherwise.len(),
    })
}

/// Checks that two arms record what a replay compares.
///
/// # Errors
/// If one does not record its ledger or its onsets.
pub fn check(first: &Scenario, other: &Scenario) -> Result<()> {
    for arm in [first, other] {
        let record = &arm.parameters.record;
        if !(record.ledger && record.onsets) {
            return Err(Error::input(format!("{} records no events to compare", arm.name))
                .help("leave record.ledger and record.onsets on"));
        }
    }
    Ok(())
}

fn key(week: u32, what: String, place: Case) -> EventKey {
    (week, what, place.relationship, place.spell)
}

fn practice(arm: &Scenario, number: u8) -> String {
    arm.practices.get(usize::from(number)).map_or_else(String::new, |practice| practice.name.clone())
}

/// The adoptions of one arm alone, plus, as roots, the shared adoptions from which they were copied.
fn rooted(ledger: &[Adoption], only: &[Adoption]) -> Vec<Adoption> {
    let alone: BTreeSet<(u32, u8, Case)> = only.iter().map(|row| (row.week, row.practice, row.target)).collect();
    let sources: BTreeSet<(u8, u32, u32)> = only
        .iter()
        .filter_map(|row| row.source.map(|source| (row.practice, source.relationship, source.spell)))
        .collect();
    let kept = |row: &Adoption| {
        if alone.contains(&(row.week, row.practice, row.target)) {
            return Some(*row);
        }
        let is_source = sources.contains(&(row.practice, row.target.relationship, row.target.spell));
        // Its own source is shared too, so the tree begins here.
        is_source.then_some(Adoption { source: None, ..*row })
    };
    ledger.iter().filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    fn small(which: &str, more: &[&str]) -> Scenario {
        let mut set: Vec<String> =
            ["population.managers=20", "population.firms=1", "run.weeks=60"].map(String::from).to_vec();
        set.extend(more.iter().map(|more| (*more).to_owned()));
        load(&Request { set: &set, ..Request::of(which) }).unwrap()
    }

    #[test]
    fn the_same_scenario_differs_in_nothing() {
        let arm = small("baseline", &[]);
        let replay = replay(&arm, &arm, 4).unwrap();
        assert_eq!((replay.first_week, replay.otherwise), (None, 0));
        assert!(replay.only.iter().all(|only| only.adoptions.is_empty() && only.onsets.is_empty()));
        assert!(replay.shared_adoptions > 0);
    }

    #[test]
    fn what_is_only_here_and_what_is_shared_make_up_each_ledger() {
        let (one, other) = (small("baseline", &[]), small("isolated", &[]));
        let replay = replay(&one, &other, 4).unwrap();
        for (arm, scenario) in [&one, &other].into_iter().enumerate() {
            let record = darkside_engine::run::run(scenario, 4, false);
            assert_eq!(replay.only[arm].adoptions.len() + replay.shared_adoptions, record.ledger.len());
            assert_eq!(replay.only[arm].onsets.len() + replay.shared_onsets, record.onsets.len());
        }
        assert!(replay.only[0].adoptions.len() > replay.only[1].adoptions.len(), "copying adds adoptions");
        assert!(replay.shared_adoptions > 0, "what was invented before anything was copied is shared");
    }

    #[test]
    fn until_an_intervention_nothing_differs() {
        let one = small("baseline", &[]);
        let text = "extends = \"baseline\"\npopulation = { managers = 20, firms = 1 }\nrun = { weeks = 60 }\n\
                    [[intervention]]\nweek = 30\nset = { \"contagion.spontaneous\" = 0.05 }\n";
        let other = darkside_engine::scenario::read("other.toml", text, std::path::Path::new(""), &[]).unwrap();
        let replay = replay(&one, &other, 4).unwrap();
        assert!(replay.first_week.is_some_and(|week| week >= 30), "{:?}", replay.first_week);
    }

    #[test]
    fn an_arm_without_a_ledger_is_refused() {
        let (one, other) = (small("baseline", &[]), small("isolated", &["record.ledger=false"]));
        assert_eq!(replay(&one, &other, 4).unwrap_err().message(), "isolated records no events to compare");
    }
}
