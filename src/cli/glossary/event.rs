//! What is recorded: mechanisms, loci, causes, alignment patterns, and the columns of the tables.

use super::Entry;
use crate::parameter;
use crate::practice::Practice;
use crate::record::{self, Alignment, Cause, Locus, Mechanism};

/// The ways in which a practice arrives, each with the parameter that makes it happen.
pub fn mechanisms() -> Vec<Entry> {
    let entry = |mechanism: &Mechanism| {
        let entry = Entry::new("mechanism", mechanism.name(), mechanism.meaning());
        match parameter::find(&format!("contagion.{}", mechanism.name())) {
            Some(hazard) => entry.fact("hazard", hazard.path),
            None => entry.fact("hazard", "none: an intervention does it"),
        }
    };
    Mechanism::ALL.iter().map(entry).collect()
}

/// The places from which a practice comes.
pub fn loci() -> Vec<Entry> {
    Locus::ALL.iter().map(|locus| Entry::new("locus", locus.name(), locus.meaning())).collect()
}

/// The columns of the tables that a run writes, each under the heading of its table.
pub fn metrics(practices: &[Practice]) -> Vec<Entry> {
    let column = |metric: record::Metric| {
        Entry::new("metric", metric.name, &metric.meaning)
            .under("series: one row per seed and week")
            .fact("unit", metric.unit.words())
    };
    record::metrics(practices).into_iter().map(column).collect()
}

/// Words in the tables that are no topic of their own.
pub fn words() -> Vec<Entry> {
    let causes = Cause::ALL.iter().map(|cause| Entry::new("cause of a lapse", cause.name(), cause.meaning()));
    let patterns =
        Alignment::ALL.iter().map(|pattern| Entry::new("alignment pattern", pattern.name(), pattern.meaning()));
    causes.chain(patterns).collect()
}
