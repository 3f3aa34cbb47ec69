//! Benches of methods and grids of studies, killed midway: the same command finishes with the bytes of an undisturbed
//! one.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "a kill waits for a moment of the run; no result depends on it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_darkside");

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
    asked.stdout(Stdio::null()).stderr(Stdio::null());
    asked
}

/// Every file of a study except its manifest, which contains times.
fn bytes(directory: &Path, manifest: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_file() && name != manifest {
            files.insert(name, fs::read(path).unwrap());
        }
    }
    files
}

/// How much a log of runs contains: each run has its place, and places of future runs hold zeros.
fn written(log: &Path) -> usize {
    fs::read(log).map_or(0, |bytes| bytes.iter().filter(|byte| **byte != 0).count())
}

/// Waits until the log of runs contains this much, or the study has ended.
fn wait_for_runs(child: &mut Child, log: &Path, wanted: usize) {
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() && written(log) < wanted {
        assert!(began.elapsed() < Duration::from_secs(300), "{} does not grow to {wanted} bytes", log.display());
        sleep(Duration::from_millis(1));
    }
}

/// Kills the command when a quarter, a half and three quarters of its runs are done, each time in the same directory.
fn killed_three_times(command: &str, file: &str, text: &str) {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join(file), text).unwrap();
    assert!(asked(home, command, file, "whole").status().unwrap().success());
    let manifest = format!("{command}.json");
    let all = written(&home.join(format!("whole/{command}.runs")));
    let broken = home.join("broken");
    let log = broken.join("parts/runs.part");
    let (mut before, mut kills) = (0, 0);
    for quarter in 1..=3 {
        let mut child = asked(home, command, file, "broken").spawn().unwrap();
        wait_for_runs(&mut child, &log, all * quarter / 4);
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let now = written(&log);
        assert!(now >= before, "runs that were done are lost: {before} bytes of them, then {now}");
        before = now;
    }
    assert!(kills >= 2, "only {kills} kills came before the end");
    assert!(asked(home, command, file, "broken").status().unwrap().success());
    let (whole, broken) = (bytes(&home.join("whole"), &manifest), bytes(&broken, &manifest));
    assert_eq!(whole.keys().collect::<Vec<_>>(), broken.keys().collect::<Vec<_>>());
    for (name, contents) in &whole {
        assert!(broken[name] == *contents, "{name} differs after {kills} kills");
    }
}

#[test]
fn a_bench_killed_in_the_middle_goes_on_and_ends_as_if_undisturbed() {
    killed_three_times("identify", "bench.toml", BENCH);
}

#[test]
fn a_grid_of_studies_killed_in_the_middle_goes_on_and_ends_as_if_undisturbed() {
    killed_three_times("power", "grid.toml", GRID);
}
