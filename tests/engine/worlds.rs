//! What the worlds in which contagion decides must show (section 8 of the model), over seeds under common random
//! numbers, as described in `claims.rs`.

use super::claims::{above, at, below, between, by_seed, less, scenario, until};
use darkside::internals::population::World;
use darkside::record::Mechanism;
use darkside::run::Simulation;
use darkside::stats::Running;

/// Correlation along ties inside firms of the share of the portfolio that uses a practice, relative to the firm's mean.
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

/// The standard deviation of dark shares between firms.
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
    let running: Running = world.firms.iter().map(share).collect();
    running.standard_error() * (world.firms.len() as f64).sqrt()
}

#[test]
fn epidemic_a_practice_takes_over_within_five_years_and_costs_value_while_it_seems_to_rise() {
    let epidemic = scenario("epidemic", &[]);
    let practice = epidemic.practice("exceed_expectations").unwrap();
    let seen = by_seed(&epidemic, |mut simulation| {
        until(&mut simulation, 104);
        let growing = correlation_of_use(simulation.world(), practice);
        until(&mut simulation, 364);
        let level = correlation_of_use(simulation.world(), practice);
        let of = |metric: &str, week: u32| at(&simulation, metric, week);
        let uses = [52, 78, 156, 182, 312, 364].map(|week| of("use_exceed_expectations", week));
        let visible = of("visible_value", 208) - of("visible_value", 52);
        let flattery = |week| of("visible_value", week) - of("value", week);
        (uses, growing, level, visible, flattery(364) - flattery(52), of("value", 364))
    });
    let without = by_seed(&scenario("susceptible", &[]), |mut simulation| {
        until(&mut simulation, 364);
        at(&simulation, "value", 364)
    });
    let use_at = |moment: usize| seen.iter().map(|one| one.0[moment]).collect::<Vec<f64>>();
    above("use at the end", &use_at(5), 0.3);
    between("use in the last year, rise", &less(&use_at(5), &use_at(4)), -0.05, 0.05);
    // S-shaped: half a year in the middle adds more than twice what the first half-year does.
    let (first, middle) = (less(&use_at(1), &use_at(0)), less(&use_at(3), &use_at(2)));
    above(
        "middle half-year less twice the first",
        &middle.iter().zip(&first).map(|(m, f)| m - 2.0 * f).collect::<Vec<_>>(),
        0.0,
    );
    above("correlation along ties while it grows", &seen.iter().map(|one| one.1).collect::<Vec<_>>(), 0.1);
    between("correlation along ties after", &seen.iter().map(|one| one.2).collect::<Vec<_>>(), -0.05, 0.05);
    above("visible value, week 208 less week 52", &seen.iter().map(|one| one.3).collect::<Vec<_>>(), 0.03);
    above("visible over actual value, the end less week 52", &seen.iter().map(|one| one.4).collect::<Vec<_>>(), 0.03);
    let actual: Vec<f64> = seen.iter().map(|one| one.5).collect();
    between("actual value at the end, less without the wave", &less(&actual, &without), -1.0, -0.04);
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

/// Introduced in the same way, best practices are above their threshold and malpractices below it.
#[test]
fn best_practices_take_off_where_malpractices_wither() {
    let uses = |name: &str, practices: &[&str]| {
        let world = scenario(name, &[]);
        by_seed(&world, |mut simulation| {
            until(&mut simulation, 364);
            let of =
                |week| practices.iter().map(|one| at(&simulation, &format!("use_{one}"), week)).collect::<Vec<f64>>();
            (of(52), of(364))
        })
    };
    let malpractices = ["obligation_avoidance", "side_favours"];
    let seen = uses("withering_malpractices", &malpractices);
    for (one, name) in malpractices.iter().enumerate() {
        let kept: Vec<f64> = seen.iter().map(|(begun, left)| left[one] / begun[one]).collect();
        below(&format!("{name}, use after six years over use when it began"), &kept, 0.8);
    }
    for practice in [
        "trust_over_monitoring",
        "open_book_sharing",
        "exclusive_commitment",
        "exceed_expectations",
        "success_storytelling",
        "deep_integration",
    ] {
        let last: Vec<f64> =
            uses(&format!("outbreak_{practice}"), &[practice]).iter().map(|(_, left)| left[0]).collect();
        above(&format!("{practice}, use after six years"), &last, 0.3);
    }
}

/// Founders reach others through ties: managers closer to them are reached sooner.
#[test]
fn epidemic_arrival_is_ordered_by_distance() {
    let epidemic = scenario("epidemic", &[]);
    let practice = epidemic.practice("exceed_expectations").unwrap() as u8;
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
    // The effect is carried by the boundaries of firms, not by single ties.
    let rewired = spread("firm_cultures", &["ties.shuffle=true"]);
    let lost = less(&spreads(&copying), &spreads(&rewired));
    between("standard deviation that shuffled ties lose", &lost, -0.05, 0.05);
}

/// The yoked worlds adopt exactly as much as their leaders.
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
