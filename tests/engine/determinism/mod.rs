//! Equal inputs give equal records, and settings without effect do not change a bit.
//!
//! Scenarios are small and lively: every mechanism has a hazard, managers come and go, ties are rewired.

mod common_numbers;
mod edges;
mod infinite;
mod nothing_changes;
mod same_seed;

use std::path::Path;

use darkside::record::{Case, Record, Snapshot, metrics};
use darkside::run::{run, run_on};
use darkside::scenario::{Scenario, read};

/// Two firms of 20 managers with 5 relationships each, 100 weeks, and every mechanism active.
const LIVELY: &str = "
[run]
weeks = 100
[population]
firms = 2
managers = 40
portfolio = 5
[contagion]
spontaneous = 0.004
intra_imitation = 0.01
intra_learning = 0.02
inter_imitation = 0.003
inter_learning = 0.01
association = 0.02
programme = 0.05
[lapse]
drift = 0.01
drift_lesson = 0.3
audit = 0.02
[ties]
rewire = 0.01
[people]
turnover = 0.02
[dark_side]
growth = 0.2
[lifecycle]
dissolution = 0.1
";

/// [`LIVELY`] under `path=value` overrides.
fn lively(set: &[&str]) -> Scenario {
    lively_with("", set)
}

/// [`LIVELY`] and what `text` adds to it, under `path=value` overrides.
fn lively_with(text: &str, set: &[&str]) -> Scenario {
    scenario(&format!("{LIVELY}{text}"), set)
}

fn scenario(text: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(|argument| (*argument).to_string()).collect();
    read("test.toml", text, Path::new(""), &set).unwrap_or_else(|error| panic!("{error}"))
}

/// The scenario's record under seed 3, with snapshots.
fn record(scenario: &Scenario) -> Record {
    run(scenario, 3, true)
}

/// The state at week 0 under seed 3: in a run of one week, one of the four snapshots is taken there.
fn beginning(scenario: &Scenario) -> Snapshot {
    let mut short = scenario.clone();
    short.parameters.run.weeks = 1;
    short.interventions.clear();
    let snapshot = record(&short).snapshots.swap_remove(0);
    assert_eq!(snapshot.week, 0);
    snapshot
}

/// Panics at the first number in which two records of one scenario differ.
#[track_caller]
fn assert_same(a: &Record, b: &Record, scenario: &Scenario) {
    let names: Vec<String> = metrics(&scenario.practices).into_iter().map(|metric| metric.name).collect();
    assert_eq!((a.series.len(), b.series.len()), (names.len(), names.len()));
    for (name, (a, b)) in names.iter().zip(a.series.iter().zip(&b.series)) {
        assert_same_column(name, a, b);
    }
    assert_same_rows("ledger", &a.ledger, &b.ledger);
    assert_same_rows("lapses", &a.lapses, &b.lapses);
    assert_same_rows("onsets", &a.onsets, &b.onsets);
    assert_eq!(a.totals, b.totals);
    assert_eq!(a.reproduction, b.reproduction);
    // Compared as text, where every number is exact and NaN equals NaN.
    assert_eq!(format!("{:?}", a.groups), format!("{:?}", b.groups));
    assert_eq!(a.snapshots.len(), b.snapshots.len());
    for (a, b) in a.snapshots.iter().zip(&b.snapshots) {
        assert_same_rows("relationships of a snapshot", &a.relationships, &b.relationships);
        assert_same_rows("ties of a snapshot", &a.ties, &b.ties);
    }
}

#[track_caller]
fn assert_same_column(name: &str, a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len(), "weeks of {name}");
    for (week, (a, b)) in a.iter().zip(b).enumerate() {
        assert!(a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(), "{name} in week {week}: {a} and {b}");
    }
}

#[track_caller]
fn assert_same_rows<Row: PartialEq + std::fmt::Debug>(name: &str, a: &[Row], b: &[Row]) {
    for (number, (a, b)) in a.iter().zip(b).enumerate() {
        assert_eq!(a, b, "row {number} of the {name}");
    }
    assert_eq!(a.len(), b.len(), "rows of the {name}");
}

/// A relationship's id: the slot in which it began, and its number within that slot.
fn id(case: Case) -> (u32, u32) {
    (case.relationship, case.spell)
}
