//! `darkside workshop` as a trainer uses it.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

fn workshop(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("darkside").unwrap();
    command.current_dir(folder).arg("workshop");
    command
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/workshop.html")
}

#[test]
fn the_page_that_is_kept_is_what_the_command_writes() {
    let folder = tempfile::tempdir().unwrap();
    workshop(folder.path()).assert().success().stdout(contains("workshop.html: "));
    let written = std::fs::read(folder.path().join("workshop.html")).unwrap();
    let kept = std::fs::read(kept()).unwrap();
    // Not assert_eq, which would print megabytes.
    assert!(written == kept, "docs/workshop.html is not up to date: cargo run -- workshop --out docs/workshop.html");
    assert!(kept.len() <= 3_000_000, "{} bytes are more than a page may have", kept.len());
}

#[test]
fn nothing_in_the_page_comes_from_elsewhere() {
    let page = std::fs::read_to_string(kept()).unwrap();
    let (_, policy) = page.split_once("Content-Security-Policy\" content=\"").unwrap();
    let policy = policy.split_once('"').unwrap().0;
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for loose in ["http:", "https:", "*", "'unsafe-inline'", "'unsafe-eval'", "connect-src"] {
        assert!(!policy.contains(loose), "{loose} in {policy}");
    }
    for element in ["<script src", "<link rel=\"stylesheet\"", "<iframe", "<img src=\"http"] {
        assert!(!page.contains(element), "{element}");
    }
}

#[test]
fn it_writes_over_pages_and_over_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("workshop.html");
    workshop(folder.path()).assert().success();
    workshop(folder.path()).assert().success();
    std::fs::write(&file, "my notes").unwrap();
    workshop(folder.path()).assert().code(2).stderr(contains("is no workshop page").and(contains("--force")));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "my notes");
    workshop(folder.path()).arg("--force").assert().success();
    assert!(std::fs::metadata(&file).unwrap().len() > 1_000_000);
}

#[test]
fn ones_own_scenario_with_its_organisation_is_inside_and_opens() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.csv"), "source,target\nann,bob\nbob,cy\n").unwrap();
    std::fs::write(folder.path().join("mine.toml"), "question = \"Mine?\"\n[ties]\nties = \"t.csv\"\n").unwrap();
    workshop(folder.path()).args(["mine.toml", "--set", "run.weeks=40", "--out", "p.html"]).assert().success();
    let page = std::fs::read_to_string(folder.path().join("p.html")).unwrap();
    assert!(page.contains("\"opens\":\"mine\"") && page.contains("ann,bob,1") && page.contains("weeks = 40"));
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    workshop(folder.path()).arg("basline").assert().code(2).stderr(contains("did you mean \"baseline\""));
    workshop(folder.path()).args(["two_firms", "two_firms"]).assert().code(2).stderr(contains("two scenarios"));
    workshop(folder.path()).args(["--lessons", "none"]).assert().code(1).stderr(contains("cannot read none"));
    std::fs::create_dir(folder.path().join("kurs")).unwrap();
    workshop(folder.path()).args(["--lessons", "kurs"]).assert().code(2).stderr(contains("has no lessons"));
    std::fs::write(folder.path().join("kurs/a.toml"), "title =").unwrap();
    workshop(folder.path()).args(["--lessons", "kurs"]).assert().code(2).stderr(contains("this lesson is not TOML"));
    workshop(folder.path()).args(["--out", "none/p.html"]).assert().code(1).stderr(contains("cannot write"));
    assert!(!folder.path().join("workshop.html").exists());
}
