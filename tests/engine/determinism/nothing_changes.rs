//! Settings without effect do not change a bit: what `invariants` does not try, where scenarios are generated.

use super::*;
use darkside::record::{Adoption, Lapse, Locus, Onset};

#[test]
fn what_only_modulates_something_without_strength() {
    for (off, set) in [
        ("contagion.spontaneous=0", "practice.side_favours.spontaneous=7"),
        ("people.turnover=0", "people.handover=0.1"),
    ] {
        let plain = lively(&[off]);
        assert_same(&record(&plain), &record(&lively(&[off, set])), &plain);
    }
}

/// Without ties there is nobody to imitate; with ties but no hazard, nobody is imitated either.
#[test]
fn ties_that_carry_nothing() {
    let silent = ["contagion.inter_imitation=0", "contagion.inter_learning=0", "beliefs.social=0", "ties.rewire=0"];
    let with_ties = lively(&silent);
    let without: Vec<&str> = silent.into_iter().chain(["ties.inside=0", "ties.outside=0"]).collect();
    let (with_ties, without) = (record(&with_ties), record(&lively(&without)));
    assert_same_rows("ledger", &with_ties.ledger, &without.ledger);
    assert_same_rows("lapses", &with_ties.lapses, &without.lapses);
    assert_same_rows("onsets", &with_ties.onsets, &without.onsets);
    assert_eq!(with_ties.totals.adoptions, without.totals.adoptions);
    assert_eq!(without.totals.adoptions[3], [0; Locus::ALL.len()]);
}

/// Panics unless everything recorded about the practices of `few` is the same in `many`, and nothing is recorded about
/// others.
#[track_caller]
fn assert_same_but_for_practices(few: &Scenario, many: &Scenario) {
    let (a, b) = (record(few), record(many));
    let (names, wider) = (metrics(&few.practices), metrics(&many.practices));
    for (name, column) in wider.iter().map(|metric| &metric.name).zip(&b.series) {
        match names.iter().position(|metric| metric.name == *name) {
            Some(position) => assert_same_column(name, &a.series[position], column),
            None => assert!(column.iter().all(|&users| users == 0.0), "{name}"),
        }
    }
    let named = |scenario: &Scenario, practice: u8| scenario.practices[usize::from(practice)].name.clone();
    let ledger = |record: &Record, of: &Scenario| -> Vec<_> {
        let rows = record.ledger.iter();
        rows.map(|row| (named(of, row.practice), Adoption { practice: 0, ..*row })).collect()
    };
    assert_same_rows("ledger", &ledger(&a, few), &ledger(&b, many));
    let lapses = |record: &Record, of: &Scenario| -> Vec<_> {
        let rows = record.lapses.iter();
        rows.map(|row| (named(of, row.practice), Lapse { practice: 0, ..*row })).collect()
    };
    assert_same_rows("lapses", &lapses(&a, few), &lapses(&b, many));
    let onsets = |record: &Record, of: &Scenario| -> Vec<_> {
        let rows = record.onsets.iter();
        rows.map(|row| (row.practice.map(|one| named(of, one)), Onset { practice: None, ..*row })).collect()
    };
    assert_same_rows("onsets", &onsets(&a, few), &onsets(&b, many));
    assert_eq!(a.totals, b.totals);
    assert_eq!(a.reproduction, b.reproduction);
}

/// The catalogue has 12: first one more, then enough that beliefs and lanes need another sixteen.
#[test]
fn practices_that_nobody_starts_with_at_the_end_of_the_catalogue() {
    for more in [1, 5, 20] {
        let added: String = (0..more)
            .map(|number| {
                format!(
                    "[[practice]]\nname = 'unheard_{number}'\nclass = 'malpractice'\ninitial = 0.0\nspontaneous = 0.0\n\
                     load = {{ conflict = 2.0 }}\nprivate = 0.5\nattention = 3.0\n"
                )
            })
            .collect();
        assert_same_but_for_practices(&lively(&[]), &lively_with(&added, &[]));
    }
}

/// Sums over practices are formed in groups of four. A whole group may be missing; removing part of one would regroup
/// the others.
#[test]
fn four_practices_that_nobody_starts_with_in_the_middle_of_the_catalogue() {
    let names: Vec<String> = lively(&[]).practices.into_iter().map(|practice| practice.name).collect();
    let unheard: String = names[4..8]
        .iter()
        .map(|name| format!("[[practice]]\nname = '{name}'\ninitial = 0.0\nspontaneous = 0.0\n"))
        .collect();
    let only = format!("catalogue.only={:?}", [&names[..4], &names[8..]].concat());
    assert_same_but_for_practices(&lively_with(&unheard, &[&only]), &lively_with(&unheard, &[]));
}
