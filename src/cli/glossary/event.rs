//! What is recorded: mechanisms, loci, causes, alignment patterns, and the columns of the tables.

use super::GlossaryEntry;
use darkside::archive;
use darkside::epidemiology::Figure;
use darkside_engine::parameter;
use darkside_engine::practice::Practice;
use darkside_engine::record::{Alignment, Cause, Locus, Mechanism};

/// The ways in which a practice arrives, each with the parameter that controls it.
pub(super) fn mechanisms() -> Vec<GlossaryEntry> {
    let entry = |mechanism: &Mechanism| {
        let entry = GlossaryEntry::new("mechanism", mechanism.name(), mechanism.meaning());
        match parameter::find(&format!("contagion.{}", mechanism.name())) {
            Some(hazard) => entry.fact("hazard", hazard.path),
            None => entry.fact("hazard", "none: an intervention does it"),
        }
    };
    Mechanism::ALL.iter().map(entry).collect()
}

/// The places from which a practice comes.
pub(super) fn loci() -> Vec<GlossaryEntry> {
    Locus::ALL.iter().map(|locus| GlossaryEntry::new("locus", locus.name(), locus.meaning())).collect()
}

/// The columns of the tables that a run writes, each under its table's heading, and the figures of whole runs.
pub(super) fn metrics(practices: &[Practice]) -> Vec<GlossaryEntry> {
    let mut entries = Vec::new();
    for table in archive::tables(practices) {
        let heading = format!("{}: {}", table.name, table.row);
        entries.extend(table.columns.iter().map(|column| {
            GlossaryEntry::new("column of results", column.name.as_str(), &column.meaning)
                .under(&heading)
                .fact("unit", column.unit.words())
                .fact("table", table.name)
        }));
    }
    let columns = darkside_engine::record::metrics(practices).len();
    let figures = darkside::experiment::readable(practices).into_iter().skip(columns);
    entries.extend(figures.map(|figure| {
        GlossaryEntry::new("figure of a whole run", figure.name, &figure.meaning)
            .under("figures of whole runs: one number a run, what experiments read beside the columns of series")
            .fact("unit", figure.unit.words())
    }));
    entries
}

/// The same without repetition: a name with one meaning appears once, with all tables that have it.
pub(super) fn distinct_metrics(practices: &[Practice]) -> Vec<GlossaryEntry> {
    let mut distinct: Vec<GlossaryEntry> = Vec::new();
    for entry in metrics(practices) {
        let known = distinct.iter_mut().find(|known| known.name == entry.name && known.meaning == entry.meaning);
        match (known.and_then(|known| known.facts.last_mut()), entry.fact_called("table")) {
            (Some(tables), Some(table)) => tables.value = format!("{}, {table}", tables.value),
            _ => distinct.push(entry),
        }
    }
    distinct
}

/// The tables that a run writes.
pub(super) fn tables(practices: &[Practice]) -> Vec<GlossaryEntry> {
    let entry = |table: &archive::TableKind| {
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        GlossaryEntry::new("table of results", table.name.trim_end_matches(".csv"), table.row)
            .fact("columns", columns.join(", "))
    };
    archive::tables(practices).iter().map(entry).collect()
}

/// The figures of a wave, which are rows of a table and no columns.
pub(super) fn figures() -> Vec<GlossaryEntry> {
    let entry = |figure: &Figure| {
        GlossaryEntry::new("figure of a wave", figure.name(), figure.meaning()).fact("table", "waves.csv")
    };
    Figure::ALL.iter().map(entry).collect()
}

/// Words in the tables that are not topics of their own.
pub(super) fn words() -> Vec<GlossaryEntry> {
    let causes = Cause::ALL.iter().map(|cause| GlossaryEntry::new("cause of a lapse", cause.name(), cause.meaning()));
    let patterns =
        Alignment::ALL.iter().map(|pattern| GlossaryEntry::new("alignment pattern", pattern.name(), pattern.meaning()));
    causes.chain(patterns).collect()
}
