//! The short tables: results over all seeds, always as CSV.

use super::columns::{ColumnOf, Schema};
use super::fields::{Described, Field, column, fields, one_of, schema, text};
use super::rows::{
    CaseReproduction, Exposure, GroupFigure, Total, Transition, TransitionKind, Transmission, WeekFigure,
};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::{Effect, Phase};
use darkside_engine::record::{Alignment, Locus, Mechanism};
use darkside_stats::Summary;

/// `summary.csv`, for metrics with these names.
pub(super) fn summary(metrics: Vec<String>) -> Schema<WeekFigure> {
    schema!(WeekFigure {
        week: column("week", Unit::Weeks, "week, from 0"),
        metric: metric(metrics),
        figure: over_seeds(),
    })
}

fn metric(Field { get, get_mut }: Field<WeekFigure, usize>, metrics: Vec<String>) -> Described<WeekFigure, usize> {
    let set = move |row: &mut WeekFigure, at| *get_mut(row) = at;
    (vec![ColumnOf::word("metric", "column of the series", metrics, move |row| *get(row), set)], 0)
}

/// `totals.csv`.
pub(super) fn totals() -> Schema<Total> {
    schema!(Total { metric: text("metric", "figure of a whole run"), figure: over_seeds() })
}

/// `transmissions.csv`.
pub(super) fn transmissions() -> Schema<Transmission> {
    let onsets = "mean onsets per seed credited to a practice that arrived this way";
    schema!(Transmission {
        mechanism: one_of("mechanism", "mechanism by which it arrived", Mechanism::ALL, Mechanism::name),
        locus: one_of("locus", "locus from which it came", Locus::ALL, Locus::name),
        adoptions: column("adoptions", Unit::Count, "mean adoptions per seed"),
        adoptions_se: column("adoptions_se", Unit::Count, "its standard error"),
        onsets: column("onsets", Unit::Count, onsets),
        onsets_se: column("onsets_se", Unit::Count, "its standard error"),
    })
}

/// `reproduction.csv`.
pub(super) fn reproduction() -> Schema<CaseReproduction> {
    schema!(CaseReproduction {
        effect: one_of("effect", "the effect", Effect::ALL, Effect::name),
        year: year(),
        locus: locus_or_total(),
        cases: column("cases", Unit::Count, "mean cases per seed"),
        children: column("children", Unit::Count, "mean children per seed"),
        number: column("reproduction_number", Unit::Number, "children per case"),
        standard_error: column("reproduction_number_se", Unit::Number, "its standard error over seeds"),
    })
}

fn year(_: Field<CaseReproduction, Option<u32>>) -> Described<CaseReproduction, Option<u32>> {
    let column = ColumnOf::parsed(
        "year",
        "year of the parent's onset, from 1, or all",
        |row: &CaseReproduction| row.year.map_or("all".into(), |year| year.to_string().into()),
        |row, word| {
            row.year = if word == "all" { None } else { Some(word.parse().ok()?) };
            Some(())
        },
    );
    (vec![column], None)
}

fn locus_or_total(_: Field<CaseReproduction, Option<Locus>>) -> Described<CaseReproduction, Option<Locus>> {
    let words = std::iter::once("total").chain(Locus::ALL.map(Locus::name));
    let column = ColumnOf::word(
        "locus",
        "from where the copy came, or total",
        words.map(str::to_owned).collect(),
        |row: &CaseReproduction| row.locus.map_or(0, |locus| 1 + locus.index()),
        |row, at| row.locus = at.checked_sub(1).map(|at| Locus::ALL[at]),
    );
    (vec![column], None)
}

/// `exposure.csv`.
pub(super) fn exposure() -> Schema<Exposure> {
    let weeks = "mean relationship-practice-weeks at risk per seed with at least one source there";
    let rate = "adoptions from there per relationship-practice-week at risk";
    schema!(Exposure {
        locus: one_of("locus", "locus of the sources", Locus::ALL, Locus::name),
        weeks: column("exposure", Unit::Weeks, weeks),
        adoptions: column("adoptions", Unit::Count, "mean adoptions from there per seed"),
        rate: column("adoptions_per_exposure", Unit::RatePerWeek, rate),
        standard_error: column("adoptions_per_exposure_se", Unit::RatePerWeek, "its standard error over seeds"),
    })
}

/// `transitions.csv`.
pub(super) fn transitions() -> Schema<Transition> {
    let kind = |kind| match kind {
        TransitionKind::Phase => "phase",
        TransitionKind::Alignment => "alignment",
    };
    let kinds = [TransitionKind::Phase, TransitionKind::Alignment];
    schema!(Transition {
        kind: one_of("kind", "phases or alignment patterns", kinds, kind),
        from: state("from", "state left"),
        to: state("to", "state entered a week later"),
        count: column("count", Unit::Count, "mean number per seed"),
        count_se: column("count_se", Unit::Count, "its standard error"),
        share: column("share", Unit::Share, "share of all weekly steps from that state"),
    })
}

/// A phase or an alignment pattern by its name.
fn state(Field { get, get_mut }: Field<Transition, usize>, name: &str, meaning: &str) -> Described<Transition, usize> {
    const PHASES: usize = Phase::ALL.len();
    let words = Phase::ALL.map(Phase::name).into_iter().chain(Alignment::ALL.map(Alignment::name));
    let position = move |row: &Transition| match row.kind {
        TransitionKind::Phase => *get(row),
        TransitionKind::Alignment => PHASES + *get(row),
    };
    let set = move |row: &mut Transition, at| *get_mut(row) = at % PHASES;
    (vec![ColumnOf::word(name, meaning, words.map(str::to_owned).collect(), position, set)], 0)
}

/// `groups.csv`.
pub(super) fn groups() -> Schema<GroupFigure> {
    schema!(GroupFigure {
        week: column("week", Unit::Weeks, super::moments::WEEK),
        group: text("group", "what managers are grouped by"),
        member: text("member", "which of its groups"),
        managers: column("managers", Unit::Count, "managers in it"),
        metric: text("metric", "mean over the relationships of these managers"),
        figure: over_seeds(),
    })
}

/// A summary over seeds.
pub(super) fn over_seeds<T: 'static>(summary: Field<T, Summary>) -> Described<T, Summary> {
    fields!(
        summary,
        Summary {
            count: seeds(),
            mean: column("mean", Unit::Number, "mean over these seeds"),
            standard_deviation: column("standard_deviation", Unit::Number, "standard deviation over these seeds"),
            lower95: column("lower95", Unit::Number, "lower end of Student's 95 % interval of the mean"),
            upper95: column("upper95", Unit::Number, "upper end of that interval"),
        }
    )
}

fn seeds<T: 'static>(Field { get, get_mut }: Field<T, u64>) -> Described<T, u64> {
    let count = move |row: &T| u32::try_from(*get(row)).unwrap_or(u32::MAX);
    let set = move |row: &mut T, seeds: u32| *get_mut(row) = seeds.into();
    (vec![ColumnOf::plain("seeds", Unit::Count, "seeds in which it is defined", count, set)], 0)
}
