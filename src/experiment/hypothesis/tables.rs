//! The tables of a test.

use super::{Contrast, Hypothesis, HypothesisFile, JudgedHypothesis, PartEstimate, Trial};
use crate::experiment::table_of::TableOf;
use crate::table::Table;
use darkside_engine::parameter::Unit;

/// The tables of a test by name: `verdicts`, one row per hypothesis; `contrasts`, one per hypothesis and part; `values`, one
/// per hypothesis, part and seed.
pub fn tables(file: &HypothesisFile, trial: &Trial, judged: &[JudgedHypothesis]) -> Vec<(&'static str, Table)> {
    vec![
        ("verdicts", verdicts(file, trial, judged)),
        ("contrasts", contrasts(file, judged)),
        ("values", values(file, trial)),
    ]
}

fn verdicts(file: &HypothesisFile, trial: &Trial, judged: &[JudgedHypothesis]) -> Table {
    let seeds = trial.seeds.iter().copied().zip(trial.needed.iter().copied());
    let judged = file.hypotheses.iter().zip(judged).zip(seeds);
    let rows: Vec<_> = judged.map(|((hypothesis, judged), seeds)| (hypothesis, judged, seeds)).collect();
    let any = Unit::Number;
    let needed = "seeds needed for the requested width, estimated from the first stage; empty if no number is enough";
    let negligible = "probability if the contrast were only just not negligible";
    TableOf::new(&rows)
        .words("id", "the hypothesis", |(hypothesis, ..)| &hypothesis.id)
        .words("verdict", "supported, negligible, contrary or undecided", |(_, judged, _)| judged.verdict.name())
        .words("status", "built_in, tuned or prediction", |(hypothesis, ..)| hypothesis.status.name())
        .words("claim", "the claim in words", |(hypothesis, ..)| &hypothesis.claim)
        .words("source", "where it comes from", |(hypothesis, ..)| &hypothesis.source)
        .words("reason", "why the margin is what it is", |(hypothesis, ..)| &hypothesis.reason)
        .number("p_for", any, "probability if the claim were only just false", |(_, judged, _)| judged.p_for.alone)
        .number("p_for_adjusted", any, "the same after Holm's correction over the file", |(_, judged, _)| {
            judged.p_for.adjusted
        })
        .number("p_negligible", any, negligible, |(_, judged, _)| judged.p_negligible.alone)
        .number("p_negligible_adjusted", any, "the same after Holm's correction", |(_, judged, _)| {
            judged.p_negligible.adjusted
        })
        .number("p_contrary", any, "probability if the contrary were only just false", |(_, judged, _)| {
            judged.p_contrary.alone
        })
        .number("p_contrary_adjusted", any, "the same after Holm's correction", |(_, judged, _)| {
            judged.p_contrary.adjusted
        })
        .number("alpha", any, "level of the verdict", |(hypothesis, ..)| hypothesis.alpha)
        .whole("seeds", Unit::Count, "seeds it rests on", |(.., (seeds, _))| *seeds)
        .number("seeds_needed", Unit::Count, needed, |(.., (_, needed))| match *needed {
            u64::MAX => f64::NAN,
            needed => needed as f64,
        })
        .truth("narrow_enough", "whether every interval is as narrow as requested", |(_, judged, _)| {
            judged.narrow_enough
        })
        .table()
}

/// A hypothesis, one of its contrasts with its number from 1, and what was found of it.
type ContrastRow<'a> = (&'a Hypothesis, u32, &'a Contrast, &'a PartEstimate);

fn contrasts(file: &HypothesisFile, judged: &[JudgedHypothesis]) -> Table {
    let mut rows: Vec<ContrastRow<'_>> = Vec::new();
    for (hypothesis, judged) in file.hypotheses.iter().zip(judged) {
        let parts = (1..).zip(hypothesis.parts.iter().zip(&judged.parts));
        rows.extend(parts.map(|(number, (contrast, part))| (hypothesis, number, contrast, part)));
    }
    let any = Unit::Number;
    TableOf::new(&rows)
        .words("id", "the hypothesis", |(hypothesis, ..)| &hypothesis.id)
        .whole("part", Unit::Count, "which of its contrasts, from 1", |(_, number, ..)| *number)
        .words("contrast", "the contrast", |(_, _, contrast, _)| &contrast.words)
        .words("reading", "what its first term reads", |(_, _, contrast, _)| contrast.terms[0].reading.words())
        .words("claim", "what is claimed of it", |(hypothesis, ..)| hypothesis.claims.words())
        .number("mean", any, "mean over seeds", |(.., part)| part.estimate.mean)
        .number("lower", any, "lower end of the interval", |(.., part)| part.interval.lower)
        .number("upper", any, "upper end of that interval", |(.., part)| part.interval.upper)
        .number("level", any, "level of the interval", |(.., part)| part.level)
        .number("standard_error", any, "standard error, from the first stage's spread", |(.., part)| {
            part.estimate.standard_error
        })
        .number("standard_deviation", any, "standard deviation of the contrast over seeds", |(.., part)| {
            part.standard_deviation
        })
        .number("holds", any, "share of seeds that support the claim on their own", |(.., part)| part.holds)
        .long("undefined", "seeds left out", |(.., part)| part.undefined)
        .table()
}

fn values(file: &HypothesisFile, trial: &Trial) -> Table {
    let mut rows: Vec<(&str, u32, u64, f64)> = Vec::new();
    for (position, hypothesis) in file.hypotheses.iter().enumerate() {
        for part in 0..hypothesis.parts.len() {
            let seeds = trial.contrast(file, position, part).into_iter().zip(file.first_seed..);
            rows.extend(seeds.map(|(value, seed)| (hypothesis.id.as_str(), part as u32 + 1, seed, value)));
        }
    }
    TableOf::new(&rows)
        .words("id", "the hypothesis", |row| row.0)
        .whole("part", Unit::Count, "which of its contrasts, from 1", |row| row.1)
        .long("seed", "the seed", |row| row.2)
        .number("contrast", Unit::Number, "the contrast under this seed", |row| row.3)
        .table()
}
