//! The tables of a sensitivity analysis.

use super::{FactorQuestion, Findings, Outcomes, Plan, RangeSource, Swing};
use crate::experiment::table_of::TableOf;
use crate::table::Table;
use darkside_engine::parameter::Unit;

/// How the intervals of figures come about.
const BOOTSTRAP: &str = "95 % bootstrap interval";

/// `factors`: a row for each factor, the most important first.
pub fn factors_table(question: &FactorQuestion, plan: &Plan, findings: &Findings, swings: &[Swing]) -> Table {
    let ranking = findings.ranking();
    let unit = question.reading.metric.unit;
    let factor = |at: &usize| &plan.factors[*at];
    let table = TableOf::new(&ranking)
        .words("factor", "what is varied", |at| &factor(at).path)
        .number("from", Unit::Number, "least value, in the parameter's unit", |at| factor(at).ends()[0])
        .number("to", Unit::Number, "greatest value", |at| factor(at).ends()[1])
        .words("unit", "the parameter's unit", |at| &factor(at).unit)
        .words("range", "where the range comes from", |at| source(question.ranges[*at]))
        .number("outcome_low", unit, "mean outcome at the lower end of the range", |at| swings[*at].low)
        .number("outcome_high", unit, "mean outcome at the upper end of the range", |at| swings[*at].high);
    let uncertain = "whether the interval of μ* or of the total index is wider than the figure itself";
    match findings {
        Findings::Morris(effects) => {
            let sigma = "standard deviation of the effect";
            table
                .with_interval95("mu_star", unit, "mean size of the effect of the whole range", BOOTSTRAP, |at| {
                    (effects[*at].mu_star, effects[*at].mu_star95)
                })
                .with_interval95("mu", unit, "mean effect of the whole range, with its sign", BOOTSTRAP, |at| {
                    (effects[*at].mu, effects[*at].mu95)
                })
                .with_interval95("sigma", unit, sigma, BOOTSTRAP, |at| (effects[*at].sigma, effects[*at].sigma95))
                .whole("effects", Unit::Count, "effects that were defined", |at| {
                    u32::try_from(effects[*at].effects).unwrap_or(u32::MAX)
                })
                .truth("uncertain", uncertain, |at| findings.is_uncertain(*at))
        }
        Findings::Sobol(indices) => {
            let first = "first-order index: share of the variance that goes if it alone is fixed";
            let total = "total index: share of the variance that stays if all others are fixed";
            let first_uncertain = "whether the interval of the first-order index is wider than the index itself";
            table
                .with_interval95("first", Unit::Share, first, BOOTSTRAP, |at| {
                    (indices.factors[*at].first.value, indices.factors[*at].first.interval95)
                })
                .with_interval95("total", Unit::Share, total, BOOTSTRAP, |at| {
                    (indices.factors[*at].total.value, indices.factors[*at].total.interval95)
                })
                .truth("uncertain", uncertain, |at| findings.is_uncertain(*at))
                .truth("first_uncertain", first_uncertain, |at| indices.factors[*at].first.is_uncertain())
        }
    }
    .table()
}

fn source(source: RangeSource) -> &'static str {
    match source {
        RangeSource::Given => "given",
        RangeSource::Allowed => "allowed",
        RangeSource::Around => "around",
    }
}

/// `points`: a row for each point, with the factors' values and the mean outcome.
pub fn points_table(question: &FactorQuestion, plan: &Plan, outcomes: &Outcomes) -> Table {
    let numbers = 0..plan.points();
    let rows: Vec<(u32, Vec<f64>, f64)> =
        numbers.zip(&outcomes.means).map(|(number, mean)| (number, plan.point(number), *mean)).collect();
    let mut table = TableOf::new(&rows).whole("point", Unit::Count, "number of the point, from 0", |row| row.0);
    for (at, factor) in plan.factors.iter().enumerate() {
        table = table.number(&factor.path, Unit::Number, &factor.meaning, |row| row.1[at]);
    }
    let (unit, meaning) = (question.reading.metric.unit, format!("{}, mean over seeds", question.reading.words()));
    table.number("outcome", unit, &meaning, |row| row.2).table()
}

/// `outcomes`: a row for each run.
pub fn outcomes_table(question: &FactorQuestion, outcomes: &Outcomes) -> Table {
    let mut rows: Vec<(u32, u64, f64)> = Vec::new();
    for (point, by_seed) in (0..).zip(&outcomes.by_seed) {
        let seeds = (question.scenario.parameters.run.seed..).zip(by_seed);
        rows.extend(seeds.map(|(seed, outcome)| (point, seed, *outcome)));
    }
    TableOf::new(&rows)
        .whole("point", Unit::Count, "number of the point", |row| row.0)
        .long("seed", "the seed", |row| row.1)
        .number("outcome", question.reading.metric.unit, &question.reading.words(), |row| row.2)
        .table()
}
