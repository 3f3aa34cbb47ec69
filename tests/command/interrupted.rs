//! The command under adverse conditions: killed at any moment, run twice at once, without disk space, without
//! permission.
//!
//! Nothing that was finished is lost, nothing unfinished is taken for complete, and in the end every byte is that of an
//! undisturbed run.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "moments to kill at are spread over the time that a run takes")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Instant;

use darkside::archive::Run;

use crate::support::{PROGRAM, begin, finish, kill, numbers, said, wait_for};

/// A run of four parts that takes about half a second.
const SMALL: [&str; 14] = [
    "run",
    "baseline_0_1",
    "--set",
    "population.managers=6",
    "--set",
    "population.firms=2",
    "--seeds",
    "1000",
    "--weeks",
    "12",
    "--format",
    "parquet,csv",
    "--threads",
    "2",
];
/// Seeds in each of its parts.
const BATCH: usize = 256;

/// The small run into a directory, tables only.
fn run_into(directory: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(SMALL).arg("--no-charts").arg("--out").arg(directory);
    command
}

/// The error, as one clear message with exit code 1.
fn failed(output: &Output) -> String {
    let said = said(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error: ") && !said.contains("panicked"), "{said}");
    said
}

/// Every table of a run, by name; no unfinished file may be next to them.
fn tables(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut tables = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && !path.ends_with("run.json") {
            tables.insert(path.file_name().unwrap().into(), fs::read(&path).unwrap());
        }
    }
    tables
}

/// The parts of an unfinished run.
fn parts(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory.join("parts")) else { return Vec::new() };
    let mut parts: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    parts.retain(|path| path.extension().is_some_and(|ending| ending == "part"));
    parts.sort();
    parts
}

#[test]
fn killed_at_any_moment_it_goes_on_and_ends_as_if_undisturbed() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    let began = Instant::now();
    assert!(finish(run_into(&whole)).status.success());
    let takes = began.elapsed();
    let (undisturbed, digest) = (tables(&whole), Run::open(&whole).unwrap().manifest().digest.clone());
    let (mut kills, mut left) = (0, Vec::new());
    for seed in 0..3 {
        let directory = home.path().join(seed.to_string());
        let mut next = numbers(seed);
        let mut before: Vec<PathBuf> = Vec::new();
        for attempt in 1..200 {
            // Each attempt may take longer, so that the run finishes on any machine.
            let longest = takes.mul_f64(0.15 + 0.01 * f64::from(attempt));
            let mut child = begin(run_into(&directory));
            sleep(longest.mul_f64(next()));
            kill(&mut child);
            kills += 1;
            if let Ok(run) = Run::open(&directory) {
                assert!(tables(&directory) == undisturbed, "what says that it is finished is whole");
                assert_eq!(run.manifest().digest, digest);
                break;
            }
            let now = parts(&directory);
            assert!(before.iter().all(|part| now.contains(part)), "a finished part is lost: {before:?}, {now:?}");
            left.push(now.len());
            before = now;
        }
        let output = finish(run_into(&directory));
        assert!(output.status.success(), "{}", said(&output));
        assert!(tables(&directory) == undisturbed && !directory.join("parts").exists());
    }
    left.sort_unstable();
    left.dedup();
    assert!(kills >= 9 && left.len() >= 2, "{kills} kills that left {left:?} parts try too little");
}

#[test]
fn what_a_killed_run_had_finished_is_not_done_again() {
    let home = tempfile::tempdir().unwrap();
    for wanted in [1, 2, 3] {
        let directory = home.path().join(wanted.to_string());
        let mut child = begin(run_into(&directory));
        wait_for("a part", || parts(&directory).len() >= wanted || directory.join("run.json").exists());
        kill(&mut child);
        let found = parts(&directory);
        let output = finish(run_into(&directory));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", said(&output));
        if !found.is_empty() {
            // The last part is shorter, and is not necessarily the last to finish.
            let last = found.iter().any(|part| part.ends_with(format!("{:07}.part", 1000 / BATCH)));
            let seeds = if last { (found.len() - 1) * BATCH + 1000 % BATCH } else { found.len() * BATCH };
            assert!(text.contains(&format!("({seeds} from an earlier start)")), "{text}");
        }
    }
}

#[test]
fn killed_while_tables_are_joined_or_replaced_no_mixture_is_taken_for_whole() {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = (home.path().join("old"), home.path().join("new"));
    let other = |directory: &Path| {
        let mut command = run_into(directory);
        command.args(["--set", "people.turnover=0", "--force"]);
        command
    };
    assert!(finish(run_into(&old)).status.success() && finish(other(&new)).status.success());
    let (old_tables, new_tables) = (tables(&old), tables(&new));
    let digest = |directory: &Path| Run::open(directory).ok().map(|run| run.manifest().digest.clone());
    let (old_digest, new_digest) = (digest(&old), digest(&new));
    assert_ne!(old_digest, new_digest);
    let joined = |directory: &Path, table: &str| directory.join(format!("parts/{table}.joined")).exists();
    type Moment<'a> = &'a dyn Fn(&Path) -> bool;
    let moments: [(&str, Moment<'_>); 6] = [
        ("the plan", &|d| d.join("parts/plan.json").exists()),
        ("the last part", &|d| parts(d).len() == 4),
        ("the first joined table", &|d| joined(d, "series.parquet")),
        ("the last joined table", &|d| joined(d, "groups.csv")),
        ("the old manifest gone", &|d| !d.join("run.json").exists()),
        ("the new manifest", &|d| digest(d) == new_digest),
    ];
    for (name, moment) in moments {
        let directory = home.path().join(name);
        fs::create_dir(&directory).unwrap();
        for entry in fs::read_dir(&old).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, directory.join(path.file_name().unwrap())).unwrap();
        }
        let mut child = begin(other(&directory));
        wait_for(name, || moment(&directory) || digest(&directory) == new_digest);
        kill(&mut child);
        let now = digest(&directory);
        if now == old_digest {
            assert!(tables(&directory) == old_tables, "{name}: the old run is whole until the new one is");
        } else if now.is_some() {
            assert!(now == new_digest && tables(&directory) == new_tables, "{name}: neither old nor new");
        }
        let output = finish(other(&directory));
        assert!(output.status.success(), "{name}: {}", said(&output));
        assert!(tables(&directory) == new_tables && digest(&directory) == new_digest, "{name}");
    }
}

#[test]
fn an_interrupt_from_the_keyboard_ends_it_at_once_and_breaks_nothing() {
    let home = tempfile::tempdir().unwrap();
    let (directory, whole) = (home.path().join("run"), home.path().join("whole"));
    assert!(finish(run_into(&whole)).status.success());
    // A shell makes background processes ignore interrupts from the keyboard; here the process must receive them.
    let mut hearing = Command::new("env");
    hearing.arg("--default-signal=INT").arg(PROGRAM).args(run_into(&directory).get_args());
    let mut child = begin(hearing);
    wait_for("a part", || !parts(&directory).is_empty());
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    // A shell shows this as exit code 130.
    assert_eq!(child.wait().unwrap().signal(), Some(2));
    assert!(finish(run_into(&directory)).status.success());
    assert!(tables(&directory) == tables(&whole));
}

#[test]
fn two_processes_never_write_into_one_directory() {
    let home = tempfile::tempdir().unwrap();
    let (directory, whole) = (home.path().join("run"), home.path().join("whole"));
    assert!(finish(run_into(&whole)).status.success());
    let mut first = begin(run_into(&directory));
    wait_for("a part", || !parts(&directory).is_empty());
    let second = failed(&finish(run_into(&directory)));
    assert!(second.contains("another process is writing into"), "{second}");
    assert!(second.contains("wait until it has finished"), "{second}");
    let mut forced = run_into(&directory);
    forced.args(["--force", "--set", "people.turnover=0"]);
    failed(&finish(forced));
    assert!(first.wait().unwrap().success());
    assert!(tables(&directory) == tables(&whole));
    // A killed process does not lock anybody out.
    let mut killed = run_into(&directory);
    killed.arg("--force");
    let mut killed = begin(killed);
    wait_for("a part", || !parts(&directory).is_empty());
    kill(&mut killed);
    assert!(finish(run_into(&directory)).status.success());
}

#[test]
fn a_directory_that_goes_away_is_an_error_and_can_be_begun_again() {
    let home = tempfile::tempdir().unwrap();
    let (directory, whole) = (home.path().join("run"), home.path().join("whole"));
    assert!(finish(run_into(&whole)).status.success());
    let mut command = run_into(&directory);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for("a part", || !parts(&directory).is_empty());
    // A file may be created while others are being removed.
    wait_for("the end of the directory", || fs::remove_dir_all(&directory).is_ok() || !directory.exists());
    let said = failed(&child.wait_with_output().unwrap());
    assert!(said.contains(&directory.display().to_string()), "{said}");
    assert!(finish(run_into(&directory)).status.success());
    assert!(tables(&directory) == tables(&whole));
}

#[test]
fn a_limit_on_the_size_of_files_is_told_like_a_full_disk() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    assert!(finish(run_into(&whole)).status.success());
    // From no space at all to most of the largest table, in blocks of 1024 bytes.
    for blocks in [0, 20, 300] {
        let directory = home.path().join(blocks.to_string());
        let mut limited = Command::new("bash");
        limited.args(["-c", "ulimit -f \"$1\"; shift; exec \"$@\"", "limited", &blocks.to_string(), PROGRAM]);
        limited.args(SMALL).arg("--no-charts").arg("--out").arg(&directory);
        let said = failed(&finish(limited));
        assert!(said.contains("cannot write") && said.contains("File too large"), "{blocks}: {said}");
        assert!(Run::open(&directory).is_err());
        assert!(finish(run_into(&directory)).status.success());
        assert!(tables(&directory) == tables(&whole), "{blocks}");
    }
}

/// Runs a shell script that may mount file systems, with the program and the small run as `$@`; `None` if the system
/// does not allow it.
fn in_own_mounts(directory: &Path, script: &str) -> Option<Output> {
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "bash", "-c", script, "own"]).arg(PROGRAM).args(SMALL).arg("--no-charts");
        command.arg("--out").arg(directory.join("run")).current_dir(directory).output().ok()
    };
    let allowed = unshare("mount -t tmpfs none .")?.status.success();
    if !allowed {
        eprintln!("mounting is not allowed here: nothing is tested");
        return None;
    }
    unshare(script)
}

#[test]
fn a_full_disk_is_told_and_once_there_is_room_it_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    assert!(finish(run_into(&whole)).status.success());
    let place = home.path().join("small");
    fs::create_dir(&place).unwrap();
    for kibibytes in [16, 300] {
        let script = format!(
            "mount -t tmpfs -o size={kibibytes}k none . && cd . && cd \"$PWD\" || exit 9\n\
             \"$@\"; echo \"code $?\" >&2\n\
             [ -e run/run.json ] && echo taken for whole >&2\n\
             mount -o remount,size=100m none . && \"$@\" && diff -r -x run.json run ../whole >&2 && echo same >&2"
        );
        let Some(output) = in_own_mounts(&place, &script) else { return };
        let said = said(&output);
        assert!(said.contains("code 1") && said.contains("No space left on device"), "{kibibytes}: {said}");
        assert!(said.contains("same") && !said.contains("taken for whole"), "{kibibytes}: {said}");
    }
}

#[test]
fn a_read_only_file_system_is_told() {
    let home = tempfile::tempdir().unwrap();
    let script = "mkdir run && mount --bind run run && mount -o remount,bind,ro run || exit 9\n\"$@\"";
    if let Some(output) = in_own_mounts(home.path(), script) {
        let said = failed(&output);
        assert!(said.contains("cannot create") && said.contains("Read-only file system"), "{said}");
    }
}
