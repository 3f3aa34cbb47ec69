//! Everything that has a name, gathered from the catalogues that the model itself uses.
//!
//! `list` and `explain` show entries; neither contains any text of its own about the model.

mod event;
mod parameter;
mod practice;
mod scenario;
mod word;

use clap::{CommandFactory, ValueEnum};

use super::{Cli, words};
use darkside::chart;
use darkside::story::words::capital;
use darkside_engine::parameter::Field;
use darkside_engine::practice::Practice;
use darkside_engine::scenario::Request;
use darkside_error::Result;

/// One thing with a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GlossaryEntry {
    /// What kind of thing, in a word or two: `parameter`.
    pub kind: &'static str,
    /// Its name as scenarios, tables and options write it.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Its heading in a list; empty for none.
    pub heading: String,
    /// What else is known about it.
    pub facts: Vec<Fact>,
}

/// A fact about an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    /// What the fact is about, in a word or two: `unit`.
    pub label: &'static str,
    /// The fact, in plain form for other programs.
    pub value: String,
    /// What the value means, if that is not obvious.
    pub note: &'static str,
}

impl GlossaryEntry {
    /// An entry without facts.
    pub(super) fn new(kind: &'static str, name: impl Into<String>, meaning: &str) -> Self {
        let mut meaning = capital(meaning.trim());
        if !meaning.is_empty() && !meaning.ends_with(['.', '?', '!']) {
            meaning.push('.');
        }
        Self { kind, name: name.into(), meaning, heading: String::new(), facts: Vec::new() }
    }

    /// An entry for a field of `owner`, with its unit, its default there, what it takes, and where that default comes from.
    fn of_field<Owner>(kind: &'static str, name: impl Into<String>, field: &Field<Owner>, owner: &Owner) -> Self {
        let default = (field.get)(owner);
        Self::new(kind, name, field.meaning)
            .fact("unit", field.unit.words())
            .fact("default", words::value(&default))
            .fact("allowed", words::allowed(&default, field.allowed))
            .noted("basis", field.basis.name(), field.basis.meaning())
    }

    /// Adds a fact.
    pub(super) fn fact(self, label: &'static str, value: impl Into<String>) -> Self {
        self.noted(label, value, "")
    }

    /// Adds a fact that needs a note.
    pub(super) fn noted(mut self, label: &'static str, value: impl Into<String>, note: &'static str) -> Self {
        self.facts.push(Fact { label, value: value.into(), note: note.trim().trim_end_matches('.') });
        self
    }

    /// Puts it under a heading.
    pub(super) fn under(mut self, heading: impl Into<String>) -> Self {
        self.heading = heading.into();
        self
    }

    /// The fact with this label.
    pub(super) fn fact_called(&self, label: &str) -> Option<&str> {
        self.facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.as_str())
    }
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Topic {
    /// Scenarios that are ready to run.
    Scenarios,
    /// Sweeps, hypotheses and other files that ask a question with many runs.
    Questions,
    /// Every value that a scenario can set, with its default.
    Parameters,
    /// Every value of a survey's design, with its default.
    Survey,
    /// Practices of the baseline: what managers do, and what others copy.
    Practices,
    /// The six dark-side effects of close relationships.
    Effects,
    /// The ways in which a practice arrives.
    Mechanisms,
    /// The places from which a practice comes.
    Loci,
    /// Ready-made organisations of a firm, and the levers that they set.
    Presets,
    /// What a dated intervention can do.
    Acts,
    /// Columns of the tables that a run writes, and figures of whole runs.
    Metrics,
    /// Pictures that a run draws.
    Charts,
    /// Words that output and documentation use.
    Words,
}

impl Topic {
    /// The topic itself: its name on the command line, what it contains, and how much.
    pub(super) fn entry(self) -> Result<GlossaryEntry> {
        let value = self.to_possible_value();
        let name = value.as_ref().map_or("", |value| value.get_name());
        let about = value.as_ref().and_then(|value| value.get_help()).map(ToString::to_string).unwrap_or_default();
        let count = self.entries()?.len().to_string();
        Ok(GlossaryEntry::new("topic", name, &about)
            .fact("count", count)
            .fact("shown by", format!("darkside list {name}")))
    }

    /// The fact that a list shows in its own column.
    pub(super) fn column(self) -> Option<&'static str> {
        match self {
            Topic::Parameters | Topic::Survey => Some("default"),
            Topic::Practices => Some("class"),
            _ => None,
        }
    }

    /// Everything in it, in the order of its catalogue.
    pub(super) fn entries(self) -> Result<Vec<GlossaryEntry>> {
        Ok(match self {
            Topic::Scenarios => scenario::scenarios(),
            Topic::Questions => scenario::questions(),
            Topic::Parameters => parameter::parameters(),
            Topic::Survey => parameter::survey(),
            Topic::Practices => baseline()?.iter().map(practice::practice).collect(),
            Topic::Effects => practice::effects(),
            Topic::Mechanisms => event::mechanisms(),
            Topic::Loci => event::loci(),
            Topic::Presets => scenario::presets(),
            Topic::Acts => scenario::acts(),
            Topic::Metrics => event::metrics(&baseline()?),
            Topic::Charts => {
                chart::ALL.iter().map(|chart| GlossaryEntry::new("chart", chart.name, chart.meaning)).collect()
            }
            Topic::Words => word::words(),
        })
    }
}

/// The baseline's practices.
fn baseline() -> Result<Vec<Practice>> {
    Ok(darkside_engine::scenario::load(&Request::of("baseline"))?.practices)
}

/// The commands, as their own help describes them.
fn commands() -> Vec<GlossaryEntry> {
    let entry = |command: &clap::Command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        GlossaryEntry::new("command", command.get_name(), &about)
            .fact("more in", format!("darkside {} --help", command.get_name()))
    };
    Cli::command().get_subcommands().map(entry).collect()
}

/// Everything that can be explained: the topics, and the words that belong to them.
pub(super) fn all() -> Result<Vec<GlossaryEntry>> {
    let mut all = Vec::new();
    for topic in Topic::value_variants() {
        match topic {
            Topic::Metrics => all.extend(event::distinct_metrics(&baseline()?)),
            _ => all.extend(topic.entries()?),
        }
    }
    for topic in Topic::value_variants() {
        all.push(topic.entry()?);
    }
    all.extend(parameter::groups());
    all.extend(practice::fields());
    all.extend(practice::words());
    all.extend(event::words());
    all.extend(event::figures());
    all.extend(event::tables(&baseline()?));
    all.extend(commands());
    all.extend(scenario::levers());
    Ok(all)
}
