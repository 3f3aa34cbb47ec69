//! The table of section 8 of the model: each construct of the sources has its stated effect in the baseline, over seeds
//! under common random numbers, as described in `claims.rs`.

use super::claims::{above, at, between, by_seed, by_seeds, less, scenario, until};

/// Each metric's mean over all weeks of a run, by seed.
fn means_of<const METRICS: usize>(name: &str, set: &[&str], metrics: [&str; METRICS]) -> [Vec<f64>; METRICS] {
    let scenario = scenario(name, &[set, &["record.ledger=false"]].concat());
    let seen = by_seed(&scenario, |mut simulation| {
        let weeks = simulation.scenario().parameters.run.weeks;
        until(&mut simulation, weeks);
        metrics.map(|metric| (0..=weeks).map(|week| at(&simulation, metric, week)).sum::<f64>() / f64::from(weeks + 1))
    });
    std::array::from_fn(|metric| seen.iter().map(|means| means[metric]).collect())
}

/// The metric's mean over all weeks of a run, by seed.
fn mean_of(name: &str, set: &[&str], metric: &str) -> Vec<f64> {
    let [means] = means_of(name, set, [metric]);
    means
}

/// Section 8: nothing drifts. A year's mean still varies by a tenth between seeds, so this takes more of them.
#[test]
fn the_baseline_begins_where_nothing_drifts() {
    let changes = by_seeds(60, &scenario("baseline", &["run.weeks=572", "record.ledger=false"]), |mut simulation| {
        until(&mut simulation, 572);
        ["value", "dark_cost"].map(|metric| {
            let year = |from: u32| (from..from + 52).map(|week| at(&simulation, metric, week)).sum::<f64>();
            year(520) / year(156) - 1.0
        })
    });
    for (position, metric) in ["value", "dark_cost"].into_iter().enumerate() {
        let change: Vec<f64> = changes.iter().map(|both| both[position]).collect();
        between(&format!("relative change of {metric} from week 156 to 520"), &change, -0.03, 0.03);
    }
}

/// Section 8: each lever has the effect that its source states.
#[test]
fn levers_move_what_their_sources_say() {
    let [value, dark, cost] = means_of("baseline", &[], ["value", "dark_share", "dark_cost"]);
    let gain = |set: &[&str]| less(&mean_of("baseline", set, "value"), &value);
    for effect in ["opportunism", "lock_in", "rising_expectations", "cognitive_bias"] {
        let off = format!("dark_side.strength={{ {effect} = 0 }}");
        above(&format!("value without {effect}"), &gain(&[&off]), 0.02);
    }
    for effect in ["conflict", "embeddedness"] {
        let off = format!("dark_side.strength={{ {effect} = 0 }}");
        above(&format!("value without {effect}"), &gain(&[&off]), 0.005);
    }
    above(
        "value without volatility",
        &gain(&["triggers.counterpart_turnover=0", "triggers.environment_shock=0"]),
        0.005,
    );
    above("value without turnover", &gain(&["people.turnover=0"]), 0.005);
    let benign =
        mean_of("baseline", &["catalogue.only=[\"account_planning\", \"joint_problem_solving\"]"], "dark_share");
    above("dark share without loaded practices", &benign, 0.001);
    above("dark share that they add", &less(&dark, &benign), 0.1);
    let audited = mean_of("baseline", &["lapse.audit=0.05"], "dark_cost");
    above("dark cost that audit saves", &less(&cost, &audited), 0.01);
}

/// Each locus: the effect of copying beyond its volume is cognitive bias.
#[test]
fn copying_in_either_locus_brings_cognitive_bias_at_equal_volume() {
    for locus in ["intra_only", "inter_only"] {
        let bias = |set: &[&str]| mean_of(locus, set, "cognitive_bias");
        above(&format!("cognitive bias, {locus}"), &less(&bias(&[]), &bias(&["contagion.yoke=total"])), 0.01);
    }
}

/// Need sends managers to credible contacts: in-degree concentrates, stars exist.
#[test]
fn seeking_concentrates_whom_managers_look_at() {
    let greatest = |set: &str| {
        by_seed(&scenario("baseline", &["run.weeks=52", set]), |mut simulation| {
            until(&mut simulation, 52);
            let world = simulation.world();
            let mut degrees = vec![0u32; world.seats() as usize];
            (0..world.seats())
                .for_each(|seat| world.contacts(seat).for_each(|(_, contact)| degrees[contact as usize] += 1));
            f64::from(degrees.into_iter().max().unwrap_or(0))
        })
    };
    let (off, on) = (greatest("ties.seeking=0"), greatest("ties.seeking=0.02"));
    above("greatest in-degree, with seeking less without", &less(&on, &off), 3.0);
}

/// Warnings: fewer adoptions of what has done harm, more of what is known to harm.
#[test]
fn warnings_leave_lessons_before_the_harm() {
    let (on, off) = (&["contagion.warn=0.004"], &["contagion.warn=0"]);
    let metrics = ["adoptions", "dark_cost"];
    let [on, off] = [on, off].map(|set| means_of("baseline", set, metrics));
    for (metric, name) in metrics.into_iter().enumerate() {
        above(&format!("{name} that warnings save"), &less(&off[metric], &on[metric]), 0.0);
    }
}
