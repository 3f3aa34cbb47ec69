//! The page: which methods can be trusted, and when.

use super::file::IdentifyFile;
use super::score::Score;
use super::trials::Cell;
use crate::chart::identified::{self, MethodBar, World};
use crate::chart::{Drawn, Picture};
use crate::field::chosen::Estimator;
use crate::field::failures::failures;
use crate::field::panel_share::ALPHA;
use crate::report::{Answer, Section, TextTable};
use crate::story::Estimate;
use crate::story::number::{number, percent, signed, with_interval};
use crate::story::words::spaced;

/// Decimals of effects.
const DECIMALS: usize = 4;
/// With fewer panels, much is left to chance.
const FEW_PANELS: u32 = 100;

/// A method in a world under a design, with its score.
type Scored<'a> = (&'a Cell, &'a Score);

/// A panel for each world: what the methods report, and the truth.
pub(super) fn picture(file: &IdentifyFile, cells: &[Cell]) -> Picture {
    let world = |number: usize| {
        let here = || cells.iter().filter(move |cell| cell.world == number);
        let bar = |cell: &Cell| {
            let rejected = cell.score.as_ref()?.rejected.mean;
            Some(MethodBar { row: cell.method, group: cell.design, estimate: typical(cell), rejected })
        };
        World {
            title: spaced(&file.worlds[number].name),
            truth: here().find_map(|cell| cell.truth.as_ref()).map_or(f64::NAN, |truth| truth.effect.mean),
            bars: here().filter_map(bar).collect(),
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

pub(super) fn page(file: &IdentifyFile, cells: &[Cell], drawn: Vec<Drawn>, mut fine_print: Vec<String>) -> Answer {
    let all: Vec<Scored<'_>> = cells.iter().filter_map(|cell| Some((cell, cell.score.as_ref()?))).collect();
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
            tables: vec![truth_table(file, cells)],
        },
    ];
    sections.extend((0..file.designs.len()).map(|design| of_design(file, design, &all)));
    sections.push(failure_section(file, cells));
    Answer {
        kind: "Methods against worlds".into(),
        title: file.title.clone(),
        question: file.question.clone(),
        answer: sentences(file, &all),
        advice: advice(file, cells),
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
            let here = all.iter().filter(|(cell, _)| (cell.design, cell.method) == (design, method));
            let (kept, broken): (Vec<&Scored<'_>>, Vec<_>) = here.partition(|(_, score)| score.keeps_its_promise());
            if kept.is_empty() && broken.is_empty() {
                continue;
            }
            // The names are words of their own; without marks, the sentence could not be read.
            let world = |cell: &Cell| format!("“{}”", world_of(file, cell));
            let names: Vec<String> = kept.iter().map(|(cell, _)| world(cell)).collect();
            let broken: Vec<String> =
                broken.iter().map(|(cell, score)| format!("{} ({})", world(cell), why_not(score))).collect();
            let believed =
                if names.is_empty() { "in none of the worlds".into() } else { format!("in {}", names.join(", ")) };
            let not = if broken.is_empty() { String::new() } else { format!("; not in {}", broken.join(", ")) };
            said.push(format!("“{}”, `{}`: believe it {believed}{not}.", spaced(&name.name), chosen.name));
        }
    }
    said
}

/// The name of a cell's world in words.
fn world_of(file: &IdentifyFile, cell: &Cell) -> String {
    spaced(&file.worlds[cell.world].name)
}

/// How a method breaks its promise.
fn why_not(score: &Score) -> String {
    if score.answered < score.failed || score.answered < 2 {
        return format!("no answer on {} of {} panels", score.failed, score.failed + score.answered);
    }
    if score.is_nil && score.rejected.low > ALPHA {
        return format!("finds contagion on {} of the panels, where there is none", percent(score.rejected.mean));
    }
    let bias = signed(score.bias, |bias| number(bias, DECIMALS));
    format!("bias {bias}, interval right on {} of the panels", percent(score.coverage.mean))
}

fn advice(file: &IdentifyFile, cells: &[Cell]) -> Vec<String> {
    let mut advice = Vec::new();
    if file.seeds < FEW_PANELS {
        advice.push(format!(
            "{} panels leave much to chance; use at least {FEW_PANELS}: `--seeds {FEW_PANELS}`.",
            file.seeds
        ));
    }
    let failed = cells.iter().flat_map(|cell| &cell.answers).filter(|answer| answer.is_err()).count();
    let all: usize = cells.iter().map(|cell| cell.answers.len()).sum();
    if failed > 0 {
        advice.push(format!(
            "{failed} of {all} answers are missing and set aside; scores are of the panels that have one, which may be the easier ones."
        ));
    }
    advice
}

fn truth_table(file: &IdentifyFile, cells: &[Cell]) -> TextTable {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.method == 0) {
        let Some(truth) = &cell.truth else { continue };
        let copied = with_interval(truth.copied, percent);
        let by_wave: Vec<String> = truth.by_wave.iter().map(|one| number(one.mean, DECIMALS)).collect();
        let (world, design) = (world_of(file, cell), spaced(&file.designs[cell.design].name));
        let effect = with_interval(truth.effect, |value| number(value, DECIMALS));
        rows.push(vec![world, design, effect, by_wave.join(", "), copied]);
    }
    let heads = ["World", "Waves of", "Effect", "From wave to wave", "Copied"];
    TextTable::new("The truth about each world", heads, rows)
}

fn of_design(file: &IdentifyFile, design: usize, all: &[Scored<'_>]) -> Section {
    let row = |(cell, score): &Scored<'_>| {
        let rejected = with_interval(score.rejected, percent);
        let (false_positives, power) = if score.is_nil { (rejected, String::new()) } else { (String::new(), rejected) };
        vec![
            format!("{}, {}", world_of(file, cell), file.methods[cell.method].name),
            number(score.mean, DECIMALS),
            format!("{} ± {}", signed(score.bias, |bias| number(bias, DECIMALS)), number(score.bias_error, DECIMALS)),
            with_interval(score.coverage, percent),
            false_positives,
            power,
            score.failed.to_string(),
        ]
    };
    let heads = ["World, method", "Estimate", "Bias", "Interval has the truth", "False positives", "Power", "Failures"];
    let caption = format!("Over {} panels; ± is a standard error, brackets are 95 % intervals", file.seeds);
    let rows = all.iter().filter(|(cell, _)| cell.design == design).map(row).collect();
    Section {
        heading: format!("Design: {}", spaced(&file.designs[design].name)),
        tables: vec![TextTable::new(caption, heads, rows)],
        ..Section::default()
    }
}

fn failure_section(file: &IdentifyFile, cells: &[Cell]) -> Section {
    let mut rows = Vec::new();
    for cell in cells {
        for (panels, reason) in failures(&cell.answers) {
            rows.push(vec![
                format!("{}, {}", world_of(file, cell), spaced(&file.designs[cell.design].name)),
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
        Estimator::Command(command) => {
            vec![method.name.clone(), command.words.join(" "), String::new(), String::new()]
        }
    });
    let heads = ["Method", "What it is", "May be believed if", "Source"];
    let mut tables = vec![TextTable::new("The methods", heads, methods.collect())];
    if !rows.is_empty() {
        let heads = ["World, design", "Method", "Panels", "Reason of the first"];
        tables.push(TextTable::new("Panels without an answer, by reason", heads, rows));
    }
    Section { heading: "Methods and failures".into(), tables, ..Section::default() }
}
