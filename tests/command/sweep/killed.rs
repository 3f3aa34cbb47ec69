//! A sweep killed at any moment continues and ends with the bytes of an undisturbed one.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{differing, files};

const PROGRAM: &str = env!("CARGO_BIN_EXE_darkside");

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

fn finish(mut command: Command) -> Output {
    command.output().expect("the program starts")
}

fn good(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn begin(mut command: Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
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
        let mut state = 7_u32;
        for attempt in 1..60 {
            let mut child = begin(into(home.path(), &directory, more));
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let part = f64::from(state >> 8) / f64::from(1 << 24);
            sleep(takes.mul_f64((0.12 + 0.01 * f64::from(attempt)) * part));
            if child.try_wait().unwrap().is_some() {
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            if directory.join("sweep.json").exists() {
                let tables = ["points.parquet", "outcomes.csv"].map(Path::new);
                let now = files(&directory);
                assert!(
                    tables.iter().all(|table| now.get(*table) == wanted.get(*table)),
                    "what says that it is finished is whole"
                );
            }
        }
        good(&finish(into(home.path(), &directory, more)));
        assert!(differing(&files(&directory), &wanted).is_empty(), "{:?}", differing(&files(&directory), &wanted));
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
    let began = Instant::now();
    while fs::metadata(&slots).map_or(0, |slots| slots.len()) < 20_000 && child.try_wait().unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_secs(120), "no run is finished");
        sleep(Duration::from_micros(200));
    }
    let killed = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    let said = good(&finish(into(home.path(), &directory, &["--no-charts"])));
    assert!(!killed || said.contains("runs from an earlier start"), "{said}");
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
    let began = Instant::now();
    while !directory.join("parts/runs.part").exists() {
        assert!(began.elapsed() < Duration::from_secs(120), "it does not begin");
        sleep(Duration::from_micros(200));
    }
    let second = finish(into(home.path(), &directory, &["--no-charts", "--seeds", "200"]));
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1), "{said}");
    assert!(said.contains("another process is writing into"), "{said}");
    first.kill().unwrap();
    first.wait().unwrap();
}
