//! The tables of how practices and effects spread under each seed: those in a part, and the bridges.

use std::collections::BTreeMap;

use super::columns::{ColumnOf, Schema};
use super::events::practice;
use super::fields::{Described, Field, column, fields, one_of, schema};
use crate::epidemiology::{
    Bridge, CohortCount, Epidemic, Figure, FigureOf, LagCount, ReachCount, SenderMean, Subject, Trait, Unit,
};
use darkside_engine::parameter::Unit as Measure;
use darkside_engine::record::Mechanism;

pub(super) const UNIT: &str =
    "what counts as a case: adoption (by a relationship), manager (first use), onset (of an effect)";
pub(super) const NAME: &str = "practice or effect";

/// What a row of a part is about.
fn subject<T: 'static>(subject: Field<T, Subject>) -> Described<T, Subject> {
    fields!(
        subject,
        Subject { unit: one_of("unit", UNIT, Unit::ALL, Unit::name), of: column("of", Measure::None, NAME) }
    )
}

/// Figures, in a part.
pub(super) fn figures() -> Schema<FigureOf> {
    schema!(FigureOf {
        subject: subject(),
        figure: one_of("figure", "which figure", Figure::ALL, Figure::name),
        value: column("value", Measure::Number, "its value"),
    })
}

/// Cohorts, in a part.
pub(super) fn cohort_counts() -> Schema<CohortCount> {
    schema!(CohortCount {
        subject: subject(),
        year: column("year", Measure::None, "whether a year"),
        first_week: column("first_week", Measure::Weeks, "first week"),
        last_week: column("last_week", Measure::Weeks, "last week"),
        cases: column("cases", Measure::Count, "cases"),
        children: column("children", Measure::Count, "children"),
    })
}

/// Lags, in a part.
pub(super) fn lags() -> Schema<LagCount> {
    schema!(LagCount {
        subject: subject(),
        weeks: column("weeks", Measure::Weeks, "weeks"),
        cases: column("cases", Measure::Count, "cases that began in this week"),
        seen: column("seen", Measure::Count, "children so long after their parent"),
        limits: column("limits", Measure::Count, "children whose parent began so long before the end"),
    })
}

/// The lags of several seeds, summed.
pub(super) fn summed(epidemics: &[Epidemic]) -> Vec<LagCount> {
    let mut sums: BTreeMap<Subject, Vec<[u32; 3]>> = BTreeMap::new();
    for rows in epidemics.iter().flat_map(|epidemic| epidemic.lags.chunk_by(|a, b| a.subject == b.subject)) {
        let counts = sums.entry(rows[0].subject).or_default();
        for row in rows {
            if counts.len() <= row.weeks as usize {
                counts.resize(row.weeks as usize + 1, [0; 3]);
            }
            let sum = &mut counts[row.weeks as usize];
            *sum = [sum[0] + row.cases, sum[1] + row.seen, sum[2] + row.limits];
        }
    }
    let mut rows = Vec::new();
    for (subject, counts) in sums {
        let there = counts.into_iter().zip(0..).filter(|(counts, _)| *counts != [0; 3]);
        rows.extend(there.map(|([cases, seen, limits], weeks)| LagCount { subject, weeks, cases, seen, limits }));
    }
    rows
}

/// Whom practices and effects reached, in a part.
pub(super) fn reach() -> Schema<ReachCount> {
    schema!(ReachCount {
        subject: subject(),
        by: one_of("trait", "trait", Trait::ALL, Trait::name),
        group: group(),
        managers: column("managers", Measure::Count, "managers"),
        mean: column("mean", Measure::Number, "mean of the trait"),
        reached: column("reached", Measure::Count, "managers with a case"),
        arrival: column("arrival", Measure::Weeks, "weeks from the first case to theirs"),
    })
}

/// Managers out of reach are `u32::MAX`, beyond the whole numbers of a table (2³¹), so they are stored as 0.
fn group(Field { get, get_mut }: Field<ReachCount, u32>) -> Described<ReachCount, u32> {
    let set = move |row: &mut ReachCount, to: u32| *get_mut(row) = to.wrapping_sub(1);
    (vec![ColumnOf::plain("group", Measure::None, "group", move |row| get(row).wrapping_add(1), set)], 0)
}

/// Senders, in a part.
pub(super) fn sender_means() -> Schema<SenderMean> {
    schema!(SenderMean {
        subject: subject(),
        by: one_of("trait", "trait", Trait::ALL, Trait::name),
        top: column("top", Measure::Number, "mean of the top fifth"),
        all: column("all", Measure::Number, "mean of all users"),
    })
}

/// The bridges, for practices with these names.
pub(super) fn bridges(practices: &[String]) -> Schema<Bridge> {
    let copies = "copies that the target's relationships took from the source's in the whole run";
    schema!(Bridge {
        week: column("week", Measure::Weeks, "week in which the practice came to the office"),
        practice: practice("practice", practices),
        mechanism: one_of("mechanism", "mechanism by which it was copied", Mechanism::ALL, Mechanism::name),
        source: column("source_manager", Measure::None, "seat of the manager it was copied from"),
        target: column("target_manager", Measure::None, "seat of the manager who brought it to the office"),
        from_office: column("from_office", Measure::None, "number of the source's office, over all firms"),
        to_office: column("to_office", Measure::None, "number of the office that it came to"),
        between_firms: column("between_firms", Measure::None, "whether the two managers are in different firms"),
        tied_at_start: column("tied_at_start", Measure::None, "whether the target looked at the source in week 0"),
        copies: column("copies", Measure::Count, copies),
    })
}
