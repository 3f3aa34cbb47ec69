use super::super::{Assertion, Status, Verdict, judge};
use super::*;
use std::path::Path;

/// A file about small arms; `more` is the body of its hypothesis below id, claim and status.
fn file(more: &str) -> Result<HypothesisFile> {
    let text = format!(
        "first_stage = 4\nbudget = 8\nbatch = 2\n[arms.small]\nset = {{ \"population.managers\" = 12, \"population.firms\" = 1, \"run.weeks\" = 20 }}\n\
         [arms.alone]\nextends = \"isolated\"\nset = {{ \"population.managers\" = 12, \"population.firms\" = 1, \"run.weeks\" = 20 }}\n\
         [arms.longer]\nset = {{ \"population.managers\" = 12, \"population.firms\" = 1, \"run.weeks\" = 21 }}\n\
         [[hypothesis]]\nid = \"h\"\nclaim = \"It does.\"\nstatus = \"prediction\"\n{more}\n"
    );
    HypothesisFile::of_text(&ExperimentFile::of("h.toml", &text, Path::new("")), Overrides::default())
}

const ARMS: &str =
    "metric = \"total_adoptions\"\narms = [\"small\", \"alone\"]\ndirection = \"greater\"\nhalf_width = 50\n";

#[test]
fn every_shipped_file_reads_and_its_arms_pair() {
    for shipped in darkside_scenarios::in_folder("hypotheses") {
        let file = HypothesisFile::read(shipped.name(), Overrides::default()).unwrap();
        assert!(file.hypotheses.len() >= 10, "{} has {}", shipped.name(), file.hypotheses.len());
        let predictions = file.hypotheses.iter().filter(|one| one.status == Status::Prediction);
        assert!(2 * predictions.count() > file.hypotheses.len(), "{} predicts little", shipped.name());
        assert!(file.hypotheses.iter().all(|one| !one.source.is_empty()));
    }
}

#[test]
fn a_difference_a_weighted_sum_a_ranking_and_several_metrics_are_contrasts() {
    let words = |more: &str| {
        let file = file(more).unwrap();
        file.hypotheses[0].parts.iter().map(|part| part.words.clone()).collect::<Vec<_>>()
    };
    assert_eq!(words(ARMS), ["small − alone"]);
    let rest = "metric = \"value\"\ndirection = \"less\"\nhalf_width = 1\n";
    assert_eq!(words(&format!("contrast = {{ alone = -0.75, small = 2 }}\n{rest}")), ["−0.75 alone + 2 small"]);
    assert_eq!(
        words(&format!("ranking = [\"small\", \"alone\", \"small\"]\n{rest}")),
        ["alone − small", "small − alone"]
    );
    let terms = "terms = [{ arm = \"small\", window = 3 }, { arm = \"small\", metric = \"dark_share\", times = -1 }]";
    assert_eq!(words(&format!("{terms}\n{rest}")), ["small (value, week 3) − small (dark_share, week 20)"]);
    let all = "all = [{ arms = [\"small\", \"alone\"] }, { contrast = { alone = 1 }, metric = \"closeness\", window = \"3..5\" }]";
    assert_eq!(words(&format!("{all}\n{rest}")), ["small − alone", "alone"]);
}

/// A log that, like the one on disk, pads what it keeps to a fixed width.
struct Kept {
    width: usize,
    runs: std::sync::Mutex<std::collections::BTreeMap<u64, Vec<f64>>>,
}

impl crate::experiment::RunLog for Kept {
    fn read(&self, run: u64) -> Result<Option<Vec<f64>>> {
        Ok(self.runs.lock().unwrap().get(&run).cloned())
    }

    fn write(&self, run: u64, numbers: &[f64]) -> Result<()> {
        let mut numbers = numbers.to_vec();
        numbers.resize(self.width, f64::NAN);
        self.runs.lock().unwrap().insert(run, numbers);
        Ok(())
    }
}

#[test]
fn arms_of_which_more_and_less_is_read_go_on_where_they_were() {
    let terms =
        "terms = [{ arm = \"small\" }, { arm = \"small\", metric = \"dark_share\" }, { arm = \"alone\", times = -1 }]";
    let file = file(&format!("metric = \"value\"\n{terms}\ndirection = \"less\"\nhalf_width = 1\n")).unwrap();
    let kept = Kept { width: file.width(), runs: Default::default() };
    let run = || file.run(&crate::experiment::Executor::with(1, Some(&kept), &|_| ())).unwrap();
    let first = format!("{:?}", run());
    assert_eq!(first, format!("{:?}", run()), "the second time from what was kept");
    assert!(
        kept.runs.lock().unwrap().values().all(|numbers| numbers.len() == 4),
        "two readings of `small`, one of `alone`"
    );
}

#[test]
fn a_file_is_run_and_judged() {
    let file = file(ARMS).unwrap();
    assert_eq!(file.arms.iter().map(|arm| arm.name.as_str()).collect::<Vec<_>>(), ["small", "alone", "longer"]);
    let trial = file.run(&crate::experiment::Executor::new(2)).unwrap();
    let judged = judge(&file, &trial).unwrap();
    assert_eq!(judged[0].verdict, Verdict::Supported, "{judged:?}");
    assert_eq!(trial.contrast(&file, 0, 0).len(), trial.seeds[0] as usize);
    assert_eq!(format!("{trial:?}"), format!("{:?}", file.run(&crate::experiment::Executor::new(1)).unwrap()));
    let by_hand = |arm: usize| darkside_engine::run::run(&file.arms[arm], 1, false).ledger.len() as f64;
    assert_eq!(trial.contrast(&file, 0, 0)[0], by_hand(0) - by_hand(1));
}

#[test]
fn the_contrary_of_what_is_so_is_contrary() {
    let file = file(&ARMS.replace("greater", "less")).unwrap();
    let trial = file.run(&crate::experiment::Executor::new(2)).unwrap();
    assert_eq!(judge(&file, &trial).unwrap()[0].verdict, Verdict::Contrary);
}

#[test]
fn seeds_are_added_until_the_interval_is_narrow_or_the_budget_is_reached() {
    let seeds = |width: &str| {
        let file = file(&ARMS.replace("= 50", width)).unwrap();
        file.run(&crate::experiment::Executor::new(2)).unwrap().seeds[0]
    };
    assert_eq!(seeds("= 1e6"), 4);
    assert_eq!(seeds("= 1e-6"), 8);
}

#[test]
fn a_budget_below_the_first_stage_shortens_it() {
    let changes = Overrides { seeds: Some(5), ..Overrides::default() };
    let file = HypothesisFile::read("dark_side", changes).unwrap();
    assert_eq!((file.first_stage, file.budget), (5, 5));
}

#[test]
fn a_width_follows_from_a_margin() {
    let rest = "metric = \"value\"\narms = [\"small\", \"alone\"]\n";
    let one = |more: &str| file(&format!("{rest}{more}")).unwrap().hypotheses[0].clone();
    let margin = one("equivalence = 0.04");
    assert_eq!((margin.claims, margin.half_width, margin.alpha), (Assertion::Equivalent(0.04), 0.02, 0.05));
    assert_eq!(one("direction = \"less\"\nat_least = 0.02\nalpha = 0.01").half_width, 0.01);
}

#[test]
fn every_mistake_points_at_its_line() {
    let mistakes = [
        "",
        "metric = \"value\"\narms = [\"small\"]\ndirection = \"greater\"\nhalf_width = 1",
        "metric = \"value\"\narms = [\"small\", \"alnoe\"]\ndirection = \"greater\"\nhalf_width = 1",
        "metric = \"valeu\"\narms = [\"small\", \"alone\"]\ndirection = \"greater\"\nhalf_width = 1",
        "metric = \"value\"\nwindow = 21\narms = [\"small\", \"alone\"]\ndirection = \"greater\"\nhalf_width = 1",
        "metric = \"value\"\nwindow = \"9..3\"\narms = [\"small\", \"alone\"]\ndirection = \"greater\"\nhalf_width = 1",
        "metric = \"total_adoptions\"\nwindow = 3\narms = [\"small\", \"alone\"]\ndirection = \"greater\"\nhalf_width = 1",
        "metric = \"value\"\narms = [\"small\", \"longer\"]\ndirection = \"greater\"\nhalf_width = 1",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\ndirection = \"up\"\nhalf_width = 1",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\nhalf_width = 1",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\ndirection = \"less\"",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\ndirection = \"less\"\nequivalence = 0.1",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\nequivalence = 0",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\ndirection = \"less\"\nhalf_width = nan",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\ndirection = \"less\"\nhalf_width = 1\nalpha = 5",
        "metric = \"value\"\narms = [\"small\", \"alone\"]\nranking = [\"small\", \"alone\"]\ndirection = \"less\"\nhalf_width = 1",
        "metric = \"value\"\ncontrast = { small = 0 }\ndirection = \"less\"\nhalf_width = 1",
        "metric = \"value\"\ncontrast = { small = -1e308 }\ndirection = \"less\"\nhalf_width = 1",
        "metric = \"value\"\narms = [\"small\", \"small\"]\ndirection = \"less\"\nhalf_width = 1",
        "metirc = \"value\"\narms = [\"small\", \"alone\"]\ndirection = \"less\"\nhalf_width = 1",
    ];
    let told: Vec<String> = mistakes.iter().map(|more| file(more).unwrap_err().to_string()).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn every_mistake_in_the_file_itself_points_at_its_line() {
    let one = "[[hypothesis]]\nid = \"h\"\nclaim = \"c\"\nstatus = \"tuned\"\nmetric = \"value\"\narms = [\"baseline\", \"isolated\"]\ndirection = \"less\"\nhalf_width = 1\n";
    let texts = [
        "".to_owned(),
        "hypothesis = 3".to_owned(),
        "buget = 3".to_owned(),
        format!("budget = 1\n{one}"),
        format!("alpha = 0.7\n{one}"),
        format!("{one}{one}"),
        one.replace("tuned", "true"),
        format!("[arms.x]\nset = {{ \"contagion.intra_imitatoin\" = 0 }}\n{one}"),
        format!("[arms.x]\nextends = \"nowhere\"\n{one}"),
        format!("[arms.\"a/b\"]\n{one}"),
    ];
    let told: Vec<String> = texts
        .iter()
        .map(|text| {
            HypothesisFile::of_text(&ExperimentFile::of("h.toml", text, Path::new("")), Overrides::default())
                .unwrap_err()
                .to_string()
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
