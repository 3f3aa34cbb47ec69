//! The commands as their users run them.

use std::path::Path;

use super::{SMALL, rows};
use crate::support::{darkside_in, differing, files, printed, told};

fn good(home: &Path, arguments: &[&str]) -> String {
    printed(darkside_in(home, 80).args(arguments))
}

fn bad(home: &Path, arguments: &[&str]) -> String {
    told(darkside_in(home, 80).args(arguments), 2)
}

#[test]
fn a_finished_sweep_holds_what_the_documentation_says_and_a_run_of_it_can_be_replayed() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("small.toml"), SMALL).unwrap();
    good(home.path(), &["sweep", "small.toml", "--out", "answer", "--format", "parquet,csv"]);
    let mut names: Vec<String> = std::fs::read_dir(home.path().join("answer"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let wanted =
        ["charts", "outcomes.csv", "outcomes.parquet", "points.csv", "points.parquet", "report.html", "sweep.json"];
    assert_eq!(names, wanted);
    for chart in ["marginal", "heat_map", "parallel", "marginal_2"] {
        assert!(home.path().join(format!("answer/charts/{chart}.svg")).exists(), "{chart}");
    }
    let again = good(home.path(), &["sweep", "small.toml", "--out", "answer", "--format", "csv,parquet"]);
    assert!(again.contains("already finished"), "{again}");
    // The directory is enough: the file may have been removed.
    std::fs::remove_file(home.path().join("small.toml")).unwrap();
    let said = good(home.path(), &["replay", "answer", "--point", "9", "--seed", "3", "--out", "whole"]);
    assert!(said.contains("the same run as in the sweep"), "{said}");
    let row = rows(&home.path().join("answer/outcomes.csv"))[26].clone();
    assert_eq!((row["point"].as_str(), row["seed"].as_str()), ("9", "3"));
    let whole = darkside::archive::Run::open(&home.path().join("whole")).unwrap();
    assert_eq!(whole.manifest().digests, [row["digest"].clone()]);
    assert_eq!((whole.manifest().first_seed, whole.manifest().seeds), (3, 1));
    assert!(home.path().join("whole/report.html").exists() && home.path().join("whole/ledger.parquet").exists());
}

#[test]
fn a_replay_of_what_is_not_there_is_refused() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("small.toml"), SMALL).unwrap();
    good(home.path(), &["sweep", "small.toml", "--out", "answer", "--no-charts"]);
    let told = |point: &str, seed: &str| bad(home.path(), &["replay", "answer", "--point", point, "--seed", seed]);
    let said = told("13", "1");
    assert!(said.contains("the sweep has no point 13") && said.contains("points 1 to 12"), "{said}");
    let said = told("1", "4");
    assert!(said.contains("the sweep has no seed 4") && said.contains("seeds 1 to 3"), "{said}");
    let said = bad(home.path(), &["replay", "nowhere", "--point", "1", "--seed", "1"]);
    assert!(said.contains("nowhere holds no finished sweep: it has no sweep.json"), "{said}");
}

/// An imported organisation is stored with the sweep: neither merge nor replay needs its files.
#[test]
fn an_imported_organisation_is_swept_shared_out_and_replayed() {
    let home = tempfile::tempdir().unwrap();
    let people = "id,firm,office,team\nann,A,north,x\nbob,A,south,x\ncid,B,,y\ndee,B,,y\neve,B,,x\n";
    std::fs::write(home.path().join("people.csv"), people).unwrap();
    std::fs::write(home.path().join("ties.csv"), "source,target,weight\nann,bob,0.3\nbob,cid,1\ncid,dee,2.5\n")
        .unwrap();
    std::fs::write(
        home.path().join("mine.toml"),
        "[ties]\nmanagers = \"people.csv\"\nties = \"ties.csv\"\n[run]\nweeks = 20\n",
    )
    .unwrap();
    let text = "scenario = \"mine.toml\"\noutcomes = [\"value\"]\n[design]\nkind = \"sobol\"\npoints = 4\nseeds = 2\n\
                [factors]\n\"contagion.programme\" = { from = 0, to = 0.1 }";
    std::fs::write(home.path().join("sweep.toml"), text).unwrap();
    good(home.path(), &["sweep", "sweep.toml", "--out", "whole", "--format", "csv"]);
    for share in ["1/2", "2/2"] {
        good(home.path(), &["sweep", "sweep.toml", "--shard", share, "--out", &share[..1], "--format", "csv"]);
    }
    for file in ["people.csv", "ties.csv", "mine.toml", "sweep.toml"] {
        std::fs::remove_file(home.path().join(file)).unwrap();
    }
    good(home.path(), &["merge", "1", "2", "--out", "merged"]);
    let [whole, merged] = ["whole", "merged"].map(|name| files(&home.path().join(name)));
    assert_eq!(differing(&whole, &merged), [""; 0]);
    let said = good(home.path(), &["replay", "merged", "--point", "3", "--seed", "2", "--out", "run", "--no-charts"]);
    assert!(said.contains("the same run as in the sweep"), "{said}");
}

#[test]
fn shipped_sweeps_are_read_and_open_with_a_comment_and_a_question() {
    for shipped in darkside_scenarios::in_folder("sweeps") {
        assert!(shipped.text.starts_with('#'), "{}", shipped.name());
        let sweep = darkside::experiment::sweep::Sweep::read(shipped.name(), Default::default())
            .unwrap_or_else(|e| panic!("{e}"));
        assert!(
            !sweep.question.is_empty() && !sweep.look_at.is_empty() && sweep.outcomes_planned,
            "{}",
            shipped.name()
        );
    }
    let home = tempfile::tempdir().unwrap();
    let said = told(darkside_in(home.path(), 80).args(["sweep", "sweeps/enabler"]), 1);
    assert!(said.contains("did you mean the shipped \"sweeps/enablers\"?"), "{said}");
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("small.toml"), SMALL).unwrap();
    for shard in ["0/3", "4/3", "3", "a/b", "1/", "1/0"] {
        let said = bad(home.path(), &["sweep", "small.toml", "--shard", shard]);
        assert!(said.contains("--shard"), "{shard}: {said}");
    }
    bad(home.path(), &["sweep", "small.toml", "--shard", "1/2", "--slurm"]);
    bad(home.path(), &["sweep", "small.toml", "--seeds", "0"]);
    let said = bad(home.path(), &["sweep", "small.toml", "--seeds", "20000", "--out", "x"]);
    assert!(said.contains("at most 10000"), "{said}");
    assert!(!home.path().join("x").exists() && !home.path().join("output").exists());
}

#[test]
fn force_never_replaces_the_list_that_the_sweep_reads() {
    let home = tempfile::tempdir().unwrap();
    let list = "contagion.programme\n0.01\n0.02\n";
    std::fs::write(home.path().join("points.csv"), list).unwrap();
    let text = "scenario = \"baseline\"\nset = { population = { firms = 2, managers = 6 }, run.weeks = 12 }\n\
                outcomes = [\"dark_share\"]\n[design]\nkind = \"list\"\nseeds = 2\nfile = \"points.csv\"\n";
    std::fs::write(home.path().join("sw.toml"), text).unwrap();
    let said = bad(home.path(), &["sweep", "sw.toml", "--out", ".", "--force"]);
    assert!(said.contains("points.csv would be replaced"), "{said}");
    assert_eq!(std::fs::read_to_string(home.path().join("points.csv")).unwrap(), list);
}
