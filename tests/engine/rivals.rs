//! Rival explanations of contagion, and what else was added with them: homophily, fashions, selection, acts on ties,
//! costs.

use darkside::internals::population::World;
use darkside::record::{Mechanism, Record};
use darkside::run::{Simulation, run};
use darkside::scenario::Scenario;

use crate::claims::{at, between, by_seed, mean_and_margin, scenario, until};

/// A world in which nobody copies anybody, with these settings on top.
fn uncopied(set: &[&str]) -> Scenario {
    let none = ["contagion.intra_imitation=0", "contagion.intra_learning=0"];
    let between =
        ["contagion.inter_imitation=0", "contagion.inter_learning=0", "beliefs.social=0", "people.turnover=0"];
    scenario("baseline", &[&none[..], &between[..], set].concat())
}

/// The correlation, over ties inside firms, of the values that `of` gives for the two managers.
fn over_ties(world: &World, of: impl Fn(u32) -> f64) -> f64 {
    let ties = (0..world.seats()).flat_map(|seat| world.contacts(seat).map(move |(_, contact)| (seat, contact)));
    let pairs: Vec<(f64, f64)> = ties
        .filter(|&(seat, contact)| world.firm_of(seat).seats.contains(&contact))
        .map(|(seat, contact)| (of(seat), of(contact)))
        .collect();
    let n = pairs.len() as f64;
    let (x, y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let product = |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>();
    let (xx, yy) = (product(&|p| (p.0 - x) * (p.0 - x)), product(&|p| (p.1 - y) * (p.1 - y)));
    product(&|p| (p.0 - x) * (p.1 - y)) / (xx * yy).sqrt()
}

fn learning(world: &World, seat: u32) -> f64 {
    let (block, lane) = world.locate(seat);
    f64::from(world.managers[block].learning[lane])
}

/// About 2,400 ties: the standard error of a correlation is .02, and twice that because ties share ends.
#[test]
fn homophily_lets_alike_managers_look_at_each_other_and_a_trait_that_drives_use_looks_like_contagion() {
    let homophily = ["ties.homophily=8", "ties.homophily_start=true", "ties.rewire=0.01", "enablers.affinity=1.5"];
    for (set, least, most) in [(&homophily[..], 0.25, 0.9), (&homophily[3..], -0.1, 0.1)] {
        let mut simulation = Simulation::begin(uncopied(set), 3, false);
        (0..156).for_each(|_| simulation.step());
        let world = simulation.world();
        let alike = over_ties(world, |seat| learning(world, seat));
        let uses = over_ties(world, |seat| f64::from(world.profile(seat).uses().count_ones()));
        assert!((least..most).contains(&alike), "{set:?}: learning orientation {alike}");
        assert!((least / 2.0..most).contains(&uses), "{set:?}: practices in use {uses}");
    }
}

/// Likeness in each trait that ties can be chosen by. The error of a share of some 2,400 ties is .01.
#[test]
fn homophily_by_office_fills_ties_with_office_mates() {
    let share = |set: &[&str]| {
        let simulation = Simulation::begin(uncopied(set), 3, false);
        let world = simulation.world();
        let offices = |seat| {
            let (block, lane) = world.locate(seat);
            world.managers[block].office[lane]
        };
        let ties: Vec<bool> = (0..world.seats())
            .flat_map(|seat| world.contacts(seat).map(move |(_, contact)| offices(seat) == offices(contact)))
            .collect();
        ties.iter().filter(|&&same| same).count() as f64 / ties.len() as f64
    };
    let start = "ties.homophily_start=true";
    let by_office = share(&["ties.homophily=4", "ties.homophily_by=\"office\"", start]);
    let (by_trait, without) = (share(&["ties.homophily=4", start]), share(&[start]));
    assert!(by_office > without + 0.15, "{by_office} of ties in the office, {without} without");
    assert!((by_trait - without).abs() < 0.05, "{by_trait} where likeness has nothing to do with offices");
}

/// An office's practice is suggested in 26 of 1,000 weeks and then taken up twenty times as often. So for each adoption
/// that is not due to fashion about .026 · 19 = .49 are, minus the effect of crowding. Some 56 suggestions: an error of
/// .07.
#[test]
fn a_fashion_reaches_many_at_once_and_is_logged_as_what_it_is() {
    let suggested = uncopied(&["triggers.office_fashion=0.001", "triggers.fashion_strength=20"]);
    let [with, without] = [&suggested, &uncopied(&[])].map(|scenario| run(scenario, 1, false));
    let count = |record: &Record, mechanism| record.ledger.iter().filter(|row| row.mechanism == mechanism).count();
    assert_eq!(count(&without, Mechanism::Fashion), 0);
    let due = count(&with, Mechanism::Fashion) as f64 / count(&with, Mechanism::Spontaneous) as f64;
    assert!((0.28..0.7).contains(&due), "{due} by fashion for each without");
}

/// With twice as many contacts a manager copies twice as much if each contact counts, and as much as before if their
/// share counts.
#[test]
fn under_the_share_rule_more_contacts_do_not_mean_more_copying() {
    let copied = |rule: &str, inside: &str| {
        let hazard =
            if rule == "share" { "contagion.inter_imitation=0.004" } else { "contagion.inter_imitation=0.0005" };
        let rule = format!("contagion.rule=\"{rule}\"");
        let scenario = uncopied(&[&rule, hazard, inside, "ties.outside=0", "run.weeks=104"]);
        let seeds = 1..4u64;
        let of =
            |seed| run(&scenario, seed, false).totals.adoptions[Mechanism::InterImitation.index()].iter().sum::<u64>();
        seeds.map(of).sum::<u64>() as f64
    };
    let growth = |rule: &str| copied(rule, "ties.inside=16") / copied(rule, "ties.inside=8");
    let (by_share, by_sum) = (growth("share"), growth("hazard"));
    assert!((0.8..1.2).contains(&by_share), "by share {by_share}");
    assert!(by_sum > 1.5, "by sum {by_sum}");
}

/// With selection against low value, those who left had seen less of it; some 150 leave, so the error of a mean z is
/// .08.
#[test]
fn who_leaves_depends_on_value_as_it_is_seen() {
    let standing_of_leavers = |selection: &str| {
        let scenario = scenario("baseline", &["run.weeks=104", selection]);
        let mut simulation = Simulation::begin(scenario, 1, false);
        let (mut sum, mut count) = (0.0, 0.0);
        for _ in 0..104 {
            let before = simulation.world().clone();
            simulation.step();
            for seat in 0..before.seats() {
                let person = |world: &World| {
                    let (block, lane) = world.locate(seat);
                    world.managers[block].person[lane]
                };
                if person(&before) != person(simulation.world()) {
                    let firm = before.firm_of(seat);
                    sum += (f64::from(before.published.success[seat as usize]) - firm.mean_success) / firm.deviation;
                    count += 1.0;
                }
            }
        }
        sum / count
    };
    let [failing, any, star] =
        [1.0, 0.0, -1.0].map(|by| standing_of_leavers(&format!("people.turnover_low_value={by}")));
    assert!(failing < -0.5 && star > 0.5 && any.abs() < 0.3, "{failing}, {any}, {star}");
}

const ACTS: &str = r#"
[[intervention]]
week = 5
act = "meetings"
share = 0.5
weeks = 10
[[intervention]]
week = 30
act = "merge_offices"
offices = [1, 2]
ties = 3
[[intervention]]
week = 40
act = "transfer"
managers = 20
office = 0
share = 1.0
"#;

#[test]
fn meetings_end_offices_merge_and_managers_move() {
    let text = format!("ties.rewire = 0\n{ACTS}");
    let scenario = darkside::scenario::read("acts", &text, std::path::Path::new(""), &[]).unwrap();
    let mut simulation = Simulation::begin(scenario, 1, false);
    let ties = |world: &World| -> usize { (0..world.seats()).map(|seat| world.contacts(seat).count()).sum() };
    let office = |world: &World, which: u32| {
        let of = |seat| {
            let (block, lane) = world.locate(seat);
            world.managers[block].office[lane] % 3
        };
        (0..world.seats()).filter(|&seat| of(seat) == which).count()
    };
    let mut until = |week| {
        while simulation.week() < week {
            simulation.step();
        }
        let world = simulation.world();
        (ties(world), [0, 1, 2].map(|which| office(world, which)))
    };
    let (before, offices) = until(4);
    let (met, _) = until(5);
    // Half of 300 take part; in each firm one may be left over.
    assert!((100..200).contains(&(met - before)), "{} more ties", met - before);
    assert_eq!((until(14).0, until(15).0), (met, before), "meetings end after ten weeks");
    let (merged, now) = until(30);
    assert_eq!(now, [offices[0], offices[1] + offices[2], 0]);
    assert_eq!(merged - before, 3 * now[1], "each of the merged office got three ties");
    let (moved, now) = until(40);
    assert_eq!(moved, merged, "who moves has as many ties as before");
    let arrived = now[0] - offices[0];
    assert!((8..=20).contains(&arrived), "{arrived} of 20 were elsewhere before");
}

/// While celebrated, a manager is looked at by all 49 colleagues; before and after, or if somebody else is celebrated,
/// by fewer than 30.
#[test]
fn everybody_looks_at_who_is_celebrated_for_a_while() {
    let text = "[[intervention]]\nweek = 20\nact = \"celebrate\"\nmanagers = [0, 60]\nweeks = 8";
    let scenario = darkside::scenario::read("stars", text, std::path::Path::new(""), &[]).unwrap();
    let mut simulation = Simulation::begin(scenario, 1, false);
    let mut lookers = |week| {
        until(&mut simulation, week);
        let world = simulation.world();
        let looks = |seat: u32, at: u32| world.contacts(seat).any(|(_, contact)| contact == at);
        [0, 60, 1].map(|star| (0..world.seats()).filter(|&seat| looks(seat, star)).count())
    };
    let (before, during, after) = (lookers(19), lookers(27), lookers(28));
    assert!(during[0] >= 49 && during[1] >= 49, "{during:?}");
    assert!(before[0] < 30 && after[0] < 30 && during[2] < 30, "{before:?} {during:?} {after:?}");
}

/// Audit at hazard .5 costs 1 − e^−.5 audits a week; the campaign written in week 1 runs in weeks 2 to 7.
#[test]
fn net_value_is_value_less_what_safeguards_cost() {
    let set =
        ["lapse.audit=0.5", "costs.audit=0.01", "contagion.programme=0.01", "costs.programme=0.02", "run.weeks=13"];
    let costly = scenario("baseline", &[&set[..], &["programme.filter=0.5", "costs.screening=0.1"]].concat());
    let record = run(&costly, 1, false);
    let [value, net] = ["value", "net_value"].map(|name| record.metric(name).expect("a metric"));
    for week in 0..=13 {
        let campaign = if (2..=7).contains(&week) { 0.02 } else { 0.0 };
        let expected = 0.01 * (1.0 - libm::exp(-0.5)) + 0.05 + campaign;
        assert!((value[week] - net[week] - expected).abs() < 1e-7, "week {week}: {}", value[week] - net[week]);
    }
    let free = scenario("baseline", &["run.weeks=13"]);
    let record = run(&free, 1, false);
    assert_eq!(record.metric("value"), record.metric("net_value"));
}

#[test]
fn latitude_costs_closeness() {
    let closeness = |set: &[&str]| {
        let record = run(&scenario("baseline", set), 1, false);
        *record.metric("closeness").and_then(<[f64]>::last).expect("a metric")
    };
    let (free, formal) = (closeness(&[]), closeness(&["costs.latitude=0.5", "dark_side.formalisation=0.8"]));
    assert!(formal < free - 0.01, "{formal} against {free}");
}

/// The shape of the five worlds: use at six moments and, in week 130, the correlation over ties of the share of the
/// portfolio that uses the practice, and the share of its variance that lies between offices.
#[test]
fn five_worlds_share_a_curve_and_differ_in_where_users_are() {
    let of_world = |name: &str| {
        let scenario = scenario(&format!("rivals_{name}"), &[]);
        by_seed(&scenario, |mut simulation| {
            until(&mut simulation, 130);
            let world = simulation.world();
            let use_of = |seat| {
                let (block, lane) = world.locate(seat);
                let rows = world.blocks[block].rows.clone();
                rows.map(|row| f64::from(world.shown[row].practices[lane].count_ones())).sum::<f64>()
            };
            let footprint = over_ties(world, use_of);
            until(&mut simulation, 312);
            (footprint, [52, 104, 156, 208, 260, 312].map(|week| at(&simulation, "use_exceed_expectations", week)))
        })
    };
    let worlds = ["contagion", "common_cause", "all", "homophily", "none"];
    let of_worlds = worlds.map(of_world);
    // The means of use have standard errors of up to .014 where use is contagious; the curves were fitted to within
    // .003 of each other.
    for (name, world) in worlds.iter().zip(&of_worlds) {
        for moment in 0..6 {
            let apart: Vec<f64> =
                world.iter().zip(&of_worlds[4]).map(|(one, none)| one.1[moment] - none.1[moment]).collect();
            let (mean, _) = mean_and_margin(&apart);
            assert!(mean.abs() < 0.045, "{name}, moment {moment}: {mean:+.3} from a world in which nobody copies");
        }
    }
    let footprint = |world: usize| of_worlds[world].iter().map(|one| one.0).collect::<Vec<f64>>();
    // A common cause looks more like contagion than homophily does, and neither is contagion.
    for (world, [from, to]) in
        [[0.3, 0.5], [0.2, 0.42], [0.15, 0.35], [0.05, 0.2], [-0.05, 0.05]].into_iter().enumerate()
    {
        between(&format!("correlation over ties in rivals_{}", worlds[world]), &footprint(world), from, to);
    }
}
