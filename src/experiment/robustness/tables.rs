//! The tables of a robustness analysis.

use super::{Judged, Point, Robustness};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;

/// `claims`: a row for each claim.
pub fn claims_table(robustness: &Robustness, judged: &[Judged]) -> Table {
    let claims = &robustness.claims.claims;
    let words = |name: &str, meaning: &str, get: fn(&super::Claim) -> &str| {
        Column::words(name, meaning, claims.iter().map(get))
    };
    let numbers = |name: &str, unit: Unit, meaning: &str, get: fn(&Judged) -> f64| {
        Column::numbers(name, unit, meaning, judged.iter().map(get))
    };
    let counts = |name: &str, meaning: &str, get: fn(&Judged) -> u32| {
        Column::whole(name, Unit::Count, meaning, judged.iter().map(get))
    };
    let depends = judged.iter().map(|one| {
        let words = one.depends.iter().map(|(at, rho)| format!("{} {rho:+.2}", robustness.tuned[*at].name));
        words.collect::<Vec<_>>().join("; ")
    });
    Table {
        columns: vec![
            words("claim", "name of the claim", |claim| &claim.id),
            words("pattern", "pattern or hypothesis that it belongs to", |claim| &claim.pattern),
            words("status", "built_in, tuned or prediction", |claim| &claim.status),
            words("says", "what it says", |claim| &claim.claim),
            Column::numbers(
                "within",
                Unit::Number,
                "margin around 0; none if the sum must be above 0",
                claims.iter().map(|claim| claim.within.unwrap_or(f64::NAN)),
            ),
            counts("points", "points at which it is defined", |one| one.points),
            counts("holds", "points at which the mean over seeds is as claimed", |one| one.holds),
            counts("clearly", "points at which its whole 95 % interval is", |one| one.clearly),
            counts("reversed", "points at which its whole 95 % interval is not", |one| one.reversed),
            numbers("doubtful", Unit::Count, "points that are likely on the wrong side because of few seeds", |one| {
                one.doubtful
            }),
            numbers("share", Unit::Share, "holds / points", |one| one.share),
            numbers(
                "share_low",
                Unit::Share,
                "lower bound of it: Wilson's lower 95 % limit with `doubtful` fewer points that hold",
                |one| one.bounds.lower,
            ),
            numbers(
                "share_high",
                Unit::Share,
                "upper bound of it: Wilson's upper 95 % limit with `doubtful` more points that hold",
                |one| one.bounds.upper,
            ),
            numbers("mean", Unit::Number, "mean of the sum over points and seeds", |one| one.mean),
            numbers("least", Unit::Number, "least mean at a point", |one| one.range.lower),
            numbers("greatest", Unit::Number, "greatest mean at a point", |one| one.range.upper),
            Column::words("depends_on", "tuned values it depends on most, with their rank correlations", depends),
        ],
    }
}

/// `sums`: a row for each point and claim, with mean and extremes over seeds.
pub fn sums_table(robustness: &Robustness, points: &[Point]) -> Table {
    let claims = &robustness.claims.claims;
    let rows: Vec<(u32, usize, usize, f64)> = points
        .iter()
        .enumerate()
        .flat_map(|(number, point)| {
            point.sums.iter().enumerate().flat_map(move |(claim, sums)| {
                sums.iter().enumerate().map(move |(seed, sum)| (number as u32, claim, seed, *sum))
            })
        })
        .collect();
    Table {
        columns: vec![
            Column::whole("point", Unit::Count, "number of the point", rows.iter().map(|row| row.0)),
            Column::words("claim", "name of the claim", rows.iter().map(|row| claims[row.1].id.as_str())),
            Column::long("seed", "the seed", rows.iter().map(|row| robustness.first_seed + row.2 as u64)),
            Column::numbers(
                "sum",
                Unit::Number,
                "the sum that must be above 0, or within the margin",
                rows.iter().map(|row| row.3),
            ),
        ],
    }
}

/// `factors`: a row for each point and tuned number, with its factor.
pub fn factors_table(robustness: &Robustness, points: &[Point]) -> Table {
    let factors: Vec<Vec<f64>> = (0..points.len() as u32).map(|number| robustness.factors(number)).collect();
    let rows = || (0..points.len()).flat_map(|point| (0..robustness.tuned.len()).map(move |at| (point, at)));
    Table {
        columns: vec![
            Column::whole("point", Unit::Count, "number of the point", rows().map(|(point, _)| point as u32)),
            Column::words("value", "tuned value", rows().map(|(_, at)| robustness.tuned[at].name.as_str())),
            Column::numbers(
                "factor",
                Unit::Number,
                "what it was multiplied by",
                rows().map(|(point, at)| factors[point][at]),
            ),
            Column::truths(
                "refused",
                "whether the checker refused the point",
                rows().map(|(point, _)| points[point].refused.is_some()),
            ),
        ],
    }
}
