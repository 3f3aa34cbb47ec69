//! Questions that take many runs, killed midway: the same command finishes with the bytes of an undisturbed one.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use crate::support::{PROGRAM, begin, differing, files, finish, kill, said, wait_for};

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

const FACTORS: &str = r#"
scenario = "baseline"
set = { population.managers = 30, population.firms = 6, run.weeks = 60 }
metric = "dark_share"
window = 60
seeds = 4
[factors]
"contagion.spontaneous" = "catalogue"
"lapse.review" = { from = 0.01, to = 0.04 }
[morris]
trajectories = 10
"#;

const CLAIMS: &str = r#"
[[arm]]
name = "baseline"
scenario = "baseline"
[[claim]]
id = "1"
pattern = "1"
status = "tuned"
claim = "relationships are dark"
metric = "dark_share"
terms = [{ arm = "baseline" }]
"#;

/// The arguments, as one line of words, with where to write to.
fn asked(home: &Path, arguments: &str, out: &str) -> Command {
    let mut asked = Command::new(PROGRAM);
    asked.current_dir(home).args(arguments.split(' ')).args(["--threads", "2", "--format", "csv", "--out", out]);
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
fn killed_three_times(arguments: &str, text: &str) {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join("file.toml"), text).unwrap();
    let whole = finish(asked(home, arguments, "whole"));
    assert!(whole.status.success(), "{}", said(&whole));
    let command = arguments.split(' ').next().unwrap();
    let manifest = format!("{command}.json");
    let all = written(&home.join(format!("whole/{command}.runs")));
    let broken = home.join("broken");
    let log = broken.join("parts/runs.part");
    let (mut before, mut kills) = (0, 0);
    for quarter in 1..=3 {
        let mut child = begin(asked(home, arguments, "broken"));
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
    assert!(finish(asked(home, arguments, "broken")).status.success());
    let differing = differing(&files(&home.join("whole")), &files(&broken));
    // The manifest contains times.
    assert_eq!(differing, [manifest], "after {kills} kills");
}

#[test]
fn a_bench_goes_on() {
    killed_three_times("identify file.toml", BENCH);
}

#[test]
fn a_grid_of_studies_goes_on() {
    killed_three_times("power file.toml", GRID);
}

#[test]
fn an_attribution_goes_on() {
    killed_three_times(
        "attribute baseline --seeds 20 --weeks 60 --set population.managers=30 --set population.firms=6",
        "",
    );
}

#[test]
fn a_sensitivity_analysis_goes_on() {
    killed_three_times("sensitivity file.toml --method morris", FACTORS);
}

#[test]
fn a_check_of_robustness_goes_on() {
    killed_three_times(
        "robustness file.toml --points 30 --seeds 2 --weeks 60 --set population.managers=30 --set population.firms=6",
        CLAIMS,
    );
}
