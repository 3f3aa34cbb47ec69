//! The tables of a test.

use super::{HypothesisFile, Judged, PartEstimate, Trial};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;

/// The tables of a test by name: `verdicts`, one row per hypothesis; `contrasts`, one per hypothesis and part; `values`, one
/// per hypothesis, part and seed.
pub fn tables(file: &HypothesisFile, trial: &Trial, judged: &[Judged]) -> Vec<(&'static str, Table)> {
    vec![
        ("verdicts", verdicts(file, trial, judged)),
        ("contrasts", contrasts(file, judged)),
        ("values", values(file, trial)),
    ]
}

fn verdicts(file: &HypothesisFile, trial: &Trial, judged: &[Judged]) -> Table {
    let all = &file.hypotheses;
    let p = |name: &str, meaning: &str, of: fn(&Judged) -> f64| {
        Column::numbers(name, Unit::Number, meaning, judged.iter().map(of))
    };
    Table {
        columns: vec![
            Column::words("id", "the hypothesis", all.iter().map(|one| &one.id)),
            Column::words(
                "verdict",
                "supported, negligible, contrary or undecided",
                judged.iter().map(|one| one.verdict.name()),
            ),
            Column::words("status", "built_in, tuned or prediction", all.iter().map(|one| one.status.name())),
            Column::words("claim", "the claim in words", all.iter().map(|one| &one.claim)),
            Column::words("source", "where it comes from", all.iter().map(|one| &one.source)),
            Column::words("reason", "why the margin is what it is", all.iter().map(|one| &one.reason)),
            p("p_for", "probability if the claim were only just false", |one| one.p_for.alone),
            p("p_for_adjusted", "the same after Holm's correction over the file", |one| one.p_for.adjusted),
            p("p_negligible", "probability if the contrast were only just not negligible", |one| {
                one.p_negligible.alone
            }),
            p("p_negligible_adjusted", "the same after Holm's correction", |one| one.p_negligible.adjusted),
            p("p_contrary", "probability if the contrary were only just false", |one| one.p_contrary.alone),
            p("p_contrary_adjusted", "the same after Holm's correction", |one| one.p_contrary.adjusted),
            Column::numbers("alpha", Unit::Number, "level of the verdict", all.iter().map(|one| one.alpha)),
            Column::whole("seeds", Unit::Count, "seeds it rests on", trial.seeds.iter().copied()),
            Column::numbers(
                "seeds_needed",
                Unit::Count,
                "seeds needed for the requested width, estimated from the first stage; empty if no number is enough",
                trial.needed.iter().map(|&needed| if needed == u64::MAX { f64::NAN } else { needed as f64 }),
            ),
            Column::truths(
                "narrow_enough",
                "whether every interval is as narrow as requested",
                judged.iter().map(|one| one.narrow_enough),
            ),
        ],
    }
}

fn contrasts(file: &HypothesisFile, judged: &[Judged]) -> Table {
    let mut rows: Vec<(usize, usize, &PartEstimate)> = Vec::new();
    for (position, one) in judged.iter().enumerate() {
        rows.extend(one.parts.iter().enumerate().map(|(part, estimate)| (position, part, estimate)));
    }
    let number = |name: &str, meaning: &str, of: fn(&PartEstimate) -> f64| {
        Column::numbers(name, Unit::Number, meaning, rows.iter().map(|(_, _, part)| of(part)))
    };
    let reading = |position: usize, part: usize| &file.hypotheses[position].parts[part].terms[0].reading;
    Table {
        columns: vec![
            Column::words("id", "the hypothesis", rows.iter().map(|row| &file.hypotheses[row.0].id)),
            Column::whole(
                "part",
                Unit::Count,
                "which of its contrasts, from 1",
                rows.iter().map(|row| row.1 as u32 + 1),
            ),
            Column::words(
                "contrast",
                "the contrast",
                rows.iter().map(|row| &file.hypotheses[row.0].parts[row.1].words),
            ),
            Column::words("reading", "what its first term reads", rows.iter().map(|row| reading(row.0, row.1).words())),
            Column::words(
                "claim",
                "what is claimed of it",
                rows.iter().map(|row| file.hypotheses[row.0].claims.words()),
            ),
            number("mean", "mean over seeds", |part| part.estimate.mean),
            number("lower", "lower end of the interval", |part| part.interval.lower),
            number("upper", "upper end of that interval", |part| part.interval.upper),
            number("level", "level of the interval", |part| part.level),
            number("standard_error", "standard error, from the first stage's spread", |part| {
                part.estimate.standard_error
            }),
            number("standard_deviation", "standard deviation of the contrast over seeds", |part| {
                part.standard_deviation
            }),
            number("holds", "share of seeds that support the claim on their own", |part| part.holds),
            Column::long("undefined", "seeds left out", rows.iter().map(|row| row.2.undefined)),
        ],
    }
}

fn values(file: &HypothesisFile, trial: &Trial) -> Table {
    let mut rows: Vec<(&str, u32, u64, f64)> = Vec::new();
    for (position, hypothesis) in file.hypotheses.iter().enumerate() {
        for part in 0..hypothesis.parts.len() {
            let seeds = trial.contrast(file, position, part).into_iter().zip(file.first_seed..);
            rows.extend(seeds.map(|(value, seed)| (hypothesis.id.as_str(), part as u32 + 1, seed, value)));
        }
    }
    Table {
        columns: vec![
            Column::words("id", "the hypothesis", rows.iter().map(|row| row.0)),
            Column::whole("part", Unit::Count, "which of its contrasts, from 1", rows.iter().map(|row| row.1)),
            Column::long("seed", "the seed", rows.iter().map(|row| row.2)),
            Column::numbers("contrast", Unit::Number, "the contrast under this seed", rows.iter().map(|row| row.3)),
        ],
    }
}
