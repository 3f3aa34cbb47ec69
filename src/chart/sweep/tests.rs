use std::path::Path;

use super::*;
use crate::archive::Format;
use crate::archive::sweep::{FinishedSweep, SweepJob};
use crate::experiment::{ExperimentFile, Overrides, sweep::Sweep};
use crate::story::sweep::{coordinate, gather};
use darkside_engine::record::Record;
use darkside_engine::scenario::Scenario;

/// A summarised sweep of a made-up model, in which `outcome` gives each run's dark share from scenario and seed.
fn story(design: &str, outcome: impl Fn(&Scenario, u64) -> f64 + Sync) -> SweepStory {
    let text = format!("scenario = \"baseline\"\nset = {{ run.weeks = 1 }}\noutcomes = [\"dark_share\"]\n{design}");
    let sweep =
        Sweep::of_text(&ExperimentFile::of("made_up.toml", &text, Path::new("")), Overrides::default()).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let job = SweepJob {
        sweep: &sweep,
        directory: directory.path(),
        formats: &[Format::Csv],
        shard: None,
        threads: 1,
        force: false,
    };
    let metrics = darkside_engine::record::metrics(&sweep.scenario.practices);
    let dark = metrics.iter().position(|metric| metric.name == "dark_share").unwrap();
    let simulate = |scenario: &Scenario, seed: u64| {
        let mut series = vec![vec![0.0; 2]; metrics.len()];
        series[dark][1] = outcome(scenario, seed);
        Record { seed, series, ..Record::default() }
    };
    job.run_holding(&job.hold().unwrap(), simulate, |_| ()).unwrap();
    gather(&FinishedSweep::open(directory.path()).unwrap()).unwrap()
}

const GRID: &str = "[design]\nkind = \"grid\"\nseeds = 4\n[factors]\n\"lapse.audit\" = [0.0, 0.1, 0.2]\n\
                    \"lapse.drift\" = [0.0, 0.1]\ncontagion.rule = [\"hazard\", \"threshold\"]";

#[test]
fn means_shares_and_extremes_are_those_of_the_outcome() {
    // Audit moves it three times as far as drift; the rule does nothing; seeds shift every point alike.
    let story = story(GRID, |scenario, seed| {
        let lapse = &scenario.parameters.lapse;
        3.0 * f64::from(lapse.audit) + f64::from(lapse.drift) + seed as f64
    });
    let shown = &story.shown[0];
    let close = |value: f64, wanted: f64| assert!((value - wanted).abs() < 1e-6, "{value}, not {wanted}");
    for (bin, wanted) in [2.55, 2.85, 3.15].into_iter().enumerate() {
        close(shown.marginal[0][bin].mean, wanted);
        // Four seeds 1 to 4: standard error 0.6455, Student's t with 3 degrees of freedom 3.182.
        close(shown.marginal[0][bin].high - wanted, 3.182446 * (5.0f64 / 3.0).sqrt() / 2.0);
    }
    // Variances of the points' means: 0.06 by audit and 0.0025 by drift, which together make up the whole 0.0625.
    close(shown.explained[0], 0.96);
    close(shown.explained[1], 0.04);
    close(shown.explained[2], 0.0);
    assert_eq!(shown.by_influence()[0], 0);
    close(shown.by_chance, 0.0);
    assert_eq!([shown.extremes[0].point, shown.extremes[1].point], [1, 11]);
    let first = &shown.pairs[0];
    assert_eq!(first.factors, [0, 1]);
    close(first.means[2][1], 2.5 + 0.6 + 0.1);
}

#[test]
fn what_is_chance_alone_is_called_chance() {
    // Numbers without any pattern over points and seeds.
    let story = story(GRID, |scenario, seed| {
        let lapse = &scenario.parameters.lapse;
        let key = format!("{} {} {:?} {seed}", lapse.audit, lapse.drift, scenario.parameters.contagion.rule);
        let digest = darkside_engine::record::Digest::of(key.as_bytes()).bytes();
        f64::from(digest[0]) / 256.0
    });
    let shown = &story.shown[0];
    assert!(shown.by_chance > 0.5, "{}", shown.by_chance);
    // Without a correction, three levels among twelve points of pure noise would explain 2/11 of the variance on
    // average.
    let all: f64 = shown.explained.iter().sum();
    assert!(all < 0.5, "chance is shared out among the factors: {:?}", shown.explained);
}

#[test]
fn every_picture_is_drawn_whatever_the_design() {
    let designs = [
        GRID.to_owned(),
        "[design]\nkind = \"grid\"\nseeds = 1\n[factors]\n\"lapse.audit\" = [0.1]".to_owned(),
        "[design]\nkind = \"grid\"\nseeds = 2\n[factors]\n\"contagion.spontaneous\" = [0.0, 0.1, inf]\n\"lapse.audit\" = { from = 0, to = 1, levels = 40 }".to_owned(),
        "[design]\nkind = \"sobol\"\npoints = 32\nseeds = 2\n[factors]\n\"lapse.audit\" = { from = 0, to = 1 }\n\"population.managers\" = { from = 60, to = 70 }\ncontagion.rule = [\"hazard\", \"threshold\"]".to_owned(),
    ];
    for design in designs {
        for value in [0.0, 1e-7, 3e6, f64::NAN] {
            let story =
                story(&design, |scenario, seed| value * (f64::from(scenario.parameters.lapse.audit) + seed as f64));
            let directory = tempfile::tempdir().unwrap();
            let drawn = draw(&story, directory.path()).unwrap();
            assert_eq!(drawn.len(), 3);
            for picture in drawn {
                match picture.files {
                    crate::chart::Files::Written { svg, headline, .. } => {
                        let text = std::fs::read_to_string(svg).unwrap();
                        assert!(!text.contains("NaN") && !headline.contains("NaN"), "{design}: {}", picture.name);
                    }
                    crate::chart::Files::LeftOut(reason) => assert!(!reason.is_empty()),
                }
            }
        }
    }
}

#[test]
fn numbers_at_axes_have_three_digits() {
    let factor = crate::experiment::sweep::Factor {
        path: String::new(),
        meaning: String::new(),
        unit: String::new(),
        kind: crate::experiment::sweep::FactorKind::Number,
        levels: Vec::new(),
        range: None,
    };
    let shown = [0.0, 0.1, 0.03333333, 12.3456, 1500.0, 0.000_01, 1e9, f64::INFINITY].map(|at| coordinate(&factor, at));
    assert_eq!(shown, ["0", "0.1", "0.0333", "12.3", "1500", "0.00001", "1.00e9", "inf"]);
}
