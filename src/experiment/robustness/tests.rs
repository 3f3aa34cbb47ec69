use super::*;

const SMALL: &str = "
[[arm]]
name = \"a\"
scenario = \"baseline\"
[[arm]]
name = \"b\"
text = \"contagion = { intra_imitation = 0, intra_learning = 0, inter_imitation = 0, inter_learning = 0 }\"
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
    let overrides = crate::experiment::Overrides { set: &set, weeks: Some(40), seeds: Some(2) };
    Robustness::new(Claims::read("small.toml", SMALL, Path::new(""), overrides).unwrap(), points, 2, 0.5, 1).unwrap()
}

#[test]
fn claims_are_judged_at_every_point_and_go_on_after_an_interruption() {
    let directory = tempfile::tempdir().unwrap();
    let (whole, cut) = (directory.path().join("whole"), directory.path().join("cut"));
    let robustness = small(4);
    let points = robustness.run(&whole, "x", 2, |_| {}).unwrap();
    let judged = judge(&robustness, &points);
    assert_eq!((judged[0].points, judged[0].holds, judged[1].holds, judged[1].reversed), (4, 4, 0, 4));
    assert_eq!(judged[0].share, 1.0);
    assert_eq!(judged[2].holds, judged[2].points);
    // Half of the journal, and a torn line, are as good a beginning as none.
    let text = std::fs::read_to_string(&whole).unwrap();
    std::fs::write(&cut, &text[..text.len() * 2 / 3]).unwrap();
    let begun = std::cell::Cell::new(None);
    let again = robustness.run(&cut, "x", 1, |done| begun.set(begun.get().or(Some(done)))).unwrap();
    assert_eq!(format!("{again:?}"), format!("{points:?}"));
    assert!(begun.get().is_some_and(|done| done > 0 && done < 4));
    Robustness::forget(&cut, "x").unwrap();
    assert!(!cut.exists());
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
