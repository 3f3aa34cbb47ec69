//! Settings without effect do not change a bit: interventions, mechanisms without strength, practices that nobody uses,
//! an additional firm.

use super::*;
use darkside::record::Locus;

#[track_caller]
fn assert_changes_nothing(text: &str, set: &[&str]) {
    let plain = lively(&[]);
    assert_same(&record(&plain), &record(&lively_with(text, set)), &plain);
}

#[test]
fn a_patch_to_the_present_value() {
    assert_changes_nothing(
        "[[intervention]]\nweek = 40\nset = { 'programme.filter' = 0.0, 'ties.rewire' = 0.01, 'enablers.prestige' = 0.5, \
         'dark_side.harm' = { conflict = 0.30 }, 'practice.deep_integration.push' = 0.15 }\n\
         [[intervention]]\nweek = 41\nfirms = ['B']\nset = { 'people.turnover' = 0.02, 'lapse.audit' = 0.02 }",
        &[],
    );
}

#[test]
fn a_patch_to_the_present_value_of_a_firm_with_levers() {
    let firms = "[[firm]]\npreset = 'cross_functional'\n[[firm]]\nteamwork = 0.2\nresources = 0.9\n";
    let patched = format!(
        "{firms}[[intervention]]\nweek = 40\nfirms = ['A']\nset = {{ 'closeness.co_creation' = 0.57, 'lapse.audit' = 0.054 }}"
    );
    let (plain, patched) = (lively_with(firms, &[]), lively_with(&patched, &[]));
    let present = &plain.firms[0].parameters;
    assert_eq!((present.closeness.co_creation, present.lapse.audit), (0.57, 0.054));
    assert_same(&record(&plain), &record(&patched), &plain);
}

#[test]
fn acts_that_concern_nobody() {
    for act in [
        "act = 'train'\npractices = ['side_favours', 'open_book_sharing']\nshare = 0.0",
        "act = 'rotate'\nshare = 0.0",
        "act = 'rotate'\nshare = 0.0\nacross_firms = true",
    ] {
        assert_changes_nothing(&format!("[[intervention]]\nweek = 40\n{act}"), &[]);
    }
}

#[test]
fn what_only_modulates_a_mechanism_without_strength() {
    for (off, set) in [
        (
            "contagion.programme=0",
            vec!["programme.every=5", "programme.lasts=5", "programme.top=0.5", "programme.filter=0.5"],
        ),
        (
            "contagion.inter_imitation=0",
            vec!["enablers.junior_boost=5", "enablers.junior_weeks=3", "contagion.threshold=0.3"],
        ),
        ("contagion.spontaneous=0", vec!["practice.side_favours.spontaneous=7"]),
        ("lapse.audit=0", vec!["lapse.audit_sight=0.1"]),
        ("people.turnover=0", vec!["people.mobility=1", "people.handover=0.1"]),
        ("ties.rewire=0", vec!["ties.closure=0.9"]),
        ("lapse.drift=0", vec!["lapse.drift_lesson=0.9"]),
        ("triggers.counterpart_turnover=0", vec!["triggers.counterpart_damage=0.9"]),
    ] {
        let plain = lively(&[off]);
        let set: Vec<&str> = std::iter::once(off).chain(set).collect();
        assert_same(&record(&plain), &record(&lively(&set)), &plain);
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
    let ledger = |record: &Record, scenario: &Scenario| -> Vec<_> {
        record
            .ledger
            .iter()
            .map(|row| (named(scenario, row.practice), darkside::record::Adoption { practice: 0, ..*row }))
            .collect()
    };
    assert_same_rows("ledger", &ledger(&a, few), &ledger(&b, many));
    let lapses = |record: &Record, scenario: &Scenario| -> Vec<_> {
        record
            .lapses
            .iter()
            .map(|row| (named(scenario, row.practice), darkside::record::Lapse { practice: 0, ..*row }))
            .collect()
    };
    assert_same_rows("lapses", &lapses(&a, few), &lapses(&b, many));
    let onsets = |record: &Record, scenario: &Scenario| -> Vec<_> {
        let name = |practice: Option<u8>| practice.map(|practice| named(scenario, practice));
        record
            .onsets
            .iter()
            .map(|row| (name(row.practice), darkside::record::Onset { practice: None, ..*row }))
            .collect()
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

/// Nothing crosses between firms: no outside ties, labour market, rewiring, association or shared accounts.
#[test]
fn a_firm_beside() {
    let apart = [
        "ties.outside=0",
        "people.mobility=0",
        "ties.rewire=0",
        "contagion.association=0",
        "expectation.account_spill=0",
    ];
    let of = |set: &[&str]| record(&lively(&apart.iter().chain(set).copied().collect::<Vec<_>>()));
    let (two, three) = (of(&[]), of(&["population.firms=3", "population.managers=60"]));
    let here = |case: Case| case.manager < 40;
    let ledger: Vec<_> = three.ledger.iter().filter(|row| here(row.target)).copied().collect();
    let lapses: Vec<_> = three.lapses.iter().filter(|row| here(row.place)).copied().collect();
    let onsets: Vec<_> = three.onsets.iter().filter(|row| here(row.place)).copied().collect();
    assert!(three.ledger.len() > ledger.len() + 100);
    assert_same_rows("ledger", &two.ledger, &ledger);
    assert_same_rows("lapses", &two.lapses, &lapses);
    assert_same_rows("onsets", &two.onsets, &onsets);
    for (two, three) in two.snapshots.iter().zip(&three.snapshots) {
        for (a, b) in two.relationships.iter().zip(&three.relationships) {
            // The account depends on how many accounts there are.
            assert_eq!(
                format!("{a:?}"),
                format!("{:?}", darkside::record::RelationshipState { account: a.account, ..b.clone() })
            );
        }
    }
}
