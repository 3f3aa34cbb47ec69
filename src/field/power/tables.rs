//! The tables: the power of each method in each study, and the cheapest studies that reach the target.

use super::allocation::PowerEstimate;
use super::file::{PowerFile, SizedStudy};
use super::smallest::{Smallest, smallest};
use super::trials::PowerTrials;
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;

/// The tables by name: `powers`, one row for each study and method; `smallest`, one for each method and group of
/// studies that look for the same effect in the same way.
pub fn tables(file: &PowerFile, trials: &PowerTrials) -> Vec<(&'static str, Table)> {
    vec![("powers", powers(file, trials)), ("smallest", smallest_table(file, trials))]
}

fn powers(file: &PowerFile, trials: &PowerTrials) -> Table {
    let rows: Vec<(&SizedStudy, usize, &PowerEstimate, &Option<String>)> = file
        .studies
        .iter()
        .zip(trials.powers.iter().zip(&trials.reasons))
        .flat_map(|(study, (powers, reasons))| {
            (0..).zip(powers.iter().zip(reasons)).map(move |(method, (power, reason))| (study, method, power, reason))
        })
        .collect();
    let power = |name: &str, unit: Unit, meaning: &str, get: fn(&PowerEstimate) -> f64| {
        Column::numbers(name, unit, meaning, rows.iter().map(|row| get(row.2)))
    };
    let mut columns = sizes(file, rows.iter().map(|row| row.0));
    columns.extend([
        Column::words("method", "the method", rows.iter().map(|row| &file.methods[row.1].name)),
        Column::whole("panels", Unit::Count, "panels", rows.iter().map(|row| row.2.panels as u32)),
        Column::whole(
            "found",
            Unit::Count,
            "panels on which no effect is rejected at 5 %",
            rows.iter().map(|row| row.2.found as u32),
        ),
        Column::whole(
            "failures",
            Unit::Count,
            "panels without an answer, which find nothing",
            rows.iter().map(|row| row.2.failed as u32),
        ),
        power("power", Unit::Share, "found, as a share of all panels", |one| one.share),
        power("power_lower", Unit::Share, "lower end of its 95 % interval (Wilson)", |one| one.interval.lower),
        power("power_upper", Unit::Share, "upper end of it", |one| one.interval.upper),
        power("estimate", Unit::Share, "mean estimate of what a contact's use adds", |one| one.estimate),
        Column::optional_words(
            "reason",
            "why the first panel without an answer has none",
            rows.iter().map(|row| row.3.as_ref()),
        ),
    ]);
    Table { columns }
}

fn smallest_table(file: &PowerFile, trials: &PowerTrials) -> Table {
    let rows: Vec<(Smallest, Option<usize>, bool)> = smallest(file, trials)
        .into_iter()
        .flat_map(|one| [(one, one.reaches, false), (one, one.surely, true)])
        .collect();
    // A row without a study has no size.
    let study = |row: &(Smallest, Option<usize>, bool)| row.1.map(|study| file.studies[study].size);
    let count = |name: &str, meaning: &str, get: fn(&super::Size) -> f64| {
        Column::numbers(
            name,
            Unit::Count,
            meaning,
            rows.iter().map(|row| study(row).map_or(f64::NAN, |size| get(&size))),
        )
    };
    let among = |row: &(Smallest, Option<usize>, bool)| file.studies[row.0.among].size;
    let power = |name: &str, meaning: &str, get: fn(&PowerEstimate) -> f64| {
        let value = |row: &(Smallest, Option<usize>, bool)| {
            row.1.map_or(f64::NAN, |study| get(&trials.powers[study][row.0.method]))
        };
        Column::numbers(name, Unit::Share, meaning, rows.iter().map(value))
    };
    Table {
        columns: vec![
            Column::whole("interval", Unit::Weeks, "weeks between waves", rows.iter().map(|row| among(row).interval)),
            Column::numbers(
                "response",
                Unit::Share,
                "share who answer at a wave",
                rows.iter().map(|row| among(row).response),
            ),
            Column::numbers(
                "strength",
                Unit::Number,
                "the parameter that says how strong contagion is",
                rows.iter().map(|row| among(row).strength),
            ),
            Column::words("method", "the method", rows.iter().map(|row| &file.methods[row.0.method].name)),
            Column::truths(
                "surely",
                "whether the whole interval of the power reaches the target",
                rows.iter().map(|row| row.2),
            ),
            count("firms", "firms of the cheapest study; empty if none reaches the target", |size| {
                f64::from(size.firms)
            }),
            count("managers", "managers in each firm", |size| f64::from(size.managers)),
            count("waves", "waves", |size| f64::from(size.waves)),
            count("interviews", "managers × waves", |size| size.interviews() as f64),
            power("power", "its power", |one| one.share),
            power("power_lower", "lower end of its 95 % interval (Wilson)", |one| one.interval.lower),
            power("power_upper", "upper end of it", |one| one.interval.upper),
        ],
    }
}

fn sizes<'a>(file: &PowerFile, studies: impl Iterator<Item = &'a SizedStudy> + Clone) -> Vec<Column> {
    let whole = |name: &str, unit: Unit, meaning: &str, get: fn(&SizedStudy) -> u32| {
        Column::whole(name, unit, meaning, studies.clone().map(get))
    };
    let strength = format!("{}; empty where it is the scenario's own", file.parameter);
    vec![
        whole("firms", Unit::Count, "firms, all of whose managers are asked", |study| study.size.firms),
        whole("managers", Unit::Count, "managers in each firm", |study| study.size.managers),
        whole("waves", Unit::Count, "waves", |study| study.size.waves),
        whole("interval", Unit::Weeks, "weeks between waves", |study| study.size.interval),
        Column::numbers(
            "response",
            Unit::Share,
            "share who answer at a wave",
            studies.clone().map(|study| study.size.response),
        ),
        Column::numbers("strength", Unit::Number, &strength, studies.clone().map(|study| study.size.strength)),
        Column::long("interviews", "managers × waves", studies.clone().map(|study| study.size.interviews())),
    ]
}
