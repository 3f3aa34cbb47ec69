//! What is recorded: mechanisms, loci, causes, alignment patterns, and the columns of the tables.

use super::Entry;
use crate::parameter;
use crate::record::{Alignment, Cause, Locus, Mechanism};

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

/// Words in the tables that are no topic of their own.
pub fn words() -> Vec<Entry> {
    let causes = Cause::ALL.iter().map(|cause| Entry::new("cause of a lapse", cause.name(), cause.meaning()));
    let patterns =
        Alignment::ALL.iter().map(|pattern| Entry::new("alignment pattern", pattern.name(), pattern.meaning()));
    causes.chain(patterns).collect()
}
