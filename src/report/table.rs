//! The report's tables.

use super::part::table;
use crate::chart::paper::escape;
use crate::story::data::Story;
use crate::story::number::{count, number};
use crate::story::words::{capital, place, way};

/// A mean with its standard error.
fn with_error(mean: f64, error: f64) -> String {
    if error.is_finite() { format!("{} <small>± {}</small>", count(mean), count(error)) } else { count(mean) }
}

/// Adoptions and credited onsets by way.
pub fn transmissions(story: &Story) -> String {
    if story.ways.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = story
        .ways
        .iter()
        .map(|row| {
            vec![
                escape(&capital(way(row.mechanism, row.locus))),
                with_error(row.adoptions, row.adoptions_se),
                with_error(row.onsets, row.onsets_se),
            ]
        })
        .collect();
    let caption = "Transmissions of a whole run: means per seed ± standard error. Onsets are credited to the practice in use that feeds the dark side most, \
                   and to the way by which it had arrived; practices of the initial state count as invented.";
    table(caption, &["Way", "Adoptions", "Onsets credited"], &rows)
}

/// Adoptions per time at risk.
pub fn exposure(story: &Story) -> String {
    if story.exposure.is_empty() {
        return String::new();
    }
    let error = |error: f64| {
        if error.is_finite() { format!(" <small>± {}</small>", number(error * 1_000.0, 3)) } else { String::new() }
    };
    let rows: Vec<Vec<String>> = story
        .exposure
        .iter()
        .map(|row| {
            let rate = format!("{}{}", number(row.rate * 1_000.0, 2), error(row.standard_error));
            vec![capital(place(row.locus)), count(row.weeks), count(row.adoptions), rate]
        })
        .collect();
    let caption = "Exposure: weeks in which a relationship did not use a practice and could have taken it from there, per seed, and what came of it.";
    table(caption, &["Source", "Weeks at risk", "Adoptions", "Adoptions per 1,000 weeks at risk"], &rows)
}

/// Case reproduction by effect.
pub fn reproduction(story: &Story) -> String {
    let rows: Vec<Vec<String>> = story
        .reproduction
        .iter()
        .filter(|row| row.number.is_finite())
        .map(|row| {
            let error = if row.standard_error.is_finite() {
                format!(" <small>± {}</small>", number(row.standard_error, 3))
            } else {
                String::new()
            };
            vec![capital(row.effect.words()), count(row.cases), format!("{}{error}", number(row.number, 2))]
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let caption = "Case reproduction: a case is a relationship's first onset of an effect; its parent is the case from which the credited practice was copied. \
                   Cases of the last 104 weeks are left out as parents, because their children may still come.";
    table(caption, &["Dark side", "Cases per seed", "Further cases per case"], &rows)
}
