//! The tables of a comparison.

use super::{Compared, Comparison};
use crate::experiment::replay::PairedReplay;
use crate::experiment::table_of::TableOf;
use crate::table::Table;
use darkside_engine::parameter::Unit;
use darkside_engine::record::{Case, Locus, Mechanism};
use darkside_stats::{Paired, Summary};

/// The tables of a comparison by name: `effects`, one row per metric and arm after the first; `levels`, one per metric
/// and arm; `differences`, one per metric, arm and week; `values`, one per metric, arm and seed.
pub fn tables(comparison: &Comparison) -> Vec<(&'static str, Table)> {
    vec![
        ("effects", effects(comparison)),
        ("levels", levels(comparison)),
        ("differences", differences(comparison)),
        ("values", values(comparison)),
    ]
}

fn effects(comparison: &Comparison) -> Table {
    let mut rows: Vec<(&Compared, &String, &Paired)> = Vec::new();
    for metric in &comparison.metrics {
        rows.extend(comparison.arms[1..].iter().zip(&metric.effects).map(|(arm, effect)| (metric, arm, effect)));
    }
    let (any, share) = (Unit::Number, Unit::Share);
    TableOf::new(&rows)
        .words("metric", "metric read", |(metric, ..)| &metric.reading.metric.name)
        .words("window", "when", |(metric, ..)| metric.reading.when())
        .words("arm", "the arm", |(_, arm, _)| arm)
        .words("against", "the arm it is compared with", |_| &comparison.arms[0])
        .words("unit", "unit of the difference", |(metric, ..)| metric.reading.metric.unit.words())
        .long("seeds", "seeds in which both are defined", |(.., effect)| effect.difference.count)
        .number("difference", any, "mean of arm less first arm, paired by seed", |(.., effect)| effect.difference.mean)
        .number("standard_deviation", any, "standard deviation of the differences", |(.., effect)| {
            effect.difference.standard_deviation
        })
        .number("lower95", any, "lower end of Student's 95 % interval", |(.., effect)| effect.difference.lower95)
        .number("upper95", any, "upper end of that interval", |(.., effect)| effect.difference.upper95)
        .number("bootstrap_lower95", any, "lower end of the BCa bootstrap interval", |(.., effect)| {
            effect.bootstrap95.lower
        })
        .number("bootstrap_upper95", any, "upper end of that interval", |(.., effect)| effect.bootstrap95.upper)
        .number("p", any, "two-sided probability under no difference", |(.., effect)| effect.estimate.p_different(0.0))
        .number("effect", any, "difference in standard deviations of an arm", |(.., effect)| effect.effect)
        .number("paired_effect", any, "difference in standard deviations of the differences", |(.., effect)| {
            effect.paired_effect
        })
        .number("holds", share, "share of seeds that differ in the direction of the mean", |(.., effect)| {
            effect.holds()
        })
        .long("above", "seeds in which the arm is higher", |(.., effect)| effect.above)
        .long("below", "seeds in which it is lower", |(.., effect)| effect.below)
        .long("equal", "seeds without a difference", |(.., effect)| effect.equal)
        .long("undefined", "seeds left out because a value is undefined", |(.., effect)| effect.undefined)
        .number("variance_removed", share, "share of the variance that pairing removes", |(.., effect)| {
            effect.variance_removed
        })
        .table()
}

fn levels(comparison: &Comparison) -> Table {
    let mut rows: Vec<(&Compared, &String, &Summary)> = Vec::new();
    for metric in &comparison.metrics {
        rows.extend(comparison.arms.iter().zip(&metric.levels).map(|(arm, level)| (metric, arm, level)));
    }
    let table = TableOf::new(&rows)
        .words("metric", "metric read", |(metric, ..)| &metric.reading.metric.name)
        .words("window", "when", |(metric, ..)| metric.reading.when())
        .words("arm", "the arm", |(_, arm, _)| arm)
        .words("unit", "unit of the numbers", |(metric, ..)| metric.reading.metric.unit.words());
    with_summary(table, |(.., level)| level).table()
}

fn differences(comparison: &Comparison) -> Table {
    let mut rows: Vec<(&str, &str, u32, &Summary)> = Vec::new();
    for metric in &comparison.metrics {
        for (arm, course) in comparison.arms[1..].iter().zip(&metric.courses) {
            let name = metric.reading.metric.name.as_str();
            rows.extend((0..).zip(course).map(|(week, difference)| (name, arm.as_str(), week, difference)));
        }
    }
    let table = TableOf::new(&rows)
        .words("metric", "metric read", |row| row.0)
        .words("arm", "the arm, less the first", |row| row.1)
        .whole("week", Unit::Weeks, "week, from 0", |row| row.2);
    with_summary(table, |row| row.3).table()
}

/// Adds the columns of a summary over seeds.
fn with_summary<'a, T>(table: TableOf<'a, T>, of: impl Fn(&'a T) -> &'a Summary) -> TableOf<'a, T> {
    let any = Unit::Number;
    table
        .long("seeds", "seeds in which it is defined", |row| of(row).count)
        .number("mean", any, "mean over seeds", |row| of(row).mean)
        .number("standard_deviation", any, "standard deviation over seeds", |row| of(row).standard_deviation)
        .number("lower95", any, "lower end of Student's 95 % interval of the mean", |row| of(row).lower95)
        .number("upper95", any, "upper end of that interval", |row| of(row).upper95)
}

fn values(comparison: &Comparison) -> Table {
    let mut rows: Vec<(&str, &str, u64, f64)> = Vec::new();
    for metric in &comparison.metrics {
        for (arm, values) in comparison.arms.iter().zip(&metric.values) {
            let name = metric.reading.metric.name.as_str();
            rows.extend((comparison.first_seed..).zip(values).map(|(seed, value)| (name, arm.as_str(), seed, *value)));
        }
    }
    TableOf::new(&rows)
        .words("metric", "metric read", |row| row.0)
        .words("arm", "the arm", |row| row.1)
        .long("seed", "the seed", |row| row.2)
        .number("value", Unit::Number, "value read, in the metric's unit", |row| row.3)
        .table()
}

/// An event that only one arm has.
struct LoneEvent<'a> {
    arm: &'a str,
    event: &'static str,
    week: u32,
    practice: Option<&'a str>,
    effect: Option<&'static str>,
    mechanism: Mechanism,
    locus: Locus,
    place: Case,
    source: Option<Case>,
}

/// The table of a replay, one row per adoption or onset that only one arm has; `practices` are the names by arm.
pub fn replay_table(replay: &PairedReplay, practices: &[Vec<String>; 2]) -> Table {
    let mut rows: Vec<LoneEvent<'_>> = Vec::new();
    for ((arm, only), practices) in replay.arms.iter().zip(&replay.only).zip(practices) {
        let practice = |number: u8| practices.get(usize::from(number)).map(String::as_str);
        rows.extend(only.adoptions.iter().map(|row| LoneEvent {
            arm,
            event: "adoption",
            week: row.week,
            practice: practice(row.practice),
            effect: None,
            mechanism: row.mechanism,
            locus: row.locus,
            place: row.target,
            source: row.source,
        }));
        rows.extend(only.onsets.iter().map(|row| LoneEvent {
            arm,
            event: "onset",
            week: row.week,
            practice: row.practice.and_then(practice),
            effect: Some(row.effect.name()),
            mechanism: row.mechanism,
            locus: row.locus,
            place: row.place,
            source: None,
        }));
    }
    let none = Unit::None;
    TableOf::new(&rows)
        .words("only_in", "the arm that has it", |row| row.arm)
        .words("event", "adoption or onset", |row| row.event)
        .whole("week", none, "week", |row| row.week)
        .optional_words("practice", "practice adopted, or credited with the onset", |row| row.practice)
        .optional_words("effect", "the effect that turned on", |row| row.effect)
        .words("mechanism", "mechanism by which the practice arrived", |row| row.mechanism.name())
        .words("locus", "locus from which it came", |row| row.locus.name())
        .whole("manager", none, "seat of the manager", |row| row.place.manager)
        .whole("person", none, "which occupant of the seat", |row| row.place.person)
        .whole("relationship", none, "slot of the relationship", |row| row.place.relationship)
        .whole("spell", none, "which relationship of the slot", |row| row.place.spell)
        .optional_whole("source_manager", none, "seat of the source's manager", |row| Some(row.source?.manager))
        .optional_whole("source_relationship", none, "slot of the source", |row| Some(row.source?.relationship))
        .optional_whole("source_spell", none, "which relationship of that slot", |row| Some(row.source?.spell))
        .table()
}
