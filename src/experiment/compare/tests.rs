use super::*;
use darkside_engine::scenario::{Request, load};

fn small(which: &str, more: &str) -> Scenario {
    let set: Vec<String> =
        ["population.managers=12", "population.firms=1", "run.weeks=20", more].map(String::from).to_vec();
    load(&Request { set: &set, ..Request::of(which) }).unwrap()
}

fn asked(metric: &str) -> MetricAsked {
    MetricAsked { metric: metric.into(), window: None }
}

fn compared(arms: &[&Scenario], metrics: &[&str], seeds: u32, threads: usize) -> Result<Comparison> {
    let asked: Vec<MetricAsked> = metrics.iter().map(|metric| asked(metric)).collect();
    ArmsToCompare { arms, asked: &asked, first_seed: 3, seeds }.compare(&crate::experiment::Executor::new(threads))
}

const SAME: &str = "value.noise=0.1";

#[test]
fn differences_are_second_less_first_seed_by_seed() {
    let (one, other) = (small("baseline", SAME), small("isolated", SAME));
    let comparison = compared(&[&one, &other], &["value", "total_adoptions"], 5, 2).unwrap();
    let column =
        darkside_engine::record::metrics(&one.practices).iter().position(|metric| metric.name == "value").unwrap();
    let by_hand: Vec<f64> = (3..8)
        .map(|seed| {
            let run = |arm| darkside_engine::run::run(arm, seed, false).series[column][20];
            run(&other) - run(&one)
        })
        .collect();
    let value = &comparison.metrics[0];
    let mean = by_hand.iter().sum::<f64>() / 5.0;
    assert!((value.effects[0].difference.mean - mean).abs() < 1e-12);
    assert!((value.courses[0][20].mean - mean).abs() < 1e-12, "the course ends at the effect of the last week");
    assert_eq!((value.courses[0].len(), value.late.len()), (21, 2));
    let adoptions = &comparison.metrics[1];
    assert!(adoptions.courses.is_empty() && adoptions.late.is_empty(), "a whole run has no course");
    assert!(adoptions.effects[0].difference.mean < 0.0, "less is adopted where nothing is copied");
}

#[test]
fn neither_threads_nor_the_order_of_blocks_change_a_bit() {
    let (one, other) = (small("baseline", SAME), small("isolated", SAME));
    let seeds = SEEDS_AT_A_TIME + 3;
    let answer = |threads| compared(&[&one, &other], &["dark_share"], seeds, threads).unwrap();
    assert_eq!(format!("{:?}", answer(1)), format!("{:?}", answer(3)));
    assert_eq!(answer(1).metrics[0].values[0].len(), seeds as usize);
}

#[test]
fn a_metric_stands_where_each_arms_own_practices_put_it() {
    let one = small("baseline", SAME);
    let fewer = darkside_engine::scenario::read(
        "fewer.toml",
        "run = { weeks = 20 }\npopulation = { managers = 12, firms = 1 }\ncatalogue = { only = [\"open_book_sharing\"] }",
        std::path::Path::new(""),
        &[],
    )
    .unwrap();
    let comparison = compared(&[&one, &fewer], &["maturity"], 2, 1).unwrap();
    let column = darkside_engine::record::metrics(&fewer.practices).iter().position(|m| m.name == "maturity").unwrap();
    assert_eq!(comparison.metrics[0].values[1][0], darkside_engine::run::run(&fewer, 3, false).series[column][20]);
    let error = compared(&[&one, &fewer], &["use_success_storytelling"], 2, 1).unwrap_err();
    assert_eq!(error.message(), "there is no metric `use_success_storytelling`");
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let one = small("baseline", SAME);
    let other = small("isolated", SAME);
    let longer = small("isolated", "run.weeks=21");
    for (arms, metrics, words) in [
        (vec![&one], vec!["value"], "a comparison needs at least two arms"),
        (vec![&one, &one], vec!["value"], "scenario baseline is given twice"),
        (vec![&one, &other], vec![], "no metric to compare"),
        (vec![&one, &other], vec!["value", "value"], "the metric `value` is asked for twice"),
        (vec![&one, &longer], vec!["value"], "baseline and isolated cannot be paired: 20 and 21 weeks"),
        (vec![&one, &other], vec!["valu"], "there is no metric `valu`"),
    ] {
        assert_eq!(compared(&arms, &metrics, 2, 1).unwrap_err().message(), words);
    }
}

#[test]
fn the_last_tenth_is_at_least_a_week() {
    assert_eq!(late_change(&[1.0, 4.0]), 3.0);
    assert_eq!(late_change(&[0.0; 1]), 0.0);
    assert!(late_change(&[]).is_nan());
    let column: Vec<f64> = (0..=260).map(f64::from).collect();
    assert_eq!(late_change(&column), 26.0);
}
