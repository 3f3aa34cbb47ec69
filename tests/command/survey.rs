//! The command `survey`: what it prints, and what it says about a design that makes no sense.

use std::path::Path;

use crate::support::{darkside_in, printed, told};

const SMALL: [&str; 8] =
    ["--set", "population.managers=24", "--set", "population.firms=2", "--weeks", "40", "--seeds", "2"];

fn survey(directory: &Path, arguments: &[&str]) -> String {
    printed(darkside_in(directory, 80).arg("survey").args(arguments).args(SMALL))
}

fn refused(directory: &Path, arguments: &[&str]) -> String {
    told(darkside_in(directory, 80).arg("survey").args(arguments).args(SMALL), 2)
}

#[test]
fn a_design_stands_in_the_scenario_in_a_file_or_among_the_arguments() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path();
    std::fs::write(directory.join("own.toml"), "[survey]\nweeks = [20, 40]\nnames = 3\nitems = 2\n").unwrap();
    std::fs::write(directory.join("mail.toml"), "[survey]\nresponse = 0.5\nitem_error = 0.2\n").unwrap();
    let answer = survey(directory, &["own.toml", "--design", "mail.toml", "--set", "survey.names=2", "--out", "one"]);
    for said in
        ["survey.weeks       [20, 40]", "survey.response    0.5", "survey.names       2", "survey.items       2"]
    {
        assert!(answer.contains(said), "{said} is not in\n{answer}");
    }
    assert!(answer.contains("ω 0.") && answer.contains("Waves in weeks 20, 40;"), "{answer}");
    let again = survey(directory, &["own.toml", "--design", "mail.toml", "--set", "survey.names=2", "--out", "one"]);
    assert!(again.contains("already finished"), "{again}");
    let plain = survey(directory, &["baseline", "--set", "survey.weeks=[10,20,30]", "--out", "two", "--for", "igraph"]);
    assert!(plain.contains("survey.weeks  [10, 20, 30]"), "{plain}");
    assert!(directory.join("two/igraph/seed_2/model.py").exists());
    let default = survey(directory, &["baseline", "--out", "three"]);
    assert!(default.contains("Design: three waves a year apart, everybody asked about everything, no error."));
    printed(darkside_in(directory, 80).args(["run", "own.toml", "--no-charts", "--out", "run"]).args(SMALL));
    assert!(told(darkside_in(directory, 80).args(["plot", "one"]), 2).contains("--force"));
}

#[test]
fn a_design_that_makes_no_sense_is_told_all_at_once() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path();
    let design = "[survey]\nnames = 0\nrecal = 0.5\nsensitivity = 1.2\nresponse = [0.5, -1]\nroster = \"everybody\"\n";
    std::fs::write(directory.join("wrong.toml"), design).unwrap();
    std::fs::write(directory.join("late.toml"), "[survey]\nweeks = [20, 41, 60]\n").unwrap();
    std::fs::write(directory.join("back.toml"), "[survey]\nweeks = [20, 10]\nresponse = [1, 1, 1]\n").unwrap();
    std::fs::write(directory.join("other.toml"), "names = 5\n").unwrap();
    let mut said = String::new();
    for design in ["wrong.toml", "late.toml", "back.toml", "other.toml"] {
        said += &format!("{design}\n{}\n", refused(directory, &["baseline", "--design", design]));
    }
    said += &refused(directory, &["baseline", "--set", "survey.firm_share=0.1"]);
    insta::assert_snapshot!(said);
    assert!(!directory.join("output").exists(), "what is refused leaves nothing behind");
}
