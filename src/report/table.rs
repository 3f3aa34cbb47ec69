//! The tables of a run's report.

use maud::Markup;

use super::part;
use crate::archive::Cohort;
use crate::epidemiology::{Figure, Unit};
use crate::story::number::{count, number, percent, two, whole, with_error, with_interval};
use crate::story::words::{capital, place, spaced, way};
use crate::story::{Estimate, Story};

/// A table of these rows; `None` if there are none.
fn table<const N: usize>(caption: &str, heads: [&str; N], rows: Vec<Vec<String>>) -> Option<Markup> {
    (!rows.is_empty()).then(|| part::table(caption, &heads, &rows))
}

/// Adoptions and credited onsets by route.
pub(super) fn transmissions(story: &Story) -> Option<Markup> {
    let rows = story.ways.iter().map(|row| {
        vec![
            capital(way(row.mechanism, row.locus)),
            with_error(row.adoptions, row.adoptions_se, count),
            with_error(row.onsets, row.onsets_se, count),
        ]
    });
    let caption = "Transmissions of a whole run: means per seed ± standard error. An onset is credited to the practice in use that feeds the dark side most, \
                   and to the route by which that practice had arrived; practices of the initial state count as invented.";
    table(caption, ["Route", "Adoptions", "Onsets credited"], rows.collect())
}

/// Adoptions per time at risk.
pub(super) fn exposure(story: &Story) -> Option<Markup> {
    let rate = |value: f64| number(value * 1_000.0, 3);
    let rows = story.exposure.iter().map(|row| {
        let place = capital(place(row.locus));
        vec![place, count(row.weeks), count(row.adoptions), with_error(row.rate, row.standard_error, rate)]
    });
    let caption = "Exposure: weeks in which a relationship did not use a practice and could have taken it up from there, per seed, and the adoptions that followed.";
    table(caption, ["Source", "Weeks at risk", "Adoptions", "Adoptions per 1,000 weeks at risk"], rows.collect())
}

/// Case reproduction by effect.
pub(super) fn reproduction(story: &Story) -> Option<Markup> {
    let rows = story.reproduction.iter().filter(|row| row.number.is_finite()).map(|row| {
        let further = with_error(row.number, row.standard_error, |value| number(value, 3));
        vec![capital(row.effect.words()), count(row.cases), further]
    });
    let caption = "Case reproduction: a case is a relationship's first onset of an effect; its parent is the case from which the credited practice was copied. \
                   Cases of the last 104 weeks are not counted as parents, because they may still have children. In an endemic state this tells how much harm comes by \
                   copying, not whether a wave would start; for practices, see \"How far and how fast\".";
    table(caption, ["Dark side", "Cases per seed", "Further cases per case"], rows.collect())
}

/// How each practice and effect spread.
pub(super) fn spread(story: &Story) -> Option<Markup> {
    let cases = story.spread.waves.iter().filter(|row| row.figure == Figure::Cases && row.summary.mean > 0.0);
    let rows = cases.filter(|row| row.unit != Unit::Manager).map(|row| {
        let of = |figure| story.spread.figure(row.unit, &row.name, figure);
        let known = |estimate: Estimate, show: fn(f64) -> String| match estimate.mean {
            mean if mean.is_finite() => with_interval(estimate, show),
            _ => "unknown".to_owned(),
        };
        let year = |cohort: &Cohort| {
            format!("{} in weeks {}–{}", known(cohort.estimate(), two), cohort.first_week, cohort.last_week)
        };
        let years = story.spread.first_and_last_year(row.unit, &row.name);
        let [first, last] = years.map_or(["unknown"; 2].map(str::to_owned), |(first, last)| [first, last].map(year));
        vec![
            capital(&spaced(&row.name)),
            count(row.summary.mean),
            first,
            last,
            known(of(Figure::Generation), whole),
            known(of(Figure::DispersionK), two),
            known(of(Figure::TopFifth), percent),
        ]
    });
    let caption = "How practices and dark sides spread: adoptions or first onsets per seed; how many others each led to in the first year and in the last that can \
                   be judged, including those expected after the end of the run; weeks from one to the next; k of the negative binomial distribution of others per case \
                   (small: a few lead to most); share of the copies between managers taken from the top fifth of users.";
    let heads =
        ["Practice or dark side", "Cases", "Further cases, first year", "Last year", "Weeks between", "k", "Top fifth"];
    table(caption, heads, rows.collect())
}
