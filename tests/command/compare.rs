//! `darkside compare` and `darkside test` as their users run them.

use std::path::Path;

use crate::support::{self, darkside_in, names, told};

/// A population that takes milliseconds.
const SMALL: [&str; 4] = ["--set", "population.managers=24", "--set", "population.firms=3"];

fn printed(directory: &Path, arguments: &[&str]) -> String {
    support::printed(darkside_in(directory, 100).args(arguments))
}

fn refused(directory: &Path, arguments: &[&str]) -> String {
    told(darkside_in(directory, 100).args(arguments), 2)
}

/// Replaces what differs from run to run: the time taken.
fn steady(text: &str) -> String {
    let steady = |line: &str| match line.split_once(", done in ") {
        Some((before, _)) => format!("{before}, done in some time"),
        None => line.to_owned(),
    };
    text.lines().map(steady).collect::<Vec<_>>().join("\n")
}

const COMPARE: [&str; 11] = [
    "compare",
    "baseline",
    "isolated",
    "--seeds",
    "5",
    "--weeks",
    "40",
    "--metric",
    "dark_share",
    "--metric",
    "total_adoptions",
];

#[test]
fn a_comparison_is_told_in_numbers_and_in_sentences() {
    let place = tempfile::tempdir().unwrap();
    let arguments = [&COMPARE[..], &SMALL, &["--replay", "2", "--out", "answer"]].concat();
    insta::assert_snapshot!("told", steady(&printed(place.path(), &arguments)));
    insta::assert_snapshot!("files", names(&place.path().join("answer")).join("\n"));
    let page = std::fs::read_to_string(place.path().join("answer/report.html")).unwrap();
    for part in ["What changes from baseline to isolated?", "Caveats", "Planned before the first run", "Fine print"] {
        assert!(page.contains(part), "{part}");
    }
    let effects = std::fs::read_to_string(place.path().join("answer/effects.csv")).unwrap();
    assert_eq!(effects.lines().count(), 3, "{effects}");
}

#[test]
fn the_same_question_again_has_its_answer_and_another_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let with = |more: &[&'static str]| [&COMPARE[..], &SMALL, &["--out", "answer"], more].concat();
    let run = |more: &[&'static str]| printed(place.path(), &with(more));
    let first = run(&[]);
    let manifest = std::fs::read(place.path().join("answer/compare.json")).unwrap();
    let again = run(&[]);
    assert!(again.starts_with("What changes from baseline to isolated? already finished, nothing to do"), "{again}");
    let number = first.lines().find(|line| line.contains("dark_share")).unwrap();
    let number = number.split_whitespace().find(|word| word.starts_with(['+', '-'])).unwrap();
    assert!(again.contains(number), "the answer is told again: {number}");
    let said = refused(place.path(), &with(&["--metric", "value"]));
    assert!(
        said.contains("answer holds another `darkside compare`: What changes from baseline to isolated?"),
        "{said}"
    );
    assert_eq!(std::fs::read(place.path().join("answer/compare.json")).unwrap(), manifest, "nothing was overwritten");
    let forced = run(&["--force", "--threads", "1"]);
    let digest = |text: &str| text.lines().find(|line| line.trim_start().starts_with("digest")).map(str::to_owned);
    assert_eq!(digest(&forced), digest(&first), "the same tables on any number of threads");
}

/// The three nulls of `--yoked`: as many adoptions of each practice, as many in total, none copied.
#[test]
fn an_answer_is_drawn_again_where_its_files_are() {
    let place = tempfile::tempdir().unwrap();
    std::fs::create_dir(place.path().join("elsewhere")).unwrap();
    std::fs::write(place.path().join("ours.toml"), "extends = \"isolated\"\n").unwrap();
    printed(place.path(), &[&["compare", "baseline", "ours.toml", "--out", "cmp"][..], &SMALL].concat());
    insta::assert_snapshot!(refused(&place.path().join("elsewhere"), &["plot", "../cmp"]), @r"
    error: ours.toml, which the question of ../cmp names, is not here
    help: its path is kept as it was given: plot where `darkside compare baseline ours.toml --out cmp --set population.managers=24 --set population.firms=3` ran
    ");
}

#[test]
fn contagion_is_compared_with_as_many_adoptions_that_nobody_copied() {
    let place = tempfile::tempdir().unwrap();
    let arguments =
        [&["compare", "baseline", "--yoked", "--metric", "total_adoptions", "--out", "answer"][..], &SMALL].concat();
    printed(place.path(), &arguments);
    let effects = std::fs::read_to_string(place.path().join("answer/effects.csv")).unwrap();
    let mean = |arm: &str| -> f64 {
        let mut rows = csv::Reader::from_reader(effects.as_bytes());
        let mut column = |name: &str| rows.headers().unwrap().iter().position(|one| one == name).unwrap();
        let (named, difference) = (column("arm"), column("difference"));
        let mut rows = csv::Reader::from_reader(effects.as_bytes());
        let row =
            rows.records().map(Result::unwrap).find(|row| &row[named] == arm).unwrap_or_else(|| panic!("{effects}"));
        row[difference].parse().unwrap()
    };
    assert_eq!((mean("baseline_yoked"), mean("baseline_yoked_in_total")), (0.0, 0.0));
    assert!(mean("baseline_uncopied") < 0.0);
}

#[test]
fn questions_without_sense_leave_nothing_behind() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("longer.toml"), "extends = \"baseline\"\nrun = { weeks = 41 }\n").unwrap();
    let mut told = String::new();
    for arguments in [
        vec!["baseline", "longer.toml"],
        vec!["baseline", "baseline"],
        vec!["baseline", "isolated", "--metric", "dark_shar"],
        vec!["baseline", "isolated", "--at", "261"],
        vec!["baseline", "isolated", "--over", "9..3"],
        vec!["baseline", "isolated", "--at", "3..9"],
        vec!["baseline", "isolated", "--metric", "copied_share", "--at", "3"],
        vec!["baseline", "isolated", "--metric", "value", "--metric", "value"],
        vec!["baseline", "isolated", "--set", "record.ledger=false", "--replay", "1", "--seeds", "1", "--weeks", "2"],
        vec!["baseline", "absent.toml"],
        vec!["baseline"],
        vec!["firm_cultures_independent", "--yoked"],
    ] {
        let all = [&["compare"][..], &arguments].concat();
        told.push_str(&format!("$ darkside {}\n", all.join(" ")));
        let output = darkside_in(place.path(), 100).args(&all).output().unwrap();
        let code = output.status.code().unwrap();
        assert!(code == 1 || code == 2);
        told.push_str(&format!("{}[{code}]\n", String::from_utf8(output.stderr).unwrap()));
    }
    insta::assert_snapshot!("refusals", told);
    assert_eq!(names(place.path()), ["longer.toml"], "nothing is left behind");
}

/// Two hypotheses about a small organisation; the second cannot be true.
const FILE: &str = r#"
title = "Small"
question = "Does copying matter?"
first_stage = 6
budget = 12
[arms.copying]
set = { "population.managers" = 24, "population.firms" = 3, "run.weeks" = 40 }
[arms.alone]
extends = "isolated"
set = { "population.managers" = 24, "population.firms" = 3, "run.weeks" = 40 }
[[hypothesis]]
id = "more"
claim = "Copying brings more adoptions."
source = "S0"
status = "built_in"
metric = "total_adoptions"
arms = ["copying", "alone"]
direction = "greater"
half_width = 1000
[[hypothesis]]
id = "fewer"
claim = "Copying brings fewer adoptions."
status = "prediction"
metric = "total_adoptions"
arms = ["copying", "alone"]
direction = "less"
half_width = 1000
"#;

#[test]
fn a_file_of_hypotheses_is_judged_and_a_changed_one_is_exploratory() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("small.toml");
    std::fs::write(&path, FILE).unwrap();
    insta::assert_snapshot!("checked", printed(place.path(), &["test", "small.toml", "--check"]));
    insta::assert_snapshot!("judged", steady(&printed(place.path(), &["test", "small.toml"])));
    let answer = place.path().join("output/test-small");
    insta::assert_snapshot!("judged_files", names(&answer).join("\n"));
    let page = || std::fs::read_to_string(answer.join("report.html")).unwrap();
    assert!(page().contains("All of its hypotheses are tested as they stood then."));
    let again = printed(place.path(), &["test", "small.toml"]);
    assert!(again.contains("already finished"), "{again}");

    std::fs::write(&path, FILE.replace("fewer adoptions", "far fewer adoptions")).unwrap();
    let said = refused(place.path(), &["test", "small.toml"]);
    let (before, after) = said.split_once(" on 2").unwrap();
    assert_eq!(before, "error: small.toml has changed since it was registered in output/test-small");
    assert!(after.contains("--force tests it here and marks everything as exploratory"), "{said}");
    let said = refused(place.path(), &["test", "small.toml", "--weeks", "30"]);
    assert!(said.contains("small.toml has changed"), "{said}");
    let forced = printed(place.path(), &["test", "small.toml", "--force"]);
    assert!(forced.contains("Exploratory: the file is not the one that was registered"), "{forced}");
    assert!(page().contains("is not what was registered"));

    std::fs::write(&path, FILE).unwrap();
    let said = refused(place.path(), &["test", "small.toml", "--weeks", "30"]);
    assert!(said.contains("small.toml was registered in output/test-small with no changes"), "{said}");
    let back = printed(place.path(), &["test", "small.toml", "--force"]);
    assert!(!back.contains("Exploratory"), "the registered file is still the planned one: {back}");
}

#[test]
fn texts_of_a_file_of_hypotheses_are_no_marks_in_the_table_of_verdicts() {
    let place = tempfile::tempdir().unwrap();
    let claim = "a | b <script>alert(1)</script> [here](http://there) `code` **loud** \\\\| and\\nnext";
    let file = FILE.replace("fewer adoptions", claim).replace("id = \"fewer\"", "id = \"`|fewer\"");
    assert_ne!(file, FILE);
    std::fs::write(place.path().join("small.toml"), file).unwrap();
    printed(place.path(), &["test", "small.toml"]);
    let table = std::fs::read_to_string(place.path().join("output/test-small/verdicts.md")).unwrap();
    let row = table.lines().find(|line| line.contains("alert(1)")).unwrap();
    assert!(
        row.contains(r"a \| b \<script>alert(1)\</script> \[here](http://there) \`code\` \*\*loud\*\* \\\| and next"),
        "{row}"
    );
    // Nine cells, whatever the texts contain.
    let bars = row.replace(r"\\", "").replace(r"\|", "").matches('|').count();
    assert_eq!(bars, 10, "{row}");
    assert!(row.starts_with("| `'\\|fewer` |"), "{row}");
}

#[test]
fn a_wrong_file_of_hypotheses_is_shown_where_it_is_wrong() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("small.toml");
    std::fs::write(&path, FILE.replace("\"less\"", "\"lower\"")).unwrap();
    insta::assert_snapshot!("wrong_file", refused(place.path(), &["test", "small.toml"]));
    assert_eq!(names(place.path()), ["small.toml"]);
}

/// These pages are written from the command's own tables; they must match the files as they are now.
#[test]
fn the_documented_verdicts_are_those_of_the_shipped_hypotheses() {
    for (name, page) in [("dark_side", "hypotheses"), ("spreading", "spreading"), ("waves", "waves")] {
        verdicts_are_of(&format!("hypotheses/{name}"), &format!("docs/{page}.md"));
    }
}

fn verdicts_are_of(name: &str, page: &str) {
    use darkside::experiment::{Overrides, hypothesis::HypothesisFile};

    let file = HypothesisFile::read(name, Overrides::default()).unwrap();
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let rows: Vec<Vec<&str>> =
        text.lines().filter(|line| line.starts_with("| `")).map(|line| line.split(" | ").collect()).collect();
    assert_eq!(rows.len(), file.hypotheses.len(), "{page}");
    for (row, hypothesis) in rows.iter().zip(&file.hypotheses) {
        assert_eq!(row[0], format!("| `{}`", hypothesis.id));
        assert_eq!((row[1], row[2]), (hypothesis.claim.as_str(), hypothesis.status.words()));
        assert!(["**supported**", "**negligible**", "**contrary**", "**undecided**"].contains(&row[3]), "{row:?}");
    }
    assert!(text.contains(&file.digest.to_string()), "{page} names another version of the file; run it again");
}
