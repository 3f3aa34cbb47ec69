//! The command as its users run it: what it prints, where, and with which exit code.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

/// A run that takes milliseconds.
const SMALL: [&str; 8] =
    ["--set", "population.managers=24", "--seeds", "2", "--weeks", "30", "--set", "population.firms=3"];

/// The command on a page of 80 columns, in `directory`.
fn darkside_in(directory: &Path) -> Command {
    let mut command = Command::cargo_bin("darkside").unwrap();
    command.current_dir(directory).env("COLUMNS", "80").env_remove("CLICOLOR_FORCE");
    command
}

fn darkside() -> Command {
    darkside_in(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// What the command prints to standard output when all is well.
fn printed(arguments: &[&str]) -> String {
    let output = darkside().args(arguments).assert().success().stderr("").get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

/// What it complains of, with exit code 2.
fn refused(directory: &Path, arguments: &[&str]) -> String {
    let output = darkside_in(directory).args(arguments).assert().code(2).get_output().stderr.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn help_says_what_there_is() {
    insta::assert_snapshot!("help", printed(&["--help"]));
    for command in ["run", "plot", "show", "check", "list", "explain", "completions"] {
        insta::assert_snapshot!(format!("help_{command}"), printed(&[command, "--help"]));
        let short = printed(&[command, "-h"]);
        assert!(short.len() < printed(&[command, "--help"]).len(), "-h of {command} is the short one");
    }
    darkside().arg("--version").assert().success().stdout(format!("darkside {}\n", env!("CARGO_PKG_VERSION")));
    darkside().assert().code(2).stderr(contains("Usage: darkside"));
}

#[test]
fn every_topic_can_be_listed() {
    insta::assert_snapshot!("list", printed(&["list"]));
    for topic in
        ["scenarios", "parameters", "practices", "effects", "mechanisms", "loci", "presets", "acts", "metrics", "charts"]
    {
        let text = printed(&["list", topic]);
        insta::assert_snapshot!(format!("list_{topic}"), text);
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{topic}: {line:?}");
        }
    }
}

#[test]
fn where_no_terminal_reads_it_each_entry_is_one_line() {
    let output = darkside().env_remove("COLUMNS").args(["list", "parameters"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().any(|line| line.starts_with("lapse.audit ") && line.contains("fully harmful")));
    assert!(!text.contains('\u{1b}'), "no colour where no terminal reads it");
}

#[test]
fn lists_have_forms_for_other_programs() {
    let rows: serde_json::Value = serde_json::from_str(&printed(&["list", "parameters", "--format", "json"])).unwrap();
    let growth = rows.as_array().unwrap().iter().find(|row| row["name"] == "dark_side.growth").unwrap();
    assert_eq!(growth["default"], "0.08");
    let mut table = csv::Reader::from_reader(std::io::Cursor::new(printed(&["list", "practices", "--format", "csv"])));
    assert_eq!(table.headers().unwrap().iter().take(3).collect::<Vec<_>>(), ["name", "meaning", "class"]);
    assert_eq!(table.records().filter(|row| row.is_ok()).count(), 12);
}

#[test]
fn names_of_every_kind_are_explained() {
    for name in [
        "dark_side.growth",
        "harm",
        "enablers.learning_orientation",
        "dark_side",
        "open_book_sharing",
        "practice.load",
        "lock_in",
        "intra_imitation",
        "wider_network",
        "cross_functional",
        "teamwork",
        "introduce",
        "dark_share",
        "mutualistic",
        "safeguard",
        "baseline",
    ] {
        insta::assert_snapshot!(format!("explain_{name}"), printed(&["explain", name]));
    }
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    insta::assert_snapshot!(refused(here, &["explain", "dark_side.grwth", "zebra"]), @r"");
    insta::assert_snapshot!(refused(here, &["list", "practises"]), @r"");
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let binary = assert_cmd::cargo::cargo_bin("darkside");
    for arguments in [&["list", "parameters"][..], &["--help"], &["list", "metrics", "--format", "json"]] {
        let mut process =
            Process::new(&binary).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(process.stdout.take());
        let output = process.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_said() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output =
        Process::new(assert_cmd::cargo::cargo_bin("darkside")).args(["list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
}

#[test]
fn shells_learn_to_complete() {
    for (shell, sign) in [("bash", "_darkside()"), ("zsh", "#compdef darkside"), ("fish", "complete -c darkside")] {
        darkside().args(["completions", shell]).assert().success().stdout(contains(sign).and(contains("no-charts")));
    }
    darkside().args(["completions", "cobol"]).assert().code(2).stderr(contains("bash"));
}
