//! The tables of a comparison.

use super::{Compared, Comparison};
use crate::experiment::replay::PairedReplay;
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::record::{Adoption, Onset};
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
    let rows: Vec<(&Compared, &str, &Paired)> = comparison
        .metrics
        .iter()
        .flat_map(|metric| {
            let arms = comparison.arms[1..].iter().map(String::as_str);
            arms.zip(&metric.effects).map(move |(arm, effect)| (metric, arm, effect))
        })
        .collect();
    let number = |name: &str, unit: Unit, meaning: &str, of: &dyn Fn(&Paired) -> f64| {
        Column::numbers(name, unit, meaning, rows.iter().map(|(_, _, effect)| of(effect)))
    };
    let count = |name: &str, meaning: &str, of: &dyn Fn(&Paired) -> u64| {
        Column::long(name, meaning, rows.iter().map(|(_, _, effect)| of(effect)))
    };
    let any = Unit::Number;
    Table {
        columns: vec![
            Column::words("metric", "metric read", rows.iter().map(|(metric, _, _)| &metric.reading.metric.name)),
            Column::words("window", "when", rows.iter().map(|(metric, _, _)| window(metric))),
            Column::words("arm", "the arm", rows.iter().map(|(_, arm, _)| arm)),
            Column::words("against", "the arm it is compared with", rows.iter().map(|_| &comparison.arms[0])),
            Column::words("unit", "unit of the difference", rows.iter().map(|(m, _, _)| m.reading.metric.unit.words())),
            count("seeds", "seeds in which both are defined", &|effect| effect.difference.count),
            number("difference", any, "mean of arm less first arm, paired by seed", &|effect| effect.difference.mean),
            number("standard_deviation", any, "standard deviation of the differences", &|effect| {
                effect.difference.standard_deviation
            }),
            number("lower95", any, "lower end of Student's 95 % interval", &|effect| effect.difference.lower95),
            number("upper95", any, "upper end of that interval", &|effect| effect.difference.upper95),
            number("bootstrap_lower95", any, "lower end of the BCa bootstrap interval", &|e| e.bootstrap95.lower),
            number("bootstrap_upper95", any, "upper end of that interval", &|effect| effect.bootstrap95.upper),
            number("p", any, "two-sided probability under no difference", &|e| e.estimate.p_different(0.0)),
            number("effect", any, "difference in standard deviations of an arm", &|effect| effect.effect),
            number("paired_effect", any, "difference in standard deviations of the differences", &|effect| {
                effect.paired_effect
            }),
            number("holds", Unit::Share, "share of seeds that differ in the direction of the mean", &Paired::holds),
            count("above", "seeds in which the arm is higher", &|effect| effect.above),
            count("below", "seeds in which it is lower", &|effect| effect.below),
            count("equal", "seeds without a difference", &|effect| effect.equal),
            count("undefined", "seeds left out because a value is undefined", &|effect| effect.undefined),
            number("variance_removed", Unit::Share, "share of the variance that pairing removes", &|e| {
                e.variance_removed
            }),
        ],
    }
}

fn window(metric: &Compared) -> String {
    metric.reading.window().map_or_else(|| "whole run".into(), |window| window.to_string())
}

/// Columns of a summary.
fn summary_columns<'a>(rows: impl Iterator<Item = &'a Summary> + Clone) -> Vec<Column> {
    let number = |name: &str, meaning: &str, of: fn(&Summary) -> f64| {
        Column::numbers(name, Unit::Number, meaning, rows.clone().map(of))
    };
    vec![
        Column::long("seeds", "seeds in which it is defined", rows.clone().map(|row| row.count)),
        number("mean", "mean over seeds", |row| row.mean),
        number("standard_deviation", "standard deviation over seeds", |row| row.standard_deviation),
        number("lower95", "lower end of Student's 95 % interval of the mean", |row| row.lower95),
        number("upper95", "upper end of that interval", |row| row.upper95),
    ]
}

fn levels(comparison: &Comparison) -> Table {
    let rows: Vec<(&Compared, &String, &Summary)> = comparison
        .metrics
        .iter()
        .flat_map(|metric| comparison.arms.iter().zip(&metric.levels).map(move |(arm, level)| (metric, arm, level)))
        .collect();
    let mut columns = vec![
        Column::words("metric", "metric read", rows.iter().map(|(metric, _, _)| &metric.reading.metric.name)),
        Column::words("window", "when", rows.iter().map(|(metric, _, _)| window(metric))),
        Column::words("arm", "the arm", rows.iter().map(|(_, arm, _)| arm)),
        Column::words("unit", "unit of the numbers", rows.iter().map(|(m, _, _)| m.reading.metric.unit.words())),
    ];
    columns.extend(summary_columns(rows.iter().map(|(_, _, level)| *level)));
    Table { columns }
}

fn differences(comparison: &Comparison) -> Table {
    let mut rows: Vec<(&str, &str, u32, &Summary)> = Vec::new();
    for metric in &comparison.metrics {
        for (arm, course) in comparison.arms[1..].iter().zip(&metric.courses) {
            let weeks = course.iter().zip(0u32..);
            rows.extend(
                weeks.map(|(difference, week)| (metric.reading.metric.name.as_str(), arm.as_str(), week, difference)),
            );
        }
    }
    let mut columns = vec![
        Column::words("metric", "metric read", rows.iter().map(|row| row.0)),
        Column::words("arm", "the arm, less the first", rows.iter().map(|row| row.1)),
        Column::whole("week", Unit::Weeks, "week, from 0", rows.iter().map(|row| row.2)),
    ];
    columns.extend(summary_columns(rows.iter().map(|row| row.3)));
    Table { columns }
}

fn values(comparison: &Comparison) -> Table {
    let mut rows: Vec<(&str, &str, u64, f64)> = Vec::new();
    for metric in &comparison.metrics {
        for (arm, values) in comparison.arms.iter().zip(&metric.values) {
            let seeds = values.iter().zip(comparison.first_seed..);
            rows.extend(seeds.map(|(&value, seed)| (metric.reading.metric.name.as_str(), arm.as_str(), seed, value)));
        }
    }
    Table {
        columns: vec![
            Column::words("metric", "metric read", rows.iter().map(|row| row.0)),
            Column::words("arm", "the arm", rows.iter().map(|row| row.1)),
            Column::long("seed", "the seed", rows.iter().map(|row| row.2)),
            Column::numbers("value", Unit::Number, "value read, in the metric's unit", rows.iter().map(|row| row.3)),
        ],
    }
}

/// An event of one arm that the other does not have.
enum Event<'a> {
    Adoption(&'a Adoption),
    Onset(&'a Onset),
}

/// The table of a replay, one row per adoption or onset that only one arm has; `practices` are the names by arm.
pub fn replay_table(replay: &PairedReplay, practices: &[Vec<String>; 2]) -> Table {
    let mut rows: Vec<(usize, Event<'_>)> = Vec::new();
    for (arm, only) in replay.only.iter().enumerate() {
        rows.extend(only.adoptions.iter().map(|row| (arm, Event::Adoption(row))));
        rows.extend(only.onsets.iter().map(|row| (arm, Event::Onset(row))));
    }
    let practice = |arm: usize, number: u8| practices[arm].get(usize::from(number)).map(String::as_str);
    let place = |event: &Event<'_>| match event {
        Event::Adoption(row) => row.target,
        Event::Onset(row) => row.place,
    };
    let source = |event: &Event<'_>| match event {
        Event::Adoption(row) => row.source,
        Event::Onset(_) => None,
    };
    let whole = |name: &str, meaning: &str, of: &dyn Fn(&Event<'_>) -> u32| {
        Column::whole(name, Unit::None, meaning, rows.iter().map(|(_, event)| of(event)))
    };
    let optional = |name: &str, meaning: &str, of: &dyn Fn(&Event<'_>) -> Option<u32>| {
        let column = Column::whole(name, Unit::None, meaning, rows.iter().map(|(_, event)| of(event).unwrap_or(0)));
        let present = rows.iter().map(|(_, event)| of(event).is_some()).collect();
        Column { heading: column.heading.optional(), present: Some(present), ..column }
    };
    let event_name = |(_, event): &(usize, Event<'_>)| match event {
        Event::Adoption(_) => "adoption",
        Event::Onset(_) => "onset",
    };
    Table {
        columns: vec![
            Column::words("only_in", "the arm that has it", rows.iter().map(|(arm, _)| &replay.arms[*arm])),
            Column::words("event", "adoption or onset", rows.iter().map(event_name)),
            whole("week", "week", &|event| match event {
                Event::Adoption(row) => row.week,
                Event::Onset(row) => row.week,
            }),
            Column::optional_words(
                "practice",
                "practice adopted, or credited with the onset",
                rows.iter().map(|(arm, event)| match event {
                    Event::Adoption(row) => practice(*arm, row.practice),
                    Event::Onset(row) => row.practice.and_then(|number| practice(*arm, number)),
                }),
            ),
            Column::optional_words(
                "effect",
                "the effect that turned on",
                rows.iter().map(|(_, event)| match event {
                    Event::Adoption(_) => None,
                    Event::Onset(row) => Some(row.effect.name()),
                }),
            ),
            Column::words(
                "mechanism",
                "mechanism by which the practice arrived",
                rows.iter().map(|(_, event)| match event {
                    Event::Adoption(row) => row.mechanism.name(),
                    Event::Onset(row) => row.mechanism.name(),
                }),
            ),
            Column::words(
                "locus",
                "locus from which it came",
                rows.iter().map(|(_, event)| match event {
                    Event::Adoption(row) => row.locus.name(),
                    Event::Onset(row) => row.locus.name(),
                }),
            ),
            whole("manager", "seat of the manager", &|event| place(event).manager),
            whole("person", "which occupant of the seat", &|event| place(event).person),
            whole("relationship", "slot of the relationship", &|event| place(event).relationship),
            whole("spell", "which relationship of the slot", &|event| place(event).spell),
            optional("source_manager", "seat of the source's manager", &|event| source(event).map(|case| case.manager)),
            optional("source_relationship", "slot of the source", &|event| source(event).map(|case| case.relationship)),
            optional("source_spell", "which relationship of that slot", &|event| source(event).map(|case| case.spell)),
        ],
    }
}
