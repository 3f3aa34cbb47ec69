//! Caveats on a sweep.

use super::data::{OutcomeStory, SweepStory};
use crate::archive::sweep::Moving;
use crate::story::number::{count, number, signed};
use crate::story::threshold::FEW_SEEDS_PER_POINT;
use darkside_engine::parameter;

/// If the share of chance in the variance between points exceeds the first value, the advice is to reduce it to the
/// second.
const MUCH_CHANCE: f64 = 0.25;
const LITTLE_CHANCE: f64 = 0.1;

/// An outcome is mentioned if it moves at more than one point in twenty. By chance, a test at one per cent would pick
/// out fewer.
const MOVING_PARTS: u32 = 20;

/// Caveats, each with advice on what to do.
pub fn advice(story: &SweepStory) -> Vec<String> {
    let sweep = &story.manifest.sweep;
    let (points, factors) = (sweep.points, sweep.factors.len() as u32);
    let mut advice = Vec::new();
    if sweep.seeds == 1 {
        advice.push(format!("With one seed per point there are no intervals, and chance cannot be told from the factors. Run at least {FEW_SEEDS_PER_POINT} seeds: --seeds {FEW_SEEDS_PER_POINT}."));
    }
    for shown in story.shown.iter().filter(|shown| shown.by_chance > MUCH_CHANCE) {
        // The variance of a mean falls with the number of seeds.
        let (seeds, chance) = (f64::from(sweep.seeds), shown.by_chance / (1.0 - shown.by_chance));
        let needed = (seeds * chance * (1.0 - LITTLE_CHANCE) / LITTLE_CHANCE).ceil();
        advice.push(match needed < 10_000.0 {
            true => format!(
                "{}: {} % of the variance between points is chance. With about {} seeds per point it would be {} %: --seeds {needed}.",
                shown.column.words,
                number(100.0 * shown.by_chance, 0),
                count(needed),
                number(100.0 * LITTLE_CHANCE, 0)
            ),
            false => format!(
                "{}: nearly all of the variance between points is chance. Widen the ranges, or vary other parameters.",
                shown.column.words
            ),
        });
    }
    advice.extend(still_moving(story));
    let spread = sweep.design.kind == "latin_hypercube" || sweep.design.kind == "sobol";
    if spread && points < 10 * factors {
        advice.push(format!(
            "{points} points are few for {factors} factors: shares and curves are rough. Use at least {}.",
            10 * factors
        ));
    }
    if sweep.design.kind == "sobol" && !points.is_power_of_two() {
        advice.push(format!(
            "A Sobol' sequence covers the ranges most evenly with a power of 2: {} or {} points.",
            points.next_power_of_two() / 2,
            points.next_power_of_two()
        ));
    }
    if let Some(shown) = story.shown.first().filter(|shown| shown.extremes[0].point > 0) {
        advice.extend(at_the_ends(story, shown));
    }
    if !story.set_aside.is_empty() {
        advice.push(
            "Some points were set aside: see below. If they lie in one corner of the design, the means are biased away from it."
                .into(),
        );
    }
    advice
}

/// Extremes of an outcome at the end of a range that could be extended.
fn at_the_ends(story: &SweepStory, shown: &OutcomeStory) -> Vec<String> {
    let place = |factor: usize, coordinates: &[f64]| {
        let (varied, at) = (&story.factors[factor], coordinates[factor]);
        let (first, last) = (varied.bins.first()?, varied.bins.last()?);
        if varied.bins.len() < 3
            || !varied.factor.is_number()
            || shown.explained[factor].is_nan()
            || shown.explained[factor] < 0.1
        {
            return None;
        }
        // A range cannot go beyond what the parameter allows.
        let allowed = parameter::find(&varied.factor.path).map(|parameter| parameter.allowed);
        let (least, most) = allowed.map_or((f64::NEG_INFINITY, f64::INFINITY), |allowed| (allowed.from, allowed.to));
        match at {
            at if at <= first.to && first.from > least => Some(format!("the lower end of {}", varied.factor.path)),
            at if at >= last.from && last.to < most => Some(format!("the upper end of {}", varied.factor.path)),
            _ => None,
        }
    };
    let one = |(n, what, more): (usize, &str, &str)| {
        let coordinates = &shown.extremes[n].coordinates;
        let ends: Vec<String> =
            shown.by_influence().into_iter().filter_map(|factor| place(factor, coordinates)).collect();
        let name = &shown.column.words;
        (!ends.is_empty()).then(|| {
            format!(
                "The {what} {name} lies at {}: beyond it there may be {more} values. Widen the range if that makes sense.",
                ends.join(" and ")
            )
        })
    };
    [(0, "lowest", "lower"), (1, "highest", "higher")].into_iter().filter_map(one).collect()
}

/// Of the outcomes shown, those that still move at more points than chance would pick out.
fn still_moving(story: &SweepStory) -> Vec<String> {
    let Some(results) = &story.manifest.results else { return Vec::new() };
    let many = |moving: &&Moving| moving.points > results.points_done / MOVING_PARTS;
    let words = |moving: &Moving| {
        let shown = story.shown.iter().find(|shown| shown.column.name == moving.outcome)?;
        Some(format!(
            "{} still moves over the last tenth of the run at {} of {} points, most at point {} (by {}): read it as a trend there, not as a final level, or run longer \
             (--weeks {}).",
            shown.column.words,
            count(f64::from(moving.points)),
            count(f64::from(results.points_done)),
            moving.at,
            signed(moving.change, |change| number(change, 3)),
            u64::from(story.manifest.sweep.weeks) * 2
        ))
    };
    results.moving.iter().filter(many).filter_map(words).collect()
}
