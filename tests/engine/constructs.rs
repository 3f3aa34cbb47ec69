//! The table of section 8 of the model: each construct of the sources moves what it says in `baseline_0_2`, over seeds under common
//! random numbers, as `claims.rs` says.

use super::claims::{above, at, between, by_seed, less, scenario, until};
use darkside::record::Mechanism;
use darkside::run::Simulation;

/// The metric's mean over all weeks of a run.
fn mean_of(name: &str, set: &[&str], metric: &str) -> Vec<f64> {
    by_seed(&scenario(name, set), |mut simulation| {
        let weeks = simulation.scenario().parameters.run.weeks;
        until(&mut simulation, weeks);
        (0..=weeks).map(|week| at(&simulation, metric, week)).sum::<f64>() / f64::from(weeks + 1)
    })
}

/// Section 8, version 0.2: nothing drifts.
#[test]
fn baseline_0_2_begins_where_nothing_drifts() {
    for metric in ["value", "dark_cost"] {
        let change = by_seed(&scenario("baseline_0_2", &["run.weeks=546"]), |mut simulation| {
            until(&mut simulation, 546);
            let half_year = |from: u32| (from..from + 26).map(|week| at(&simulation, metric, week)).sum::<f64>();
            half_year(520) / half_year(156) - 1.0
        });
        between(&format!("relative change of {metric} from week 156 to 520"), &change, -0.05, 0.05);
    }
}

/// Section 8, version 0.2: each lever moves what its source says.
#[test]
fn baseline_0_2_levers_move_what_their_sources_say() {
    let value = mean_of("baseline_0_2", &[], "value");
    let gain = |set: &[&str]| less(&mean_of("baseline_0_2", set, "value"), &value);
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
    let dark = mean_of("baseline_0_2", &[], "dark_share");
    let benign =
        mean_of("baseline_0_2", &["catalogue.only=[\"account_planning\", \"joint_problem_solving\"]"], "dark_share");
    above("dark share without loaded practices", &benign, 0.001);
    above("dark share that they add", &less(&dark, &benign), 0.1);
    let cost = mean_of("baseline_0_2", &[], "dark_cost");
    let audited = mean_of("baseline_0_2", &["lapse.audit=0.05"], "dark_cost");
    above("dark cost that audit saves", &less(&cost, &audited), 0.01);
}

/// Who infects: success draws copies to a few, offices and seniors to their own.
#[test]
fn credibility_decides_whom_managers_copy_and_not_how_much() {
    /// The share of copies through ties whose source is among the most successful fifth of its firm.
    fn from_the_top(simulation: &mut Simulation) -> (f64, f64) {
        let (mut top, mut all) = (0.0, 0.0);
        let weeks = simulation.scenario().parameters.run.weeks;
        while simulation.week() < weeks {
            let world = simulation.world();
            let success = world.published.success.clone();
            let firms: Vec<_> = world.firms.iter().map(|firm| firm.seats.clone()).collect();
            let logged = simulation.log().ledger.len();
            simulation.step();
            for row in &simulation.log().ledger[logged..] {
                let Some(source) = row.source.filter(|_| row.mechanism == Mechanism::InterImitation) else { continue };
                let firm = firms.iter().find(|seats| seats.contains(&source.manager)).expect("a firm");
                let better = firm.clone().filter(|&seat| success[seat as usize] > success[source.manager as usize]);
                top += f64::from(u8::from(better.count() * 5 < firm.len()));
                all += 1.0;
            }
        }
        (top / all, all)
    }
    let seen = |prestige: &str, relative: &str| {
        by_seed(&scenario("baseline_0_2", &["run.weeks=156", prestige, relative]), |mut one| from_the_top(&mut one))
    };
    let contrast = |relative: &str| {
        let (off, strong) = (seen("enablers.prestige=0", relative), seen("enablers.prestige=2", relative));
        let pairs = || strong.iter().zip(&off);
        let share: Vec<f64> = pairs().map(|(strong, off)| strong.0 - off.0).collect();
        let copies: Vec<f64> = pairs().map(|(strong, off)| strong.1 / off.1 - 1.0).collect();
        (share, copies)
    };
    let (share, copies) = contrast("enablers.relative_credibility=true");
    above("share of copies from the most successful fifth, strong prestige less none", &share, 0.1);
    // Those who are successful use more practices.
    between("copies that prestige adds, relative", &copies, 0.0, 0.33);
    let (_, absolute) = contrast("enablers.relative_credibility=false");
    above("the same where credibility is not relative, less that", &less(&absolute, &copies), 0.3);
}

/// Need sends managers to credible contacts: in-degree concentrates, stars exist.
#[test]
fn seeking_concentrates_whom_managers_look_at() {
    let greatest = |set: &str| {
        by_seed(&scenario("baseline_0_2", &["run.weeks=52", set]), |mut simulation| {
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

/// Warnings: fewer adoptions of what has done harm, and fewer relapses.
#[test]
fn warnings_leave_lessons_before_the_harm() {
    let (on, off) = (&["contagion.warn=0.004"], &["contagion.warn=0"]);
    for metric in ["adoptions", "dark_cost"] {
        let saved = less(&mean_of("baseline_0_2", off, metric), &mean_of("baseline_0_2", on, metric));
        above(&format!("{metric} that warnings save"), &saved, 0.0);
    }
}
