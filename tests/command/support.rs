//! What the tests of the command share.
#![cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "who kills processes needs Linux"))]
#![allow(clippy::disallowed_methods, reason = "tests wait for moments of a run; no result depends on the clock")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The command.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_darkside");

/// The command in a directory, on a terminal with this many columns.
pub(crate) fn darkside_in(directory: &Path, columns: u16) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(PROGRAM);
    command.current_dir(directory).env("COLUMNS", columns.to_string()).env_remove("CLICOLOR_FORCE");
    command
}

/// What the command prints to standard output when all is well.
pub(crate) fn printed(command: &mut assert_cmd::Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{command:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// What the command says on standard error when it ends with this code.
pub(crate) fn told(command: &mut assert_cmd::Command, code: i32) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{command:?}: {}", said(&output));
    String::from_utf8(output.stderr).unwrap()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every file below a directory, by its path in it.
pub(crate) fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![directory.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(directory).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Names of files below a directory.
pub(crate) fn names(directory: &Path) -> Vec<String> {
    files(directory).into_keys().collect()
}

/// The names of files that differ, or that only one side has.
pub(crate) fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|&name| one.get(name) != other.get(name)).cloned().collect()
}

/// Changes a manifest, which loses its checksums as manifests of earlier versions had none: otherwise it would count as
/// damaged.
pub(crate) fn change_manifest(path: &Path, change: impl FnOnce(&mut serde_json::Value)) {
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    change(&mut manifest);
    manifest.as_object_mut().unwrap().retain(|key, _| !key.starts_with("checksum"));
    fs::write(path, manifest.to_string()).unwrap();
}

pub(crate) fn finish(mut command: Command) -> Output {
    command.output().expect("the program starts")
}

/// Starts a command that nobody listens to.
pub(crate) fn begin(mut command: Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

pub(crate) fn kill(child: &mut Child) {
    let _ = child.kill();
    child.wait().expect("it has ended");
}

/// Waits until this holds, as it will within seconds.
pub(crate) fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(300), "{what} does not come about");
        sleep(Duration::from_micros(200));
    }
}

/// A fixed sequence of numbers from 0 to 1 that look random.
pub(crate) fn numbers(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1_u64 << 31) as f64
    }
}
