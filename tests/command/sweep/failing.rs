//! Points that fail are set aside, and the rest goes on.

use darkside::archive::sweep::FinishedSweep;

use super::{SMALL, rows, run, run_with, sweep};

/// Three of nine points have an offset above their onset.
const REFUSED: &str = r#"
scenario = "baseline"
set = { population = { firms = 2, managers = 6 }, run = { weeks = 12 } }
outcomes = ["dark_share"]
[design]
kind = "grid"
seeds = 2
[factors]
"dark_side.onset" = [0.2, 0.4, 0.6]
"dark_side.offset" = [0.1, 0.3, 0.5]
"#;

#[test]
fn values_that_do_not_go_together_set_their_point_aside() {
    let home = tempfile::tempdir().unwrap();
    let outcome = run(&sweep(REFUSED), home.path(), None, 2);
    let results = outcome.manifest.results.unwrap();
    assert_eq!((results.points_done, results.points_set_aside), (6, 3));
    let aside = rows(&home.path().join("set_aside.csv"));
    let numbers: Vec<&str> = aside.iter().map(|row| row["point"].as_str()).collect();
    assert_eq!(numbers, ["2", "3", "6"]);
    insta::assert_snapshot!(aside[0]["why"], @"dark_side.offset 0.3 is above dark_side.onset 0.2 (a flag turns on above the onset and off below the offset: offset is at most onset)");
    assert_eq!(aside[0]["replay"], "darkside replay . --point 2 --seed 1");
    let status: Vec<String> = rows(&home.path().join("points.csv")).iter().map(|row| row["status"].clone()).collect();
    assert_eq!(status.iter().filter(|status| *status == "set_aside").count(), 3);
    assert_eq!(status.len(), 9, "a point that was set aside keeps its row");
    let outcomes = rows(&home.path().join("outcomes.csv"));
    assert_eq!(outcomes.len(), 12);
    assert!(outcomes.iter().all(|row| !["2", "3", "6"].contains(&row["point"].as_str())));
    // A second time, nothing is done and nothing is wrong.
    assert!(run(&sweep(REFUSED), home.path(), None, 2).was_finished);
    let finished = FinishedSweep::open(home.path()).unwrap();
    let told = finished.replay(2, 1).unwrap_err();
    assert!(told.message().contains("is above dark_side.onset"), "{told}");
}

#[test]
fn a_run_that_panics_sets_its_point_aside_with_its_seed() {
    let home = tempfile::tempdir().unwrap();
    let outcome = run_with(&sweep(SMALL), home.path(), None, 2, |scenario, seed| {
        let at_fault = scenario.parameters.contagion.programme > 0.0 && scenario.parameters.lapse.audit == 0.0;
        assert!(!(at_fault && seed >= 2), "index 7 is\nout of range");
        darkside::run::run(scenario, seed, false)
    });
    let results = outcome.unwrap().manifest.results.unwrap();
    assert_eq!((results.points_done, results.points_set_aside), (10, 2));
    let aside = &rows(&home.path().join("set_aside.csv"))[0];
    assert_eq!((aside["point"].as_str(), aside["seed"].as_str(), aside["failed"].as_str()), ("7", "2", "2"));
    assert_eq!(aside["why"], "the run panicked: index 7 is out of range");
    assert_eq!(rows(&home.path().join("outcomes.csv")).len(), 30);
}

#[test]
fn where_nothing_fails_there_is_no_table_of_it() {
    let home = tempfile::tempdir().unwrap();
    run(&sweep(SMALL), home.path(), None, 2);
    assert!(!home.path().join("set_aside.csv").exists());
}
