//! The page: which methods can be trusted, and when.

use super::file::IdentifyFile;
use super::score::{PanelShare, Score};
use super::trials::{Cell, Trials};
use crate::chart::identified::{self, MethodBar, World};
use crate::chart::{Drawn, Picture};
use crate::field::chosen::Estimator;
use crate::field::failures::failures;
use crate::report::{Answer, Section, TextTable};
use crate::story::Estimate;
use crate::story::number::{number, percent, signed, with_interval};
use crate::story::words::spaced;

/// Decimals of effects.
const DECIMALS: usize = 4;
/// With fewer panels, much is left to chance.
const FEW_PANELS: u32 = 100;

/// A method in a world under a design, with its score.
struct Scored<'a> {
    world: &'a str,
    cell: &'a Cell,
    score: &'a Score,
}

fn scored<'a>(file: &'a IdentifyFile, trials: &'a Trials, scores: &'a [Option<Score>]) -> Vec<Scored<'a>> {
    let both = trials.cells.iter().zip(scores);
    both.filter_map(|(cell, score)| Some(Scored { world: &file.worlds[cell.world].name, cell, score: score.as_ref()? }))
        .collect()
}

/// A panel for each world: what the methods report, and the truth.
pub(super) fn picture(file: &IdentifyFile, trials: &Trials, scores: &[Option<Score>]) -> Picture {
    let all = scored(file, trials, scores);
    let world = |number: usize| {
        let here: Vec<&Scored<'_>> = all.iter().filter(|one| one.cell.world == number).collect();
        let bar = |one: &&Scored<'_>| MethodBar {
            row: one.cell.method,
            group: one.cell.design,
            estimate: typical(one.cell),
            rejected: one.score.rejected.share,
        };
        World {
            title: spaced(&file.worlds[number].name),
            truth: here.iter().find_map(|one| one.cell.truth.as_ref()).map_or(f64::NAN, |truth| truth.effect.mean),
            bars: here.iter().map(bar).collect(),
        }
    };
    let worlds: Vec<World> = (0..file.worlds.len()).map(world).collect();
    let rows: Vec<String> = file.methods.iter().map(|method| method.name.clone()).collect();
    let groups: Vec<String> = file.designs.iter().map(|design| spaced(&design.name)).collect();
    identified::draw(&worlds, &rows, &groups, &file.title, file.seeds)
}

/// What a method reports for a typical panel: the means of its estimate and of the ends of its interval.
fn typical(cell: &Cell) -> Estimate {
    let answers: Vec<_> = cell.answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
    let mean = |get: &dyn Fn(&crate::field::MethodAnswer) -> f64| {
        answers.iter().map(|answer| get(answer)).sum::<f64>() / answers.len() as f64
    };
    Estimate {
        mean: mean(&|answer| answer.effect),
        low: mean(&|answer| answer.interval.lower),
        high: mean(&|answer| answer.interval.upper),
    }
}

pub(super) fn page(
    file: &IdentifyFile,
    trials: &Trials,
    scores: &[Option<Score>],
    drawn: Vec<Drawn>,
    mut fine_print: Vec<String>,
) -> Answer {
    let all = scored(file, trials, scores);
    fine_print.push(format!(
        "The truth: in {} seeds of each world, the use of {} contacts at each wave was set by hand, on and off, and the world run on under the same random numbers.",
        file.truth_seeds, file.contacts
    ));
    fine_print.push(format!("SHA-256 of the file: {}.", file.digest));
    let mut sections = vec![
        Section {
            heading: "What is true".into(),
            sentences: vec![
                "The effect is how much more often a manager at risk uses the practice at the next wave if one of those whom the manager looks at uses it than \
                 if not, by intervention in the simulation. Copied is the share of first uses between the first and the last wave that would not have happened \
                 then, had nobody copied anybody after the first wave."
                    .into(),
            ],
            pictures: drawn,
            tables: vec![truth_table(file, trials)],
        },
    ];
    sections.extend((0..file.designs.len()).map(|design| of_design(file, design, &all)));
    sections.push(failure_section(file, trials));
    Answer {
        kind: "Methods against worlds".into(),
        title: file.title.clone(),
        question: file.question.clone(),
        answer: sentences(file, &all),
        advice: advice(file, trials),
        sections,
        planned: vec![
            "A method keeps its promise where the panels leave it possible that its 95 % interval has the truth in 95 % of them and, where nobody copies anybody, \
             that it rejects in 5 %; it has an answer on half of the panels at least."
                .into(),
        ],
        fine_print,
        ..Answer::default()
    }
}

/// For each design and method, the worlds in which the method can be trusted.
fn sentences(file: &IdentifyFile, all: &[Scored<'_>]) -> Vec<String> {
    let mut said = Vec::new();
    for (design, name) in file.designs.iter().enumerate() {
        for (method, chosen) in file.methods.iter().enumerate() {
            let here = all.iter().filter(|one| (one.cell.design, one.cell.method) == (design, method));
            let (kept, broken): (Vec<&Scored<'_>>, Vec<_>) = here.partition(|one| one.score.keeps_its_promise());
            if kept.is_empty() && broken.is_empty() {
                continue;
            }
            let names: Vec<String> = kept.iter().map(|one| spaced(one.world)).collect();
            let broken: Vec<String> = broken.iter().map(|one| why_not(one)).collect();
            let believed =
                if names.is_empty() { "in none of the worlds".into() } else { format!("in {}", names.join(", ")) };
            let not = if broken.is_empty() { String::new() } else { format!("; not in {}", broken.join(", ")) };
            said.push(format!("{}, `{}`: believe it {believed}{not}.", spaced(&name.name), chosen.name));
        }
    }
    said
}

/// In which world a method breaks its promise, and how.
fn why_not(one: &Scored<'_>) -> String {
    let (world, score) = (spaced(one.world), one.score);
    if score.answered < score.failed || score.answered < 2 {
        return format!("{world} (no answer on {} of {} panels)", score.failed, score.failed + score.answered);
    }
    if score.is_nil && score.rejected.interval.lower > super::score::ALPHA {
        return format!(
            "{world} (finds contagion on {} of the panels, where there is none)",
            percent(score.rejected.share)
        );
    }
    format!(
        "{world} (bias {}, interval right on {} of the panels)",
        signed(score.bias, |bias| number(bias, DECIMALS)),
        percent(score.coverage.share)
    )
}

fn advice(file: &IdentifyFile, trials: &Trials) -> Vec<String> {
    let mut advice = Vec::new();
    if file.seeds < FEW_PANELS {
        advice.push(format!(
            "{} panels leave much to chance; use at least {FEW_PANELS}: `--seeds {FEW_PANELS}`.",
            file.seeds
        ));
    }
    let failed = trials.cells.iter().flat_map(|cell| &cell.answers).filter(|answer| answer.is_err()).count();
    let all: usize = trials.cells.iter().map(|cell| cell.answers.len()).sum();
    if failed > 0 {
        advice.push(format!(
            "{failed} of {all} answers are missing and set aside; scores are of the panels that have one, which may be the easier ones."
        ));
    }
    advice
}

fn effect(estimate: Estimate) -> String {
    with_interval(estimate, |value| number(value, DECIMALS))
}

fn share(share: PanelShare) -> String {
    with_interval(Estimate::with(share.share, share.interval), percent)
}

fn truth_table(file: &IdentifyFile, trials: &Trials) -> TextTable {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in trials.cells.iter().filter(|cell| cell.method == 0) {
        let Some(truth) = &cell.truth else { continue };
        let copied = with_interval(truth.copied, percent);
        let by_wave: Vec<String> = truth.by_wave.iter().map(|one| number(one.mean, DECIMALS)).collect();
        let world = spaced(&file.worlds[cell.world].name);
        let row =
            vec![world, spaced(&file.designs[cell.design].name), effect(truth.effect), by_wave.join(", "), copied];
        rows.push(row);
    }
    TextTable {
        caption: "The truth about each world".into(),
        heads: ["World", "Waves of", "Effect", "From wave to wave", "Copied"].map(str::to_owned).to_vec(),
        rows,
    }
}

fn of_design(file: &IdentifyFile, design: usize, all: &[Scored<'_>]) -> Section {
    let row = |one: &Scored<'_>| {
        let score = one.score;
        vec![
            format!("{}, {}", spaced(one.world), file.methods[one.cell.method].name),
            number(score.mean, DECIMALS),
            format!("{} ± {}", signed(score.bias, |bias| number(bias, DECIMALS)), number(score.bias_error, DECIMALS)),
            share(score.coverage),
            if score.is_nil { share(score.rejected) } else { String::new() },
            if score.is_nil { String::new() } else { share(score.rejected) },
            score.failed.to_string(),
        ]
    };
    let heads = ["World, method", "Estimate", "Bias", "Interval has the truth", "False positives", "Power", "Failures"];
    Section {
        heading: format!("Design: {}", spaced(&file.designs[design].name)),
        tables: vec![TextTable {
            caption: format!("Over {} panels; ± is a standard error, brackets are 95 % intervals", file.seeds),
            heads: heads.map(str::to_owned).to_vec(),
            rows: all.iter().filter(|one| one.cell.design == design).map(row).collect(),
        }],
        ..Section::default()
    }
}

fn failure_section(file: &IdentifyFile, trials: &Trials) -> Section {
    let mut rows = Vec::new();
    for cell in &trials.cells {
        for (panels, reason) in failures(&cell.answers) {
            rows.push(vec![
                format!("{}, {}", spaced(&file.worlds[cell.world].name), spaced(&file.designs[cell.design].name)),
                file.methods[cell.method].name.clone(),
                panels.to_string(),
                reason,
            ]);
        }
    }
    let methods = file.methods.iter().map(|method| match &method.estimator {
        Estimator::Known(known) => {
            vec![method.name.clone(), known.title.into(), known.assumes.into(), known.source.into()]
        }
        Estimator::Command(_) => vec![method.name.clone(), method.title(), String::new(), String::new()],
    });
    let mut tables = vec![TextTable {
        caption: "The methods".into(),
        heads: ["Method", "What it is", "May be believed if", "Source"].map(str::to_owned).to_vec(),
        rows: methods.collect(),
    }];
    if !rows.is_empty() {
        tables.push(TextTable {
            caption: "Panels without an answer, by reason".into(),
            heads: ["World, design", "Method", "Panels", "Reason of the first"].map(str::to_owned).to_vec(),
            rows,
        });
    }
    Section { heading: "Methods and failures".into(), tables, ..Section::default() }
}
