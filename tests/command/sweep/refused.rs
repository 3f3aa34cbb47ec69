//! Sweeps that make no sense are refused; the message says what is wrong, where, and what would be right.

use std::path::Path;

use darkside::experiment::{ExperimentFile, Overrides, sweep::Sweep};

use super::{SMALL, run, run_with, sweep};
use crate::support::{change_manifest, files};

/// What is wrong, and a file with that fault.
const BAD: &[(&str, &str)] = &[
    ("empty", ""),
    ("no TOML", "[factors"),
    ("an unknown key", "scenaro = \"baseline\""),
    ("no scenario", "[design]\nkind = \"grid\""),
    ("an unknown scenario", "scenario = \"basline\"\n[design]\nkind = \"grid\""),
    ("a wrong value in set", "scenario = \"baseline\"\nset = { \"contagion.programme\" = -1 }"),
    ("an unknown path in set", "scenario = \"baseline\"\nset = { \"contagion.program\" = 1 }"),
    ("no design", "scenario = \"baseline\"\n[factors]\n\"lapse.audit\" = [0.0]"),
    ("a design without kind", "scenario = \"baseline\"\n[design]\npoints = 3"),
    ("an unknown kind", "scenario = \"baseline\"\n[design]\nkind = \"latin_hypercub\""),
    ("an unknown key of the design", "scenario = \"baseline\"\n[design]\nkind = \"sobol\"\npoint = 8"),
    ("points of a grid", "scenario = \"baseline\"\n[design]\nkind = \"grid\"\npoints = 8"),
    (
        "no points",
        "scenario = \"baseline\"\n[design]\nkind = \"sobol\"\n[factors]\n\"lapse.audit\" = { from = 0, to = 1 }",
    ),
    ("zero points", "scenario = \"baseline\"\n[design]\nkind = \"sobol\"\npoints = 0"),
    ("zero seeds", "scenario = \"baseline\"\n[design]\nkind = \"grid\"\nseeds = 0"),
    ("no factors", "scenario = \"baseline\"\n[design]\nkind = \"grid\""),
    ("a list without file", "scenario = \"baseline\"\n[design]\nkind = \"list\""),
    ("a list that is not there", "scenario = \"baseline\"\n[design]\nkind = \"list\"\nfile = \"nowhere.csv\""),
];

/// What is wrong with factors of a grid.
const BAD_FACTORS: &[(&str, &str)] = &[
    ("no parameter", "\"contagion.program\" = [0.1]"),
    ("a group", "contagion = [0.1]"),
    ("no practice", "\"practice.side_favors.push\" = [0.1]"),
    ("no field of a practice", "\"practice.side_favours.pusch\" = [0.1]"),
    ("no list", "\"lapse.audit\" = 0.1"),
    ("an empty list", "\"lapse.audit\" = []"),
    ("a value outside", "\"lapse.audit\" = [0.0, -0.1]"),
    ("a value of another kind", "\"lapse.audit\" = [0.0, \"much\"]"),
    ("a value twice", "\"lapse.audit\" = [0.1, 0.1]"),
    ("the same factor twice", "\"lapse.audit\" = [0.1]\nlapse.audit = [0.2]"),
    ("a range without levels", "\"lapse.audit\" = { from = 0.0, to = 0.1 }"),
    ("a range without an end", "\"lapse.audit\" = { from = 0.0, levels = 3 }"),
    ("an empty range", "\"lapse.audit\" = { from = 0.1, to = 0.1, levels = 3 }"),
    ("a range the wrong way round", "\"lapse.audit\" = { from = 0.2, to = 0.1, levels = 3 }"),
    ("an end outside", "\"enablers.scruples\" = { from = 0.0, to = 2.0, levels = 3 }"),
    ("an infinite end", "\"lapse.audit\" = { from = 0.0, to = inf, levels = 3 }"),
    ("a single level", "\"lapse.audit\" = { from = 0.0, to = 0.1, levels = 1 }"),
    ("more levels than whole numbers", "\"population.managers\" = { from = 20, to = 22, levels = 5 }"),
    ("a range of words", "\"contagion.rule\" = { from = 0, to = 1, levels = 2 }"),
    ("an unknown key of a range", "\"lapse.audit\" = { from = 0.0, too = 0.1, levels = 3 }"),
    ("the seed", "\"run.seed\" = [1, 2]"),
    ("the length", "\"run.weeks\" = [52, 104]"),
    ("what is recorded", "\"record.ledger\" = [true, false]"),
    (
        "too many points",
        "\"lapse.audit\" = { from = 0, to = 1, levels = 100000 }\n\"lapse.drift\" = { from = 0, to = 1, levels = 100000 }",
    ),
    (
        "too many runs",
        "\"lapse.audit\" = { from = 0, to = 1, levels = 10000 }\n\"lapse.drift\" = { from = 0, to = 1, levels = 10000 }",
    ),
];

/// What is wrong with outcomes.
const BAD_OUTCOMES: &[(&str, &str)] = &[
    ("none", "[]"),
    ("no list", "\"dark_share\""),
    ("no metric", "[\"dark_shar\"]"),
    ("no metric of that name", "[{ metric = \"dark_shar\", window = 3 }]"),
    ("a window beyond the run", "[{ metric = \"dark_share\", window = \"104..261\" }]"),
    ("no window", "[{ metric = \"dark_share\", window = \"late\" }]"),
    ("a window of a figure", "[{ metric = \"total_adoptions\", window = 3 }]"),
    ("twice", "[\"dark_share\", \"dark_share\"]"),
    ("an unknown key", "[{ metrics = \"dark_share\" }]"),
    ("a number", "[3]"),
];

fn told(text: &str) -> String {
    let read = Sweep::of_text(&ExperimentFile::of("sweep.toml", text, Path::new("")), Overrides::default());
    match read {
        Ok(_) => panic!("taken: {text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_kind_of_bad_sweep_gets_one_clear_message() {
    let mut all = String::new();
    let mut tell = |what: &str, text: &str| all.push_str(&format!("{what}:\n  {}\n", told(text).replace('\n', "\n  ")));
    BAD.iter().for_each(|(what, text)| tell(what, text));
    for (what, factors) in BAD_FACTORS {
        tell(what, &format!("scenario = \"baseline\"\n[design]\nkind = \"grid\"\n[factors]\n{factors}"));
    }
    for (what, outcomes) in BAD_OUTCOMES {
        let rest = "[design]\nkind = \"grid\"\n[factors]\n\"lapse.audit\" = [0.1]";
        tell(what, &format!("scenario = \"baseline\"\noutcomes = {outcomes}\n{rest}"));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_value_set_for_all_points_cannot_be_varied() {
    let set = ["lapse.audit=0.5".to_owned()];
    let changes = Overrides { set: &set, ..Overrides::default() };
    let error = Sweep::of_text(&ExperimentFile::of("small.toml", SMALL, Path::new("")), changes).err().unwrap();
    insta::assert_snapshot!(error, @r"
    --set:1:1: `lapse.audit` is a factor of the sweep
      help: leave out this --set, or take the factor out of the file
    ");
}

#[test]
fn a_directory_of_something_else_is_refused_and_left_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("out");
    run(&sweep(SMALL), &directory, None, 2);
    let before = files(&directory);
    let simulate = |scenario: &darkside::scenario::Scenario, seed: u64| darkside::run::run(scenario, seed, false);
    let refused = |text: &str, shard| {
        let error = run_with(&sweep(text), &directory, shard, 1, simulate).unwrap_err();
        assert_eq!(files(&directory), before, "something was written");
        error.message().replace(&format!("{}/", home.path().display()), "")
    };
    let mut all = Vec::new();
    for (from, to) in [
        ("0.03]", "0.04]"),
        ("lapse.audit", "lapse.drift"),
        ("levels = 3", "levels = 4"),
        ("seeds = 3", "seeds = 4"),
        ("seeds = 3", "seeds = 3\nfirst_seed = 2"),
        ("weeks = 12", "weeks = 13"),
        ("managers = 6", "managers = 7"),
        ("\"total_adoptions\"", "\"copied_share\""),
        ("What does", "How does"),
    ] {
        assert!(SMALL.contains(from), "{from}");
        all.push(refused(&SMALL.replacen(from, to, 1), None));
    }
    all.push(refused(SMALL, Some([1, 2])));
    insta::assert_snapshot!(all.join("\n"));
    // Another version wrote it.
    change_manifest(&directory.join("sweep.json"), |older| older["version"] = "0.0.9".into());
    let error = run_with(&sweep(SMALL), &directory, None, 1, simulate).unwrap_err();
    assert!(error.message().contains("a sweep by darkside 0.0.9; this is"), "{error}");
    // A directory with files of any other origin.
    let theirs = home.path().join("theirs");
    std::fs::create_dir(&theirs).unwrap();
    std::fs::write(theirs.join("thesis.tex"), "years of work").unwrap();
    let error = run_with(&sweep(SMALL), &theirs, None, 1, simulate).unwrap_err();
    assert!(error.message().ends_with("holds files that are not from a finished sweep"), "{error}");
    assert_eq!(files(&theirs).len(), 1);
}
