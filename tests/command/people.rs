//! Results can be traced back to the people: whoever has a name in the user's files has it in the results.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::support::darkside_in;

fn darkside(directory: &Path) -> Command {
    darkside_in(directory, 100)
}

/// An organisation of four, in an order other than that of seats; one column has the name of a column of managers.csv.
fn organisation(directory: &Path) {
    fs::write(
        directory.join("m.csv"),
        "id,firm,office,tenure_years,seat\nzoe,West,quay,2.5,window\nada,East,,0.1,\nbo,West,hall,,door\ncy,East,quay,3,\n",
    )
    .unwrap();
    fs::write(directory.join("t.csv"), "source,target\nada,cy\ncy,ada\nzoe,bo\nbo,zoe\nzoe,ada\n").unwrap();
    fs::write(
        directory.join("r.csv"),
        "manager,account\nzoe,Fjord\nada,\"Acme, Ltd\"\nbo,Fjord\ncy,Borealis\nada,Fjord\nbo,Borealis\n",
    )
    .unwrap();
    fs::write(
        directory.join("four.toml"),
        "question = \"Who?\"\n[ties]\nmanagers = \"m.csv\"\nties = \"t.csv\"\nrelationships = \"r.csv\"\n\
         [run]\nweeks = 80\nseeds = 2\n[contagion]\nspontaneous = 0.02\ninter_imitation = 0.05\n",
    )
    .unwrap();
}

#[test]
fn a_run_says_who_sits_where_and_what_the_accounts_are_called() {
    let directory = tempfile::tempdir().unwrap();
    organisation(directory.path());
    darkside(directory.path()).args(["run", "four.toml", "--out", "out"]).assert().success();
    // Firms by name, then ids by name.
    let managers = fs::read_to_string(directory.path().join("out/managers.csv")).unwrap();
    assert_eq!(
        managers,
        "seat,id,firm,office,tenure_years,seat_\n0,ada,East,,0.1,\n1,cy,East,quay,3,\n2,bo,West,hall,,door\n\
         3,zoe,West,quay,2.5,window\n"
    );
    let accounts = fs::read_to_string(directory.path().join("out/accounts.csv")).unwrap();
    assert_eq!(accounts, "account,name\n0,\"Acme, Ltd\"\n1,Borealis\n2,Fjord\n");
}

#[test]
fn managers_of_a_generated_organisation_are_their_seats() {
    let directory = tempfile::tempdir().unwrap();
    let small = ["--weeks", "4", "--seeds", "1", "--set", "population.managers=4", "--set", "population.firms=2"];
    darkside(directory.path()).args(["run", "baseline", "--no-charts", "--out", "out"]).args(small).assert().success();
    let managers = fs::read_to_string(directory.path().join("out/managers.csv")).unwrap();
    assert_eq!(managers, "seat,id,firm,office,tenure_years\n0,0,A,,\n1,1,A,,\n2,2,B,,\n3,3,B,,\n");
    assert!(!directory.path().join("out/accounts.csv").exists(), "generated accounts have no names");
    darkside(directory.path()).args(["explain", "manager:3", "--in", "out"]).assert().success();
    darkside(directory.path()).args(["explain", "manager:4", "--in", "out"]).assert().code(2);
}

#[test]
fn a_manager_has_a_story_by_name() {
    let directory = tempfile::tempdir().unwrap();
    organisation(directory.path());
    darkside(directory.path())
        .args(["run", "four.toml", "--no-charts", "--out", "out", "--format", "csv"])
        .assert()
        .success();
    let explain = |more: &[&str]| darkside(directory.path()).arg("explain").args(more).output().unwrap();
    let told = explain(&["manager:ada", "--in", "out", "--seed", "2"]);
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.starts_with("ada (manager in seat 0, seed 2)"), "{told}");
    // Every row of the ledger with ada as its target is shown, and no other; copies from others name the source.
    let ledger = fs::read_to_string(directory.path().join("out/ledger.csv")).unwrap();
    let mut lines = ledger.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (seed, target, source) = (column("seed"), column("target_manager"), column("source_manager"));
    let hers: Vec<_> = lines.filter(|row| row[seed] == "2" && row[target] == "0").collect();
    assert_eq!(told.matches("takes up").count(), hers.len());
    let from_cy = hers.iter().filter(|row| row[source] == "1").count();
    assert!(from_cy > 0, "the test needs a copy from cy");
    assert_eq!(told.matches(" cy, in the firm").count(), from_cy);
    for (arguments, says) in [
        (&["manager:adda", "--in", "out"][..], "did you mean `ada`?"),
        (&["manager:ada"], "--in DIR"),
        (&["manager:ada", "--in", "out", "--seed", "9"], "it has seeds 1 to 2"),
    ] {
        let refused = explain(arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&refused.stderr).contains(says), "{arguments:?}");
    }
}
