use std::path::Path;

use super::allocation::PowerEstimate;
use super::smallest::smallest;
use super::{Power, PowerFile};
use crate::archive::Format;
use crate::experiment::{Executor, ExperimentFile, Overrides};
use crate::field::{PanelReading, observed};
use crate::question::{AnswerOptions, ask};
use darkside_error::Error;
use darkside_stats::two_proportions_power;

fn file(text: &str) -> Result<PowerFile, Error> {
    PowerFile::of_text(&ExperimentFile::of("study.toml", text, Path::new("")), Overrides::default())
}

const SMALL: &str = r#"
scenario = "rivals_contagion"
practice = "exceed_expectations"
methods = ["logit", "hazard"]
start = 104
firms = [4, 12]
managers = [5, 15]
waves = 2
interval = 52
first = 6
batch = 4
budget = 12
"#;

/// There are two waves a week apart, and the weekly probability of take-up depends only on whether there was an
/// example. So the logit model compares two shares, in groups of about equal size, where Wald's test and the pooled
/// test of the theory agree. The theory takes the group sizes from each panel.
#[test]
fn power_is_that_of_two_proportions_where_a_study_compares_just_these() {
    let text = r#"
        scenario = "known/dyads"
        set = { practice = [{ name = "novelty", initial = 0.44 }] }
        practice = "novelty"
        exposure = "any"
        methods = ["logit"]
        start = 1
        firms = 300
        managers = 4
        waves = 2
        interval = 1
        strength = 0.09
        first = 2000
        budget = 2000
    "#;
    let file = file(text).unwrap();
    let trials = file.run(&Executor::new(2)).unwrap();
    let study = file.studies[0].field_study.as_ref().unwrap();
    let probabilities = [1.0 - libm::exp(-0.1), 1.0 - libm::exp(-0.19)];
    let theory = |seed: u64| {
        let panel = observed(&study.panel(seed).unwrap(), 0, &PanelReading::default());
        let mut groups = [0.0, 0.0];
        for tie in panel.ties.iter().filter(|tie| tie.wave == 0 && panel.uses[tie.from as usize] == Some(false)) {
            groups[usize::from(panel.uses[tie.to as usize] == Some(true))] += 1.0;
        }
        two_proportions_power(probabilities, groups, 0.05)
    };
    let theory = (1..=200).map(theory).sum::<f64>() / 200.0;
    let power = trials.powers[0][0];
    assert!((0.6..0.95).contains(&theory), "{theory}");
    assert!((power.share.mean - theory).abs() < 0.02, "{power:?} instead of {theory}");
}

#[test]
fn studies_near_the_target_get_more_panels_and_threads_change_nothing() {
    let file = file(SMALL).unwrap();
    let [one, two] = [1, 2].map(|threads| file.run(&Executor::new(threads)).unwrap());
    // An undefined estimate is NaN, and so not equal to itself; hence the comparison as text.
    assert_eq!(format!("{one:?}"), format!("{two:?}"));
    for powers in &one.powers {
        let panels = powers[0].panels;
        assert!([6, 10, 12].contains(&panels));
        let is_open = |power: &PowerEstimate| (power.share.low..=power.share.high).contains(&0.8);
        assert!(panels == 12 || !powers.iter().any(is_open), "{powers:?}");
    }
}

#[test]
fn the_cheapest_study_that_reaches_the_target_is_named() {
    let file = file(SMALL).unwrap();
    let mut trials = file.run(&Executor::new(2)).unwrap();
    for (powers, share) in trials.powers.iter_mut().zip([0.5, 0.7, 0.85, 0.99]) {
        powers[0].share.mean = share;
        powers[0].share.low = share - 0.06;
    }
    let found = smallest(&file, &trials.powers);
    assert_eq!((found.len(), found[0].reaches, found[0].surely), (2, Some(2), Some(3)));
    let size = file.studies[2].size;
    assert_eq!((size.firms, size.managers, size.interviews()), (12, 5, 120));
}

#[test]
fn the_page_has_a_sentence_for_a_proposal_and_pictures() {
    let place = tempfile::tempdir().unwrap();
    let options = AnswerOptions {
        directory: Some(place.path()),
        formats: &[Format::Csv],
        threads: 2,
        ..AnswerOptions::default()
    };
    let text = format!("{SMALL}target = 0.05\nstrength = [0.004, 0.008]\n");
    let question = Power { file: file(&text).unwrap() };
    let asked = ask(&question, &options, |_| (), &|_| ()).unwrap();
    let (page, _) = asked.answer.unwrap();
    let proposal = &page.sections[0].sentences[0];
    assert!(proposal.starts_with("“We will survey all ") && proposal.contains(" 2 waves 52 weeks apart"), "{proposal}");
    for picture in ["curves", "map"] {
        assert!(place.path().join(format!("charts/{picture}.png")).exists(), "{picture}");
    }
}

#[test]
fn a_study_that_does_not_go_is_set_aside_and_mistakes_are_told_at_once() {
    let file_of = |text: &str| file(&format!("{SMALL}{text}"));
    let nobody = file_of("[survey]\nmanager_share = 0.01\n").unwrap();
    let trials = nobody.run(&Executor::new(2)).unwrap();
    let reason = trials.reasons[0][0].clone().unwrap();
    assert!(reason.starts_with("no manager is left in the sample"), "{reason}");
    assert_eq!((trials.powers[0][0].failed, trials.powers[0][0].share.mean), (trials.powers[0][0].panels, 0.0));
    let text = SMALL.replace("firms = [4, 12]", "firms = [0, 12]").replace("waves = 2", "waves = 1");
    let errors = file(&format!("{text}target = 1.5\n[survey]\nnames = 0\n")).unwrap_err().apart();
    let told: Vec<&str> = errors.iter().map(Error::message).collect();
    assert_eq!(told.len(), 4, "{told:?}");
    let strength = file_of("strength = [-1]\n").unwrap_err();
    assert!(strength.message().contains("inter_imitation"), "{strength:?}");
    assert!(file_of("strenght = 0.1\n").unwrap_err().advice().unwrap().contains("strength"));
}
