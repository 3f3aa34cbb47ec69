//! The commands that answer one question with many runs: attribute, sensitivity, robustness, threshold.

use std::path::Path;

use assert_cmd::Command;

use crate::support::{darkside_in, differing, files, names, printed, told};

const SMALL: [&str; 6] = ["--set", "population.managers=24", "--set", "population.firms=2", "--weeks", "40"];

fn darkside(directory: &Path) -> Command {
    darkside_in(directory, 80)
}

fn asks(directory: &Path, arguments: &[&str]) -> String {
    printed(darkside(directory).args(arguments).args(SMALL))
}

fn refused(directory: &Path, arguments: &[&str]) -> String {
    told(darkside(directory).args(arguments), 2)
}

const FACTORS: &str = "question = \"What moves it?\"\nscenario = \"baseline\"\nseeds = 2\n[factors]\n\
                       \"contagion.spontaneous\" = { around = 0.9 }\n\"lapse.embedded_hold\" = \"catalogue\"\n\
                       [morris]\ntrajectories = 3\n[sobol]\nblocks = 4\n";

#[test]
fn an_attribution_has_tables_a_picture_and_a_page_whatever_the_threads() {
    let there = tempfile::tempdir().unwrap();
    let ask = |out: &str, threads: &str| {
        asks(there.path(), &["attribute", "baseline", "--seeds", "2", "--threads", threads, "--out", out])
    };
    let answer = ask("one", "1");
    ask("two", "2");
    assert!(answer.contains("Shapley") && answer.contains("digest"), "{answer}");
    let [one, two] = ["one", "two"].map(|name| files(&there.path().join(name)));
    let kept: Vec<&str> = one.keys().map(String::as_str).collect();
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
    assert_eq!(differing(&one, &two), ["attribute.json"]);
    assert_eq!(String::from_utf8_lossy(&one["coalitions.csv"]).lines().count(), 1 + 16);
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
            files(&there.path().join(out))
        };
        let (one, two) = (ask("1"), ask("2"));
        assert!(one.contains_key(&format!("charts/{picture}.svg")) && one.contains_key("charts/tornado.png"));
        assert_eq!(differing(&one, &two), ["sensitivity.json"]);
        let points = String::from_utf8_lossy(&one["points.csv"]);
        assert!(points.starts_with("point,contagion.spontaneous,lapse.embedded_hold,outcome\n"), "{points}");
        assert_eq!(points.lines().count(), 1 + if method == "morris" { 9 } else { 16 });
    }
}

#[test]
fn robustness_comes_out_the_same_again() {
    let there = tempfile::tempdir().unwrap();
    let ask = |force: &[&str]| {
        let plain = ["robustness", "claims.toml", "--points", "3", "--seeds", "2", "--out", "out"];
        (asks(there.path(), &[&plain[..], force].concat()), files(&there.path().join("out")))
    };
    let claims = "[[arm]]\nname = \"a\"\nscenario = \"baseline\"\n[[claim]]\nid = \"1\"\npattern = \"1\"\nstatus = \"tuned\"\n\
                  claim = \"relationships are dark\"\nmetric = \"dark_share\"\nterms = [{ arm = \"a\" }]\n";
    std::fs::write(there.path().join("claims.toml"), claims).unwrap();
    let (answer, first) = ask(&[]);
    assert!(answer.contains("3 points") && answer.contains("1 claims"), "{answer}");
    let (_, again) = ask(&["--force"]);
    assert_eq!(differing(&first, &again), ["robustness.json"]);
}

/// A text without line breaks.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    let answer = on_one_line(&printed(&mut ask("contagion.inter_imitation=0..0.08", "within")));
    assert!(answer.contains("takes off in more than half of the seeds above") && answer.contains("digest"), "{answer}");
    let kept = names(&there.path().join("within"));
    for name in ["levers.csv", "points.csv", "report.html", "charts/threshold.png", "threshold.json"] {
        assert!(kept.contains(&name.to_owned()), "{name} of {kept:?}");
    }
    darkside(there.path()).args(["verify", "within"]).assert().success();
    darkside(there.path()).args(["plot", "within"]).assert().success();
    let refused = on_one_line(&told(&mut ask("contagion.inter_imitation=0..0.0001", "nowhere"), 2));
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
    let mut answers = Vec::new();
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
        answers.push(format!("$ darkside {}\n{}", arguments.join(" "), refused(there.path(), arguments)));
    }
    insta::assert_snapshot!(answers.join("\n"));
    assert_eq!(names(there.path()).len(), 5, "what is refused leaves nothing behind");
    darkside(there.path()).args(["sensitivity", "nowhere.toml", "--method", "morris"]).assert().code(1);
}
