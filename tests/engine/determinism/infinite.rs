//! Hazards of `inf`: their events are certain, chosen uniformly if there are several, and do not happen where a factor
//! is 0.

use super::*;
use darkside::record::{Cause, Mechanism};

/// Three practices without effects, nothing that happens spontaneously, the relationship step off.
const STILL: &str = "
[run]
weeks = 8
relationship_step = false
[population]
firms = 1
managers = 40
portfolio = 5
[triggers]
need_base = 1.0
need_gap = 0.0
need_shock = 0.0
obsolescence = 0.0
[enablers]
learning_orientation = 1.0
absorptive_capacity = 1.0
scruples = 0.0
[contagion]
spontaneous = 0.0
intra_imitation = 0.0
intra_learning = 0.0
inter_imitation = 0.0
inter_learning = 0.0
capacity = 0.0
[lapse]
drift = 0.0
review = 0.0
lesson_fade = 0.0
[people]
turnover = 0.0
[ties]
rewire = 0.0
[catalogue]
only = ['joint_problem_solving', 'account_planning', 'side_favours']
";

fn uses(record: &Record, week: usize) -> [f64; 3] {
    // The columns after value, visible value, dark cost, closeness, dark share and one share per effect.
    [11, 12, 13].map(|column| record.series[column][week])
}

fn still(initial: f64, set: &[&str]) -> Scenario {
    let practices = ["joint_problem_solving", "account_planning", "side_favours"];
    let initial = practices.map(|name| format!("[[practice]]\nname = '{name}'\ninitial = {initial:?}\n")).concat();
    let scenario = scenario(&format!("{STILL}{initial}"), set);
    assert_eq!(metrics(&scenario.practices)[11].name, "use_joint_problem_solving");
    scenario
}

fn started(initial: f64, set: &[&str]) -> Record {
    record(&still(initial, set))
}

#[test]
fn without_any_hazard_nothing_happens() {
    let record = started(0.5, &[]);
    assert!(record.ledger.is_empty() && record.lapses.is_empty());
    assert_eq!(uses(&record, 0), uses(&record, 8));
}

/// One event per relationship and week: each week every relationship gives up one of its practices, chosen uniformly.
#[test]
fn infinite_drift_gives_up_one_practice_a_week_until_none_is_left() {
    let record = started(1.0, &["lapse.drift=inf", "lapse.drift_lesson=1"]);
    for (week, left) in [(0, 3.0), (1, 2.0), (2, 1.0), (3, 0.0), (8, 0.0)] {
        assert_eq!((uses(&record, week).iter().sum::<f64>() * 200.0).round(), left * 200.0, "week {week}");
    }
    assert_eq!(record.lapses.len(), 600);
    assert!(record.lapses.iter().all(|row| row.cause == Cause::Drift && row.lesson));
    for first in uses(&record, 1) {
        assert!((0.53..0.80).contains(&first), "a third of 200 gives up each of three: {first} left");
    }
}

#[test]
fn infinite_spontaneous_hazards_fill_every_free_place() {
    let record = started(0.0, &["contagion.spontaneous=inf"]);
    assert_eq!(uses(&record, 3), [1.0; 3]);
    assert_eq!(record.ledger.len(), 600);
    let record = started(0.0, &["contagion.spontaneous=inf", "contagion.capacity=2"]);
    assert_eq!(record.ledger.len(), 400, "two places in each of 200");
    assert_eq!((uses(&record, 8).iter().sum::<f64>() * 200.0).round(), 400.0);
}

/// Whoever can copy from the own portfolio does, however large the finite hazard of inventing is.
#[test]
fn infinite_beats_finite() {
    let scenario = still(0.3, &["contagion.spontaneous=1000", "contagion.intra_imitation=inf"]);
    let (states, record) = (beginning(&scenario).relationships, record(&scenario));
    for row in record.ledger.iter().filter(|row| row.week == 1) {
        let own = states.iter().find(|state| id(state.case) == id(row.target)).unwrap();
        let colleagues = states.iter().filter(|state| state.case.manager == row.target.manager);
        let can_copy = colleagues.fold(0, |seen, state| seen | state.practices & !own.practices) != 0;
        assert_eq!(row.mechanism == Mechanism::IntraImitation, can_copy, "{row:?}");
    }
}

#[test]
fn zero_times_infinity_is_zero() {
    let all = ["intra_imitation", "intra_learning", "inter_imitation", "inter_learning", "association", "programme"];
    let set = all.map(|name| format!("contagion.{name}=inf"));
    let set: Vec<&str> = set.iter().map(String::as_str).collect();
    let record = started(0.0, &set);
    assert!(record.ledger.is_empty(), "nobody uses anything, so there is nothing to copy: {:?}", record.ledger[0]);
    let unneeded: Vec<&str> =
        set.iter().copied().chain(["contagion.spontaneous=inf", "triggers.need_base=0"]).collect();
    assert!(started(0.5, &unneeded).ledger.is_empty(), "nobody needs anything");
}

#[test]
fn everything_infinite_at_once_still_runs() {
    let all = [
        "spontaneous",
        "intra_imitation",
        "intra_learning",
        "inter_imitation",
        "inter_learning",
        "association",
        "programme",
    ];
    let set = all.map(|name| format!("contagion.{name}=inf"));
    let causes =
        ["lapse.drift=inf", "lapse.review=inf", "lapse.audit=inf", "lapse.lesson_fade=inf", "contagion.capacity=0"];
    let set: Vec<&str> = set.iter().map(String::as_str).chain(causes).collect();
    let scenario = lively(&set);
    let record = record(&scenario);
    for (metric, column) in metrics(&scenario.practices).iter().zip(&record.series) {
        let may_be_undefined = metric.name.contains("icc") || metric.name.contains("correlation");
        assert!(may_be_undefined || column.iter().all(|value| value.is_finite()), "{}", metric.name);
    }
}

/// The product of large factors overflows, and 0 · ∞ is NaN: practices must still be given up as usual.
#[test]
fn great_factors_silence_nobody() {
    let great = [
        "contagion.inter_imitation=inf",
        "contagion.inter_learning=inf",
        "enablers.blindness=100",
        "enablers.learning_orientation=100",
        "enablers.junior_boost=1000",
        "initial.tenure=0",
        "ties.office_weight=1e6",
        "ties.firm_weight=1e6",
        "triggers.need_base=0",
        "lapse.drift=0.5",
    ];
    let record = started(0.5, &great);
    assert!(record.ledger.is_empty() && record.lapses.len() > 200, "{} lapses", record.lapses.len());
}

/// An adoption by the threshold rule has a source, even where nothing is learned inside the firm.
#[test]
fn the_threshold_rule_names_its_source_in_any_climate() {
    let set = ["contagion.rule=threshold", "contagion.threshold=0.1", "contagion.inter_imitation=1"];
    let copied = started(0.2, &[&set[..], &["enablers.learning_climate=0"]].concat()).ledger;
    assert!(copied.len() > 100 && copied.iter().all(|row| row.source.is_some()), "{:?}", copied[0]);
}

/// In a climate in which nothing is learned inside the firm, the threshold rule copies over a tie in proportion to its
/// weight: not always from the first contact that uses the practice, nor always from the last.
#[test]
fn the_threshold_rule_draws_its_source_in_any_climate() {
    let set = ["contagion.rule=threshold", "contagion.threshold=0.1", "contagion.inter_imitation=1"];
    let scenario = still(0.2, &[&set[..], &["enablers.learning_climate=0"]].concat());
    let before = beginning(&scenario);
    let uses = |seat: u32, practice: u8| {
        before.relationships.iter().any(|row| row.case.manager == seat && row.practices >> practice & 1 != 0)
    };
    let (mut first, mut last, mut all) = (0, 0, 0);
    for row in record(&scenario).ledger.iter().filter(|row| row.week == 1) {
        let ties = before.ties.iter().filter(|tie| tie.source == row.target.manager);
        let users: Vec<u32> = ties.map(|tie| tie.target).filter(|&seat| uses(seat, row.practice)).collect();
        if users.len() > 2 {
            let source = row.source.map(|source| source.manager);
            first += u32::from(source == users.first().copied());
            last += u32::from(source == users.last().copied());
            all += 1;
        }
    }
    assert!(all > 50 && 2 * first < all && 2 * last < all, "{first} first and {last} last of {all}");
}
