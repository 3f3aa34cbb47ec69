//! The engine against an independent implementation of version 0.1: means over seeds of two arms at four moments, and
//! whole-run totals (`tests/reference/reference.csv`).
//!
//! Tolerance: the difference of two means, in units of its standard error √(se² + se'²). With 100 seeds, every figure
//! must lie within 4, and all but 1 in 50 within 3.

use std::collections::BTreeMap;

use darkside::record::{Locus, Mechanism, Record, metrics};
use darkside::scenario::Scenario;
use darkside::stats::Running;

use super::claims::{by_seeds, scenario, until};

const SEEDS: u64 = 100;

/// The reference's figures of one run, by week and metric.
fn figures(scenario: &Scenario, record: &Record) -> BTreeMap<(u32, String), f64> {
    let mut figures = BTreeMap::new();
    let columns = metrics(&scenario.practices);
    for week in [52, 130, 195, 260] {
        for (column, series) in columns.iter().zip(&record.series) {
            figures.insert((week, column.name.clone()), series[week as usize]);
        }
    }
    let totals = &record.totals;
    for mechanism in Mechanism::ALL {
        for locus in Locus::ALL {
            let of = |kind: &str| (260, format!("{kind}:{}:{}", mechanism.name(), locus.name()));
            figures.insert(of("adoptions"), totals.adoptions[mechanism.index()][locus.index()] as f64);
            let uncredited = mechanism == Mechanism::Spontaneous && locus == Locus::Origin;
            let onsets = totals.onsets[mechanism.index()][locus.index()];
            figures.insert(of("onsets"), (onsets + if uncredited { totals.onsets_uncredited } else { 0 }) as f64);
        }
    }
    for name in ["adoptions", "lapses", "onsets", "dissolutions", "turnover"] {
        figures.insert((260, name.into()), record.metric(name).expect("a metric").iter().sum());
    }
    let latent = if totals.loaded_copies > 0 { totals.latent_copies as f64 / totals.loaded_copies as f64 } else { 0.0 };
    figures.insert((260, "latent_share".into()), latent);
    figures
}

#[test]
fn agrees_with_an_independent_implementation() {
    let text = include_str!("../reference/reference.csv");
    let (mut checked, mut beyond_three, mut wrong) = (0, 0, Vec::new());
    let alone = [
        "contagion.intra_imitation=0",
        "contagion.intra_learning=0",
        "contagion.inter_imitation=0",
        "contagion.inter_learning=0",
    ];
    for (arm, set) in [("baseline", &[][..]), ("isolated", &alone)] {
        let scenario = scenario("baseline_0_1", set);
        let figures = by_seeds(SEEDS, &scenario, |mut simulation| {
            until(&mut simulation, scenario.parameters.run.weeks);
            figures(&scenario, &simulation.finish())
        });
        for line in text.lines().skip(1).filter(|line| line.starts_with(&format!("{arm},"))) {
            let cells: Vec<&str> = line.split(',').collect();
            let (week, metric) = (cells[1].parse::<u32>().unwrap(), cells[2]);
            let (expected, expected_error) = (cells[3].parse::<f64>().unwrap(), cells[4].parse::<f64>().unwrap());
            let values: Running = figures.iter().map(|figures| figures[&(week, metric.to_string())]).collect();
            let (mean, error) = (values.mean(), values.standard_error());
            let combined = (expected_error * expected_error + error * error).sqrt();
            let off = if mean == expected { 0.0 } else { (mean - expected) / combined };
            checked += 1;
            beyond_three += usize::from(off.abs() > 3.0);
            if off.abs() > 3.0 {
                wrong.push(format!("{arm} week {week} {metric}: {mean:.6} instead of {expected:.6}, {off:+.1} errors"));
            }
            if std::env::var_os("DARKSIDE_SHOW_REFERENCE").is_some() {
                println!("{arm:9} {week:3} {metric:40} {mean:12.6} {expected:12.6} {off:+5.1}");
            }
            assert!(off.abs() <= 4.0 || std::env::var_os("DARKSIDE_SHOW_REFERENCE").is_some(), "{}", wrong.join("\n"));
        }
    }
    assert_eq!(checked, 238, "rows of the reference");
    assert!(beyond_three * 50 <= checked, "{}", wrong.join("\n"));
}
