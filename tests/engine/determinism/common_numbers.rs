//! Scenarios that differ in one mechanism share all other randomness.

use std::collections::BTreeMap;

use super::*;
use darkside::record::{Cause, Mechanism};

/// What happened to a relationship in a week.
#[derive(Clone, Debug, PartialEq)]
enum Happened {
    Adopted(darkside::record::Adoption),
    Gave(u8, Cause, bool),
}

/// The one event of each relationship in `week`.
fn events(record: &Record, week: u32) -> BTreeMap<(u32, u32), Happened> {
    let adopted = record.ledger.iter().filter(|row| row.week == week);
    let gave = record.lapses.iter().filter(|row| row.week == week && row.cause != Cause::Ended);
    let adopted = adopted.map(|row| (id(row.target), Happened::Adopted(*row)));
    adopted.chain(gave.map(|row| (id(row.place), Happened::Gave(row.practice, row.cause, row.lesson)))).collect()
}

const COMPETING: [Mechanism; 7] = [
    Mechanism::Spontaneous,
    Mechanism::IntraImitation,
    Mechanism::IntraLearning,
    Mechanism::InterImitation,
    Mechanism::InterLearning,
    Mechanism::Association,
    Mechanism::Programme,
];

/// Until a mechanism first makes a difference the two runs are identical. In that week every event of the run without
/// it also happens in the run with it, unless the mechanism won the race there; and it does win at least one.
#[test]
fn removing_a_mechanism_changes_only_what_it_won() {
    let with = record(&lively(&[]));
    for mechanism in COMPETING {
        let off = format!("contagion.{}=0", mechanism.name());
        let without = record(&lively(&[&off]));
        let same = beginning(&lively(&[])) == beginning(&lively(&[&off]));
        assert!(same, "week 0 is another without {}", mechanism.name());
        let name = mechanism.name();
        let last = with.series[0].len() as u32;
        let parted = (1..last).find(|&week| events(&with, week) != events(&without, week));
        let parted = parted.unwrap_or_else(|| panic!("{name} makes no difference"));
        for (a, b) in with.series.iter().zip(&without.series) {
            let before = parted as usize;
            assert_same_column(&format!("series before {name} matters"), &a[..before], &b[..before]);
        }
        let (with, without) = (events(&with, parted), events(&without, parted));
        let won = |event: &Happened| matches!(event, Happened::Adopted(row) if row.mechanism == mechanism);
        for (id, event) in &without {
            let instead = with.get(id).unwrap_or_else(|| panic!("{name}: {id:?} lost its event in week {parted}"));
            assert!(instead == event || won(instead), "{name}: {event:?} became {instead:?}");
        }
        assert!(with.len() > without.len() || with.values().any(won), "{name} won nothing in week {parted}");
    }
}

/// If one mechanism alone differs in one firm, the other firm is unaffected until news can travel.
#[test]
fn another_firms_mechanism_changes_nothing_here_in_its_first_week() {
    let plain = record(&lively(&[]));
    let changed = record(&lively_with("[[firm]]\n[[firm]]\nset = { 'contagion.spontaneous' = 0.5 }", &[]));
    let here = |record: &Record| -> Vec<_> {
        record.ledger.iter().filter(|row| row.week == 1 && row.target.manager < 20).copied().collect()
    };
    assert_same_rows("ledger of the first week", &here(&plain), &here(&changed));
    let all = |record: &Record| record.ledger.iter().filter(|row| row.week == 1).count();
    assert!(all(&changed) > all(&plain) + 20);
}
