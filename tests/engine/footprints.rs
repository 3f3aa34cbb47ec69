//! Footprints: the estimators recomputed in a direct way from snapshots, and worlds in which the answer is known. Also,
//! recording footprints changes nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use darkside::internals::draws::{Draws, Purpose};
use darkside::internals::observe::{PERMUTATIONS, footprints, state};
use darkside::internals::population::{World, generate};
use darkside::record::{Digest, Footprint, Level, Snapshot, SubjectKind, metrics};
use darkside::run::{Simulation, run};
use darkside::scenario::{Scenario, read};

use crate::claims::scenario;

/// Slots stay vacant for long here, so that some managers have no relationship. (Firms of unequal size would have to be
/// imported.)
const VACANT: [&str; 11] = [
    "population.managers=40",
    "population.firms=3",
    "population.portfolio=2",
    "lifecycle.vacancy=60",
    "lifecycle.decline_gap=0",
    "lifecycle.decline_rate=0.2",
    "lifecycle.dissolution=0.2",
    "contagion.spontaneous=0.004",
    "people.turnover=0.01",
    "run.weeks=55",
    "record.footprints=20",
];

/// One manager of a snapshot.
struct Manager {
    firm: u32,
    office: u32,
    /// For each relationship, the flags and, in the bits above them, the practices.
    bits: Vec<u64>,
}

impl Manager {
    fn share(&self, subject: usize) -> f64 {
        self.flags(subject).iter().sum::<f64>() / self.bits.len() as f64
    }

    fn flags(&self, subject: usize) -> Vec<f64> {
        self.bits.iter().map(|bits| (bits >> subject & 1) as f64).collect()
    }
}

fn managers(snapshot: &Snapshot) -> BTreeMap<u32, Manager> {
    let mut managers = BTreeMap::new();
    for one in &snapshot.relationships {
        let new = || Manager { firm: one.firm, office: one.office, bits: Vec::new() };
        let bits = u64::from(one.flags) | u64::from(one.practices) << 6;
        managers.entry(one.case.manager).or_insert_with(new).bits.push(bits);
    }
    managers
}

fn square(number: f64) -> f64 {
    number * number
}

/// The groups' intraclass correlation, from the definition by mean squares.
fn intraclass(groups: &BTreeMap<u32, Vec<f64>>) -> f64 {
    let all: Vec<f64> = groups.values().flatten().copied().collect();
    if all.iter().all(|value| *value == all[0]) {
        return f64::NAN;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (n, k) = (all.len() as f64, groups.len() as f64);
    let of_groups = |of: &dyn Fn(&[f64]) -> f64| groups.values().map(|group| of(group)).sum::<f64>();
    let between = of_groups(&|group| group.len() as f64 * square(mean(group) - mean(&all))) / (k - 1.0);
    let within = of_groups(&|group| group.iter().map(|y| square(y - mean(group))).sum()) / (n - k);
    let size = (n - of_groups(&|group| square(group.len() as f64)) / n) / (k - 1.0);
    (between - within) / (between + (size - 1.0) * within)
}

/// Moran's I of centred values by seat; managers without relationships have no value, and their ties do not count.
fn moran(snapshot: &Snapshot, values: &BTreeMap<u32, f64>) -> f64 {
    let (mut products, mut weights) = (0.0, 0.0);
    for tie in snapshot.ties.iter().filter(|tie| tie.inside) {
        if let (Some(one), Some(other)) = (values.get(&tie.source), values.get(&tie.target)) {
            products += f64::from(tie.weight) * one * other;
            weights += f64::from(tie.weight);
        }
    }
    values.len() as f64 / weights * products / values.values().map(|value| value * value).sum::<f64>()
}

/// The row along ties: I, and the distribution of I when the values are shuffled 199 times among each firm's managers.
fn along_ties(snapshot: &Snapshot, world: &World, seed: u64, subject: usize) -> [f64; 4] {
    let managers = managers(snapshot);
    let mut firms: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    managers.iter().for_each(|(&seat, one)| firms.entry(one.firm).or_default().push((seat, one.share(subject))));
    if firms.values().all(|firm| firm.iter().all(|(_, share)| *share == firm[0].1)) {
        return [f64::NAN; 4];
    }
    for firm in firms.values_mut() {
        let mean = firm.iter().map(|(_, share)| share).sum::<f64>() / firm.len() as f64;
        firm.iter_mut().for_each(|(_, share)| *share -= mean);
    }
    let value = |firms: &BTreeMap<u32, Vec<(u32, f64)>>| moran(snapshot, &firms.values().flatten().copied().collect());
    let seen = value(&firms);
    let shuffled = |permutation: u32| {
        let mut firms = firms.clone();
        for (&firm, managers) in &mut firms {
            let first = world.firms[firm as usize].seats.start;
            let mut numbers = Draws::new(seed).subject(Purpose::Footprint, snapshot.week, permutation, first);
            for last in (1..managers.len()).rev() {
                let other = numbers.below(last as u32 + 1) as usize;
                (managers[last].1, managers[other].1) = (managers[other].1, managers[last].1);
            }
        }
        value(&firms)
    };
    let null: Vec<f64> = (0..PERMUTATIONS).map(shuffled).collect();
    let mean = null.iter().sum::<f64>() / null.len() as f64;
    let variance = null.iter().map(|one| square(one - mean)).sum::<f64>() / (null.len() as f64 - 1.0);
    let as_large = null.iter().filter(|one| **one > seen - 1e-9).count() as f64;
    [seen, mean, variance.sqrt(), (as_large + 1.0) / (null.len() as f64 + 1.0)]
}

/// What the row should contain.
fn expected(snapshot: &Snapshot, world: &World, seed: u64, row: &Footprint) -> [f64; 4] {
    let subject = row.of as usize + if row.kind == SubjectKind::Practice { 6 } else { 0 };
    let mut groups: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for (seat, manager) in managers(snapshot) {
        let (group, values) = match row.level {
            Level::Ties => continue,
            Level::Portfolio => (seat, manager.flags(subject)),
            Level::Office => (manager.office, vec![manager.share(subject)]),
            Level::Firm => (manager.firm, vec![manager.share(subject)]),
        };
        groups.entry(group).or_default().extend(values);
    }
    match row.level {
        Level::Ties => along_ties(snapshot, world, seed, subject),
        _ => [intraclass(&groups), f64::NAN, f64::NAN, f64::NAN],
    }
}

/// Checks that each row agrees with a direct computation from the state; returns how many rows are defined.
fn recompute(scenario: &Scenario, seed: u64) -> usize {
    let mut simulation = Simulation::begin(scenario, seed, false);
    let mut worlds = BTreeMap::new();
    loop {
        worlds.insert(simulation.week(), simulation.world().clone());
        if simulation.week() == scenario.parameters.run.weeks {
            break;
        }
        simulation.step();
    }
    let rows = simulation.finish().footprints;
    let subjects = 6 + scenario.practices.len();
    let mut weeks: Vec<u32> = rows.iter().map(|row| row.week).collect();
    weeks.dedup();
    assert_eq!(rows.len(), weeks.len() * subjects * Level::ALL.len(), "every row is there");
    let every = scenario.parameters.record.footprints;
    let due = |week: &u32| week.is_multiple_of(every) || *week == scenario.parameters.run.weeks;
    assert_eq!(weeks, worlds.keys().copied().filter(due).collect::<Vec<u32>>());
    for row in &rows {
        let world = &worlds[&row.week];
        let expected = expected(&state(world, row.week), world, seed, row);
        let found = [row.estimate, row.null_mean, row.null_deviation, row.p];
        let same = |(a, b): (&f64, &f64)| (a.is_nan() && b.is_nan()) || (a - b).abs() < 1e-9;
        assert!(found.iter().zip(&expected).all(same), "{row:?}: expected {expected:?}");
    }
    rows.iter().filter(|row| row.estimate.is_finite()).count()
}

#[test]
fn a_plain_computation_from_snapshots_gives_the_same() {
    let vacant = scenario("baseline", &VACANT);
    let simulation = &mut Simulation::begin(&vacant, 3, false);
    (0..40).for_each(|_| simulation.step());
    let with_relationships = managers(&state(simulation.world(), 40)).len();
    assert!((20..40).contains(&with_relationships), "{with_relationships} of 40 managers have a relationship");
    assert!(recompute(&vacant, 3) > 100);
    let imported = "ties = { managers = 'networks/two_suppliers_managers.csv', ties = 'networks/two_suppliers_ties.csv' }\n\
                    run.weeks = 30\nrecord.footprints = 26\npopulation.portfolio = 4";
    let moved = "run.weeks = 30\nrecord.footprints = 15\npopulation = { managers = 45, firms = 2 }\n\
                 [[intervention]]\nweek = 10\nact = 'meetings'\nshare = 0.5\nweeks = 10\n\
                 [[intervention]]\nweek = 12\nact = 'transfer'\nmanagers = 8\noffice = 0\nshare = 1.0";
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios"));
    for text in [imported, moved] {
        let scenario = read("plain.toml", text, folder, &[]).unwrap_or_else(|error| panic!("{error}"));
        assert!(recompute(&scenario, 1) > 50);
    }
}

/// Makes the managers for whom `uses` is true, and nobody else, use a practice in all their relationships.
fn plant(world: &mut World, practice: usize, uses: impl Fn(u32) -> bool) {
    for seat in 0..world.seats() {
        let (block, lane) = world.locate(seat);
        let first = world.blocks[block].rows.start;
        for row in first..first + world.portfolio_of(seat) as usize {
            let bits = &mut world.shown[row].practices[lane];
            *bits = *bits & !(1 << practice) | u32::from(uses(seat)) << practice;
        }
    }
}

fn row(rows: &[Footprint], practice: usize, level: Level) -> Footprint {
    let wanted =
        |row: &&Footprint| row.kind == SubjectKind::Practice && row.of as usize == practice && row.level == level;
    *rows.iter().find(wanted).expect("a row for each practice and level")
}

/// Sixty managers of one firm in a ring: of the 60 pairs of neighbours all but two are alike, so I = (60 − 4)/60, and
/// no permutation comes close. Users use the practice in all their relationships.
#[test]
fn users_side_by_side_have_the_value_that_can_be_counted() {
    let ring =
        ["population.managers=60", "population.firms=1", "ties.graph=ring", "ties.degree=2", "ties.firm_weight=1"];
    let mut world = generate(&scenario("baseline", &ring), 1);
    plant(&mut world, 2, |seat| seat < 30);
    let rows = footprints(&world, 0);
    let along_ties = row(&rows, 2, Level::Ties);
    assert!((along_ties.estimate - 56.0 / 60.0).abs() < 1e-12 && along_ties.p == 0.005, "{along_ties:?}");
    assert_eq!(row(&rows, 2, Level::Portfolio).estimate, 1.0);
    plant(&mut world, 2, |_| true);
    assert!(row(&footprints(&world, 0), 2, Level::Ties).estimate.is_nan(), "everybody uses it");
}

/// Twelve practices, used at random, in 40 weeks: the test rejects at 5 % in .05 ± .03 of 480 cases (three standard
/// errors), and the mean p is .5 ± .04. Differences between firms are no footprint along ties: each practice is used by
/// one manager in two in the first firm, and by one in ten in the last.
#[test]
fn users_anywhere_are_found_in_five_per_cent_of_cases() {
    let mut world = generate(&scenario("baseline", &["population.managers=120", "population.firms=3"]), 1);
    let (mut p, mut estimates, mut firms) = (Vec::new(), Vec::new(), Vec::new());
    for week in 0..40 {
        let mut numbers = Draws::new(7).subject(Purpose::Design, week, 0, 0);
        for practice in 0..12 {
            let uses: Vec<bool> = (0..120).map(|seat| numbers.happens([0.5, 0.3, 0.1][seat / 40])).collect();
            plant(&mut world, practice, |seat| uses[seat as usize]);
        }
        let rows = footprints(&world, week);
        for practice in 0..12 {
            let along_ties = row(&rows, practice, Level::Ties);
            p.push(along_ties.p);
            estimates.push(along_ties.estimate);
            firms.push(row(&rows, practice, Level::Firm).estimate);
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let rejected = p.iter().filter(|p| **p <= 0.05).count() as f64 / p.len() as f64;
    println!("rejected {rejected:.4}, mean p {:.4}, mean I {:.4}", mean(&p), mean(&estimates));
    assert!((0.02..0.08).contains(&rejected), "rejected in {rejected} of {} cases", p.len());
    assert!((0.46..0.54).contains(&mean(&p)), "mean p {}", mean(&p));
    assert!(mean(&firms) > 0.1, "firms differ: {}", mean(&firms));
    // The expectation by chance is −1/(40 − 1); a single I varies by about .04, the mean by .002.
    assert!((mean(&estimates) + 1.0 / 39.0).abs() < 0.01, "mean I {}", mean(&estimates));
}

#[test]
fn recording_them_changes_nothing_else() {
    let set = ["population.managers=40", "population.firms=2", "run.weeks=60"];
    let plain = scenario("baseline", &set);
    let mut recorded = plain.clone();
    recorded.parameters.record.footprints = 1;
    let (without, mut with) = (run(&plain, 2, true), run(&recorded, 2, true));
    let digest = |record| Digest::of_record(record, &metrics(&plain.practices));
    assert_eq!(digest(&with), digest(&without));
    assert!(without.footprints.is_empty() && !with.footprints.is_empty());
    with.footprints.clear();
    // Compared as text, where every number is exact and NaN equals NaN.
    assert_eq!(format!("{with:?}"), format!("{without:?}"));
}
