//! A ledger of seven adoptions with figures counted by hand, and properties that must hold for any run.

use super::*;
use darkside_engine::record::{Case, Locus, Mechanism, Onset, Seat};
use darkside_engine::run::run;
use darkside_engine::scenario::{Request, load};

/// Six managers with two relationships each: two offices of one firm, and one of another.
fn organisation() -> Cast {
    let seat =
        |(office, firm)| Seat { firm, office, person: 0, portfolio: 2, contacts: 1, tenure: 52.0, credibility: 1.0 };
    let seats = [(0, 0), (0, 0), (1, 0), (1, 0), (2, 1), (2, 1)].map(seat).to_vec();
    // Pairs of observed and observer.
    Cast::new(seats, &[(0, 1), (1, 2), (2, 4), (0, 3)], Vec::new(), true)
}

fn place(relationship: u32) -> Case {
    Case { manager: relationship / 2, person: 0, relationship, spell: 0 }
}

fn adoption(week: u32, target: u32, source: Option<u32>) -> Adoption {
    Adoption {
        week,
        practice: 0,
        mechanism: if source.is_some() { Mechanism::InterImitation } else { Mechanism::Introduction },
        locus: if source.is_some() { Locus::InterPortfolio } else { Locus::Origin },
        target: place(target),
        source: source.map(place),
        source_flags: 0,
    }
}

fn onset(week: u32, relationship: u32) -> Onset {
    Onset {
        week,
        effect: Effect::Conflict,
        practice: Some(0),
        mechanism: Mechanism::InterImitation,
        locus: Locus::InterPortfolio,
        place: place(relationship),
    }
}

fn seven() -> (Scenario, Record) {
    let set = ["run.weeks=20", "run.seeds=1"].map(String::from);
    let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
    let rows = [
        (2, 0, None),
        (4, 1, Some(0)),
        (5, 2, Some(0)),
        (7, 4, Some(2)),
        (9, 3, Some(0)),
        (9, 8, Some(4)),
        (10, 9, Some(4)),
    ];
    let mut record = Record {
        series: vec![vec![0.0; 21]; metrics(&scenario.practices).len()],
        ledger: rows.map(|(week, target, source)| adoption(week, target, source)).to_vec(),
        onsets: vec![onset(6, 0), onset(8, 2)],
        ..Record::default()
    };
    // Used in 1 of 12 relationships in week 2, growing to 7 of them.
    let column = metrics(&scenario.practices).iter().position(|metric| metric.name.starts_with("use_")).unwrap();
    for week in 2..=20 {
        record.series[column][week] =
            record.ledger.iter().filter(|row| row.week as usize <= week).count() as f64 / 12.0;
    }
    (scenario, record)
}

fn of_seven() -> Epidemic {
    let ((scenario, record), mut epidemic) = (seven(), Epidemic::default());
    add(&mut epidemic, &scenario, &record, &organisation());
    epidemic
}

fn figure(epidemic: &Epidemic, unit: Unit, of: usize, figure: Figure) -> Option<f64> {
    let subject = Subject::new(unit, of);
    epidemic.figures.iter().find(|row| row.subject == subject && row.figure == figure).map(|row| row.value)
}

#[test]
fn figures_of_seven_adoptions_are_those_counted_by_hand() {
    let epidemic = of_seven();
    let of = |wanted| figure(&epidemic, Unit::Adoption, 0, wanted).unwrap_or(f64::NAN);
    // 0 → 1, 2, 3; 2 → 4; 4 → 8, 9.
    assert_eq!((of(Figure::Cases), of(Figure::Founders), of(Figure::First)), (7.0, 1.0 / 7.0, 2.0));
    assert_eq!((of(Figure::LargestTree), of(Figure::LargestTreeShare), of(Figure::Deepest)), (7.0, 1.0, 4.0));
    assert_eq!((of(Figure::Peak), of(Figure::PeakWeek), of(Figure::DiedOut)), (7.0 / 12.0, 10.0, 0.0));
    assert!(of(Figure::TookOff).is_nan(), "one of twelve is more than a thirtieth");
    let crossings = [Figure::Inside, Figure::SameOffice, Figure::SameFirm, Figure::Beyond].map(of);
    assert_eq!(crossings, [1.0 / 6.0, 2.0 / 6.0, 1.0 / 6.0, 2.0 / 6.0]);
    assert_eq!(of(Figure::Offices), 1.0);
    // Copies from manager 0: two, 1: one, 2: two, 4: none. A fifth of four users is .8 of a user.
    assert!((of(Figure::TopFifth) - 0.8 * 2.0 / 5.0).abs() < 1e-12);
    assert_eq!(of(Figure::FirstDark), 4.0);
    let managers = |wanted| figure(&epidemic, Unit::Manager, 0, wanted).unwrap_or(f64::NAN);
    assert_eq!(
        (managers(Figure::Cases), managers(Figure::FinalSize), managers(Figure::Deepest)),
        (4.0, 4.0 / 6.0, 4.0)
    );
    // Steps 1, 2, 3 after 3, 5, 7 weeks.
    assert!((managers(Figure::DistanceOrder) - 1.0).abs() < 1e-12);
    assert_eq!(figure(&epidemic, Unit::Adoption, 1, Figure::Cases), Some(0.0), "a practice that never came");
    assert!(figure(&epidemic, Unit::Adoption, 1, Figure::First).is_none());
}

#[test]
fn cohorts_count_children_where_their_parent_began() {
    let epidemic = of_seven();
    let cohort = |unit, year| {
        let subject = Subject::new(unit, 0);
        let mut rows = epidemic.cohorts.iter().filter(|row| row.subject == subject && row.year == year);
        let row = rows.next().unwrap();
        assert!(rows.next().is_none());
        (row.first_week, row.last_week, row.cases, row.children)
    };
    assert_eq!(cohort(Unit::Adoption, false), (0, 12, 7, 6));
    assert_eq!(cohort(Unit::Manager, true), (0, 20, 4, 3));
    let lags = epidemic.lags.iter().filter(|row| row.subject == Subject::new(Unit::Adoption, 0));
    let seen: Vec<(u32, u32)> = lags.filter(|row| row.seen > 0).map(|row| (row.weeks, row.seen)).collect();
    assert_eq!(seen, [(2, 3), (3, 2), (7, 1)]);
    let conflict = Effect::Conflict.index();
    let onsets: Vec<_> =
        epidemic.cohorts.iter().filter(|row| row.subject == Subject::new(Unit::Onset, conflict)).collect();
    assert_eq!((onsets[0].cases, onsets[0].children), (2, 1));
}

#[test]
fn it_reaches_managers_by_distance_and_offices_over_bridges() {
    let epidemic = of_seven();
    let steps =
        epidemic.reach.iter().filter(|row| row.by == Trait::Distance && row.subject == Subject::new(Unit::Manager, 0));
    let steps: Vec<_> = steps.map(|row| (row.group, row.managers, row.reached, row.arrival)).collect();
    assert_eq!(steps[..4], [(0, 1, 1, 0.0), (1, 2, 1, 3.0), (2, 1, 1, 5.0), (3, 1, 1, 7.0)]);
    assert_eq!((steps[4].0, steps[4].1, steps[4].2), (u32::MAX, 1, 0));
    let bridges: Vec<_> = epidemic
        .bridges
        .iter()
        .map(|bridge| {
            (bridge.week, bridge.source, bridge.target, bridge.between_firms, bridge.tied_at_start, bridge.copies)
        })
        .collect();
    assert_eq!(bridges, [(7, 1, 2, false, true, 1), (9, 2, 4, true, true, 2)]);
    let home =
        epidemic.senders.iter().find(|row| row.by == Trait::HomeOffice && row.subject.unit == Unit::Adoption).unwrap();
    // Managers 0 and 1 of four are in the office of the first case; the top one is.
    assert_eq!((home.top, home.all), (1.0, 0.5));
}

#[test]
fn who_was_there_at_week_0_is_a_case_and_not_one_to_be_reached() {
    let ((scenario, mut record), mut epidemic) = (seven(), Epidemic::default());
    record.ledger.remove(0);
    let with_user = Cast::new(organisation().seats, &[(0, 1)], vec![(place(0), 1)], false);
    add(&mut epidemic, &scenario, &record, &with_user);
    assert_eq!(figure(&epidemic, Unit::Adoption, 0, Figure::Cases), Some(7.0));
    assert_eq!(figure(&epidemic, Unit::Adoption, 0, Figure::First), Some(0.0));
    let steps = epidemic.reach.iter().filter(|row| row.by == Trait::Distance && row.subject.unit == Unit::Manager);
    assert_eq!(steps.map(|row| row.group).collect::<Vec<_>>(), [1, u32::MAX]);
}

/// The engine also counts cases and children of effects, by years that begin a week later.
#[test]
fn cases_and_children_of_effects_are_those_that_the_engine_counts() {
    let set = ["run.weeks=120", "population.managers=60", "population.firms=2"].map(String::from);
    let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
    let record = run(&scenario, 3, false);
    let epidemic = of(&scenario, &record);
    for effect in Effect::ALL {
        let of_engine = record.reproduction.as_ref().unwrap().iter().filter(|row| row.effect == effect);
        let wanted = of_engine.fold((0, 0), |sum, row| (sum.0 + row.cases, sum.1 + row.children.iter().sum::<u64>()));
        let cohorts =
            epidemic.cohorts.iter().filter(|row| row.subject == Subject::new(Unit::Onset, effect.index()) && row.year);
        let found = cohorts.fold((0, 0), |sum, row| (sum.0 + u64::from(row.cases), sum.1 + u64::from(row.children)));
        assert_eq!(found, wanted, "{}", effect.name());
    }
}

/// Every copy has a parent, and every adoption is in one cohort.
#[test]
fn every_source_of_a_run_is_found() {
    let set = ["run.weeks=80", "population.managers=40", "population.firms=2"].map(String::from);
    let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
    let record = run(&scenario, 5, false);
    let epidemic = of(&scenario, &record);
    for practice in 0..scenario.practices.len() {
        let rows =
            epidemic.cohorts.iter().filter(|row| row.subject == Subject::new(Unit::Adoption, practice) && row.year);
        let children: u32 = rows.map(|row| row.children).sum();
        let of_practice = record.ledger.iter().filter(|row| usize::from(row.practice) == practice);
        assert_eq!(children as usize, of_practice.filter(|row| row.source.is_some()).count());
    }
}

#[test]
fn without_a_ledger_or_an_organisation_there_is_nothing() {
    let (mut scenario, record) = seven();
    scenario.parameters.record.ledger = false;
    assert_eq!(of(&scenario, &record), Epidemic::default());
    scenario.parameters.record.ledger = true;
    scenario.firms.clear();
    assert_eq!(of(&scenario, &record), Epidemic::default());
}

/// After a run-up hardly any seat has its first occupant.
#[test]
fn managers_of_week_0_are_those_who_sit_there_after_the_run_up() {
    let set = ["run.weeks=20", "run.settle=60", "people.turnover=0.2", "contagion.spontaneous=0.1"].map(String::from);
    let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
    let record = run(&scenario, 1, false);
    assert!(record.start.as_ref().unwrap().seats.iter().all(|seat| seat.person > 0));
    let epidemic = of(&scenario, &record);
    let reached = epidemic.reach.iter().filter(|row| row.by == Trait::Tenure).map(|row| row.reached).sum::<u32>();
    assert!(reached > 0, "nobody who sat there at week 0 took anything up");
}

/// The record may not mention an occupant as late as those of week 0, and relationships move to the people who sit
/// there.
#[test]
fn users_of_week_0_are_counted_though_nobody_in_the_record_followed_them() {
    let set = ["population.managers=6", "population.firms=2", "run.weeks=12", "run.seed=35"].map(String::from);
    let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
    let epidemic = of(&scenario, &run(&scenario, 35, false));
    assert!(!epidemic.figures.is_empty());
}
