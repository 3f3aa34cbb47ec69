//! Benches of methods and grids of studies, killed midway: the same command finishes with the bytes of an undisturbed
//! one.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use crate::support::{PROGRAM, begin, differing, files, finish, kill, wait_for};

const BENCH: &str = r#"
practice = "exceed_expectations"
seeds = 60
truth_seeds = 20
contacts = 4
shuffles = 20
methods = ["logit", "shuffle"]
[worlds.each_alone]
extends = "rivals_none"
set = { "population.managers" = 60, "population.firms" = 12 }
[worlds.copying]
extends = "rivals_contagion"
set = { "population.managers" = 60, "population.firms" = 12 }
[designs.perfect]
weeks = [104, 130, 156]
"#;

const GRID: &str = r#"
scenario = "rivals_contagion"
practice = "exceed_expectations"
methods = ["logit", "hazard"]
start = 104
firms = [4, 12]
managers = [5, 10]
waves = 2
interval = 52
first = 30
batch = 20
budget = 90
"#;

fn asked(home: &Path, command: &str, file: &str, out: &str) -> Command {
    let mut asked = Command::new(PROGRAM);
    asked.current_dir(home).args([command, file, "--threads", "2", "--format", "csv", "--out", out]);
    asked
}

/// How much a log of runs contains: each run has its place, and places of future runs hold zeros.
fn written(log: &Path) -> usize {
    fs::read(log).map_or(0, |bytes| bytes.iter().filter(|byte| **byte != 0).count())
}

/// Waits until the log of runs contains this much, or the study has ended.
fn wait_for_runs(child: &mut Child, log: &Path, wanted: usize) {
    let what = format!("{} of {wanted} bytes", log.display());
    wait_for(&what, || child.try_wait().unwrap().is_some() || written(log) >= wanted);
}

/// Kills the command when a quarter, a half and three quarters of its runs are done, each time in the same directory.
fn killed_three_times(command: &str, file: &str, text: &str) {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join(file), text).unwrap();
    assert!(finish(asked(home, command, file, "whole")).status.success());
    let manifest = format!("{command}.json");
    let all = written(&home.join(format!("whole/{command}.runs")));
    let broken = home.join("broken");
    let log = broken.join("parts/runs.part");
    let (mut before, mut kills) = (0, 0);
    for quarter in 1..=3 {
        let mut child = begin(asked(home, command, file, "broken"));
        wait_for_runs(&mut child, &log, all * quarter / 4);
        if child.try_wait().unwrap().is_some() {
            break;
        }
        kill(&mut child);
        kills += 1;
        let now = written(&log);
        assert!(now >= before, "runs that were done are lost: {before} bytes of them, then {now}");
        before = now;
    }
    assert!(kills >= 2, "only {kills} kills came before the end");
    assert!(finish(asked(home, command, file, "broken")).status.success());
    let differing = differing(&files(&home.join("whole")), &files(&broken));
    // The manifest contains times.
    assert_eq!(differing, [manifest], "after {kills} kills");
}

#[test]
fn a_bench_killed_in_the_middle_goes_on_and_ends_as_if_undisturbed() {
    killed_three_times("identify", "bench.toml", BENCH);
}

#[test]
fn a_grid_of_studies_killed_in_the_middle_goes_on_and_ends_as_if_undisturbed() {
    killed_three_times("power", "grid.toml", GRID);
}
