//! The tables of a sensitivity analysis.

use super::{FactorQuestion, Findings, Outcomes, Plan, RangeSource, Swing, ends};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_stats::Interval;

/// `factors`: a row for each factor, the most important first.
pub fn factors_table(question: &FactorQuestion, plan: &Plan, findings: &Findings, swings: &[Swing]) -> Table {
    let ranking = findings.ranking();
    let unit = question.reading.metric.unit;
    let factors = || ranking.iter().map(|at| &plan.factors[*at]);
    let end = |which: usize| factors().map(move |factor| ends(factor)[which]);
    let mut columns = vec![
        Column::words("factor", "what is varied", factors().map(|factor| factor.path.as_str())),
        Column::numbers("from", Unit::Number, "least value, in the parameter's unit", end(0)),
        Column::numbers("to", Unit::Number, "greatest value", end(1)),
        Column::words("unit", "the parameter's unit", factors().map(|factor| factor.unit.as_str())),
        Column::words("range", "where the range comes from", ranking.iter().map(|at| source(question.ranges[*at]))),
        Column::numbers(
            "outcome_low",
            unit,
            "mean outcome at the lower end of the range",
            ranking.iter().map(|at| swings[*at].low),
        ),
        Column::numbers(
            "outcome_high",
            unit,
            "mean outcome at the upper end of the range",
            ranking.iter().map(|at| swings[*at].high),
        ),
    ];
    let mut add = |name: &str, unit: Unit, meaning: &str, get: &dyn Fn(usize) -> (f64, Interval)| {
        let all: Vec<(f64, Interval)> = ranking.iter().map(|at| get(*at)).collect();
        columns.push(Column::numbers(name, unit, meaning, all.iter().map(|(value, _)| *value)));
        let lower = "lower end of its 95 % bootstrap interval";
        columns.push(Column::numbers(&format!("{name}_lower95"), unit, lower, all.iter().map(|(_, end)| end.lower)));
        let upper = "upper end of its 95 % bootstrap interval";
        columns.push(Column::numbers(&format!("{name}_upper95"), unit, upper, all.iter().map(|(_, end)| end.upper)));
    };
    match findings {
        Findings::Morris(effects) => {
            let mean = "mean size of the effect of the whole range";
            add("mu_star", unit, mean, &|at| (effects[at].mu_star, effects[at].mu_star95));
            add("mu", unit, "mean effect of the whole range, with its sign", &|at| (effects[at].mu, effects[at].mu95));
            let spread = "standard deviation of the effect";
            add("sigma", unit, spread, &|at| (effects[at].sigma, effects[at].sigma95));
            let count = ranking.iter().map(|at| u32::try_from(effects[*at].effects).unwrap_or(u32::MAX));
            columns.push(Column::whole("effects", Unit::Count, "effects that were defined", count));
        }
        Findings::Sobol(indices) => {
            let first = |at: usize| (indices.factors[at].first.value, indices.factors[at].first.interval95);
            add(
                "first",
                Unit::Share,
                "first-order index: share of the variance that goes if it alone is fixed",
                &first,
            );
            let total = |at: usize| (indices.factors[at].total.value, indices.factors[at].total.interval95);
            add("total", Unit::Share, "total index: share of the variance that stays if all others are fixed", &total);
        }
    }
    let mut warn = |name: &str, meaning: &str, of: &dyn Fn(usize) -> bool| {
        columns.push(Column::truths(name, meaning, ranking.iter().map(|at| of(*at))));
    };
    let meaning = "whether the interval of μ* or of the total index is wider than the figure itself";
    warn("uncertain", meaning, &|at| findings.is_uncertain(at));
    if let Findings::Sobol(indices) = findings {
        let meaning = "whether the interval of the first-order index is wider than the index itself";
        warn("first_uncertain", meaning, &|at| indices.factors[at].first.is_uncertain());
    }
    Table { columns }
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
    let points: Vec<Vec<f64>> = (0..plan.points()).map(|number| plan.point(number)).collect();
    let mut columns = vec![Column::whole("point", Unit::Count, "number of the point, from 0", 0..plan.points())];
    for (at, factor) in plan.factors.iter().enumerate() {
        let values = points.iter().map(|point| point[at]);
        columns.push(Column::numbers(&factor.path, Unit::Number, &factor.meaning, values));
    }
    let (unit, meaning) = (question.reading.metric.unit, format!("{}, mean over seeds", question.reading.words()));
    columns.push(Column::numbers("outcome", unit, &meaning, outcomes.means.iter().copied()));
    Table { columns }
}

/// `outcomes`: a row for each run.
pub fn outcomes_table(question: &FactorQuestion, outcomes: &Outcomes) -> Table {
    let first = question.scenario.parameters.run.seed;
    let rows = || {
        let points = outcomes.by_seed.iter().enumerate();
        points.flat_map(|(point, seeds)| seeds.iter().enumerate().map(move |(seed, outcome)| (point, seed, *outcome)))
    };
    Table {
        columns: vec![
            Column::whole("point", Unit::Count, "number of the point", rows().map(|(point, ..)| point as u32)),
            Column::long("seed", "the seed", rows().map(|(_, seed, _)| first + seed as u64)),
            Column::numbers(
                "outcome",
                question.reading.metric.unit,
                &question.reading.words(),
                rows().map(|(.., outcome)| outcome),
            ),
        ],
    }
}
