//! The columns of the short tables: what is said over all seeds, always as CSV.

use super::columns::ColumnOf;
use super::events::names;
use super::read::{CaseReproduction, Exposure, GroupFigure, Total, Transition, TransitionKind, Transmission};
use crate::table::{Heading, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::{Effect, Phase};
use darkside_engine::record::{Alignment, Locus, Mechanism};
use darkside_stats::Summary;

/// One row of `summary.csv`: a metric in a week.
pub(super) struct WeekFigure {
    pub(super) week: u32,
    pub(super) metric: usize,
    pub(super) figure: Summary,
}

/// What stands for all loci together.
pub(super) const TOTAL: &str = "total";
/// What stands for all years together.
pub(super) const ALL_YEARS: &str = "all";

/// The headings of these columns.
pub(super) fn headings<T>(columns: &[ColumnOf<'_, T>]) -> Vec<Heading> {
    columns.iter().map(|column| column.heading.clone()).collect()
}

/// The rows as a table.
pub(super) fn table<'a, T: 'a>(columns: &[ColumnOf<'a, T>], rows: &[T]) -> Table {
    Table { columns: columns.iter().map(|column| column.over(&[rows])).collect() }
}

/// `summary.csv`.
pub(super) fn summary<'a>(metrics: Vec<String>) -> Vec<ColumnOf<'a, WeekFigure>> {
    type Column<'a> = ColumnOf<'a, WeekFigure>;
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, "week, from 0", |row| row.week),
        Column::word("metric", "column of the series", metrics, |row| row.metric),
    ];
    columns.extend(figure(|row: &WeekFigure| row.figure));
    columns
}

/// `totals.csv`.
pub(super) fn totals<'a>() -> Vec<ColumnOf<'a, Total>> {
    type Column<'a> = ColumnOf<'a, Total>;
    let mut columns = vec![Column::own_word("metric", "figure of a whole run", |row| &row.metric)];
    columns.extend(figure(|row: &Total| row.figure));
    columns
}

/// `transmissions.csv`.
pub(super) fn transmissions<'a>() -> Vec<ColumnOf<'a, Transmission>> {
    type Column<'a> = ColumnOf<'a, Transmission>;
    let count =
        |name: &str, meaning: &str, of: fn(&Transmission) -> f64| Column::number(name, Unit::Count, meaning, of);
    vec![
        Column::word("mechanism", "how it arrived", names(Mechanism::ALL, Mechanism::name), |row| {
            row.mechanism.index()
        }),
        locus(|row: &Transmission| row.locus),
        count("adoptions", "mean adoptions per seed", |row| row.adoptions),
        count("adoptions_se", "standard error of it", |row| row.adoptions_se),
        count("onsets", "mean onsets per seed credited to a practice that arrived so", |row| row.onsets),
        count("onsets_se", "standard error of it", |row| row.onsets_se),
    ]
}

/// `reproduction.csv`; `years` is the last year in it.
pub(super) fn reproduction<'a>(years: u32) -> Vec<ColumnOf<'a, CaseReproduction>> {
    type Column<'a> = ColumnOf<'a, CaseReproduction>;
    let year_words = std::iter::once(ALL_YEARS.to_owned()).chain((1..=years).map(|year| year.to_string())).collect();
    let mut loci = vec![TOTAL.to_owned()];
    loci.extend(names(Locus::ALL, Locus::name));
    let count =
        |name: &str, meaning: &str, of: fn(&CaseReproduction) -> f64| Column::number(name, Unit::Count, meaning, of);
    let number =
        |name: &str, meaning: &str, of: fn(&CaseReproduction) -> f64| Column::number(name, Unit::Number, meaning, of);
    vec![
        Column::word("effect", "the effect", names(Effect::ALL, Effect::name), |row| row.effect.index()),
        Column::word("year", "year of the parent's onset, from 1, or all", year_words, |row| {
            row.year.unwrap_or(0) as usize
        }),
        Column::word("locus", "from where the copy came, or total", loci, |row| {
            row.locus.map_or(0, |locus| 1 + locus.index())
        }),
        count("cases", "mean cases per seed", |row| row.cases),
        count("children", "mean children per seed", |row| row.children),
        number("reproduction_number", "children per case", |row| row.number),
        number("reproduction_number_se", "standard error of it over seeds", |row| row.standard_error),
    ]
}

/// `exposure.csv`.
pub(super) fn exposure<'a>() -> Vec<ColumnOf<'a, Exposure>> {
    type Column<'a> = ColumnOf<'a, Exposure>;
    let weeks = "mean relationship-practice-weeks at risk per seed with at least one source there";
    let per = "adoptions from there per relationship-practice-week at risk";
    vec![
        locus(|row: &Exposure| row.locus),
        Column::number("exposure", Unit::Weeks, weeks, |row| row.weeks),
        Column::number("adoptions", Unit::Count, "mean adoptions from there per seed", |row| row.adoptions),
        Column::number("adoptions_per_exposure", Unit::RatePerWeek, per, |row| row.rate),
        Column::number("adoptions_per_exposure_se", Unit::RatePerWeek, "standard error of it over seeds", |row| {
            row.standard_error
        }),
    ]
}

/// `transitions.csv`.
pub(super) fn transitions<'a>() -> Vec<ColumnOf<'a, Transition>> {
    type Column<'a> = ColumnOf<'a, Transition>;
    let kinds = vec!["phase".to_owned(), "alignment".to_owned()];
    let states = transition_states();
    let state = |row: &Transition, position: usize| match row.kind {
        TransitionKind::Phase => position,
        TransitionKind::Alignment => Phase::ALL.len() + position,
    };
    vec![
        Column::word("kind", "phases or alignment patterns", kinds, |row| row.kind as usize),
        Column::word("from", "state left", states.clone(), move |row| state(row, row.from)),
        Column::word("to", "state entered a week later", states, move |row| state(row, row.to)),
        Column::number("count", Unit::Count, "mean number per seed", |row| row.count),
        Column::number("count_se", Unit::Count, "standard error of it", |row| row.count_se),
        Column::number("share", Unit::Share, "share of all weekly steps from there", |row| row.share),
    ]
}

/// The names of the phases, then of the alignment patterns.
pub(super) fn transition_states() -> Vec<String> {
    [names(Phase::ALL, Phase::name), names(Alignment::ALL, Alignment::name)].concat()
}

/// `groups.csv`.
pub(super) fn groups<'a>() -> Vec<ColumnOf<'a, GroupFigure>> {
    type Column<'a> = ColumnOf<'a, GroupFigure>;
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, "week at whose end it was taken", |row| row.week),
        Column::own_word("group", "what managers are grouped by", |row| &row.group),
        Column::own_word("member", "which of its groups", |row| &row.member),
        Column::whole("managers", Unit::Count, "managers in it", |row| row.managers),
        Column::own_word("metric", "mean over the relationships of these managers", |row| &row.metric),
    ];
    columns.extend(figure(|row: &GroupFigure| row.figure));
    columns
}

fn locus<'a, T: 'a>(of: impl Fn(&T) -> Locus + 'a) -> ColumnOf<'a, T> {
    ColumnOf::word("locus", "from where", names(Locus::ALL, Locus::name), move |row| of(row).index())
}

/// The columns that sum up several seeds.
fn figure<'a, T: 'a>(of: impl Fn(&T) -> Summary + Copy + 'a) -> Vec<ColumnOf<'a, T>> {
    let number = |name: &str, meaning: &str, part: fn(Summary) -> f64| {
        ColumnOf::number(name, Unit::Number, meaning, move |row: &T| part(of(row)))
    };
    let seeds = ColumnOf::whole("seeds", Unit::Count, "seeds for which it is defined", move |row: &T| {
        u32::try_from(of(row).count).unwrap_or(u32::MAX)
    });
    vec![
        seeds,
        number("mean", "mean over these seeds", |figure| figure.mean),
        number("standard_deviation", "standard deviation over these seeds", |figure| figure.standard_deviation),
        number("lower95", "lower end of Student's 95 % interval of the mean", |figure| figure.lower95),
        number("upper95", "upper end of it", |figure| figure.upper95),
    ]
}
