//! The short tables: results over all seeds, always as CSV.

use std::fs::File;

use super::columns::{ColumnOf, Schema};
use super::events::{effect, locus, mechanism};
use super::rows::{
    CaseReproduction, Exposure, GroupFigure, Total, Transition, TransitionKind, Transmission, WeekFigure,
};
use crate::table::CsvStretches;
use darkside_engine::parameter::Unit;
use darkside_engine::practice::{Effect, Phase};
use darkside_engine::record::{Alignment, Locus, Mechanism};
use darkside_error::Result;
use darkside_stats::Summary;

/// A summary before its columns are read.
pub(super) const BLANK: Summary = Summary { count: 0, mean: 0.0, standard_deviation: 0.0, lower95: 0.0, upper95: 0.0 };

/// The rows of a short table; `name` is what messages call it.
///
/// # Errors
/// If it cannot be read or has other columns.
pub(super) fn read<T: Clone>(file: File, name: &str, schema: &Schema<T>) -> Result<Vec<T>> {
    schema.rows(&CsvStretches::open(file, name, schema.headings())?.all()?)
}

/// `summary.csv`, for metrics with these names.
pub(super) fn summary(metrics: Vec<String>) -> Schema<WeekFigure> {
    type Column = ColumnOf<WeekFigure>;
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, "week, from 0", |row| row.week, |row, to| row.week = to),
        Column::word("metric", "column of the series", metrics, |row| row.metric, |row, to| row.metric = to),
    ];
    columns.extend(figure(|row: &WeekFigure| &row.figure, |row| &mut row.figure));
    Schema { columns, blank: WeekFigure { week: 0, metric: 0, figure: BLANK } }
}

/// `totals.csv`.
pub(super) fn totals() -> Schema<Total> {
    type Column = ColumnOf<Total>;
    let mut columns =
        vec![Column::text("metric", "figure of a whole run", |row| &row.metric, |row, to| row.metric = to.to_owned())];
    columns.extend(figure(|row: &Total| &row.figure, |row| &mut row.figure));
    Schema { columns, blank: Total { metric: String::new(), figure: BLANK } }
}

/// `transmissions.csv`.
pub(super) fn transmissions() -> Schema<Transmission> {
    let count = |name: &str, meaning: &str, get: fn(&Transmission) -> f64, set: fn(&mut Transmission, f64)| {
        ColumnOf::number(name, Unit::Count, meaning, get, set)
    };
    let onsets = "mean onsets per seed credited to a practice that arrived this way";
    let columns = vec![
        mechanism("mechanism by which it arrived", |row: &Transmission| row.mechanism, |row, to| row.mechanism = to),
        locus("locus from which it came", |row: &Transmission| row.locus, |row, to| row.locus = to),
        count("adoptions", "mean adoptions per seed", |row| row.adoptions, |row, to| row.adoptions = to),
        count("adoptions_se", "its standard error", |row| row.adoptions_se, |row, to| row.adoptions_se = to),
        count("onsets", onsets, |row| row.onsets, |row, to| row.onsets = to),
        count("onsets_se", "its standard error", |row| row.onsets_se, |row, to| row.onsets_se = to),
    ];
    let blank = Transmission {
        mechanism: Mechanism::ALL[0],
        locus: Locus::ALL[0],
        adoptions: 0.0,
        adoptions_se: 0.0,
        onsets: 0.0,
        onsets_se: 0.0,
    };
    Schema { columns, blank }
}

/// `reproduction.csv`.
pub(super) fn reproduction() -> Schema<CaseReproduction> {
    type Row = CaseReproduction;
    type Column = ColumnOf<Row>;
    let loci = std::iter::once("total".to_owned()).chain(Locus::ALL.map(|locus| locus.name().to_owned()));
    let number = |name: &str, unit, meaning: &str, get: fn(&Row) -> f64, set: fn(&mut Row, f64)| {
        Column::number(name, unit, meaning, get, set)
    };
    let error = "its standard error over seeds";
    let columns = vec![
        effect("the effect", |row: &Row| row.effect, |row, to| row.effect = to),
        Column::parsed(
            "year",
            "year of the parent's onset, from 1, or all",
            |row| row.year.map_or("all".into(), |year| year.to_string().into()),
            |row, word| {
                row.year = if word == "all" { None } else { Some(word.parse().ok()?) };
                Some(())
            },
        ),
        Column::word(
            "locus",
            "from where the copy came, or total",
            loci.collect(),
            |row| row.locus.map_or(0, |locus| 1 + locus.index()),
            |row, at| row.locus = at.checked_sub(1).map(|at| Locus::ALL[at]),
        ),
        number("cases", Unit::Count, "mean cases per seed", |row| row.cases, |row, to| row.cases = to),
        number("children", Unit::Count, "mean children per seed", |row| row.children, |row, to| row.children = to),
        number("reproduction_number", Unit::Number, "children per case", |row| row.number, |row, to| row.number = to),
        number(
            "reproduction_number_se",
            Unit::Number,
            error,
            |row| row.standard_error,
            |row, to| {
                row.standard_error = to;
            },
        ),
    ];
    let blank = Row {
        effect: Effect::ALL[0],
        year: None,
        locus: None,
        cases: 0.0,
        children: 0.0,
        number: 0.0,
        standard_error: 0.0,
    };
    Schema { columns, blank }
}

/// `exposure.csv`.
pub(super) fn exposure() -> Schema<Exposure> {
    let number = |name: &str, unit, meaning: &str, get: fn(&Exposure) -> f64, set: fn(&mut Exposure, f64)| {
        ColumnOf::number(name, unit, meaning, get, set)
    };
    let weeks = "mean relationship-practice-weeks at risk per seed with at least one source there";
    let adoptions = "mean adoptions from there per seed";
    let per = "adoptions from there per relationship-practice-week at risk";
    let error = "its standard error over seeds";
    let columns = vec![
        locus("locus of the sources", |row: &Exposure| row.locus, |row, to| row.locus = to),
        number("exposure", Unit::Weeks, weeks, |row| row.weeks, |row, to| row.weeks = to),
        number("adoptions", Unit::Count, adoptions, |row| row.adoptions, |row, to| row.adoptions = to),
        number("adoptions_per_exposure", Unit::RatePerWeek, per, |row| row.rate, |row, to| row.rate = to),
        number(
            "adoptions_per_exposure_se",
            Unit::RatePerWeek,
            error,
            |row| row.standard_error,
            |row, to| {
                row.standard_error = to;
            },
        ),
    ];
    let blank = Exposure { locus: Locus::ALL[0], weeks: 0.0, adoptions: 0.0, rate: 0.0, standard_error: 0.0 };
    Schema { columns, blank }
}

/// `transitions.csv`.
pub(super) fn transitions() -> Schema<Transition> {
    type Column = ColumnOf<Transition>;
    const PHASES: usize = Phase::ALL.len();
    // The words of the states: the phases, then the alignment patterns.
    let phases = Phase::ALL.map(|phase| phase.name().to_owned());
    let states = phases.into_iter().chain(Alignment::ALL.map(|pattern| pattern.name().to_owned()));
    let states: Vec<String> = states.collect();
    let word = |row: &Transition, state: usize| match row.kind {
        TransitionKind::Phase => state,
        TransitionKind::Alignment => PHASES + state,
    };
    let kind = |kind| match kind {
        TransitionKind::Phase => "phase",
        TransitionKind::Alignment => "alignment",
    };
    let kinds = ([TransitionKind::Phase, TransitionKind::Alignment], kind as fn(_) -> _);
    let count_se = "its standard error";
    let share = "share of all weekly steps from that state";
    let columns = vec![
        Column::one_of("kind", "phases or alignment patterns", kinds, |row| row.kind, |row, to| row.kind = to),
        Column::word(
            "from",
            "state left",
            states.clone(),
            move |row| word(row, row.from),
            |row, at| {
                row.from = at % PHASES;
            },
        ),
        Column::word(
            "to",
            "state entered a week later",
            states,
            move |row| word(row, row.to),
            |row, at| {
                row.to = at % PHASES;
            },
        ),
        Column::number("count", Unit::Count, "mean number per seed", |row| row.count, |row, to| row.count = to),
        Column::number("count_se", Unit::Count, count_se, |row| row.count_se, |row, to| row.count_se = to),
        Column::number("share", Unit::Share, share, |row| row.share, |row, to| row.share = to),
    ];
    let blank = Transition { kind: TransitionKind::Phase, from: 0, to: 0, count: 0.0, count_se: 0.0, share: 0.0 };
    Schema { columns, blank }
}

/// `groups.csv`.
pub(super) fn groups() -> Schema<GroupFigure> {
    type Column = ColumnOf<GroupFigure>;
    let metric = "mean over the relationships of these managers";
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, super::moments::WEEK, |row| row.week, |row, to| row.week = to),
        Column::text("group", "what managers are grouped by", |row| &row.group, |row, to| row.group = to.to_owned()),
        Column::text("member", "which of its groups", |row| &row.member, |row, to| row.member = to.to_owned()),
        Column::whole("managers", Unit::Count, "managers in it", |row| row.managers, |row, to| row.managers = to),
        Column::text("metric", metric, |row| &row.metric, |row, to| row.metric = to.to_owned()),
    ];
    columns.extend(figure(|row: &GroupFigure| &row.figure, |row| &mut row.figure));
    let (group, member, metric) = (String::new(), String::new(), String::new());
    Schema { columns, blank: GroupFigure { week: 0, group, member, managers: 0, metric, figure: BLANK } }
}

/// The columns of a summary over seeds.
pub(super) fn figure<T: 'static>(get: fn(&T) -> &Summary, set: fn(&mut T) -> &mut Summary) -> Vec<ColumnOf<T>> {
    let number = |name: &str, meaning: &str, part: fn(&Summary) -> f64, set_part: fn(&mut Summary, f64)| {
        let set = move |row: &mut T, to| set_part(set(row), to);
        ColumnOf::number(name, Unit::Number, meaning, move |row: &T| part(get(row)), set)
    };
    let deviation = "standard deviation over these seeds";
    let seeds = ColumnOf::whole(
        "seeds",
        Unit::Count,
        "seeds in which it is defined",
        move |row| u32::try_from(get(row).count).unwrap_or(u32::MAX),
        move |row, seeds| set(row).count = seeds.into(),
    );
    vec![
        seeds,
        number("mean", "mean over these seeds", |figure| figure.mean, |figure, to| figure.mean = to),
        number(
            "standard_deviation",
            deviation,
            |figure| figure.standard_deviation,
            |figure, to| {
                figure.standard_deviation = to;
            },
        ),
        number(
            "lower95",
            "lower end of Student's 95 % interval of the mean",
            |figure| figure.lower95,
            |figure, to| {
                figure.lower95 = to;
            },
        ),
        number("upper95", "upper end of that interval", |figure| figure.upper95, |figure, to| figure.upper95 = to),
    ]
}
