//! A sweep killed at any moment continues and ends with the bytes of an undisturbed one.

#![allow(clippy::disallowed_methods, reason = "moments to kill at are spread over the time that a sweep takes")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Instant;

use crate::support::{PROGRAM, begin, differing, files, finish, kill, numbers, said, wait_for};

/// A sweep of 240 short runs.
const FILE: &str = r#"
scenario = "baseline"
set = { population = { firms = 2, managers = 6 }, run = { weeks = 26 } }
outcomes = ["dark_share", "value"]
[design]
kind = "grid"
seeds = 4
[factors]
"contagion.programme" = { from = 0.0, to = 0.1, levels = 10 }
"lapse.audit" = { from = 0.0, to = 0.1, levels = 6 }
"#;

fn into(home: &Path, directory: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("sweep").arg(home.join("small.toml")).args(["--threads", "2", "--format", "parquet,csv"]);
    command.args(more).arg("--out").arg(directory);
    command
}

fn good(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn killed_at_any_moment_it_goes_on_and_ends_as_if_undisturbed() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("small.toml"), FILE).unwrap();
    for more in [&["--no-charts"][..], &["--shard", "1/2"], &[]] {
        let whole = home.path().join(format!("whole {more:?}"));
        let began = Instant::now();
        good(&finish(into(home.path(), &whole, more)));
        let takes = began.elapsed();
        let wanted = files(&whole);
        let directory = home.path().join(format!("killed {more:?}"));
        let mut kills = 0;
        // Moments that look random, later and later, so that the sweep finishes on any machine.
        let mut next = numbers(7);
        for attempt in 1..60 {
            let mut child = begin(into(home.path(), &directory, more));
            sleep(takes.mul_f64((0.12 + 0.01 * f64::from(attempt)) * next()));
            if child.try_wait().unwrap().is_some() {
                break;
            }
            kill(&mut child);
            kills += 1;
            if directory.join("sweep.json").exists() {
                let now = files(&directory);
                let whole = ["points.parquet", "outcomes.csv"].iter().all(|&table| now.get(table) == wanted.get(table));
                assert!(whole, "what says that it is finished is whole");
            }
        }
        good(&finish(into(home.path(), &directory, more)));
        assert_eq!(differing(&files(&directory), &wanted), [""; 0]);
        assert!(kills >= 2, "{kills} kills try too little");
    }
}

#[test]
fn what_a_killed_sweep_had_finished_is_not_done_again() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("small.toml"), FILE).unwrap();
    let directory = home.path().join("out");
    let mut child = begin(into(home.path(), &directory, &["--no-charts"]));
    let slots = directory.join("parts/runs.part");
    wait_for("a finished run", || {
        fs::metadata(&slots).is_ok_and(|slots| slots.len() >= 20_000) || child.try_wait().unwrap().is_some()
    });
    let killed = child.try_wait().unwrap().is_none();
    kill(&mut child);
    let answer = good(&finish(into(home.path(), &directory, &["--no-charts"])));
    assert!(!killed || answer.contains("runs from an earlier start"), "{answer}");
    let again = good(&finish(into(home.path(), &directory, &["--no-charts"])));
    assert!(again.contains("already finished, nothing to do"), "{again}");
    assert!(!directory.join("parts").exists());
}

#[test]
fn two_processes_never_write_into_one_directory() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("small.toml"), FILE).unwrap();
    let directory = home.path().join("out");
    let mut first = begin(into(home.path(), &directory, &["--no-charts", "--seeds", "200"]));
    wait_for("the first run", || directory.join("parts/runs.part").exists());
    let second = finish(into(home.path(), &directory, &["--no-charts", "--seeds", "200"]));
    assert_eq!(second.status.code(), Some(1), "{}", said(&second));
    assert!(said(&second).contains("another process is writing into"), "{}", said(&second));
    kill(&mut first);
}
