//! The tables of a robustness analysis.

use super::{Claim, ClaimsAtPoint, JudgedClaim, Robustness};
use crate::experiment::table_of::TableOf;
use crate::table::Table;
use darkside_engine::parameter::Unit;

/// `claims`: a row for each claim.
pub fn claims_table(robustness: &Robustness, judged: &[JudgedClaim]) -> Table {
    let rows: Vec<(&Claim, &JudgedClaim)> = robustness.claims.claims.iter().zip(judged).collect();
    let depends = |judged: &JudgedClaim| {
        let words = judged.depends.iter().map(|(at, rho)| format!("{} {rho:+.2}", robustness.tuned[*at].name));
        words.collect::<Vec<_>>().join("; ")
    };
    let (any, count, share) = (Unit::Number, Unit::Count, Unit::Share);
    let doubtful = "points that are likely on the wrong side because of few seeds";
    let low = "lower bound of it: Wilson's lower 95 % limit with `doubtful` fewer points that hold";
    let high = "upper bound of it: Wilson's upper 95 % limit with `doubtful` more points that hold";
    let depends_on = "tuned values it depends on most, with their rank correlations";
    TableOf::new(&rows)
        .words("claim", "name of the claim", |(claim, _)| &claim.id)
        .words("pattern", "pattern or hypothesis that it belongs to", |(claim, _)| &claim.pattern)
        .words("status", "built_in, tuned or prediction", |(claim, _)| &claim.status)
        .words("says", "what it says", |(claim, _)| &claim.claim)
        .number("within", any, "margin around 0; none if the sum must be above 0", |(claim, _)| {
            claim.within.unwrap_or(f64::NAN)
        })
        .whole("points", count, "points at which it is defined", |(_, judged)| judged.points)
        .whole("holds", count, "points at which the mean over seeds is as claimed", |(_, judged)| judged.holds)
        .whole("clearly", count, "points at which its whole 95 % interval is", |(_, judged)| judged.clearly)
        .whole("reversed", count, "points at which its whole 95 % interval is not", |(_, judged)| judged.reversed)
        .number("doubtful", count, doubtful, |(_, judged)| judged.doubtful)
        .number("share", share, "holds / points", |(_, judged)| judged.share)
        .number("share_low", share, low, |(_, judged)| judged.bounds.lower)
        .number("share_high", share, high, |(_, judged)| judged.bounds.upper)
        .number("mean", any, "mean of the sum over points and seeds", |(_, judged)| judged.mean)
        .number("least", any, "least mean at a point", |(_, judged)| judged.range.lower)
        .number("greatest", any, "greatest mean at a point", |(_, judged)| judged.range.upper)
        .words("depends_on", depends_on, |(_, judged)| depends(judged))
        .table()
}

/// `sums`: a row for each point, claim and seed.
pub fn sums_table(robustness: &Robustness, points: &[ClaimsAtPoint]) -> Table {
    let mut rows: Vec<(u32, &str, u64, f64)> = Vec::new();
    for (number, point) in (0..).zip(points) {
        for (claim, sums) in robustness.claims.claims.iter().zip(&point.sums) {
            let seeds = (robustness.first_seed..).zip(sums);
            rows.extend(seeds.map(|(seed, sum)| (number, claim.id.as_str(), seed, *sum)));
        }
    }
    let sum = "the sum that must be above 0, or within the margin";
    TableOf::new(&rows)
        .whole("point", Unit::Count, "number of the point", |row| row.0)
        .words("claim", "name of the claim", |row| row.1)
        .long("seed", "the seed", |row| row.2)
        .number("sum", Unit::Number, sum, |row| row.3)
        .table()
}

/// `tuned`: a row for each point and tuned number, with its factor.
pub fn factors_table(robustness: &Robustness, points: &[ClaimsAtPoint]) -> Table {
    let mut rows: Vec<(u32, &str, f64, bool)> = Vec::new();
    for (number, point) in (0..).zip(points) {
        let factors = robustness.tuned.iter().zip(robustness.factors(number));
        rows.extend(factors.map(|(tuned, factor)| (number, tuned.name.as_str(), factor, point.refused.is_some())));
    }
    TableOf::new(&rows)
        .whole("point", Unit::Count, "number of the point", |row| row.0)
        .words("value", "tuned value", |row| row.1)
        .number("factor", Unit::Number, "what it was multiplied by", |row| row.2)
        .truth("refused", "whether the checker refused the point", |row| row.3)
        .table()
}

/// `forms`: a row for each form, word and claim, in the order of [`RobustnessFindings::by_word`](super::RobustnessFindings::by_word).
pub fn forms_table(robustness: &Robustness, judged: &[Vec<Vec<JudgedClaim>>]) -> Table {
    let mut rows: Vec<(&str, &str, &str, &JudgedClaim)> = Vec::new();
    for (form, by_word) in robustness.claims.forms.iter().zip(judged) {
        for (word, judged) in form.words.iter().zip(by_word) {
            let claims = robustness.claims.claims.iter().zip(judged);
            rows.extend(
                claims.map(|(claim, judged)| (form.path.as_str(), word.name.as_str(), claim.id.as_str(), judged)),
            );
        }
    }
    let (count, share) = (Unit::Count, Unit::Share);
    let points = "points that take this word, at which the claim is defined";
    TableOf::new(&rows)
        .words("form", "what is chosen between", |row| row.0)
        .words("word", "the word", |row| row.1)
        .words("claim", "name of the claim", |row| row.2)
        .whole("points", count, points, |row| row.3.points)
        .whole("holds", count, "those at which the mean over seeds is as claimed", |row| row.3.holds)
        .whole("clearly", count, "those at which its whole 95 % interval is", |row| row.3.clearly)
        .whole("reversed", count, "those at which its whole 95 % interval is not", |row| row.3.reversed)
        .number("share", share, "holds / points", |row| row.3.share)
        .number("share_low", share, "lower bound of it, as in `claims`", |row| row.3.bounds.lower)
        .number("share_high", share, "upper bound of it, as in `claims`", |row| row.3.bounds.upper)
        .number("mean", Unit::Number, "mean of the sum over these points and seeds", |row| row.3.mean)
        .table()
}

/// `words`: a row for each point and form, with the word it takes.
pub fn words_table(robustness: &Robustness, points: &[ClaimsAtPoint]) -> Table {
    let mut rows: Vec<(u32, &str, &str)> = Vec::new();
    for number in 0..points.len() as u32 {
        let forms = robustness.claims.forms.iter().zip(robustness.words(number));
        rows.extend(forms.map(|(form, word)| (number, form.path.as_str(), form.words[word].name.as_str())));
    }
    TableOf::new(&rows)
        .whole("point", Unit::Count, "number of the point", |row| row.0)
        .words("form", "what is chosen between", |row| row.1)
        .words("word", "the word it takes", |row| row.2)
        .table()
}
