//! The rows about who infects whom in the table of section 8, over seeds under common random numbers, as described in
//! `claims.rs`.

use std::collections::HashSet;
use std::path::Path;

use super::claims::{above, between, by_seed, less, scenario};
use darkside::record::{Adoption, Case, Mechanism};
use darkside::run::Simulation;
use darkside::scenario::read;

const WEEKS: u32 = 156;

/// The share of copies by imitation between managers for which `counts` is true, and the number of copies, by seed.
/// `before` is called before each week.
fn copies<T>(
    set: &[&str],
    before: impl Fn(&Simulation) -> T + Sync,
    counts: impl Fn(&Simulation, &T, Case, Case) -> bool + Sync,
) -> Vec<(f64, f64)> {
    let set: Vec<&str> = ["run.weeks=156"].iter().chain(set).copied().collect();
    by_seed(&scenario("baseline", &set), |mut simulation| {
        let (mut hits, mut all) = (0.0, 0.0);
        while simulation.week() < WEEKS {
            let seen = before(&simulation);
            let logged = simulation.log().ledger.len();
            simulation.step();
            for row in &simulation.log().ledger[logged..] {
                let Some(source) = row.source.filter(|_| row.mechanism == Mechanism::InterImitation) else { continue };
                hits += f64::from(u8::from(counts(&simulation, &seen, source, row.target)));
                all += 1.0;
            }
        }
        (hits / all, all)
    })
}

/// The share with the second setting minus that with the first.
fn gain(off: &[(f64, f64)], on: &[(f64, f64)]) -> Vec<f64> {
    on.iter().zip(off).map(|(on, off)| on.0 - off.0).collect()
}

/// Success directs copies to a few, but changes little about how much is copied.
#[test]
fn credibility_decides_whom_managers_copy_and_not_how_much() {
    let seen = |prestige: &str, relative: &str| {
        copies(
            &[prestige, relative],
            |simulation| simulation.world().published.success.clone(),
            |simulation, success, source, _| {
                let firms = &simulation.world().firms;
                let firm = firms.iter().find(|firm| firm.seats.contains(&source.manager)).expect("a firm");
                let own = success[source.manager as usize];
                let better = firm.seats.clone().filter(|&seat| success[seat as usize] > own).count();
                better * 5 < firm.seats.len()
            },
        )
    };
    let contrast = |relative: &str| {
        let (off, strong) = (seen("enablers.prestige=0", relative), seen("enablers.prestige=2", relative));
        let more: Vec<f64> = strong.iter().zip(&off).map(|(strong, off)| strong.1 / off.1 - 1.0).collect();
        (gain(&off, &strong), more)
    };
    let (share, relative) = contrast("enablers.relative_credibility=true");
    above("share of copies from the most successful fifth, strong prestige less none", &share, 0.1);
    // Successful managers use more practices.
    between("copies that prestige adds, relative", &relative, 0.0, 0.33);
    let (_, absolute) = contrast("enablers.relative_credibility=false");
    above("the same where credibility is not relative, less that", &less(&absolute, &relative), 0.3);
}

/// Proximity: colleagues in the same office are copied more.
#[test]
fn proximity_decides_that_copies_come_from_the_office() {
    let seen = |weight: &str| {
        copies(
            &[weight],
            |_| (),
            |simulation, (), source, target| {
                let world = simulation.world();
                world.place(source.manager) == world.place(target.manager)
            },
        )
    };
    let (off, strong) = (seen("ties.firm_weight=1"), seen("ties.firm_weight=0.2"));
    above("share of copies from the own office, strong proximity less none", &gain(&off, &strong), 0.1);
}

/// Friendship: a manager who has been copied once is copied again.
#[test]
fn friendship_decides_that_copies_come_from_whom_one_has_copied() {
    let seen = |gain: &str| {
        let set = ["run.weeks=156", gain, "ties.max=10", "ties.decay=0"];
        by_seed(&scenario("baseline", &set), |mut simulation| {
            let (mut known, mut again, mut all) = (HashSet::new(), 0.0, 0.0);
            while simulation.week() < WEEKS {
                simulation.step();
            }
            let copies = simulation.log().ledger.iter().filter(|row| row.mechanism == Mechanism::InterImitation);
            for row in copies {
                let source = row.source.expect("a copy has a source");
                again += f64::from(u8::from(!known.insert((source.manager, row.target.manager))));
                all += 1.0;
            }
            (again / all, all)
        })
    };
    let (off, strong) = (seen("ties.gain=0"), seen("ties.gain=0.5"));
    above("share of copies from whom one has copied before, strong friendship less none", &gain(&off, &strong), 0.1);
}

/// Juniors: the junior boost raises the share of copies that they make, and the weight of seniority the share made from
/// seniors.
#[test]
fn juniors_copy_and_seniors_are_copied() {
    let tenure = |simulation: &Simulation| -> Vec<f32> {
        let world = simulation.world();
        (0..world.seats()).map(|seat| world.traits(seat).tenure).collect()
    };
    let by_juniors =
        |boost: &str| copies(&[boost], tenure, |_, tenure, _, target| tenure[target.manager as usize] < 104.0);
    let (off, strong) = (by_juniors("enablers.junior_boost=0"), by_juniors("enablers.junior_boost=4"));
    above("share of copies made by juniors, strong less none", &gain(&off, &strong), 0.1);
    let from_seniors =
        |weight: &str| copies(&[weight], tenure, |_, tenure, source, _| tenure[source.manager as usize] > 156.0);
    let (off, strong) = (from_seniors("enablers.seniority=0"), from_seniors("enablers.seniority=20"));
    above("share of copies from seniors, strong less none", &gain(&off, &strong), 0.1);
}

/// The wider network: without it, a practice that starts in one firm takes at least half as long again to reach
/// another.
#[test]
fn the_wider_network_brings_a_practice_to_other_firms_sooner() {
    // It is introduced in the first firm again each year, so that it does not die out there.
    let given = |week: u32| {
        format!(
            "[[intervention]]\nweek = {week}\nfirms = [\"A\"]\nact = \"introduce\"\npractices = [\"exceed_expectations\"]\n\
             managers = 50\n"
        )
    };
    let world = "extends = \"baseline\"\nrun.weeks = 624\npeople.mobility = 0\n[[practice]]\nname = \"exceed_expectations\"\ninitial = 0\n\
                 spontaneous = 0.0002\n"
        .to_owned()
        + &(0..12).map(|year| given(1 + 52 * year)).collect::<String>();
    let arrival = |more: &str| {
        let scenario = read("wider.toml", &format!("{world}{more}"), Path::new(""), &[]);
        by_seed(&scenario.unwrap_or_else(|error| panic!("{error}")), |mut simulation| first_arrival(&mut simulation))
    };
    let (with, without) = (arrival(""), arrival("[ties]\noutside = 0\n"));
    let later: Vec<f64> = without.iter().zip(&with).map(|(without, with)| without - 1.5 * with).collect();
    above("first arrival in another firm, without the wider network less half as late again as with it", &later, 0.0);
}

/// The week of the first user, averaged over all firms but the first; the last week for a firm without one.
fn first_arrival(simulation: &mut Simulation) -> f64 {
    let weeks = simulation.scenario().parameters.run.weeks;
    let practice = simulation.scenario().practice("exceed_expectations").unwrap();
    let firms: Vec<_> = simulation.world().firms.iter().map(|firm| firm.seats.clone()).collect();
    let mut first = vec![weeks; firms.len()];
    while simulation.week() < weeks {
        simulation.step();
    }
    let of_it = |row: &&Adoption| usize::from(row.practice) == practice && row.week > 0 && row.week <= weeks;
    for row in simulation.log().ledger.iter().filter(of_it) {
        let firm = firms.iter().position(|seats| seats.contains(&row.target.manager)).expect("a firm");
        first[firm] = first[firm].min(row.week);
    }
    first[1..].iter().map(|&week| f64::from(week)).sum::<f64>() / (first.len() - 1) as f64
}
