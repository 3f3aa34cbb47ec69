//! The short tables of how practices and effects spread.

use super::columns::{ColumnOf, Schema};
use super::epidemics::{NAME, UNIT, by, number, which, whole};
use super::rows::{AttackRate, Cohort, Sender, WaveFigure};
use super::short::{BLANK, figure};
use crate::epidemiology::{Figure, Trait, Unit};
use darkside_engine::parameter::Unit as Measure;

/// The columns that say what a row is about.
fn named<T: 'static>(
    unit: fn(&T) -> Unit,
    set_unit: fn(&mut T, Unit),
    name: fn(&T) -> &str,
    set_name: fn(&mut T, &str),
) -> Vec<ColumnOf<T>> {
    let units = (Unit::ALL, Unit::name as fn(_) -> _);
    vec![ColumnOf::one_of("unit", UNIT, units, unit, set_unit), ColumnOf::text("name", NAME, name, set_name)]
}

/// `waves.csv`.
pub(super) fn waves() -> Schema<WaveFigure> {
    let mut columns = named(
        |row: &WaveFigure| row.unit,
        |row, to| row.unit = to,
        |row| &row.name,
        |row, to| row.name = to.to_owned(),
    );
    columns.push(which(
        "which figure; docs/epidemiology.md defines each",
        |row: &WaveFigure| row.figure,
        |row, to| row.figure = to,
    ));
    columns.extend(figure(|row: &WaveFigure| &row.summary, |row| &mut row.summary));
    let blank = WaveFigure { unit: Unit::ALL[0], name: String::new(), figure: Figure::ALL[0], summary: BLANK };
    Schema { columns, blank }
}

/// `cohorts.csv`.
pub(super) fn cohorts() -> Schema<Cohort> {
    let mut columns =
        named(|row: &Cohort| row.unit, |row, to| row.unit = to, |row| &row.name, |row, to| row.name = to.to_owned());
    let span = |year| if year { "year" } else { "quarter" };
    let seen = "share of the children that the end of the run lets one see; empty if too few copies tell";
    let corrected =
        "children per case, those after the end of the run included; empty where less than half can be seen";
    columns.extend([
        ColumnOf::one_of(
            "span",
            "quarter of a year (longer in runs of more than 1,300 weeks) or year",
            ([false, true], span as fn(_) -> _),
            |row: &Cohort| row.year,
            |row, to| row.year = to,
        ),
        whole(
            "first_week",
            Measure::Weeks,
            "first week in which its cases began",
            |row| row.first_week,
            |row, to| row.first_week = to,
        ),
        whole("last_week", Measure::Weeks, "last of these weeks", |row| row.last_week, |row, to| row.last_week = to),
        number("cases", Measure::Count, "mean cases per seed", |row| row.cases, |row, to| row.cases = to),
        number(
            "children",
            Measure::Count,
            "mean children per seed by the end of the run",
            |row| row.children,
            |row, to| row.children = to,
        ),
        number(
            "reproduction_seen",
            Measure::Number,
            "children per case by the end of the run",
            |row| row.seen,
            |row, to| row.seen = to,
        ),
        number("share_seen", Measure::Share, seen, |row| row.share_seen, |row, to| row.share_seen = to),
        number(
            "reproduction_number",
            Measure::Number,
            corrected,
            |row| row.reproduction,
            |row, to| row.reproduction = to,
        ),
        number(
            "reproduction_number_se",
            Measure::Number,
            "its standard error over seeds",
            |row| row.standard_error,
            |row, to| row.standard_error = to,
        ),
        number(
            "lower95",
            Measure::Number,
            "lower end of Student's 95 % interval of it",
            |row| row.lower95,
            |row, to| row.lower95 = to,
        ),
        number("upper95", Measure::Number, "upper end of that interval", |row| row.upper95, |row, to| row.upper95 = to),
    ]);
    let blank = Cohort {
        unit: Unit::ALL[0],
        name: String::new(),
        year: false,
        first_week: 0,
        last_week: 0,
        cases: 0.0,
        children: 0.0,
        seen: 0.0,
        share_seen: 0.0,
        reproduction: 0.0,
        standard_error: 0.0,
        lower95: 0.0,
        upper95: 0.0,
    };
    Schema { columns, blank }
}

/// `attack_rates.csv`.
pub(super) fn attack_rates() -> Schema<AttackRate> {
    let mut columns = named(
        |row: &AttackRate| row.unit,
        |row, to| row.unit = to,
        |row| &row.name,
        |row, to| row.name = to.to_owned(),
    );
    let group = "the group: fifth of the managers by the trait from 1 (lowest), steps of distance or out_of_reach, firm, office";
    let reached =
        "share of these managers who ever had a case, pooled over seeds; those who had one at week 0 are left out";
    columns.extend([
        by("by what managers are grouped, as of week 0", |row: &AttackRate| row.by, |row, to| row.by = to),
        ColumnOf::text("group", group, |row: &AttackRate| &row.group, |row, to| row.group = to.to_owned()),
        whole(
            "seeds",
            Measure::Count,
            "seeds with a case and such managers",
            |row| row.seeds,
            |row, to| row.seeds = to,
        ),
        number(
            "managers",
            Measure::Count,
            "mean managers in these seeds",
            |row| row.managers,
            |row, to| row.managers = to,
        ),
        number(
            "trait_mean",
            Measure::Number,
            "mean of the trait; empty for firms, offices and out of reach",
            |row| row.mean,
            |row, to| row.mean = to,
        ),
        number("attack_rate", Measure::Share, reached, |row| row.reached, |row, to| row.reached = to),
        number(
            "lower95",
            Measure::Share,
            "lower end of its 95 % interval over seeds",
            |row| row.lower95,
            |row, to| row.lower95 = to,
        ),
        number("upper95", Measure::Share, "upper end of that interval", |row| row.upper95, |row, to| row.upper95 = to),
        number(
            "arrival_weeks",
            Measure::Weeks,
            "mean weeks from the first case to theirs, of those reached",
            |row| row.arrival,
            |row, to| row.arrival = to,
        ),
        number(
            "arrival_weeks_se",
            Measure::Weeks,
            "its standard error over seeds",
            |row| row.arrival_se,
            |row, to| row.arrival_se = to,
        ),
    ]);
    let blank = AttackRate {
        unit: Unit::ALL[0],
        name: String::new(),
        by: Trait::ALL[0],
        group: String::new(),
        seeds: 0,
        managers: 0.0,
        mean: 0.0,
        reached: 0.0,
        lower95: 0.0,
        upper95: 0.0,
        arrival: 0.0,
        arrival_se: 0.0,
    };
    Schema { columns, blank }
}

/// `senders.csv`.
pub(super) fn senders() -> Schema<Sender> {
    let mut columns =
        named(|row: &Sender| row.unit, |row, to| row.unit = to, |row| &row.name, |row, to| row.name = to.to_owned());
    columns.extend([
        by("in what they are compared, as of week 0", |row: &Sender| row.by, |row, to| row.by = to),
        number(
            "top_fifth",
            Measure::Number,
            "mean among the fifth of users of whom most copies were taken",
            |row| row.top,
            |row, to| row.top = to,
        ),
        number("all_users", Measure::Number, "mean among all users", |row| row.all, |row, to| row.all = to),
    ]);
    // The columns that follow summarise the difference between the two, paired by seed.
    columns.extend(figure(|row: &Sender| &row.difference, |row| &mut row.difference));
    let blank =
        Sender { unit: Unit::ALL[0], name: String::new(), by: Trait::ALL[0], top: 0.0, all: 0.0, difference: BLANK };
    Schema { columns, blank }
}
