//! `darkside list`: what exists, topic by topic.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::glossary::{GlossaryEntry, Topic};
use super::outcome::Outcome;
use super::page::{self, AlignedRows};

const EXAMPLES: &str = "\
Examples:
  darkside list                           every topic, with how much it holds
  darkside list scenarios                 what is ready to run
  darkside list parameters | grep audit   one line each where the output is no terminal
  darkside list metrics --format csv      for other programs";

/// List scenarios, parameters, practices and what else there is.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct List {
    /// What to list; without it, an overview of all topics.
    topic: Option<Topic>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// Aligned columns for people.
    #[default]
    Text,
    /// Comma-separated values with a header.
    Csv,
    /// A list of objects.
    Json,
}

impl List {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let entries = match self.topic {
            Some(topic) => topic.entries()?,
            None => Topic::value_variants().iter().map(|topic| topic.entry()).collect::<darkside_error::Result<_>>()?,
        };
        match self.format {
            ListFormat::Text => text(out, &entries, self.topic)?,
            ListFormat::Csv => csv(out, &entries)?,
            ListFormat::Json => json(out, &entries)?,
        }
        Ok(())
    }
}

fn text(out: &mut dyn Write, entries: &[GlossaryEntry], topic: Option<Topic>) -> io::Result<()> {
    let column = topic.map_or(Some("count"), Topic::column);
    let rows = entries.iter().map(|entry| {
        let mut row = vec![entry.name.clone()];
        row.extend(column.map(|label| shortened(entry.fact_called(label).unwrap_or(""))));
        row.push(match entry.fact_called("unit") {
            Some(unit) if !["-", "number", "count"].contains(&unit) => format!("{} [{unit}]", entry.meaning),
            _ => entry.meaning.clone(),
        });
        row
    });
    let table = AlignedRows::new(rows.collect(), 0, page::width());
    let mut heading = "";
    for (position, entry) in entries.iter().enumerate() {
        if entry.heading != heading {
            let gap = if heading.is_empty() { "" } else { "\n" };
            write!(out, "{gap}")?;
            page::heading(out, &entry.heading)?;
            heading = &entry.heading;
        }
        table.write_row(out, position)?;
    }
    if topic.is_none() {
        writeln!(out, "\ndarkside list TOPIC     shows a topic\ndarkside explain NAME   tells what a name means")?;
    }
    Ok(())
}

/// Shortens a long fact, which would push everything else aside; `explain` shows it in full.
fn shortened(fact: &str) -> String {
    match fact.split_once(", ") {
        Some((first, _)) if fact.chars().count() > 24 => format!("{first}, …"),
        _ => fact.to_owned(),
    }
}

/// One column for each fact that any entry has, in order of first appearance.
fn csv(out: &mut dyn Write, entries: &[GlossaryEntry]) -> io::Result<()> {
    let mut labels: Vec<&str> = Vec::new();
    for fact in entries.iter().flat_map(|entry| &entry.facts) {
        if !labels.contains(&fact.label) {
            labels.push(fact.label);
        }
    }
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["name", "meaning"].iter().chain(&labels))?;
    for entry in entries {
        let facts = labels.iter().map(|label| entry.fact_called(label).unwrap_or(""));
        writer.write_record([entry.name.as_str(), entry.meaning.as_str()].into_iter().chain(facts))?;
    }
    writer.flush()
}

fn json(out: &mut dyn Write, entries: &[GlossaryEntry]) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, entries)?;
    writeln!(out)
}

impl Serialize for GlossaryEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("meaning", &self.meaning)?;
        for fact in &self.facts {
            map.serialize_entry(fact.label, &fact.value)?;
        }
        map.end()
    }
}
