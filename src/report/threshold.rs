//! The page of a threshold: at which value of a lever a practice stops taking off.

use super::{Answer, Section, TextTable};
use crate::chart::Drawn;
use crate::experiment::threshold::{Inquiry, LeverCourse, ThresholdFindings, Where};
use crate::story::number::{percent, short, two};
use crate::story::takeoff::stops;
use crate::story::threshold::{ENOUGH_SEEDS, FEW_SEEDS};
use crate::story::words::{capital, seeds, spaced};

/// The answer in sentences.
fn sentences(inquiry: &Inquiry, found: &ThresholdFindings) -> Vec<String> {
    let name = capital(&spaced(inquiry.practice_name()));
    let mut said = Vec::new();
    if let Some(stops) = stops(&found.courses).filter(|_| found.courses.len() > 1) {
        said.push(format!("{name} stops taking off with {stops}."));
    }
    for course in &found.courses {
        said.extend([threshold(course, &name), spectral(course)]);
    }
    said
}

/// What was found along a lever.
fn threshold(course: &LeverCourse, name: &str) -> String {
    let (path, [from, to]) = (course.lever.path(), course.lever.ends().map(short));
    if course.is != Where::Within {
        return format!("{path}: {name} {} between {from} and {to}.", course.is.words());
    }
    let side = if course.curve.rises() { "above" } else { "below" };
    let value = course.lever.value;
    let in_scenario = value.map_or_else(String::new, |value| format!("; the scenario has {}", short(value)));
    format!(
        "{path}: {name} takes off in more than half of the seeds {side} {}{}{in_scenario}.",
        short(course.critical),
        interval(course)
    )
}

/// The interval of the critical value in brackets, saying so if an end lies beyond the range.
fn interval(course: &LeverCourse) -> String {
    let [from, to] = course.lever.ends().map(short);
    let ends = course.critical95;
    match (ends.lower.is_nan(), ends.upper.is_nan()) {
        (false, false) => format!(" ({} to {})", short(ends.lower), short(ends.upper)),
        (true, false) => format!(" (below {from} to {})", short(ends.upper)),
        (false, true) => format!(" ({} to above {to})", short(ends.lower)),
        (true, true) => format!(" (anywhere from {from} to {to})"),
    }
}

/// What the spectral number says about it.
fn spectral(course: &LeverCourse) -> String {
    let defined = || course.spectral.iter().map(|(_, spectral)| spectral.once).filter(|once| once.is_finite());
    if defined().next().is_none() {
        return "It has no household reproduction number here (docs/model.md, section 10).".into();
    }
    let (low, high) = (defined().fold(f64::INFINITY, f64::min), defined().fold(0.0, f64::max));
    if !course.once_root.is_finite() {
        return format!(
            "The household reproduction number just before arrival stays {} 1 over the whole range ({} to {}).",
            if low > 1.0 { "above" } else { "below" },
            two(low),
            two(high)
        );
    }
    let told = |value: f64, words: String| if value.is_finite() { words } else { String::new() };
    let there = course.once_at(course.critical);
    format!(
        "Without simulating, the household reproduction number is 1 at {}{}{}.",
        short(course.once_root),
        told(course.root, format!(" (the linear number is 1 at {})", short(course.root))),
        told(there, format!("; where half of the seeds take off it is {}", two(there)))
    )
}

/// Caveats.
fn advice(inquiry: &Inquiry, found: &ThresholdFindings) -> Vec<String> {
    let run = &inquiry.scenario.parameters.run;
    let mut advice = Vec::new();
    if run.seeds < FEW_SEEDS {
        advice.push(format!(
            "With {} the interval is rough: use at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS}).",
            seeds(run.seeds)
        ));
    }
    let left = run.weeks.saturating_sub(inquiry.week);
    advice.push(format!(
        "A wave counts if it reaches a tenth of relationships in the {left} weeks after it begins. A practice above its epidemic threshold can spread too slowly \
         for that, or stay too rare; more weeks (--weeks) leave it more time."
    ));
    for course in &found.courses {
        if course.wavers() {
            advice.push(format!(
                "Along {} the chance passes one half more than once. One curve does not tell everything: see the table of values.",
                course.lever.path()
            ));
        }
        if course.is == Where::Within && !course.once_root.is_finite() {
            advice.push(format!(
                "The household number does not see what {} does: it is taken before the practice arrives, when none of its harm shows.",
                course.lever.path()
            ));
        }
    }
    advice
}

/// The page.
pub fn answer(inquiry: &Inquiry, found: &ThresholdFindings, drawn: Vec<Drawn>, fine_print: Vec<String>) -> Answer {
    let name = spaced(inquiry.practice_name());
    let mut fine = fine_print;
    fine.push(
        "Taking off: use reaches a tenth of all relationships, having been below a thirtieth when it began. Values are chosen in four rounds: five over the range \
         and the one where the household number is 1; then those where the fitted chance is .2, .5 and .8. The curve is a logistic regression with \
         Firth's penalty; its band and the interval of the threshold (Fieller) allow for seeds that are the same at all values."
            .into(),
    );
    let path = |course: &LeverCourse| course.lever.path().to_owned();
    let glance = found.courses.iter().filter(|course| course.is == Where::Within);
    let glance = glance.map(|course| (short(course.critical), format!("threshold of {}", path(course)))).collect();
    let mut drawn = drawn.into_iter();
    let mut sections = vec![Section {
        heading: "The chance to take off".into(),
        sentences: Vec::new(),
        pictures: drawn.by_ref().take(1).collect(),
        tables: vec![levers(found), values(found)],
    }];
    if found.map.is_some() {
        sections.push(Section {
            heading: "Two levers at once".into(),
            sentences: vec![
                "The red line comes from runs, the green ones from the world just before the practice arrives. None of its harm shows then, so where a lever \
                 works through harm, as an audit does, the green lines do not bend: only the red one tells what the lever does."
                    .into(),
            ],
            pictures: drawn.collect(),
            tables: Vec::new(),
        });
    }
    let all = found.courses.iter().map(path).collect::<Vec<_>>().join(" or ");
    Answer {
        kind: "Threshold".into(),
        title: format!("{}: threshold of {name}", inquiry.scenario.name),
        question: format!("At which value of {all} does {name} stop taking off?"),
        answer: sentences(inquiry, found),
        glance,
        advice: advice(inquiry, found),
        sections,
        planned: Vec::new(),
        exploratory: Vec::new(),
        fine_print: fine,
    }
}

fn shown(value: f64) -> String {
    if value.is_finite() { short(value) } else { "none".into() }
}

fn levers(found: &ThresholdFindings) -> TextTable {
    let row = |course: &LeverCourse| {
        vec![
            course.lever.path().to_owned(),
            course.lever.value.map_or("differs".to_owned(), short),
            match course.is {
                Where::Within => format!("{}{}", short(course.critical), interval(course)),
                _ => format!("none: {}", course.is.words()),
            },
            shown(course.once_root),
            shown(course.root),
        ]
    };
    let caption = "Values at which half of the seeds take off, with 95 % intervals, and at which the household reproduction number is 1: each contact counted \
                   once, and linear.";
    let heads = ["Lever", "In the scenario", "Threshold", "Each contact once", "Linear"];
    TextTable::new(caption, heads, found.courses.iter().map(row).collect())
}

fn values(found: &ThresholdFindings) -> TextTable {
    let rows = found.courses.iter().flat_map(|course| {
        course.points.iter().map(|point| {
            let (hits, all) = point.counts();
            let fitted = course.curve.chance(point.at);
            vec![
                course.lever.path().to_owned(),
                short(point.at),
                format!("{hits} of {all}"),
                if fitted.is_finite() { percent(fitted) } else { "unknown".into() },
                point.round.to_string(),
            ]
        })
    });
    let heads = ["Lever", "Value", "Took off", "Fitted", "Round"];
    TextTable::new("Seeds that took off at each value", heads, rows.collect())
}
