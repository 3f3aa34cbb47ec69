use super::*;
use std::path::Path;

const SMALL: &str = "
[[arm]]
name = \"a\"
scenario = \"baseline_0_1\"
[[arm]]
name = \"b\"
text = '''
extends = \"baseline_0_1\"
contagion = { intra_imitation = 0, intra_learning = 0, inter_imitation = 0, inter_learning = 0 }'''
[[claim]]
id = \"more\"
pattern = \"1\"
status = \"tuned\"
claim = \"spreading makes adoptions\"
metric = \"total_adoptions\"
terms = [{ arm = \"a\" }, { arm = \"b\", times = -1 }]
[[claim]]
id = \"fewer\"
pattern = \"1\"
status = \"tuned\"
claim = \"spreading prevents adoptions\"
metric = \"total_adoptions\"
terms = [{ arm = \"b\" }, { arm = \"a\", times = -1 }]
[[claim]]
id = \"near\"
pattern = \"0\"
status = \"tuned\"
claim = \"close relationships are worth something\"
terms = [{ arm = \"a\", metric = \"value_near_0.4\" }]
";

fn small(points: u32) -> Robustness {
    let set = ["population.managers=30", "population.firms=1"].map(String::from);
    let text = crate::experiment::ExperimentFile::of("small.toml", SMALL, Path::new(""));
    let overrides = crate::experiment::Overrides { set: &set, weeks: Some(40), seeds: Some(2) };
    Robustness::new(Claims::of_text(&text, overrides).unwrap(), points, 2, 0.5, 1).unwrap()
}

#[test]
fn claims_are_judged_at_every_point() {
    let robustness = small(4);
    let found = robustness.run(&Executor::new(2)).unwrap();
    let judged = &found.judged;
    assert_eq!((judged[0].points, judged[0].holds, judged[1].holds, judged[1].reversed), (4, 4, 0, 4));
    assert_eq!(judged[0].share, 1.0);
    assert_eq!(judged[2].holds, judged[2].points);
    assert_eq!(format!("{:?}", robustness.run(&Executor::new(1)).unwrap()), format!("{found:?}"));
    assert_eq!(robustness.width(), 3, "arm a is read by three terms");
}

#[test]
fn factors_fill_their_range_and_impossible_plans_are_refused() {
    let robustness = small(10);
    let factors: Vec<f64> = (0..10).map(|number| robustness.factors(number)[3]).collect();
    let cells: std::collections::BTreeSet<u32> = factors.iter().map(|factor| ((factor - 0.5) * 10.0) as u32).collect();
    assert_eq!(cells.len(), 10, "{factors:?}");
    let claims = || small(1).claims;
    for (points, seeds, within) in [(0, 1, 0.5), (1, 0, 0.5), (1, 1, 0.0), (1, 1, 1.0), (1, 1, f64::NAN)] {
        assert!(Robustness::new(claims(), points, seeds, within, 1).is_err());
    }
}
