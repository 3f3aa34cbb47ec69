//! The page of a sweep.

use std::path::Path;

use super::answer::{Answer, Section, TextTable, page};
use crate::archive::whole_file::write_bytes;
use crate::chart::Drawn;
use crate::story::number::{count, in_range, whole};
use crate::story::sweep::{OutcomeStory, SweepStory, Varied, advice, coordinate};
use crate::story::words::{capital, spaced};
use darkside_error::Result;

/// A factor that explains less than this share is not named.
const WORTH_NAMING: f64 = 0.02;

/// Writes the report of a finished sweep to `path`, with the pictures written by [`draw`](crate::chart::sweep::draw).
///
/// # Errors
/// If a picture cannot be read or the page cannot be written.
pub fn write_sweep(story: &SweepStory, charts: &[Drawn], path: &Path) -> Result<()> {
    write_bytes(path, page(&answer(story, charts))?.as_bytes()).map(|_| ())
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

/// The range of an outcome, where its extremes lie, and what moves it.
fn sentence(story: &SweepStory, shown: &OutcomeStory) -> String {
    let range = (shown.extremes[0].mean, shown.extremes[1].mean);
    let [least, greatest] = &shown.extremes;
    if least.point == 0 {
        return format!("No point has the outcome {}.", shown.column.words);
    }
    let mut words = format!(
        "{}, ranges from {} (point {}: {}) to {} (point {}: {}).",
        shown.column.words,
        in_range(least.mean, range),
        least.point,
        story.words(shown, &least.coordinates),
        in_range(greatest.mean, range),
        greatest.point,
        story.words(shown, &greatest.coordinates)
    );
    let worth_naming = |factor: &usize| shown.explained[*factor] > WORTH_NAMING;
    let words_of =
        |factor: usize| format!("{} {} %", story.factors[factor].factor.path, whole(100.0 * shown.explained[factor]));
    let named = shown.by_influence().into_iter().filter(worth_naming).take(4);
    let named: Vec<String> = named.map(words_of).collect();
    words.push_str(&match named.is_empty() {
        true => " No single factor explains the variance between points.".to_owned(),
        false => {
            format!(" Share of the variance between points that each factor explains by itself: {}.", named.join(", "))
        }
    });
    if shown.by_chance > WORTH_NAMING {
        words.push_str(&format!(" About {} % of it is chance.", whole(100.0 * shown.by_chance)));
    }
    words
}

fn section(story: &SweepStory, shown: &OutcomeStory, charts: &[Drawn], number_of: usize) -> Section {
    let suffix = if number_of == 0 { String::new() } else { format!("_{}", number_of + 1) };
    let names = ["heat_map", "marginal", "parallel"].map(|name| format!("{name}{suffix}"));
    let picture = |name: &String| charts.iter().find(|drawn| drawn.name == name).cloned();
    let rows = shown.by_influence().into_iter().take(12).map(|factor| {
        let varied = &story.factors[factor];
        let ends = |bin: usize| {
            let mean = shown.marginal[factor].get(bin).map_or(f64::NAN, |estimate| estimate.mean);
            let range = (shown.extremes[0].mean, shown.extremes[1].mean);
            if mean.is_finite() { in_range(mean, range) } else { String::new() }
        };
        let share = shown.explained[factor];
        let share = if share.is_finite() { format!("{} %", whole(100.0 * share)) } else { String::new() };
        vec![varied.factor.path.clone(), ends(0), ends(varied.bins.len().saturating_sub(1)), share]
    });
    Section {
        heading: shown.column.words.clone(),
        sentences: vec![format!("{} ({}).", capital(&shown.column.meaning), shown.column.unit)],
        pictures: names.iter().filter_map(picture).collect(),
        tables: vec![TextTable::new(
            "Mean at the first and at the last values of each factor, averaged over all other factors; and the share of the variance between points \
             that the factor explains by itself, corrected for chance. What is missing to 100 % is chance and interactions between factors: see the heat map.",
            ["Factor", "At its lowest", "At its highest", "Explains"],
            rows.collect(),
        )],
    }
}

fn what_was_varied(story: &SweepStory) -> Section {
    let row = |varied: &Varied| {
        let factor = &varied.factor;
        let values = match factor.range {
            Some([from, to]) => format!("from {} to {}", coordinate(factor, from), coordinate(factor, to)),
            None if !factor.levels.is_empty() && factor.levels.len() <= 12 => factor.levels.join(", "),
            None if !factor.levels.is_empty() => format!("{} values", factor.levels.len()),
            None => match (varied.bins.first(), varied.bins.last()) {
                (Some(first), Some(last)) => {
                    format!("{} to {} in the list", coordinate(factor, first.from), coordinate(factor, last.to))
                }
                _ => String::new(),
            },
        };
        vec![factor.path.clone(), factor.meaning.clone(), values, factor.unit.clone()]
    };
    Section {
        heading: "What was varied".into(),
        tables: vec![TextTable::new(
            format!("Factors. All other values are those of scenario {}.", story.manifest.sweep.scenario_name),
            ["Path", "Meaning", "Values", "Unit"],
            story.factors.iter().map(row).collect(),
        )],
        ..Section::default()
    }
}

fn set_aside(story: &SweepStory) -> Section {
    let all = story.manifest.results.as_ref().map_or(0, |results| results.points_set_aside);
    Section {
        heading: "Points set aside".into(),
        sentences: vec![format!(
            "{} of {} points have no outcomes, because one of their runs failed. They are missing from every mean above; \
             set_aside.csv has a line for each, with the command that replays it.",
            count(f64::from(all)),
            count(f64::from(story.manifest.sweep.points))
        )],
        tables: vec![TextTable::new(
            if story.set_aside.len() < all as usize { "The first of them." } else { "Why." },
            ["Point", "Reason"],
            story.set_aside.iter().map(|(point, why)| vec![point.to_string(), why.clone()]).collect(),
        )],
        ..Section::default()
    }
}

fn looked_at(story: &SweepStory) -> (Vec<String>, Vec<String>) {
    let sweep = &story.manifest.sweep;
    if sweep.outcomes_planned {
        let words = sweep.outcomes.iter().take(20).map(|column| format!("Outcome: {}.", column.words)).collect();
        return (words, vec!["Which factors are named, and which pairs are shown, depends on the results.".into()]);
    }
    let shown: Vec<&str> = story.shown.iter().map(|shown| shown.column.words.as_str()).collect();
    let words = format!(
        "The file names no outcomes: all {} were kept, and the page shows {}. Anything picked out of so many is a hint, not a finding; name `outcomes` in the file \
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
        "All points run under the same seeds, so that points differ only by their factors. Intervals are over seeds: they say how \
         much chance matters, not how much the points in a range differ."
            .into(),
        format!("Digest of inputs: {}. Digest of the results: {digest}. Neither depends on threads, interruptions or on how the work was shared.", sweep.inputs),
    ]
}
