//! The claims, judged by the word of a form that a point takes.

use super::{Judged, Point, Robustness, judge};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;

/// The claims, judged at the points that take each word; indexed by form, word and claim.
pub fn judge_by_word(robustness: &Robustness, points: &[Point]) -> Vec<Vec<Vec<Judged>>> {
    let words = |number: usize| robustness.words(number as u32);
    let forms = robustness.claims.forms.iter().enumerate();
    let at = |form: usize, word: usize| judge::judge_at(robustness, points, |number| words(number)[form] == word);
    forms.map(|(form, one)| (0..one.words.len()).map(|word| at(form, word)).collect()).collect()
}

/// `forms`: a row for each form, word and claim.
pub fn forms_table(robustness: &Robustness, points: &[Point]) -> Table {
    let judged = judge_by_word(robustness, points);
    let claims = robustness.claims.claims.len();
    let rows: Vec<(usize, usize, usize)> = robustness
        .claims
        .forms
        .iter()
        .enumerate()
        .flat_map(|(form, one)| {
            (0..one.words.len()).flat_map(move |word| (0..claims).map(move |claim| (form, word, claim)))
        })
        .collect();
    let one = |&(form, word, claim): &(usize, usize, usize)| &judged[form][word][claim];
    let forms = &robustness.claims.forms;
    let counts = |name: &str, meaning: &str, get: fn(&Judged) -> u32| {
        Column::whole(name, Unit::Count, meaning, rows.iter().map(|row| get(one(row))))
    };
    let shares = |name: &str, meaning: &str, get: fn(&Judged) -> f64| {
        Column::numbers(name, Unit::Share, meaning, rows.iter().map(|row| get(one(row))))
    };
    Table {
        columns: vec![
            Column::words("form", "what is chosen between", rows.iter().map(|row| forms[row.0].path.as_str())),
            Column::words("word", "the word", rows.iter().map(|row| forms[row.0].words[row.1].name.as_str())),
            Column::words(
                "claim",
                "name of the claim",
                rows.iter().map(|row| robustness.claims.claims[row.2].id.as_str()),
            ),
            counts("points", "points that take this word, at which the claim is defined", |one| one.points),
            counts("holds", "those at which the mean over seeds is as claimed", |one| one.holds),
            counts("clearly", "those at which its whole 95 % interval is", |one| one.clearly),
            counts("reversed", "those at which its whole 95 % interval is not", |one| one.reversed),
            shares("share", "holds / points", |one| one.share),
            shares("share_low", "lower bound of it, as in `claims`", |one| one.bounds.lower),
            shares("share_high", "upper bound of it, as in `claims`", |one| one.bounds.upper),
            Column::numbers(
                "mean",
                Unit::Number,
                "mean of the sum over these points and seeds",
                rows.iter().map(|row| one(row).mean),
            ),
        ],
    }
}

/// `words`: a row for each point and form, with the word it takes.
pub fn words_table(robustness: &Robustness, points: &[Point]) -> Table {
    let forms = &robustness.claims.forms;
    let rows: Vec<(u32, usize, usize)> = (0..points.len() as u32)
        .flat_map(|number| {
            robustness.words(number).into_iter().enumerate().map(move |(form, word)| (number, form, word))
        })
        .collect();
    Table {
        columns: vec![
            Column::whole("point", Unit::Count, "number of the point", rows.iter().map(|row| row.0)),
            Column::words("form", "what is chosen between", rows.iter().map(|row| forms[row.1].path.as_str())),
            Column::words("word", "the word it takes", rows.iter().map(|row| forms[row.1].words[row.2].name.as_str())),
        ],
    }
}
