//! What the worlds in which contagion decides must show, and the table of section 8 for version 0.2 of the model, each over seeds
//! under common random numbers.
//!
//! Tolerance: a claim is about a mean over [`SEEDS`] seeds and must hold by more than [`ERRORS`] standard errors of that mean, as in
//! `patterns.rs`.

use darkside::internals::population::World;
use darkside::record::{Mechanism, metrics};
use darkside::run::Simulation;
use darkside::scenario::{Request, Scenario, load};
use darkside::stats::Running;

const SEEDS: u64 = 12;
const ERRORS: f64 = 3.0;

fn scenario(name: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(|&one| one.to_owned()).collect();
    load(&Request { set: &set, ..Request::of(name) }).unwrap_or_else(|error| panic!("{error}"))
}

/// What `of` gives for each seed, on two threads.
fn by_seed<T: Send>(scenario: &Scenario, of: impl Fn(Simulation) -> T + Sync) -> Vec<T> {
    let half = |first: u64| -> Vec<T> {
        (first..=SEEDS).step_by(2).map(|seed| of(Simulation::begin(scenario, seed, false))).collect()
    };
    let (odd, even) = std::thread::scope(|scope| {
        let odd = scope.spawn(|| half(1));
        (half(2), odd.join().expect("a run"))
    });
    even.into_iter().zip(odd).flat_map(|(odd, even)| [even, odd]).collect()
}

/// Lives to the end of a week.
fn until(simulation: &mut Simulation, week: u32) {
    while simulation.week() < week {
        simulation.step();
    }
}

/// The metric's value at the end of a week so far.
fn at(simulation: &Simulation, metric: &str, week: u32) -> f64 {
    let names = metrics(&simulation.scenario().practices);
    let column = names.iter().position(|one| one.name == metric).unwrap_or_else(|| panic!("no metric {metric}"));
    simulation.series()[column][week as usize]
}

/// The metric's mean over all weeks of a run.
fn mean_of(name: &str, set: &[&str], metric: &str) -> Vec<f64> {
    by_seed(&scenario(name, set), |mut simulation| {
        let weeks = simulation.scenario().parameters.run.weeks;
        until(&mut simulation, weeks);
        (0..=weeks).map(|week| at(&simulation, metric, week)).sum::<f64>() / f64::from(weeks + 1)
    })
}

fn less(ours: &[f64], theirs: &[f64]) -> Vec<f64> {
    ours.iter().zip(theirs).map(|(a, b)| a - b).collect()
}

#[track_caller]
fn between(what: &str, values: &[f64], from: f64, to: f64) {
    let mut running = Running::default();
    values.iter().for_each(|&value| running.add(value));
    let (mean, margin) = (running.mean(), ERRORS * running.standard_error());
    println!("{what}: {mean:.4} ± {margin:.4}, to be between {from} and {to}");
    assert!(mean - margin > from && mean + margin < to, "{what}: {mean:.4} ± {margin:.4} is not in {from} to {to}");
}

#[track_caller]
fn above(what: &str, values: &[f64], bound: f64) {
    between(what, values, bound, f64::INFINITY);
}

/// Correlation along ties inside firms of the share of the portfolio that uses a practice, less the mean over the firm.
fn correlation_of_use(world: &World, practice: usize) -> f64 {
    let share = |seat: u32| {
        let (block, lane) = world.locate(seat);
        let size = world.managers[block].portfolio[lane] as usize;
        let rows = world.blocks[block].rows.clone().take(size);
        rows.filter(|&row| world.shown[row].practices[lane] >> practice & 1 == 1).count() as f64 / size as f64
    };
    let shares: Vec<f64> = (0..world.seats()).map(share).collect();
    let deviation = |seat: u32| {
        let seats = &world.firm_of(seat).seats;
        let firm = &shares[seats.start as usize..seats.end as usize];
        shares[seat as usize] - firm.iter().sum::<f64>() / firm.len() as f64
    };
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for seat in 0..world.seats() {
        for (_, contact) in world.contacts(seat).filter(|(_, contact)| world.firm_of(seat).seats.contains(contact)) {
            let (x, y) = (deviation(seat), deviation(contact));
            (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
        }
    }
    xy / (xx * yy).sqrt()
}

fn position(scenario: &Scenario, practice: &str) -> usize {
    scenario.practices.iter().position(|one| one.name == practice).expect("a practice of the catalogue")
}

/// The share of the variance of firms' dark shares between firms: above 0 where firms differ by more than their relationships do.
fn spread_of_firms(simulation: &Simulation) -> f64 {
    let world = simulation.world();
    let share = |firm: &darkside::internals::population::FirmState| {
        let (mut dark, mut all) = (0.0, 0.0);
        for seat in firm.seats.clone() {
            let (block, lane) = world.locate(seat);
            for row in world.blocks[block].rows.clone().take(world.managers[block].portfolio[lane] as usize) {
                dark += f64::from(u8::from(world.shown[row].flags(lane) != 0));
                all += 1.0;
            }
        }
        dark / all
    };
    let mut running = Running::default();
    world.firms.iter().map(share).for_each(|share| running.add(share));
    running.standard_error() * (world.firms.len() as f64).sqrt()
}

#[test]
fn epidemic_a_practice_takes_over_within_five_years_and_value_falls_while_it_seems_to_rise() {
    let epidemic = scenario("epidemic", &[]);
    let practice = position(&epidemic, "exceed_expectations");
    let seen = by_seed(&epidemic, |mut simulation| {
        until(&mut simulation, 104);
        let growing = correlation_of_use(simulation.world(), practice);
        until(&mut simulation, 364);
        let level = correlation_of_use(simulation.world(), practice);
        let of = |metric: &str, week: u32| at(&simulation, metric, week);
        let uses = [52, 78, 156, 182, 312, 364].map(|week| of("use_exceed_expectations", week));
        let visible = of("visible_value", 208) - of("visible_value", 52);
        let actual = of("value", 364) - of("value", 104);
        (uses, growing, level, visible, actual)
    });
    let use_at = |moment: usize| seen.iter().map(|one| one.0[moment]).collect::<Vec<f64>>();
    above("use at the end", &use_at(5), 0.3);
    between("use in the last year, rise", &less(&use_at(5), &use_at(4)), -0.05, 0.05);
    // S-shaped: half a year in the middle brings more than twice what the first half-year does.
    let (first, middle) = (less(&use_at(1), &use_at(0)), less(&use_at(3), &use_at(2)));
    above(
        "middle half-year less twice the first",
        &middle.iter().zip(&first).map(|(m, f)| m - 2.0 * f).collect::<Vec<_>>(),
        0.0,
    );
    above("correlation along ties while it grows", &seen.iter().map(|one| one.1).collect::<Vec<_>>(), 0.1);
    between("correlation along ties after", &seen.iter().map(|one| one.2).collect::<Vec<_>>(), -0.05, 0.05);
    above("visible value, week 208 less week 52", &seen.iter().map(|one| one.3).collect::<Vec<_>>(), 0.03);
    between("actual value, the end less week 104", &seen.iter().map(|one| one.4).collect::<Vec<_>>(), -1.0, -0.03);
}

#[test]
fn epidemic_it_does_not_come_where_imitation_is_weak_or_nobody_copies_blindly() {
    for set in ["contagion.inter_imitation=0.0005", "enablers.blindness=0.2"] {
        let uses = by_seed(&scenario("epidemic", &[set]), |mut simulation| {
            until(&mut simulation, 364);
            at(&simulation, "use_exceed_expectations", 364)
        });
        between(&format!("use at the end, {set}"), &uses, -1.0, 0.08);
    }
}

/// Founders reach others through ties: who is nearer to them is reached sooner.
#[test]
fn epidemic_arrival_is_ordered_by_distance() {
    let epidemic = scenario("epidemic", &[]);
    let practice = position(&epidemic, "exceed_expectations") as u8;
    let later = by_seed(&epidemic, |mut simulation| {
        until(&mut simulation, 364);
        let world = simulation.world();
        let mut arrival = vec![None; world.seats() as usize];
        for row in simulation.log().ledger.iter().filter(|row| row.practice == practice) {
            arrival[row.target.manager as usize].get_or_insert(row.week);
        }
        let founders = simulation.log().ledger.iter().filter(|row| row.mechanism == Mechanism::Introduction);
        let mut distance = vec![u32::MAX; world.seats() as usize];
        let mut reached: Vec<u32> = founders.map(|row| row.target.manager).collect();
        reached.iter().for_each(|&seat| distance[seat as usize] = 0);
        for far in 1.. {
            let next: Vec<u32> = (0..world.seats())
                .filter(|&seat| distance[seat as usize] == u32::MAX)
                .filter(|&seat| world.contacts(seat).any(|(_, contact)| reached.contains(&contact)))
                .collect();
            if next.is_empty() {
                break;
            }
            next.iter().for_each(|&seat| distance[seat as usize] = far);
            reached = next;
        }
        let mean = |far: &dyn Fn(u32) -> bool| {
            let mut running = Running::default();
            for (distance, arrival) in distance.iter().zip(&arrival) {
                if let (true, Some(week)) = (far(*distance), arrival) {
                    running.add(f64::from(*week));
                }
            }
            running.mean()
        };
        mean(&|far| far > 2 && far < u32::MAX) - mean(&|far| far == 1)
    });
    above("weeks by which managers three ties away are reached later than neighbours", &later, 10.0);
}

#[test]
fn invasion_scattered_founders_get_further_and_the_threshold_rule_can_reverse_it() {
    let uses = |name: &str, set: &[&str], week: u32| {
        by_seed(&scenario(name, set), |mut simulation| {
            until(&mut simulation, week);
            at(&simulation, "use_trust_over_monitoring", week)
        })
    };
    let gain = |rule: &str, set: &[&str], week: u32| {
        less(&uses(&format!("{rule}_scattered"), set, week), &uses(&format!("{rule}_concentrated"), set, week))
    };
    above("scattered less concentrated", &gain("invasion", &[], 416), 0.04);
    above("scattered less concentrated, threshold .3", &gain("complex", &[], 416), 0.15);
    between(
        "scattered less concentrated, threshold .6",
        &gain("complex", &["contagion.threshold=0.6"], 416),
        -0.1,
        -0.01,
    );
}

#[test]
fn firm_cultures_grow_apart_by_copying_inside_and_not_without() {
    let spread = |name: &str, set: &[&str]| {
        by_seed(&scenario(name, set), |mut simulation| {
            until(&mut simulation, 416);
            (spread_of_firms(&simulation), at(&simulation, "dark_share", 416))
        })
    };
    let spreads = |seen: &[(f64, f64)]| seen.iter().map(|one| one.0).collect::<Vec<f64>>();
    let copying = spread("firm_cultures", &[]);
    for null in ["firm_cultures_isolated", "firm_cultures_independent"] {
        let without = spread(null, &[]);
        above(
            &format!("standard deviation of firms' dark shares, less {null}"),
            &less(&spreads(&copying), &spreads(&without)),
            0.01,
        );
    }
    // Firm walls carry it, not single ties.
    let rewired = spread("firm_cultures", &["ties.shuffle=true"]);
    let lost = less(&spreads(&copying), &spreads(&rewired));
    between("standard deviation that shuffled ties lose", &lost, -0.05, 0.05);
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

/// The yoked worlds adopt as much as their leaders, to the adoption.
#[test]
fn a_yoked_world_takes_up_what_its_leader_does() {
    let weekly = |set: &[&str]| {
        let scenario = scenario("baseline", &[&["run.weeks=40", "population.managers=60"], set].concat());
        let mut simulation = Simulation::begin(&scenario, 3, false);
        until(&mut simulation, 40);
        let mut counts = std::collections::BTreeMap::new();
        for row in &simulation.log().ledger {
            *counts.entry((row.week, row.practice)).or_insert(0) += 1;
        }
        counts
    };
    let leader = weekly(&[]);
    assert_eq!(weekly(&["contagion.yoke=\"practice\""]), leader);
    let in_all = |counts: &std::collections::BTreeMap<(u32, u8), i32>| {
        let mut weeks = [0; 41];
        counts.iter().for_each(|((week, _), count)| weeks[*week as usize] += count);
        weeks
    };
    let total = weekly(&["contagion.yoke=\"total\""]);
    assert_eq!(in_all(&total), in_all(&leader));
    assert_ne!(total, leader);
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
    let seen =
        |set: &str| by_seed(&scenario("baseline_0_2", &["run.weeks=156", set]), |mut one| from_the_top(&mut one));
    let (off, strong) = (seen("enablers.prestige=0"), seen("enablers.prestige=2"));
    let share = |seen: &[(f64, f64)]| seen.iter().map(|one| one.0).collect::<Vec<f64>>();
    let copies = |seen: &[(f64, f64)]| seen.iter().map(|one| one.1).collect::<Vec<f64>>();
    above(
        "share of copies from the most successful fifth, strong prestige less none",
        &less(&share(&strong), &share(&off)),
        0.1,
    );
    let more: Vec<f64> = copies(&strong).iter().zip(&copies(&off)).map(|(a, b)| a / b - 1.0).collect();
    // Successful managers use more practices; without relative credibility it would be several times as many.
    between("copies, relative", &more, -0.1, 0.33);
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
