//! The tables: the power of each method in each study, and the cheapest studies that reach the target.

use super::allocation::PowerEstimate;
use super::file::{PowerFile, SizedStudy};
use super::size::Size;
use super::smallest::Smallest;
use super::trials::PowerTrials;
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;

/// The tables by name: `powers`, one row for each study and method; `smallest`, one for each method and group of
/// studies that look for the same effect in the same way.
pub(super) fn tables(file: &PowerFile, trials: &PowerTrials) -> Vec<(&'static str, Table)> {
    vec![("powers", powers(file, trials)), ("smallest", smallest_table(file, trials))]
}

/// The power of a method in a study.
struct PowerRow<'a> {
    study: &'a SizedStudy,
    method: &'a str,
    power: &'a PowerEstimate,
    reason: Option<&'a str>,
}

fn powers(file: &PowerFile, trials: &PowerTrials) -> Table {
    let mut rows: Vec<PowerRow<'_>> = Vec::new();
    for (study, (powers, reasons)) in file.studies.iter().zip(trials.powers.iter().zip(&trials.reasons)) {
        for (method, (power, reason)) in file.methods.iter().zip(powers.iter().zip(reasons)) {
            rows.push(PowerRow { study, method: &method.name, power, reason: reason.as_deref() });
        }
    }
    let count = |name: &str, meaning: &str, get: fn(&PowerEstimate) -> u64| {
        Column::whole(name, Unit::Count, meaning, rows.iter().map(|row| get(row.power) as u32))
    };
    let share = |name: &str, meaning: &str, get: fn(&PowerEstimate) -> f64| {
        Column::numbers(name, Unit::Share, meaning, rows.iter().map(|row| get(row.power)))
    };
    let mut columns = sizes(file, rows.iter().map(|row| row.study));
    columns.extend([
        Column::words("method", "the method", rows.iter().map(|row| row.method)),
        count("panels", "panels", |power| power.panels),
        count("found", "panels on which no effect is rejected at 5 %", |power| power.found),
        count("failures", "panels without an answer, which find nothing", |power| power.failed),
        share("power", "found, as a share of all panels", |power| power.share.mean),
        share("power_lower", "lower end of its 95 % interval (Wilson)", |power| power.share.low),
        share("power_upper", "upper end of it", |power| power.share.high),
        share("estimate", "mean estimate of what a contact's use adds", |power| power.estimate),
        Column::optional_words(
            "reason",
            "why the first panel without an answer has none",
            rows.iter().map(|row| row.reason),
        ),
    ]);
    Table { columns }
}

/// The cheapest study with which a method reaches the target, or surely does; without one a row has no size.
struct SmallestRow<'a> {
    among: Size,
    method: &'a str,
    surely: bool,
    found: Option<(Size, PowerEstimate)>,
}

fn smallest_table(file: &PowerFile, trials: &PowerTrials) -> Table {
    let row = |one: &Smallest, surely: bool| SmallestRow {
        among: file.studies[one.among].size,
        method: &file.methods[one.method].name,
        surely,
        found: if surely { one.surely } else { one.reaches }
            .map(|study| (file.studies[study].size, trials.powers[study][one.method])),
    };
    let rows: Vec<SmallestRow<'_>> = trials.smallest.iter().flat_map(|one| [row(one, false), row(one, true)]).collect();
    let among = |name: &str, unit: Unit, meaning: &str, get: fn(&Size) -> f64| {
        Column::numbers(name, unit, meaning, rows.iter().map(|row| get(&row.among)))
    };
    let count = |name: &str, meaning: &str, get: fn(&Size) -> f64| {
        let value = |row: &SmallestRow<'_>| row.found.map_or(f64::NAN, |(size, _)| get(&size));
        Column::numbers(name, Unit::Count, meaning, rows.iter().map(value))
    };
    let power = |name: &str, meaning: &str, get: fn(&PowerEstimate) -> f64| {
        let value = |row: &SmallestRow<'_>| row.found.map_or(f64::NAN, |(_, power)| get(&power));
        Column::numbers(name, Unit::Share, meaning, rows.iter().map(value))
    };
    let (firms, strength) = (
        "firms of the cheapest study; empty if none reaches the target",
        "the parameter that says how strong contagion is",
    );
    let surely = "whether the whole interval of the power reaches the target";
    Table {
        columns: vec![
            Column::whole("interval", Unit::Weeks, "weeks between waves", rows.iter().map(|row| row.among.interval)),
            among("response", Unit::Share, "share who answer at a wave", |size| size.response),
            among("strength", Unit::Number, strength, |size| size.strength),
            Column::words("method", "the method", rows.iter().map(|row| row.method)),
            Column::truths("surely", surely, rows.iter().map(|row| row.surely)),
            count("firms", firms, |size| f64::from(size.firms)),
            count("managers", "managers in each firm", |size| f64::from(size.managers)),
            count("waves", "waves", |size| f64::from(size.waves)),
            count("interviews", "managers × waves", |size| size.interviews() as f64),
            power("power", "its power", |power| power.share.mean),
            power("power_lower", "lower end of its 95 % interval (Wilson)", |power| power.share.low),
            power("power_upper", "upper end of it", |power| power.share.high),
        ],
    }
}

fn sizes<'a>(file: &PowerFile, studies: impl Iterator<Item = &'a SizedStudy> + Clone) -> Vec<Column> {
    let sizes = studies.map(|study| study.size);
    let whole = |name: &str, unit: Unit, meaning: &str, get: fn(Size) -> u32| {
        Column::whole(name, unit, meaning, sizes.clone().map(get))
    };
    let strength = format!("{}; empty where it is the scenario's own", file.parameter);
    vec![
        whole("firms", Unit::Count, "firms, all of whose managers are asked", |size| size.firms),
        whole("managers", Unit::Count, "managers in each firm", |size| size.managers),
        whole("waves", Unit::Count, "waves", |size| size.waves),
        whole("interval", Unit::Weeks, "weeks between waves", |size| size.interval),
        Column::numbers("response", Unit::Share, "share who answer at a wave", sizes.clone().map(|size| size.response)),
        Column::numbers("strength", Unit::Number, &strength, sizes.clone().map(|size| size.strength)),
        Column::long("interviews", "managers × waves", sizes.clone().map(|size| size.interviews())),
    ]
}
