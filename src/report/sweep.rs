//! The page of a sweep.

use std::path::Path;

use super::answer::{Answer, Section, Shown as Rows, write_answer};
use crate::archive::sweep::Moving;
use crate::chart::Drawn;
use crate::chart::sweep::{Shown, SweepStory, Varied, figure, short};
use crate::chart::words::{capital, count, number, spaced};
use crate::error::Result;

/// A factor that accounts for less than this is not named.
const WORTH_NAMING: f64 = 0.02;

/// Above this share of chance in the differences between points there is advice, to bring it to that.
const MUCH_CHANCE: f64 = 0.25;
const LITTLE_CHANCE: f64 = 0.1;

/// An outcome is worth a word if it moves at more than one point in so many: a test at one per cent picks out fewer.
const MOVING_PARTS: u32 = 20;

/// Writes the report of a finished sweep to `path`, with the pictures that
/// [`draw`](crate::chart::sweep::draw) wrote.
///
/// # Errors
/// If a picture cannot be read or the page cannot be written.
pub fn write_sweep(story: &SweepStory, charts: &[Drawn], path: &Path) -> Result<()> {
    write_answer(&answer(story, charts), path)
}

fn answer(story: &SweepStory, charts: &[Drawn]) -> Answer {
    let sweep = &story.manifest.sweep;
    let (planned, exploratory) = looked_at(story);
    let mut sections: Vec<Section> =
        story.shown.iter().enumerate().map(|(n, shown)| section(story, shown, charts, n)).collect();
    sections.push(what_was_varied(story));
    if !story.set_aside.is_empty() {
        sections.push(set_aside(story));
    }
    Answer {
        kind: "Sweep over the parameters of a simulated organisation".into(),
        title: capital(&spaced(&sweep.name)),
        question: sweep.question.clone(),
        answer: story.shown.iter().map(|shown| sentence(story, shown)).collect(),
        glance: vec![
            (count(f64::from(story.points)), "points".into()),
            (count(f64::from(sweep.seeds)), "seeds each".into()),
            (count(sweep.factors.len() as f64), "factors".into()),
            (count(f64::from(sweep.weeks)), "weeks".into()),
        ],
        advice: advice(story),
        sections,
        planned,
        exploratory,
        fine_print: fine_print(story),
    }
}

/// How far the outcome goes, where its ends lie, and what moves it.
fn sentence(story: &SweepStory, shown: &Shown) -> String {
    let range = (shown.extremes[0].mean, shown.extremes[1].mean);
    let [least, greatest] = &shown.extremes;
    if least.point == 0 {
        return format!("No point has the outcome {}.", shown.column.words);
    }
    let mut words = format!(
        "{}, goes from {} (point {}: {}) to {} (point {}: {}).",
        shown.column.words,
        figure(least.mean, range),
        least.point,
        story.words(&least.coordinates),
        figure(greatest.mean, range),
        greatest.point,
        story.words(&greatest.coordinates)
    );
    let named: Vec<String> = story
        .by_influence(shown)
        .into_iter()
        .filter(|&factor| shown.explained[factor] > WORTH_NAMING)
        .take(4)
        .map(|factor| {
            let (path, share) = (&story.factors[factor].factor.path, 100.0 * shown.explained[factor]);
            format!("{path} {} %", number(share, 0))
        })
        .collect();
    words.push_str(&match named.is_empty() {
        true => " No single factor accounts for the differences between points.".to_owned(),
        false => {
            format!(" Of the differences between points, each factor by itself accounts for: {}.", named.join(", "))
        }
    });
    if shown.by_chance > WORTH_NAMING {
        words.push_str(&format!(" Chance alone makes about {} % of them.", number(100.0 * shown.by_chance, 0)));
    }
    words
}

fn section(story: &SweepStory, shown: &Shown, charts: &[Drawn], number_of: usize) -> Section {
    let suffix = if number_of == 0 { String::new() } else { format!("_{}", number_of + 1) };
    let names = ["heat_map", "marginal", "parallel"].map(|name| format!("{name}{suffix}"));
    let picture = |name: &String| charts.iter().find(|drawn| drawn.name == name).cloned();
    let rows = story.by_influence(shown).into_iter().take(12).map(|factor| {
        let varied = &story.factors[factor];
        let ends = |bin: usize| {
            let mean = shown.marginal[factor].get(bin).map_or(f64::NAN, |estimate| estimate.mean);
            let range = (shown.extremes[0].mean, shown.extremes[1].mean);
            if mean.is_finite() { figure(mean, range) } else { String::new() }
        };
        let share = shown.explained[factor];
        let share = if share.is_finite() { format!("{} %", number(100.0 * share, 0)) } else { String::new() };
        vec![varied.factor.path.clone(), ends(0), ends(varied.bins.len().saturating_sub(1)), share]
    });
    Section {
        heading: shown.column.words.clone(),
        sentences: vec![format!("{} ({}).", capital(&shown.column.meaning), shown.column.unit)],
        pictures: names.iter().filter_map(picture).collect(),
        tables: vec![Rows {
            caption: "Mean at the first and at the last values of each factor, over all other factors; and the share of the variance between points \
                      that goes with the factor by itself, corrected for chance. Factors can also act together: see the heat map."
                .into(),
            heads: ["Factor", "At its least", "At its greatest", "Accounts for"].map(String::from).to_vec(),
            rows: rows.collect(),
        }],
    }
}

fn what_was_varied(story: &SweepStory) -> Section {
    let row = |varied: &Varied| {
        let factor = &varied.factor;
        let values = match factor.range {
            Some([from, to]) => format!("from {} to {}", short(factor, from), short(factor, to)),
            None if !factor.levels.is_empty() && factor.levels.len() <= 12 => factor.levels.join(", "),
            None if !factor.levels.is_empty() => format!("{} values", factor.levels.len()),
            None => match (varied.bins.first(), varied.bins.last()) {
                (Some(first), Some(last)) => {
                    format!("{} to {} in the list", short(factor, first.from), short(factor, last.to))
                }
                _ => String::new(),
            },
        };
        vec![factor.path.clone(), factor.meaning.clone(), values, factor.unit.clone()]
    };
    Section {
        heading: "What was varied".into(),
        tables: vec![Rows {
            caption: format!("Factors. All other values are those of scenario {}.", story.manifest.sweep.scenario_name),
            heads: ["Path", "Meaning", "Values", "Unit"].map(String::from).to_vec(),
            rows: story.factors.iter().map(row).collect(),
        }],
        ..Section::default()
    }
}

fn set_aside(story: &SweepStory) -> Section {
    let all = story.manifest.results.as_ref().map_or(0, |results| results.points_set_aside);
    Section {
        heading: "Points that were set aside".into(),
        sentences: vec![format!(
            "{} of {} points have no outcomes, because a run of theirs failed. They are missing from every mean above, which shows the others alone; \
             set_aside.csv holds a line for each with the command that replays it.",
            count(f64::from(all)),
            count(f64::from(story.manifest.sweep.points))
        )],
        tables: vec![Rows {
            caption: if story.set_aside.len() < all as usize { "The first of them.".into() } else { "Why.".into() },
            heads: ["Point", "Reason"].map(String::from).to_vec(),
            rows: story.set_aside.iter().map(|(point, why)| vec![point.to_string(), why.clone()]).collect(),
        }],
        ..Section::default()
    }
}

/// What to take care of, each with what to do about it.
fn advice(story: &SweepStory) -> Vec<String> {
    let sweep = &story.manifest.sweep;
    let (points, factors) = (sweep.points, sweep.factors.len() as u32);
    let mut advice = Vec::new();
    if sweep.seeds == 1 {
        advice.push("One seed a point gives no interval: chance and the factors cannot be told apart. Run at least 5 seeds: --seeds 5.".into());
    }
    for shown in story.shown.iter().filter(|shown| shown.by_chance > MUCH_CHANCE) {
        // The variance of a mean falls with the number of seeds.
        let (seeds, chance) = (f64::from(sweep.seeds), shown.by_chance / (1.0 - shown.by_chance));
        let needed = (seeds * chance * (1.0 - LITTLE_CHANCE) / LITTLE_CHANCE).ceil();
        advice.push(match needed < 10_000.0 {
            true => format!(
                "{}: {} % of the differences between points are chance. With about {} seeds a point it would be {} %: --seeds {needed}.",
                shown.column.words,
                number(100.0 * shown.by_chance, 0),
                count(needed),
                number(100.0 * LITTLE_CHANCE, 0)
            ),
            false => format!(
                "{}: nearly all differences between points are chance. Widen the ranges, or vary other parameters.",
                shown.column.words
            ),
        });
    }
    advice.extend(still_moving(story));
    let spread = sweep.design.kind == "latin_hypercube" || sweep.design.kind == "sobol";
    if spread && points < 10 * factors {
        advice.push(format!(
            "{points} points for {factors} factors are few: shares and curves are rough. Take at least {}.",
            10 * factors
        ));
    }
    if sweep.design.kind == "sobol" && !points.is_power_of_two() {
        advice.push(format!(
            "A Sobol' sequence fills the factors' ranges most evenly with a power of 2: {} or {} points.",
            points.next_power_of_two() / 2,
            points.next_power_of_two()
        ));
    }
    if let Some(shown) = story.shown.first().filter(|shown| shown.extremes[0].point > 0) {
        for (extreme, what) in shown.extremes.iter().zip(["least", "greatest"]) {
            let at_edge = story.by_influence(shown).into_iter().take(1).find(|&factor| {
                let bins = &story.factors[factor].bins;
                let at = extreme.coordinates[factor];
                let edge = bins.len() > 2
                    && (bins.first().is_some_and(|bin| at <= bin.to) || bins.last().is_some_and(|bin| at >= bin.from));
                edge && story.factors[factor].factor.is_number() && shown.explained[factor] > 0.1
            });
            if let Some(factor) = at_edge {
                advice.push(format!(
                    "The {what} {} lies at an end of the range of {}: beyond it there may be more. Widen the range if that makes sense.",
                    shown.column.name, story.factors[factor].factor.path
                ));
            }
        }
    }
    if !story.set_aside.is_empty() {
        advice.push(
            "Points were set aside: see below. If they lie in one corner, the means of the others lean away from it."
                .into(),
        );
    }
    advice
}

/// Of the outcomes shown, those that are no final level at more points than chance would pick out.
fn still_moving(story: &SweepStory) -> Vec<String> {
    let Some(results) = &story.manifest.results else { return Vec::new() };
    let many = |moving: &&Moving| moving.points > results.points_done / MOVING_PARTS;
    let words = |moving: &Moving| {
        let shown = story.shown.iter().find(|shown| shown.column.name == moving.outcome)?;
        Some(format!(
            "{} still moves over the last tenth of the run at {} of {} points, most at point {} (by {}{}): take it as a course there, not as a final level, or run longer \
             (--weeks {}).",
            shown.column.words,
            count(f64::from(moving.points)),
            count(f64::from(results.points_done)),
            moving.at,
            if moving.change > 0.0 { "+" } else { "" },
            number(moving.change, 3),
            u64::from(story.manifest.sweep.weeks) * 2
        ))
    };
    results.moving.iter().filter(many).filter_map(words).collect()
}

fn looked_at(story: &SweepStory) -> (Vec<String>, Vec<String>) {
    let sweep = &story.manifest.sweep;
    if sweep.outcomes_planned {
        let words = sweep.outcomes.iter().take(20).map(|column| format!("Outcome: {}.", column.words)).collect();
        return (
            words,
            vec!["Which factor moves an outcome most, and which pairs are shown, follows from the results.".into()],
        );
    }
    let shown: Vec<&str> = story.shown.iter().map(|shown| shown.column.words.as_str()).collect();
    let words = format!(
        "The file names no outcomes: all {} were kept, and the page shows {}. What is picked out of so many is a hint, not a finding; name `outcomes` in the file \
         before the next run.",
        sweep.outcomes.len(),
        shown.join("; ")
    );
    (vec!["The design: scenario, factors, points and seeds.".into()], vec![words])
}

fn fine_print(story: &SweepStory) -> Vec<String> {
    let sweep = &story.manifest.sweep;
    let last = sweep.first_seed + u64::from(sweep.seeds) - 1;
    let digest = story.manifest.results.as_ref().map_or("", |results| results.digest.as_str());
    vec![
        format!(
            "Scenario {}, design {}, {} points, seeds {} to {last} at each of them, weeks 0 to {}, darkside {}.",
            sweep.scenario_name,
            spaced(&sweep.design.kind),
            count(f64::from(sweep.points)),
            sweep.first_seed,
            sweep.weeks,
            sweep.version
        ),
        "Every point is run under the same seeds, so that points differ by their factors and by what follows from them. Intervals are over seeds: they say how \
         much chance matters, not how far the points of a stretch lie apart."
            .into(),
        format!("Digest of inputs: {}. Digest of the results: {digest}. Neither depends on threads, interruptions or shares.", sweep.inputs),
    ]
}
