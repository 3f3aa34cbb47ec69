//! The commands that answer one question with many runs: attribute, sensitivity, robustness, threshold.

use std::path::Path;

use assert_cmd::Command;

use super::darkside_in;

const SMALL: [&str; 6] = ["--set", "population.managers=24", "--set", "population.firms=2", "--weeks", "40"];

fn darkside(directory: &Path) -> Command {
    darkside_in(directory, 80)
}

fn asks(directory: &Path, arguments: &[&str]) -> String {
    let output = darkside(directory).args(arguments).args(SMALL).assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

fn refused(directory: &Path, arguments: &[&str]) -> String {
    let output = darkside(directory).args(arguments).assert().code(2).get_output().stderr.clone();
    String::from_utf8(output).unwrap()
}

/// Every file in a directory, by name.
fn files(directory: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in directory.read_dir().unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        match entry.path().is_dir() {
            true => names.extend(files(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}"))),
            false => names.push(name),
        }
    }
    names.sort();
    names
}

fn bytes(directory: &Path, name: &str) -> Vec<u8> {
    std::fs::read(directory.join(name)).unwrap()
}

const FACTORS: &str = "question = \"What moves it?\"\nscenario = \"baseline\"\nseeds = 2\n[factors]\n\
                       \"contagion.spontaneous\" = { around = 0.9 }\n\"lapse.embedded_hold\" = \"catalogue\"\n\
                       [morris]\ntrajectories = 3\n[sobol]\nblocks = 4\n";

#[test]
fn help_says_what_they_do() {
    let asked_for_help = |arguments: &[&str]| {
        let output = darkside(Path::new(".")).args(arguments).assert().success().get_output().stdout.clone();
        String::from_utf8(output).unwrap()
    };
    for command in ["attribute", "sensitivity", "robustness"] {
        insta::assert_snapshot!(format!("help_{command}"), asked_for_help(&[command, "--help"]));
    }
}

#[test]
fn an_attribution_has_tables_a_picture_and_a_page_whatever_the_threads() {
    let there = tempfile::tempdir().unwrap();
    let ask = |out: &str, threads: &str| {
        asks(there.path(), &["attribute", "baseline", "--seeds", "2", "--threads", threads, "--out", out])
    };
    let told = ask("one", "1");
    ask("two", "2");
    assert!(told.contains("Shapley") && told.contains("digest"), "{told}");
    let kept = files(&there.path().join("one"));
    insta::assert_snapshot!(kept.join("\n"), @r"
    attribute.json
    attribute.runs
    attribution.csv
    attribution.parquet
    charts/attribution.png
    charts/attribution.svg
    coalitions.csv
    coalitions.parquet
    report.html
    spreading.csv
    spreading.parquet
    values.csv
    values.parquet
    ");
    for name in kept.iter().filter(|name| *name != "attribute.json") {
        assert_eq!(bytes(&there.path().join("one"), name), bytes(&there.path().join("two"), name), "{name}");
    }
    let coalitions = String::from_utf8(bytes(there.path(), "one/coalitions.csv")).unwrap();
    assert_eq!(coalitions.lines().count(), 1 + 16);
    assert!(ask("one", "1").contains("already finished"));
    let other = ["attribute", "baseline", "--metric", "conflict", "--out", "one"];
    assert!(refused(there.path(), &[&other[..], &SMALL].concat()).contains("another `darkside attribute`"));
}

#[test]
fn a_sensitivity_analysis_comes_out_the_same_again_and_by_either_method() {
    let there = tempfile::tempdir().unwrap();
    std::fs::write(there.path().join("varied.toml"), FACTORS).unwrap();
    for (method, picture) in [("morris", "elementary_effects"), ("sobol", "sobol_indices")] {
        let ask = |threads: &str| {
            let out = format!("{method}{threads}");
            asks(
                there.path(),
                &["sensitivity", "varied.toml", "--method", method, "--threads", threads, "--out", &out],
            );
            there.path().join(out)
        };
        let (one, two) = (ask("1"), ask("2"));
        let kept = files(&one);
        assert!(kept.contains(&format!("charts/{picture}.svg")) && kept.contains(&"charts/tornado.png".to_owned()));
        for name in kept.iter().filter(|name| *name != "sensitivity.json") {
            assert_eq!(bytes(&one, name), bytes(&two, name), "{name}");
        }
        let points = String::from_utf8(bytes(&one, "points.csv")).unwrap();
        assert!(points.starts_with("point,contagion.spontaneous,lapse.embedded_hold,outcome\n"), "{points}");
        assert_eq!(points.lines().count(), 1 + if method == "morris" { 9 } else { 16 });
    }
}

#[test]
fn robustness_goes_on_where_it_was_interrupted() {
    let there = tempfile::tempdir().unwrap();
    let ask = |out: &str, force: &[&str]| {
        let plain = ["robustness", "claims.toml", "--points", "3", "--seeds", "2", "--out", out];
        asks(there.path(), &[&plain[..], force].concat())
    };
    let claims = "[[arm]]\nname = \"a\"\nscenario = \"baseline\"\n[[claim]]\nid = \"1\"\npattern = \"1\"\nstatus = \"tuned\"\n\
                  claim = \"relationships are dark\"\nmetric = \"dark_share\"\nterms = [{ arm = \"a\" }]\n";
    std::fs::write(there.path().join("claims.toml"), claims).unwrap();
    let told = ask("whole", &[]);
    assert!(told.contains("3 points") && told.contains("1 claims"), "{told}");
    let whole = there.path().join("whole");
    let kept = files(&whole);
    assert!(!kept.contains(&"robustness.points".to_owned()), "no working files: {kept:?}");
    // As if the command had died after its last point: the mark exists, the manifest does not.
    let manifest: serde_json::Value = serde_json::from_slice(&bytes(&whole, "robustness.json")).unwrap();
    let before = bytes(&whole, "sums.parquet");
    ask("whole", &["--force"]);
    assert_eq!(bytes(&whole, "sums.parquet"), before);
    assert_eq!(manifest["kind"], "robustness");
}

/// What was printed, without line breaks.
fn on_one_line(printed: Vec<u8>) -> String {
    String::from_utf8(printed).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_threshold_is_told_and_one_that_is_not_there_too() {
    let there = tempfile::tempdir().unwrap();
    let ask = |range: &str, out: &str| {
        let mut command = darkside(there.path());
        command.args(["threshold", "known/portfolios", "--lever", range, "--seeds", "6", "--weeks", "80"]);
        command.args(["--set", "population.managers=40", "--format", "csv", "--out", out]);
        command
    };
    let told = ask("contagion.inter_imitation=0..0.08", "within").assert().success().get_output().stdout.clone();
    let told = on_one_line(told);
    assert!(told.contains("takes off in more than half of the seeds above") && told.contains("digest"), "{told}");
    let kept = files(&there.path().join("within"));
    for name in ["levers.csv", "points.csv", "report.html", "charts/threshold.png", "threshold.json"] {
        assert!(kept.contains(&name.to_owned()), "{name} of {kept:?}");
    }
    darkside(there.path()).args(["verify", "within"]).assert().success();
    darkside(there.path()).args(["plot", "within"]).assert().success();
    let refused = ask("contagion.inter_imitation=0..0.0001", "nowhere").assert().code(2).get_output().stderr.clone();
    let refused = on_one_line(refused);
    assert!(refused.contains("novelty takes off nowhere between 0.0 and 0.0001"), "{refused}");
}

#[test]
fn what_makes_no_sense_is_told() {
    let there = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(there.path().join(name), text).unwrap();
    write("unknown.toml", &FACTORS.replace("lapse.embedded_hold", "lapse.embeded_hold"));
    write("empty.toml", &FACTORS.replace("\"catalogue\"", "{ from = 0.3, to = 0.3 }"));
    write("metric.toml", &format!("metric = \"dark_sahre\"\n{FACTORS}"));
    write("seeds.toml", &FACTORS.replace("seeds = 2", "seeds = 0"));
    write("good.toml", FACTORS);
    let mut told = Vec::new();
    for arguments in [
        &["attribute", "basline"][..],
        &["attribute", "isolated"],
        &["attribute", "baseline", "--metric", "dark_sahre"],
        &["attribute", "baseline", "--at", "261"],
        &["attribute", "baseline", "--at", "104..260"],
        &["attribute", "baseline", "--over", "260..104"],
        &["attribute", "baseline", "--at", "3", "--metric", "copied_share"],
        &["attribute", "baseline", "--seeds", "0"],
        &["sensitivity", "unknown.toml", "--method", "morris"],
        &["sensitivity", "empty.toml", "--method", "morris"],
        &["sensitivity", "metric.toml", "--method", "sobol"],
        &["sensitivity", "seeds.toml", "--method", "sobol"],
        &["sensitivity", "good.toml", "--method", "fast"],
        &["sensitivity", "good.toml"],
        &["robustness", "--within", "1.5"],
        &["robustness", "--points", "0"],
        &["robustness", "good.toml"],
        &["threshold", "epidemic", "--lever", "enablers.blindnes"],
        &["threshold", "epidemic", "--lever", "contagion.rule"],
        &["threshold", "epidemic", "--lever", "lapse.audit"],
        &["threshold", "epidemic", "--lever", "lapse.drift", "--from", "0.3", "--to", "0.2"],
        &["threshold", "epidemic", "--lever", "lapse.drift=0.1"],
        &["threshold", "epidemic", "--lever", "lapse.drift", "--lever", "lapse.audit", "--to", "0.5"],
        &["threshold", "epidemic", "--lever", "lapse.drift", "--map"],
        &["threshold", "epidemic", "--lever", "lapse.drift", "--practice", "exceed_expectation"],
        &["threshold", "epidemic", "--lever", "lapse.drift", "--practice", "deep_integration"],
        &["threshold", "baseline", "--lever", "lapse.drift"],
    ] {
        told.push(format!("$ darkside {}\n{}", arguments.join(" "), refused(there.path(), arguments)));
    }
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(files(there.path()).len(), 5, "what is refused leaves nothing behind");
    darkside(there.path()).args(["sensitivity", "nowhere.toml", "--method", "morris"]).assert().code(1);
}
