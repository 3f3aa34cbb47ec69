//! `darkside workshop` as a trainer uses it.

use std::path::Path;

use assert_cmd::Command;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use predicates::prelude::*;
use predicates::str::contains;

fn workshop(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("darkside").unwrap();
    command.current_dir(folder).arg("workshop");
    command
}

fn committed(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn committed_page() -> String {
    String::from_utf8(committed("docs/workshop.html")).unwrap()
}

/// Takes the contents out of the element with this opening tag; returns what is left, and the contents.
fn emptied(page: &str, opening: &str) -> (String, String) {
    let (before, rest) = page.split_once(opening).expect(opening);
    let (contents, after) = rest.split_once("</script>").unwrap();
    (format!("{before}{opening}</script>{after}"), contents.to_owned())
}

/// They are renewed together, for a release or when the page changes; `.ci/web` tests a page with the current engine.
#[test]
fn the_committed_page_its_engine_and_its_frame_belong_together() {
    let page = committed_page();
    assert!(page.len() <= 4_000_000, "{} bytes are more than a page may have", page.len());
    let (page, engine) = emptied(&page, r#"<script type="text/plain" id="engine-wasm">"#);
    let (page, data) = emptied(&page, r#"<script type="application/json" id="workshop-data">"#);
    // Not `assert_eq`, which would print megabytes.
    assert!(STANDARD.decode(engine).unwrap() == committed("web/engine.wasm"), "another engine: run web/renew");
    assert!(page.into_bytes() == committed("web/dist/page.html"), "another page around it: run web/renew");

    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let version = |text: &str| text.split('.').map(|part| part.parse().unwrap()).collect::<Vec<u32>>();
    let made_from = version(data["version"].as_str().unwrap());
    assert_eq!(made_from.len(), 3, "the page states the version it was made from");
    assert!(made_from <= version(env!("CARGO_PKG_VERSION")), "{made_from:?} is not released yet");
}

#[test]
fn the_command_writes_the_committed_page_with_todays_scenarios() {
    let folder = tempfile::tempdir().unwrap();
    workshop(folder.path()).assert().success().stdout(contains("workshop.html: "));
    let written = std::fs::read_to_string(folder.path().join("workshop.html")).unwrap();
    let without_data = |page: &str| emptied(page, r#"<script type="application/json" id="workshop-data">"#).0;
    assert!(without_data(&written) == without_data(&committed_page()), "another frame or engine: run web/renew");
}

#[test]
fn nothing_in_the_page_comes_from_elsewhere() {
    let page = committed_page();
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
