//! The tables: scores, truths, failures, and every answer.

use super::file::IdentifyFile;
use super::score::Score;
use super::trials::{Cell, Trials};
use crate::field::TrueEffect;
use crate::field::failures::failures;
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;

/// The tables by name: `scores`, one row for each world, design and method; `truths`, one for each world, design and wave;
/// `failures`, one for each reason; `answers`, one for each panel and method.
pub fn tables(file: &IdentifyFile, trials: &Trials, scores: &[Option<Score>]) -> Vec<(&'static str, Table)> {
    vec![
        ("scores", score_table(file, trials, scores)),
        ("truths", truth_table(file, trials)),
        ("failures", failure_table(file, trials)),
        ("answers", answer_table(file, trials)),
    ]
}

fn head<'a>(file: &'a IdentifyFile, cells: impl Iterator<Item = &'a Cell> + Clone) -> Vec<Column> {
    vec![
        Column::words("world", "the world", cells.clone().map(|cell| &file.worlds[cell.world].name)),
        Column::words("design", "the design of the survey", cells.clone().map(|cell| &file.designs[cell.design].name)),
        Column::words("method", "the method", cells.map(|cell| &file.methods[cell.method].name)),
    ]
}

fn score_table(file: &IdentifyFile, trials: &Trials, scores: &[Option<Score>]) -> Table {
    let number = |name: &str, meaning: &str, get: fn(&Score) -> f64| {
        let value = |score: &Option<Score>| score.as_ref().map_or(f64::NAN, get);
        Column::numbers(name, Unit::Number, meaning, scores.iter().map(value))
    };
    let truth =
        |get: fn(&TrueEffect) -> f64| trials.cells.iter().map(move |cell| cell.truth.as_ref().map_or(f64::NAN, get));
    let answered = |cell: &Cell| cell.answers.iter().filter(|answer| answer.is_ok()).count() as u32;
    let mut columns = head(file, trials.cells.iter());
    columns.extend([
        Column::whole("panels", Unit::Count, "panels with an answer", trials.cells.iter().map(answered)),
        Column::whole(
            "failures",
            Unit::Count,
            "panels without one",
            trials.cells.iter().map(|cell| cell.answers.len() as u32 - answered(cell)),
        ),
        Column::numbers("truth", Unit::Share, "what a contact's use does", truth(|truth| truth.effect.mean)),
        Column::numbers("truth_error", Unit::Share, "standard error of the truth", truth(|truth| truth.standard_error)),
        number("estimate", "mean estimate", |score| score.mean),
        number("spread", "standard deviation of the estimates", |score| score.spread),
        number("standard_error", "mean of the standard errors that the method gives", |score| score.standard_error),
        number("bias", "mean estimate less the truth", |score| score.bias),
        number("bias_error", "standard error of the bias, that of the truth included", |score| score.bias_error),
        number("coverage", "share of panels whose 95 % interval has the truth", |score| score.coverage.share),
        number("coverage_lower", "lower end of its interval (Wilson)", |score| score.coverage.interval.lower),
        number("coverage_upper", "upper end of it", |score| score.coverage.interval.upper),
        number("rejected", "share of panels on which no effect is rejected at 5 %", |score| score.rejected.share),
        number("rejected_lower", "lower end of its interval (Wilson)", |score| score.rejected.interval.lower),
        number("rejected_upper", "upper end of it", |score| score.rejected.interval.upper),
        Column::optional_words(
            "rejected_means",
            "what rejections are in this world: false_positives or power",
            scores.iter().map(|score| score.as_ref().map(|one| if one.is_nil { "false_positives" } else { "power" })),
        ),
        Column::optional_truths(
            "keeps_its_promise",
            "whether the panels leave it possible that the interval has the truth in 95 % and a truth of 0 is rejected in 5 %",
            scores.iter().map(|score| score.as_ref().map(Score::keeps_its_promise)),
        ),
    ]);
    Table { columns }
}

fn truth_table(file: &IdentifyFile, trials: &Trials) -> Table {
    let of_designs = trials.cells.iter().filter(|cell| cell.method == 0);
    let rows: Vec<(&Cell, &TrueEffect, usize)> = of_designs
        .filter_map(|cell| cell.truth.as_ref().map(|truth| (cell, truth)))
        .flat_map(|(cell, truth)| (0..=truth.by_wave.len()).map(move |wave| (cell, truth, wave)))
        .collect();
    let effect = |row: &(&Cell, &TrueEffect, usize)| match row.2 {
        0 => row.1.effect,
        wave => row.1.by_wave[wave - 1],
    };
    let share = |name: &str, meaning: &str, get: &dyn Fn(&(&Cell, &TrueEffect, usize)) -> f64| {
        Column::numbers(name, Unit::Share, meaning, rows.iter().map(get))
    };
    let mut columns = head(file, rows.iter().map(|row| row.0));
    columns.truncate(2);
    columns.extend([
        Column::whole(
            "wave",
            Unit::Count,
            "from this wave to the next, from 1; 0 for all",
            rows.iter().map(|row| row.2 as u32),
        ),
        share(
            "effect",
            "how much a contact's use adds to the probability of using the practice at the next wave",
            &|row| effect(row).mean,
        ),
        share("effect_lower", "lower end of its 95 % interval over seeds", &|row| effect(row).low),
        share("effect_upper", "upper end of it", &|row| effect(row).high),
        share("copied", "share of first uses between the first and the last wave that copying brought", &|row| {
            row.1.copied.mean
        }),
        share("copied_lower", "lower end of its 95 % interval over seeds", &|row| row.1.copied.low),
        share("copied_upper", "upper end of it", &|row| row.1.copied.high),
        Column::long("not_set", "contacts whose use could not be set", rows.iter().map(|row| row.1.not_set)),
    ]);
    Table { columns }
}

fn failure_table(file: &IdentifyFile, trials: &Trials) -> Table {
    let rows: Vec<(&Cell, u32, String)> = trials
        .cells
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

fn answer_table(file: &IdentifyFile, trials: &Trials) -> Table {
    let rows: Vec<(&Cell, usize)> =
        trials.cells.iter().flat_map(|cell| (0..cell.answers.len()).map(move |panel| (cell, panel))).collect();
    let number = |name: &str, meaning: &str, get: fn(&crate::field::MethodAnswer) -> f64| {
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
