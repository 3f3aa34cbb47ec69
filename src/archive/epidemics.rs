//! The tables of how practices and effects spread under each seed: those in a part, and the bridges.

use std::collections::BTreeMap;

use super::columns::{ColumnOf, Schema};
use super::events::mechanism;
use crate::epidemiology::{
    Bridge, CohortCount, Epidemic, Figure, FigureOf, LagCount, ReachCount, SenderMean, Subject, Trait, Unit,
};
use darkside_engine::parameter::Unit as Measure;
use darkside_engine::record::Mechanism;

pub(super) const UNIT: &str =
    "what counts as a case: adoption (by a relationship), manager (first use), onset (of an effect)";
pub(super) const NAME: &str = "practice or effect";
const NOTHING: Subject = Subject { unit: Unit::Adoption, of: 0 };

pub(super) fn by<T: 'static>(meaning: &str, get: fn(&T) -> Trait, set: fn(&mut T, Trait)) -> ColumnOf<T> {
    ColumnOf::one_of("trait", meaning, (Trait::ALL, Trait::name as fn(_) -> _), get, set)
}

pub(super) fn which<T: 'static>(meaning: &str, get: fn(&T) -> Figure, set: fn(&mut T, Figure)) -> ColumnOf<T> {
    ColumnOf::one_of("figure", meaning, (Figure::ALL, Figure::name as fn(_) -> _), get, set)
}

pub(super) fn number<T: 'static>(
    name: &str,
    unit: Measure,
    meaning: &str,
    get: fn(&T) -> f64,
    set: fn(&mut T, f64),
) -> ColumnOf<T> {
    ColumnOf::number(name, unit, meaning, get, set)
}

pub(super) fn whole<T: 'static>(
    name: &str,
    unit: Measure,
    meaning: &str,
    get: fn(&T) -> u32,
    set: fn(&mut T, u32),
) -> ColumnOf<T> {
    ColumnOf::whole(name, unit, meaning, get, set)
}

/// The columns that say what a row of a part is about.
fn subject<T: 'static>(get: fn(&T) -> Subject, set: fn(&mut T) -> &mut Subject) -> Vec<ColumnOf<T>> {
    let units = (Unit::ALL, Unit::name as fn(_) -> _);
    vec![
        ColumnOf::one_of("unit", UNIT, units, move |row| get(row).unit, move |row, to| set(row).unit = to),
        ColumnOf::whole("of", Measure::None, NAME, move |row| get(row).of, move |row, to| set(row).of = to),
    ]
}

/// Figures, in a part.
pub(super) fn figures() -> Schema<FigureOf> {
    let mut columns = subject(|row: &FigureOf| row.subject, |row| &mut row.subject);
    columns.push(which("which figure", |row: &FigureOf| row.figure, |row, to| row.figure = to));
    columns.push(number("value", Measure::Number, "its value", |row| row.value, |row, to| row.value = to));
    Schema { columns, blank: FigureOf { subject: NOTHING, figure: Figure::ALL[0], value: 0.0 } }
}

/// Cohorts, in a part.
pub(super) fn cohort_counts() -> Schema<CohortCount> {
    let mut columns = subject(|row: &CohortCount| row.subject, |row| &mut row.subject);
    columns.extend([
        ColumnOf::truth("year", "whether a year", |row: &CohortCount| row.year, |row, to| row.year = to),
        whole("first_week", Measure::Weeks, "first week", |row| row.first_week, |row, to| row.first_week = to),
        whole("last_week", Measure::Weeks, "last week", |row| row.last_week, |row, to| row.last_week = to),
        whole("cases", Measure::Count, "cases", |row| row.cases, |row, to| row.cases = to),
        whole("children", Measure::Count, "children", |row| row.children, |row, to| row.children = to),
    ]);
    let blank = CohortCount { subject: NOTHING, year: false, first_week: 0, last_week: 0, cases: 0, children: 0 };
    Schema { columns, blank }
}

/// Lags, in a part.
pub(super) fn lags() -> Schema<LagCount> {
    let mut columns = subject(|row: &LagCount| row.subject, |row| &mut row.subject);
    columns.extend([
        whole("weeks", Measure::Weeks, "weeks", |row: &LagCount| row.weeks, |row, to| row.weeks = to),
        whole("cases", Measure::Count, "cases that began in this week", |row| row.cases, |row, to| row.cases = to),
        whole("seen", Measure::Count, "children so long after their parent", |row| row.seen, |row, to| row.seen = to),
        whole(
            "limits",
            Measure::Count,
            "children whose parent began so long before the end",
            |row| row.limits,
            |row, to| row.limits = to,
        ),
    ]);
    Schema { columns, blank: LagCount { subject: NOTHING, weeks: 0, cases: 0, seen: 0, limits: 0 } }
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
    let mut columns = subject(|row: &ReachCount| row.subject, |row| &mut row.subject);
    columns.extend([
        by("trait", |row: &ReachCount| row.by, |row, to| row.by = to),
        // Managers out of reach are `u32::MAX`, beyond the whole numbers of a table (2³¹), so they are stored as 0.
        whole(
            "group",
            Measure::None,
            "group",
            |row| row.group.wrapping_add(1),
            |row, to| row.group = to.wrapping_sub(1),
        ),
        whole("managers", Measure::Count, "managers", |row| row.managers, |row, to| row.managers = to),
        number("mean", Measure::Number, "mean of the trait", |row| row.mean, |row, to| row.mean = to),
        whole("reached", Measure::Count, "managers with a case", |row| row.reached, |row, to| row.reached = to),
        number(
            "arrival",
            Measure::Weeks,
            "weeks from the first case to theirs",
            |row| row.arrival,
            |row, to| row.arrival = to,
        ),
    ]);
    let blank =
        ReachCount { subject: NOTHING, by: Trait::ALL[0], group: 0, managers: 0, mean: 0.0, reached: 0, arrival: 0.0 };
    Schema { columns, blank }
}

/// Senders, in a part.
pub(super) fn sender_means() -> Schema<SenderMean> {
    let mut columns = subject(|row: &SenderMean| row.subject, |row| &mut row.subject);
    columns.extend([
        by("trait", |row: &SenderMean| row.by, |row, to| row.by = to),
        number("top", Measure::Number, "mean of the top fifth", |row| row.top, |row, to| row.top = to),
        number("all", Measure::Number, "mean of all users", |row| row.all, |row, to| row.all = to),
    ]);
    Schema { columns, blank: SenderMean { subject: NOTHING, by: Trait::ALL[0], top: 0.0, all: 0.0 } }
}

/// The bridges, for practices with these names.
pub(super) fn bridges(practices: &[String]) -> Schema<Bridge> {
    let columns: Vec<ColumnOf<Bridge>> = vec![
        whole(
            "week",
            Measure::Weeks,
            "week in which the practice came to the office",
            |row| row.week,
            |row, to| row.week = to,
        ),
        ColumnOf::word(
            "practice",
            "practice",
            practices.to_vec(),
            |row: &Bridge| row.practice.into(),
            |row, at| row.practice = at as u8,
        ),
        mechanism("mechanism by which it was copied", |row: &Bridge| row.mechanism, |row, to| row.mechanism = to),
        whole(
            "source_manager",
            Measure::None,
            "seat of the manager it was copied from",
            |row| row.source,
            |row, to| row.source = to,
        ),
        whole(
            "target_manager",
            Measure::None,
            "seat of the manager who brought it to the office",
            |row| row.target,
            |row, to| row.target = to,
        ),
        whole(
            "from_office",
            Measure::None,
            "number of the source's office, over all firms",
            |row| row.from_office,
            |row, to| row.from_office = to,
        ),
        whole(
            "to_office",
            Measure::None,
            "number of the office that it came to",
            |row| row.to_office,
            |row, to| row.to_office = to,
        ),
        ColumnOf::truth(
            "between_firms",
            "whether the two managers are in different firms",
            |row: &Bridge| row.between_firms,
            |row, to| row.between_firms = to,
        ),
        ColumnOf::truth(
            "tied_at_start",
            "whether the target looked at the source in week 0",
            |row: &Bridge| row.tied_at_start,
            |row, to| row.tied_at_start = to,
        ),
        whole(
            "copies",
            Measure::Count,
            "copies that the target's relationships took from the source's in the whole run",
            |row| row.copies,
            |row, to| row.copies = to,
        ),
    ];
    let blank = Bridge {
        week: 0,
        practice: 0,
        mechanism: Mechanism::ALL[0],
        source: 0,
        target: 0,
        from_office: 0,
        to_office: 0,
        between_firms: false,
        tied_at_start: false,
        copies: 0,
    };
    Schema { columns, blank }
}
