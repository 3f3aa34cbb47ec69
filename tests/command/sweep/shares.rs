//! A sweep's output depends neither on threads nor on how the sweep was shared out.

use std::path::PathBuf;

use darkside::archive::sweep::{FinishedSweep, Merge, merge};

use super::{SMALL, rows, run, sweep};
use crate::support::{change_manifest, differing, files};

#[test]
fn neither_threads_nor_shares_change_a_byte() {
    let home = tempfile::tempdir().unwrap();
    let sweep = sweep(SMALL);
    let whole = home.path().join("whole");
    run(&sweep, &whole, None, 1);
    let wanted = files(&whole);
    let threads = home.path().join("threads");
    run(&sweep, &threads, None, 3);
    assert_eq!(differing(&files(&threads), &wanted), [""; 0]);
    // This includes more shares than points.
    for of in [1, 2, 5, 20] {
        let shares: Vec<PathBuf> = (1..=of).rev().map(|share| home.path().join(format!("{share} of {of}"))).collect();
        for (share, directory) in (1..=of).rev().zip(&shares) {
            run(&sweep, directory, Some([share, of]), 2);
        }
        let directory = home.path().join(format!("merged {of}"));
        merge(&Merge { shares: &shares, directory: &directory, force: false }).unwrap();
        assert_eq!(differing(&files(&directory), &wanted), [""; 0], "{of} shares");
        assert!(merge(&Merge { shares: &shares, directory: &directory, force: false }).unwrap().was_finished);
    }
}

#[test]
fn tables_are_keyed_by_point_and_seed_and_hold_what_each_run_gave() {
    let home = tempfile::tempdir().unwrap();
    let sweep = sweep(SMALL);
    run(&sweep, home.path(), None, 2);
    let (points, outcomes) = (rows(&home.path().join("points.csv")), rows(&home.path().join("outcomes.csv")));
    assert_eq!((points.len(), outcomes.len()), (12, 36));
    // The last factor changes fastest.
    let values =
        |row: usize| ["contagion.programme", "lapse.audit", "contagion.rule"].map(|path| points[row][path].clone());
    assert_eq!(values(0), ["0", "0", "hazard"]);
    assert_eq!(values(9), ["0.03", "0.02", "threshold"]);
    for (number, row) in outcomes.iter().enumerate() {
        let (point, seed) = (number / 3, (number % 3 + 1) as u64);
        assert_eq!(
            (row["point"].as_str(), row["seed"].as_str()),
            ((point + 1).to_string().as_str(), seed.to_string().as_str())
        );
        let coordinates = sweep.design.point(&sweep.factors, point as u32).unwrap();
        let scenario = sweep.scenario_at(&coordinates).unwrap();
        let record = darkside::run::run(&scenario, seed, false);
        let dark = darkside::record::metrics(&scenario.practices)
            .iter()
            .position(|metric| metric.name == "dark_share")
            .unwrap();
        assert_eq!(row["dark_share"].parse(), Ok(record.series[dark][12]));
        let mean = record.series[0][6..=12].iter().sum::<f64>() / 7.0;
        assert_eq!(row["value_weeks_6_to_12"].parse(), Ok(mean));
        assert_eq!(
            row["total_adoptions"].parse(),
            Ok(record.totals.adoptions.as_flattened().iter().sum::<u64>() as f64)
        );
    }
}

#[test]
fn both_formats_say_the_same() {
    let home = tempfile::tempdir().unwrap();
    run(&sweep(SMALL), home.path(), None, 2);
    let columns = ["dark_share", "value_weeks_6_to_12", "total_adoptions"].map(String::from);
    let read = |finished: &FinishedSweep| {
        let points: Vec<_> = finished.points().unwrap().map(Result::unwrap).collect();
        let runs: Vec<_> = finished.runs(&columns).unwrap().map(Result::unwrap).collect();
        (points, runs)
    };
    let parquet = read(&FinishedSweep::open(home.path()).unwrap());
    // As an earlier version would have written it, in one format and without checksums.
    change_manifest(&home.path().join("sweep.json"), |older| older["formats"] = serde_json::json!(["csv"]));
    assert_eq!(read(&FinishedSweep::open(home.path()).unwrap()), parquet);
    assert_eq!(parquet.0.len(), 12);
}

#[test]
fn shares_that_do_not_belong_together_are_refused_and_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    let (one, other) = (sweep(SMALL), sweep(&SMALL.replace("seeds = 3", "seeds = 2")));
    run(&one, &at("1"), Some([1, 3]), 1);
    run(&one, &at("2"), Some([2, 3]), 1);
    run(&one, &at("2 again"), Some([2, 3]), 1);
    run(&other, &at("3 of another"), Some([3, 3]), 1);
    run(&one, &at("1 of 2"), Some([1, 2]), 1);
    run(&one, &at("whole"), None, 1);
    let told = |names: &[&str]| {
        let shares: Vec<PathBuf> = names.iter().map(|name| at(name)).collect();
        let error = merge(&Merge { shares: &shares, directory: &at("merged"), force: false }).unwrap_err();
        assert!(!at("merged").exists());
        error.to_string().replace(&format!("{}/", home.path().display()), "")
    };
    insta::assert_snapshot!(told(&["1", "2"]), @r"
    share 3 of 3 missing
      help: give the directory of every share: darkside sweep FILE --shard n/of --out DIR
    ");
    insta::assert_snapshot!(told(&["1", "2", "2 again"]), @r"
    2 and 2 again are both share 2
      help: give each share once
    ");
    insta::assert_snapshot!(told(&["1", "2", "3 of another"]), @r"
    1 and 3 of another are shares of two different sweeps
      help: give the shares of one sweep, all run with the same /n
    ");
    insta::assert_snapshot!(told(&["1", "1 of 2"]), @r"
    1 and 1 of 2 are shares of a sweep split in two different ways
      help: give the shares of one sweep, all run with the same /n
    ");
    insta::assert_snapshot!(told(&["whole"]), @r"
    whole holds no finished share of a sweep: it has no shard.json
      help: give the directories that `darkside sweep --shard` wrote; the same command finishes an unfinished one
    ");
    // A share that was damaged afterwards is noticed before any file gets its final name.
    run(&one, &at("3"), Some([3, 3]), 1);
    let mut runs = std::fs::read(at("3/shard.runs")).unwrap();
    runs[700] ^= 1;
    std::fs::write(at("3/shard.runs"), runs).unwrap();
    let shares = ["1", "2", "3"].map(&at);
    let error = merge(&Merge { shares: &shares, directory: &at("merged"), force: false }).unwrap_err();
    assert!(error.message().ends_with("lacks runs of point 3, or they are damaged"), "{error}");
    assert!(!at("merged/sweep.json").exists() && !at("merged/points.parquet").exists());
}

/// Both shares have the same number of points, and each run has the same number in either.
#[test]
fn shares_whose_runs_were_swapped_are_noticed() {
    let home = tempfile::tempdir().unwrap();
    let shares = ["1", "2"].map(|name| home.path().join(name));
    for (number, directory) in (1..).zip(&shares) {
        run(&sweep(SMALL), directory, Some([number, 2]), 1);
    }
    let [one, other] = shares.each_ref().map(|share| std::fs::read(share.join("shard.runs")).unwrap());
    std::fs::write(shares[0].join("shard.runs"), other).unwrap();
    std::fs::write(shares[1].join("shard.runs"), one).unwrap();
    let directory = home.path().join("merged");
    let error = merge(&Merge { shares: &shares, directory: &directory, force: false }).unwrap_err();
    assert!(error.message().ends_with("lacks runs of point 1, or they are damaged"), "{error}");
    assert!(!directory.join("sweep.json").exists());
}

/// With a handmade manifest, nothing is allocated for shares that do not exist.
#[test]
fn a_share_of_billions_is_one_of_many_that_are_missing() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("1");
    run(&sweep(SMALL), &directory, Some([1, 2]), 1);
    change_manifest(&directory.join("shard.json"), |shard| shard["shard"] = serde_json::json!([1, u32::MAX]));
    let merged = home.path().join("merged");
    let error = merge(&Merge { shares: &[directory], directory: &merged, force: false }).unwrap_err();
    assert!(error.message().starts_with("shares 2, 3, 4"), "{error}");
    assert!(error.message().ends_with("… of 4294967295 missing"), "{error}");
}
