//! The same seed gives the same record, whatever else runs, and in whatever order.

use super::*;

#[test]
fn a_run_repeats_itself_and_another_seed_does_not() {
    let scenario = lively(&[]);
    let first = record(&scenario);
    assert_same(&first, &record(&scenario), &scenario);
    assert_ne!(first.ledger, run(&scenario, 4, false).ledger);
    assert!(first.ledger.len() > 500 && first.lapses.len() > 200 && first.onsets.len() > 50, "too quiet to tell");
}

#[test]
fn threads_and_the_order_of_runs_do_not_matter() {
    let (one, other) = (lively(&[]), lively_with("[[firm]]\npreset = 'top_management'", &["population.managers=57"]));
    let in_order = [record(&one), record(&other), run(&one, 8, true)];
    let (last, (second, first)) = std::thread::scope(|scope| {
        let last = scope.spawn(|| run(&one, 8, true));
        let turned = scope.spawn(|| (record(&other), record(&one)));
        (last.join().unwrap(), turned.join().unwrap())
    });
    assert_same(&in_order[0], &first, &one);
    assert_same(&in_order[1], &second, &other);
    assert_same(&in_order[2], &last, &one);
}

#[test]
fn what_is_kept_does_not_change_what_happens() {
    let scenario = lively(&[]);
    let full = record(&scenario);
    let without_snapshots = run(&scenario, 3, false);
    assert!(without_snapshots.snapshots.is_empty());
    assert_same(&full, &Record { snapshots: full.snapshots.clone(), ..without_snapshots }, &scenario);

    let quiet = record(&lively(&["record.ledger=false", "record.onsets=false"]));
    assert!(quiet.ledger.is_empty() && quiet.lapses.is_empty() && quiet.onsets.is_empty());
    let Record { ledger, lapses, onsets, reproduction, .. } = full.clone();
    assert_same(&full, &Record { ledger, lapses, onsets, reproduction, ..quiet }, &scenario);
}

#[test]
fn a_longer_run_begins_as_the_shorter_one() {
    let (short, long) = (lively(&["run.weeks=60"]), lively(&[]));
    let (brief, whole) = (record(&short), record(&long));
    for (number, column) in brief.series.iter().enumerate() {
        assert_same_column(&metrics(&short.practices)[number].name, column, &whole.series[number][..61]);
    }
    assert_same_rows("ledger", &brief.ledger, &whole.ledger[..brief.ledger.len()]);
    assert!(whole.ledger[brief.ledger.len()].week > 60);
}

#[test]
fn the_order_of_rows_in_imported_tables_does_not_matter() {
    let managers = ["m1,A,north,3", "m2,A,south,0.5", "m10,B,north,", "m11,B,,12", "m3,A,north,1", "m12,B,south,2"];
    let ties = ["m1,m2,1", "m1,m10,0.5", "m2,m3,1", "m10,m11,2", "m11,m12,1", "m12,m1,0.7", "m3,m1,1", "m2,m1,0.3"];
    let from = |order: fn(&[&str]) -> String| {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
        write("managers.csv", format!("id,firm,office,tenure_years\n{}\n", order(&managers)));
        write("ties.csv", format!("source,target,weight\n{}\n", order(&ties)));
        let text = "[run]\nweeks = 100\n[contagion]\ninter_imitation = 0.05\n[people]\nturnover = 0.02\n\
                    [ties]\nmanagers = 'managers.csv'\nties = 'ties.csv'\nrewire_imported = true\nrewire = 0.05";
        read("test.toml", text, folder.path(), &[]).unwrap_or_else(|error| panic!("{error}"))
    };
    let written = from(|rows| rows.join("\n"));
    let turned = from(|rows| rows.iter().rev().copied().collect::<Vec<_>>().join("\n"));
    let first = record(&written);
    assert!(first.ledger.iter().any(|row| row.source.is_some_and(|source| source.manager != row.target.manager)));
    assert_same(&first, &record(&turned), &written);
}

/// With 2,500 managers there are three stretches of blocks, fewer than seven threads; firms differ, so that blocks end
/// where firms do.
#[test]
fn threads_within_a_run_do_not_matter() {
    let firms = "[[firm]]\npreset = 'top_management'\n[[firm]]\n[[firm]]\nteamwork = 0.9";
    let set = ["population.managers=2500", "population.firms=3", "run.weeks=12", "people.turnover=0.05"];
    let scenario = lively_with(firms, &set);
    let alone = run(&scenario, 3, true);
    assert!(alone.totals.loaded_copies > 1_000 && alone.ledger.len() > 10_000, "too quiet to tell");
    for threads in [2, 7] {
        assert_same(&alone, &run_on(threads, &scenario, 3, true), &scenario);
    }
}
