//! The page of a survey: what it reports, what is true, how reliable its scales are.

use std::path::Path;

use darkside_survey::{FieldStudy, Scale};

use super::reported::{FIGURES, Reported, ReportedFigure};
use crate::chart::reported::{Mean, draw};
use crate::chart::{self, Drawn};
use crate::report::{Answer, Section, TextTable};
use crate::story::Estimate;
use crate::story::number::{number, percent, short};
use crate::story::words::{capital, seeds, spaced};
use darkside_engine::parameter::{SURVEY, Survey};
use darkside_engine::scenario::{inline, setting_value};
use darkside_error::Result;
use darkside_stats::Running;

/// The means that the picture shows.
const PICTURED: [ReportedFigure; 6] = [
    ReportedFigure::Response,
    ReportedFigure::Contacts,
    ReportedFigure::Practices,
    ReportedFigure::Malpractices,
    ReportedFigure::Darkness,
    ReportedFigure::VisibleValue,
];

/// Draws reported means next to true ones.
pub(super) fn picture(study: &FieldStudy, rows: &[Reported], seeds_run: u32, folder: &Path) -> Result<Drawn> {
    let means = PICTURED.map(|figure| {
        let means = over_seeds(study, rows, figure);
        let [reported, truth] = [0, 1].map(|which| means.iter().map(|(week, both)| (*week, both[which])).collect());
        Mean { title: capital(&figure.meaning()), reported, truth }
    });
    let headline = format!("What a survey of {} would report", spaced(&study.scenario().name));
    let subtitle = match seeds_run {
        1 => format!("Means by wave, {}", seeds(1)),
        many => format!("Means by wave over {}, with 95 % intervals where they are wider than the line", seeds(many)),
    };
    let drawing = draw(&means, &headline, &subtitle, study.scenario().parameters.run.weeks);
    chart::save_picture("reported", "means by wave as the survey has them and as they are", Ok(drawing), folder)
}

/// The week of each wave, with the means over seeds as reported and as they truly are.
fn over_seeds(study: &FieldStudy, rows: &[Reported], figure: ReportedFigure) -> Vec<(f64, [Estimate; 2])> {
    let of_week = |week: &u32| {
        let rows = || rows.iter().filter(|row| row.week == *week && row.figure == figure);
        let mean = |get: fn(&Reported) -> f64| Estimate::from(rows().map(get).collect::<Running>().summary());
        (f64::from(*week), [mean(|row| row.reported), mean(|row| row.truth)])
    };
    study.waves().iter().map(of_week).collect()
}

/// The page.
pub(super) fn page(
    study: &FieldStudy,
    rows: &[Reported],
    scales: &[Scale],
    drawn: Drawn,
    fine_print: Vec<String>,
) -> Answer {
    let name = spaced(&study.scenario().name);
    Answer {
        kind: "Survey of a simulated world".to_owned(),
        title: format!("A survey of {name}"),
        question: format!("What would a field study see of {name}?"),
        answer: sentences(study, rows, scales),
        sections: vec![
            Section {
                heading: "Reported and true".to_owned(),
                sentences: vec![
                    "Means over the seeds. What is reported is a mean over the answers; what is true, over everybody in the \
                     world, whether sampled or not."
                        .to_owned(),
                ],
                pictures: vec![drawn],
                tables: vec![means(study, rows)],
            },
            Section {
                heading: "Scales".to_owned(),
                sentences: vec![
                    "Composite reliability ω is what the loadings and errors of the items promise; validity is the squared \
                     correlation of their sum with the true intensity. Errors that the items share, such as a habit of agreeing, \
                     raise the first and lower the second."
                        .to_owned(),
                ],
                tables: vec![reliability(scales)],
                ..Section::default()
            },
            Section { heading: "Design".to_owned(), tables: vec![design(study.survey())], ..Section::default() },
        ],
        fine_print,
        ..Answer::default()
    }
}

/// The answer in sentences.
fn sentences(study: &FieldStudy, rows: &[Reported], scales: &[Scale]) -> Vec<String> {
    let response = over_seeds(study, rows, ReportedFigure::Response);
    let weeks: Vec<String> = response.iter().map(|(week, _)| number(*week, 0)).collect();
    let shares: Vec<String> = response.iter().map(|(_, [share, _])| percent(share.mean)).collect();
    let mut said = vec![format!("Waves in weeks {}; {} of the panel answer.", weeks.join(", "), shares.join(", "))];
    let last = |figure: ReportedFigure| {
        let (_, [reported, truth]) = over_seeds(study, rows, figure).pop()?;
        Some(format!("{} {} reported, {} true", figure.meaning(), short(reported.mean), short(truth.mean)))
    };
    let figures = [
        ReportedFigure::Contacts,
        ReportedFigure::Practices,
        ReportedFigure::Malpractices,
        ReportedFigure::VisibleValue,
    ];
    let last: Vec<String> = figures.into_iter().filter_map(last).collect();
    said.push(format!("In the last wave: {}.", last.join("; ")));
    let mut omegas: Vec<f64> = scales.iter().map(|scale| scale.omega).filter(|omega| omega.is_finite()).collect();
    omegas.sort_by(f64::total_cmp);
    if let (Some(&least), Some(&most)) = (omegas.first(), omegas.last()) {
        let (least, most) = (number(least, 3), number(most, 3));
        said.push(format!("Composite reliability of the dark-side scales: {least} to {most}."));
    }
    said
}

fn means(study: &FieldStudy, rows: &[Reported]) -> TextTable {
    let weeks = study.waves();
    let mut heads = vec!["mean of".to_owned()];
    heads.extend(weeks.iter().flat_map(|week| [format!("week {week}, reported"), "true".to_owned()]));
    let row = |figure: ReportedFigure| {
        let means = over_seeds(study, rows, figure).into_iter().flat_map(|(_, both)| both);
        std::iter::once(figure.meaning()).chain(means.map(|mean| short(mean.mean))).collect()
    };
    TextTable::new("Means by wave", heads, FIGURES.into_iter().map(row).collect())
}

fn reliability(scales: &[Scale]) -> TextTable {
    let row = |scale: &Scale| {
        let name = scale.effect.words().to_owned();
        vec![name, scale.answers.to_string(), number(scale.omega, 3), number(scale.validity, 3)]
    };
    let heads = ["scale", "answers", "composite reliability ω", "validity"];
    let rows = scales.iter().map(row).collect();
    TextTable::new("Reliability of the scales, all waves and seeds together", heads, rows)
}

/// Where a survey differs from one without error: path and value, as TOML.
pub fn changed(survey: &Survey) -> Vec<[String; 2]> {
    let plain = Survey::default();
    let written = |field: &darkside_engine::parameter::Field<Survey>, of: &Survey| {
        setting_value((field.get)(of)).map_or_else(|| "none".to_owned(), |value| inline(&value))
    };
    let differing = SURVEY.iter().filter_map(|field| {
        let (own, plain) = (written(field, survey), written(field, &plain));
        (own != plain).then(|| [field.path.to_owned(), own])
    });
    differing.collect()
}

fn design(survey: &Survey) -> TextTable {
    let mut rows: Vec<Vec<String>> = changed(survey).into_iter().map(Vec::from).collect();
    if rows.is_empty() {
        rows.push(vec!["three waves a year apart, everybody asked about everything, no error".into(), String::new()]);
    }
    TextTable::new("What differs from a study without error", ["value", "here"], rows)
}
