//! The tables: scores, truths, failures, and every answer.

use super::file::IdentifyFile;
use super::score::Score;
use super::trials::Cell;
use crate::field::failures::failures;
use crate::field::{MethodAnswer, TrueEffect};
use crate::story::Estimate;
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;

/// The tables by name: `scores`, one row for each world, design and method; `truths`, one for each world, design and wave;
/// `failures`, one for each reason; `answers`, one for each panel and method.
pub(super) fn tables(file: &IdentifyFile, cells: &[Cell]) -> Vec<(&'static str, Table)> {
    vec![
        ("scores", score_table(file, cells)),
        ("truths", truth_table(file, cells)),
        ("failures", failure_table(file, cells)),
        ("answers", answer_table(file, cells)),
    ]
}

/// The columns that say which world, design and method a row is about.
fn head<'a>(file: &'a IdentifyFile, cells: impl Iterator<Item = &'a Cell> + Clone) -> Vec<Column> {
    vec![
        Column::words("world", "the world", cells.clone().map(|cell| &file.worlds[cell.world].name)),
        Column::words("design", "the design of the survey", cells.clone().map(|cell| &file.designs[cell.design].name)),
        Column::words("method", "the method", cells.map(|cell| &file.methods[cell.method].name)),
    ]
}

fn score_table(file: &IdentifyFile, cells: &[Cell]) -> Table {
    let scores = || cells.iter().map(|cell| cell.score.as_ref());
    let number = |name: &str, meaning: &str, get: fn(&Score) -> f64| {
        Column::numbers(name, Unit::Number, meaning, scores().map(|score| score.map_or(f64::NAN, get)))
    };
    let truth = |get: fn(&TrueEffect) -> f64| cells.iter().map(move |cell| cell.truth.as_ref().map_or(f64::NAN, get));
    let panels = |name: &str, meaning: &str, counts: fn(&&std::result::Result<MethodAnswer, String>) -> bool| {
        let count = |cell: &Cell| cell.answers.iter().filter(counts).count() as u32;
        Column::whole(name, Unit::Count, meaning, cells.iter().map(count))
    };
    let mut columns = head(file, cells.iter());
    columns.extend([
        panels("panels", "panels with an answer", |answer| answer.is_ok()),
        panels("failures", "panels without one", |answer| answer.is_err()),
        Column::numbers("truth", Unit::Share, "what a contact's use does", truth(|truth| truth.effect.mean)),
        Column::numbers("truth_error", Unit::Share, "standard error of the truth", truth(|truth| truth.standard_error)),
        number("estimate", "mean estimate", |score| score.mean),
        number("spread", "standard deviation of the estimates", |score| score.spread),
        number("standard_error", "mean of the standard errors that the method gives", |score| score.standard_error),
        number("bias", "mean estimate less the truth", |score| score.bias),
        number("bias_error", "standard error of the bias, that of the truth included", |score| score.bias_error),
        number("coverage", "share of panels whose 95 % interval has the truth", |score| score.coverage.mean),
        number("coverage_lower", "lower end of its interval (Wilson)", |score| score.coverage.low),
        number("coverage_upper", "upper end of it", |score| score.coverage.high),
        number("rejected", "share of panels on which no effect is rejected at 5 %", |score| score.rejected.mean),
        number("rejected_lower", "lower end of its interval (Wilson)", |score| score.rejected.low),
        number("rejected_upper", "upper end of it", |score| score.rejected.high),
        Column::optional_words(
            "rejected_means",
            "what rejections are in this world: false_positives or power",
            scores().map(|score| score.map(|one| if one.is_nil { "false_positives" } else { "power" })),
        ),
        Column::optional_truths(
            "keeps_its_promise",
            "whether the panels leave it possible that the interval has the truth in 95 % and a truth of 0 is rejected in 5 %",
            scores().map(|score| score.map(Score::keeps_its_promise)),
        ),
    ]);
    Table { columns }
}

/// What is true of a world from a wave of a design to the next; wave 0 stands for all.
struct TruthRow<'a> {
    cell: &'a Cell,
    truth: &'a TrueEffect,
    wave: u32,
    effect: Estimate,
}

fn truth_table(file: &IdentifyFile, cells: &[Cell]) -> Table {
    let mut rows: Vec<TruthRow<'_>> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.method == 0) {
        let Some(truth) = &cell.truth else { continue };
        let effects = std::iter::once(&truth.effect).chain(&truth.by_wave);
        rows.extend((0..).zip(effects).map(|(wave, &effect)| TruthRow { cell, truth, wave, effect }));
    }
    let share = |name: &str, meaning: &str, get: fn(&TruthRow<'_>) -> f64| {
        Column::numbers(name, Unit::Share, meaning, rows.iter().map(get))
    };
    let effect = "how much a contact's use adds to the probability of using the practice at the next wave";
    let copied = "share of first uses between the first and the last wave that copying brought";
    let waves = rows.iter().map(|row| row.wave);
    let mut columns = head(file, rows.iter().map(|row| row.cell));
    columns.truncate(2);
    columns.extend([
        Column::whole("wave", Unit::Count, "from this wave to the next, from 1; 0 for all", waves),
        share("effect", effect, |row| row.effect.mean),
        share("effect_lower", "lower end of its 95 % interval over seeds", |row| row.effect.low),
        share("effect_upper", "upper end of it", |row| row.effect.high),
        share("copied", copied, |row| row.truth.copied.mean),
        share("copied_lower", "lower end of its 95 % interval over seeds", |row| row.truth.copied.low),
        share("copied_upper", "upper end of it", |row| row.truth.copied.high),
        Column::long("not_set", "contacts whose use could not be set", rows.iter().map(|row| row.truth.not_set)),
    ]);
    Table { columns }
}

fn failure_table(file: &IdentifyFile, cells: &[Cell]) -> Table {
    let rows: Vec<(&Cell, u32, String)> = cells
        .iter()
        .flat_map(|cell| failures(&cell.answers).into_iter().map(move |(panels, reason)| (cell, panels, reason)))
        .collect();
    let mut columns = head(file, rows.iter().map(|row| row.0));
    columns.extend([
        Column::whole("panels", Unit::Count, "panels on which the method has no answer", rows.iter().map(|row| row.1)),
        Column::words("reason", "why, as said of the first of them", rows.iter().map(|row| &row.2)),
    ]);
    Table { columns }
}

fn answer_table(file: &IdentifyFile, cells: &[Cell]) -> Table {
    let rows: Vec<(&Cell, usize)> =
        cells.iter().flat_map(|cell| (0..cell.answers.len()).map(move |panel| (cell, panel))).collect();
    let number = |name: &str, meaning: &str, get: fn(&MethodAnswer) -> f64| {
        let value = |(cell, panel): &(&Cell, usize)| cell.answers[*panel].as_ref().map_or(f64::NAN, get);
        Column::numbers(name, Unit::Number, meaning, rows.iter().map(value))
    };
    let mut columns = head(file, rows.iter().map(|row| row.0));
    columns.extend([
        Column::long("seed", "the seed", rows.iter().map(|row| file.first_seed + row.1 as u64)),
        number("estimate", "what a contact's use adds, as estimated", |answer| answer.effect),
        number("standard_error", "its standard error", |answer| answer.standard_error),
        number("lower", "lower end of its 95 % interval", |answer| answer.interval.lower),
        number("upper", "upper end of it", |answer| answer.interval.upper),
        number("p", "p value of no effect", |answer| answer.p),
    ]);
    Table { columns }
}
