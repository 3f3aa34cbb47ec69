use std::path::Path;

use super::score::Score;
use super::trials::{Cell, TrialRuns};
use super::{Identify, IdentifyFile};
use crate::archive::Format;
use crate::experiment::{Executor, ExperimentFile, Overrides};
use crate::question::{AnswerOptions, ask};
use darkside_error::Error;

fn file(text: &str) -> Result<IdentifyFile, Error> {
    IdentifyFile::of_text(&ExperimentFile::of("bench.toml", text, Path::new("")), Overrides::default())
}

fn run(file: &IdentifyFile, threads: usize) -> Vec<Cell> {
    TrialRuns::of(file).unwrap().run(file, &Executor::new(threads)).unwrap()
}

const SMALL: &str = r#"
practice = "exceed_expectations"
seeds = 6
truth_seeds = 3
contacts = 3
methods = ["logit", "shuffle"]
shuffles = 20
[worlds.rivals_none]
set = { "population.managers" = 60, "population.firms" = 12 }
[worlds.rivals_contagion]
set = { "population.managers" = 60, "population.firms" = 12 }
[designs.perfect]
weeks = [104, 130, 156]
"#;

/// Between two waves a week apart, a manager of this world takes up the practice with one of two probabilities. So the
/// logit model is true, and the effect is known: e^−0.1 − e^−0.3.
#[test]
fn where_a_logit_is_true_estimates_are_unbiased_and_intervals_cover_as_promised() {
    let text = r#"
        practice = "novelty"
        exposure = "any"
        seeds = 400
        truth_seeds = 60
        contacts = 60
        methods = ["logit", "hazard", "adjusted", "pairs"]
        worlds = ["known/dyads"]
        [designs.perfect]
        weeks = [1, 2, 3]
    "#;
    let file = file(text).unwrap();
    let exact = libm::exp(-0.1) - libm::exp(-0.3);
    for cell in &mut run(&file, 2) {
        let truth = cell.truth.as_mut().unwrap();
        let error = truth.effect.mean - exact;
        assert!(error.abs() < 3.5 * truth.standard_error && truth.standard_error < 0.01, "{error}, {truth:?}");
        truth.effect.mean = exact;
        truth.standard_error = 0.0;
        let score = Score::of(truth, &cell.answers);
        let name = &file.methods[cell.method].name;
        assert!(score.failed == 0 && score.bias.abs() < 3.5 * score.bias_error, "{name}: {score:?}");
        assert!((score.coverage.low..=score.coverage.high).contains(&0.95), "{name}: {score:?}");
        assert!((score.spread / score.standard_error - 1.0).abs() < 0.12, "{name}: {score:?}");
    }
}

/// On 1,000 panels, a share of 5 % lies between 3.3 and 6.9 % in 99 of 100 cases. In this world the hazard rises from
/// wave to wave, and so does exposure.
#[test]
#[ignore = "takes minutes; .ci/run runs it"]
fn without_contagion_homophily_and_common_cause_every_method_holds_its_level() {
    let text = r#"
        practice = "exceed_expectations"
        seeds = 1000
        truth_seeds = 2
        methods = ["logit", "hazard", "firm-wave", "adjusted", "pairs", "shuffle"]
        covariates = ["tenure", "learning"]
        worlds = ["rivals_none"]
        [designs.perfect]
        weeks = [52, 104, 156]
    "#;
    let file = file(text).unwrap();
    let cells = run(&file, 2);
    let scores = cells.iter().map(|cell| (&file.methods[cell.method].name, cell.score.as_ref().unwrap()));
    let scores: Vec<_> = scores.collect();
    for (name, score) in &scores {
        println!("{name} rejects on {} of the panels", score.rejected.mean);
    }
    for (name, score) in &scores {
        assert!(score.is_nil && score.failed < 20, "{name}: {score:?}");
        assert!((0.033..=0.069).contains(&score.rejected.mean), "{name}: {score:?}");
    }
}

#[test]
fn what_does_not_go_is_set_aside_with_a_sentence_and_the_rest_goes_on() {
    let designs = "[designs.late]\nweeks = [300, 400]\n[designs.nobody]\nweeks = [104, 156]\nmanager_share = 0.01\n\
                   [designs.never]\nweeks = [104, 156]\nsensitivity = 0.0";
    let cells = run(&file(&format!("{SMALL}{designs}")).unwrap(), 2);
    let of = |design: usize| cells.iter().find(|cell| cell.world == 1 && cell.design == design).unwrap();
    assert!(of(0).answers.iter().any(Result::is_ok), "{:?}", of(0).answers);
    let reason = |design: usize| of(design).answers[0].clone().unwrap_err();
    assert_eq!(reason(1), "survey.weeks has waves after the run's end: 400");
    assert!(of(1).truth.is_none());
    assert!(reason(2).starts_with("no manager is left in the sample"), "{}", reason(2));
    assert!(reason(3).starts_with("no variation in the outcome: 0 of "), "{}", reason(3));
}

#[cfg(unix)]
#[test]
fn a_command_that_fails_or_hangs_is_set_aside() {
    let methods = r#"
        [methods.logit]
        [methods.words]
        command = ["echo", "no JSON", "{panel}"]
        [methods.hangs]
        command = ["sh", "-c", "sleep 60", "{panel}"]
        time_limit = 0.2
        [designs.perfect]
        weeks = [104, 156]
    "#;
    let head = "practice = \"exceed_expectations\"\nseeds = 2\ntruth_seeds = 2\ncontacts = 1\nworlds = [\"rivals_contagion\"]\n";
    let cells = run(&file(&format!("{head}{methods}")).unwrap(), 2);
    let [logit, words, hangs] = &cells[..] else { panic!("{cells:?}") };
    assert!(logit.answers.iter().all(Result::is_ok), "{logit:?}");
    let reason = |cell: &Cell| cell.answers[1].clone().unwrap_err();
    assert!(reason(words).starts_with("no JSON object on standard output but: no JSON /"), "{}", reason(words));
    assert_eq!(reason(hangs), "no answer within 0.2 s");
}

#[test]
fn threads_change_no_byte() {
    let place = tempfile::tempdir().unwrap();
    let asked = |name: &str, threads: usize, seeds: u32| {
        let mut file = file(SMALL).unwrap();
        file.seeds = seeds;
        let directory = place.path().join(name);
        let options =
            AnswerOptions { directory: Some(&directory), formats: &[Format::Csv], threads, ..AnswerOptions::default() };
        let asked = ask(&Identify::new(file).unwrap(), &options, |_| (), &|_| ()).unwrap();
        let read = |file: &str| std::fs::read(directory.join(file)).unwrap();
        (asked.manifest.digest, read("scores.csv"), read("report.html"))
    };
    let one = asked("one", 1, 6);
    assert!(one == asked("two", 2, 6), "threads change results");
    assert!(one.0 != asked("other", 2, 5).0);
}

#[test]
fn every_mistake_is_told_at_once_with_its_place() {
    let text = r#"
practice = "exceed_expectation"
exposure = "sum"
covariates = ["tenur"]
seeds = 1
worlds = ["rivals_non", "rivals_none"]

[methods.logitt]
[methods.mine]
command = ["Rscript", "my.R"]
[designs.perfect]
names = 0
respons = 0.5
"#;
    let errors = file(text).unwrap_err().apart();
    let told: Vec<(usize, String)> = errors
        .iter()
        .map(|error| {
            let line = error.place().map_or(0, |place| place.line_and_column().0);
            (line, format!("{} ({})", error.message(), error.advice().unwrap_or("")))
        })
        .collect();
    let lines: Vec<usize> = told.iter().map(|(line, _)| *line).collect();
    for line in [3, 4, 5, 6, 8, 10, 12, 13] {
        assert!(lines.contains(&line), "nothing about line {line}: {told:#?}");
    }
    let all = format!("{told:?}");
    for words in ["did you mean `rivals_none`?", "did you mean `logit`?", "did you mean `survey.response`?", "{panel}"]
    {
        assert!(all.contains(words), "{words}: {told:#?}");
    }
    let practice = file(&SMALL.replace("\"exceed_expectations\"", "\"exceed_expectation\"")).unwrap_err();
    assert_eq!(practice.message(), "rivals_none has no practice `exceed_expectation`");
    assert_eq!(practice.advice(), Some("did you mean `exceed_expectations`?"));
}

#[test]
fn the_page_says_where_a_method_may_be_believed() {
    let place = tempfile::tempdir().unwrap();
    let options = AnswerOptions {
        directory: Some(place.path()),
        formats: &[Format::Csv],
        threads: 2,
        ..AnswerOptions::default()
    };
    let asked = ask(&Identify::new(file(SMALL).unwrap()).unwrap(), &options, |_| (), &|_| ()).unwrap();
    assert!(
        asked.manifest.summary.answer[0].starts_with("“perfect”, `logit`: believe it in “"),
        "{:?}",
        asked.manifest.summary.answer
    );
    assert!(place.path().join("charts/methods.png").exists());
}
